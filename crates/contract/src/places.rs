use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Affinity, CustomerFilter, SortDirection};

/// Into what places are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceLevel {
    /// The states as the shop writes them.
    #[default]
    State,
    /// The five regions of Brazil.
    Region,
}

impl PlaceLevel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::State, Self::Region];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Region => "region",
        }
    }
}

/// The five regions of Brazil, from north to south, as its statistical office (IBGE) draws them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names explain themselves")]
pub enum Region {
    North,
    Northeast,
    CentreWest,
    Southeast,
    South,
}

impl Region {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::North, Self::Northeast, Self::CentreWest, Self::Southeast, Self::South];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::North => "North",
            Self::Northeast => "Northeast",
            Self::CentreWest => "Centre-West",
            Self::Southeast => "Southeast",
            Self::South => "South",
        }
    }

    /// The codes of its states.
    pub fn states(self) -> &'static [&'static str] {
        match self {
            Self::North => &["AC", "AM", "AP", "PA", "RO", "RR", "TO"],
            Self::Northeast => &["AL", "BA", "CE", "MA", "PB", "PE", "PI", "RN", "SE"],
            Self::CentreWest => &["DF", "GO", "MS", "MT"],
            Self::Southeast => &["ES", "MG", "RJ", "SP"],
            Self::South => &["PR", "RS", "SC"],
        }
    }

    /// The region of a state of Brazil; `None` for any other text.
    pub fn of_state(state: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.states().contains(&state))
    }
}

/// What is measured of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlaceMeasure {
    /// The name; only to sort by.
    Name,
    /// Customers.
    #[default]
    Customers,
    /// The total of their orders.
    Revenue,
    /// Their completed orders.
    Orders,
    /// Revenue by order.
    OrderValue,
    /// Mean days from order to delivery.
    DeliveryDays,
    /// Share of the deliveries that came after the promised day.
    LateShare,
    /// Mean review.
    Review,
    /// Freight as a share of revenue.
    FreightShare,
}

impl PlaceMeasure {
    /// All, in the order of the columns.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Customers,
        Self::Revenue,
        Self::Orders,
        Self::OrderValue,
        Self::DeliveryDays,
        Self::LateShare,
        Self::Review,
        Self::FreightShare,
    ];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Customers => "customers",
            Self::Revenue => "revenue",
            Self::Orders => "orders",
            Self::OrderValue => "order-value",
            Self::DeliveryDays => "delivery-days",
            Self::LateShare => "late",
            Self::Review => "review",
            Self::FreightShare => "freight",
        }
    }
}

/// Whose orders the page of places is about, and how places are ranked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlaceQuestion {
    /// Which customers.
    pub filter: CustomerFilter,
    /// Into what places are put together.
    pub by: PlaceLevel,
    /// Ranked by what; unknown values come last, ties by name.
    pub sort: PlaceMeasure,
    /// In which direction.
    pub direction: SortDirection,
}

/// The figures of the customers of one place. A customer belongs to the state of their latest completed order,
/// with all their orders.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct PlaceFigures {
    /// Customers.
    pub customers: u64,
    /// Their completed orders.
    pub orders: u64,
    /// The total of these.
    pub revenue_cents: i64,
    /// Revenue / orders.
    pub average_order_value_cents: Option<f64>,
    /// Orders whose day of delivery is known.
    pub delivered_orders: u64,
    /// Mean days from order to delivery, over these.
    pub mean_delivery_days: Option<f64>,
    /// Orders whose day of delivery and promised day are known.
    pub promised_orders: u64,
    /// Of these, those delivered after the promised day.
    pub late_orders: u64,
    /// `late_orders` / `promised_orders`.
    pub late_share: Option<f64>,
    /// Customers with a review.
    pub reviewed_customers: u64,
    /// Mean over these customers of the mean of their orders.
    pub review_score: Option<f64>,
    /// Freight of the orders.
    pub freight_cents: i64,
    /// Freight / revenue.
    pub freight_share: Option<f64>,
}

impl PlaceFigures {
    /// The value of a measure in its unit: a count, cents, days, a share, points. `None` where it is not
    /// defined, and for the name.
    pub fn value(&self, measure: PlaceMeasure) -> Option<f64> {
        match measure {
            PlaceMeasure::Name => None,
            PlaceMeasure::Customers => Some(self.customers as f64),
            PlaceMeasure::Revenue => Some(self.revenue_cents as f64),
            PlaceMeasure::Orders => Some(self.orders as f64),
            PlaceMeasure::OrderValue => self.average_order_value_cents,
            PlaceMeasure::DeliveryDays => self.mean_delivery_days,
            PlaceMeasure::LateShare => self.late_share,
            PlaceMeasure::Review => self.review_score,
            PlaceMeasure::FreightShare => self.freight_share,
        }
    }

    /// How many orders or customers the value of a measure rests on.
    pub fn support(&self, measure: PlaceMeasure) -> u64 {
        match measure {
            PlaceMeasure::Name | PlaceMeasure::Customers => self.customers,
            PlaceMeasure::DeliveryDays => self.delivered_orders,
            PlaceMeasure::LateShare => self.promised_orders,
            PlaceMeasure::Review => self.reviewed_customers,
            _ => self.orders,
        }
    }
}

/// One state or region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRow {
    /// Its name.
    pub name: String,
    /// The states it stands for, those that have customers.
    pub states: Vec<String>,
    /// What is measured.
    pub figures: PlaceFigures,
}

/// How orders that came after the promised day were reviewed, and the others.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct LateReviews {
    /// Reviewed orders that came late.
    pub late_orders: u64,
    /// Their mean review.
    pub late_score: Option<f64>,
    /// Reviewed orders that came in time.
    pub timely_orders: u64,
    /// Their mean review.
    pub timely_score: Option<f64>,
}

/// Where customers are, and how they are served there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Places {
    /// All customers that pass the filter; the rows add up to this.
    pub total: PlaceFigures,
    /// What the rows are: states where regions were asked for and the shop has none.
    pub by: PlaceLevel,
    /// Every state is one of Brazil's, so that there are regions and a map.
    pub is_brazil: bool,
    /// Ranked as asked.
    pub rows: Vec<PlaceRow>,
    /// Reviews of late and of timely orders.
    pub late_reviews: LateReviews,
    /// Segments and places, before the filter's choice of segments and scores.
    pub affinity: Affinity,
}

/// A leaning of a segment towards a state, in the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceAffinityReport {
    /// Name of the segment.
    pub segment: String,
    /// The state.
    pub state: String,
    /// 100 is no leaning.
    pub index: f64,
    /// Orders behind it.
    pub orders: u64,
    /// Customers behind it.
    pub customers: u64,
}

/// Where customers are, in the report.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PlacesReport {
    /// By state.
    pub by_state: BTreeMap<String, PlaceFigures>,
    /// By region; empty where there are none.
    pub by_region: BTreeMap<String, PlaceFigures>,
    /// The highest indices of segment and state with enough orders behind them.
    pub top10_affinities: Vec<PlaceAffinityReport>,
    /// The lowest of them, lowest first.
    pub bottom10_affinities: Vec<PlaceAffinityReport>,
}
