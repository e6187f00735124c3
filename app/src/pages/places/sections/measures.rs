//! The measures of places in words.

use clientele_charts::Unit;
use clientele_contract::{PlaceFigures, PlaceLevel, PlaceMeasure};

use crate::format::{
    format_count, format_counted, format_mean, format_money, format_money_short, format_percent,
    format_score, or_dash,
};

/// A value that rests on fewer orders, deliveries or reviewed customers is grey and never called the best.
pub const SUPPORT_MIN: u64 = 30;

/// The measures that can be drawn, in the order of the columns.
pub fn drawn_measures() -> impl Iterator<Item = PlaceMeasure> {
    PlaceMeasure::ALL.into_iter().filter(|measure| *measure != PlaceMeasure::Name)
}

/// What people read at the head of a column.
pub fn measure_name(measure: PlaceMeasure, by: PlaceLevel) -> &'static str {
    match (measure, by) {
        (PlaceMeasure::Name, PlaceLevel::State) => "State",
        (PlaceMeasure::Name, PlaceLevel::Region) => "Region",
        (PlaceMeasure::Customers, _) => "Customers",
        (PlaceMeasure::Revenue, _) => "Revenue",
        (PlaceMeasure::Orders, _) => "Orders",
        (PlaceMeasure::OrderValue, _) => "Order value",
        (PlaceMeasure::DeliveryDays, _) => "Delivery days",
        (PlaceMeasure::LateShare, _) => "Late",
        (PlaceMeasure::Review, _) => "Review",
        (PlaceMeasure::FreightShare, _) => "Freight",
    }
}

/// The value as people read it, short; a dash where it is not known.
pub fn measure_text(figures: &PlaceFigures, measure: PlaceMeasure, currency_symbol: &str) -> String {
    let text = figures.value(measure).map(|value| match measure {
        PlaceMeasure::Customers => format_count(figures.customers),
        PlaceMeasure::Orders => format_count(figures.orders),
        PlaceMeasure::Name | PlaceMeasure::Review => format_score(value),
        PlaceMeasure::Revenue | PlaceMeasure::OrderValue => format_money_short(value, currency_symbol),
        PlaceMeasure::DeliveryDays => format_mean(value),
        PlaceMeasure::LateShare | PlaceMeasure::FreightShare => format_percent(value),
    });
    or_dash(text)
}

/// The value exactly, with its unit and what it rests on.
pub fn measure_exactly(figures: &PlaceFigures, measure: PlaceMeasure, currency_symbol: &str) -> String {
    let orders = |count| format_counted(count, "order", "orders");
    match measure {
        PlaceMeasure::Name | PlaceMeasure::Customers => {
            format_counted(figures.customers, "customer", "customers")
        }
        PlaceMeasure::Revenue => format_money(figures.revenue_cents, currency_symbol),
        PlaceMeasure::Orders => orders(figures.orders),
        PlaceMeasure::OrderValue => match figures.average_order_value_cents {
            Some(cents) => {
                let exact = format_money(cents.round() as i64, currency_symbol);
                format!("{exact} on average of {}", orders(figures.orders))
            }
            None => "no order".to_owned(),
        },
        PlaceMeasure::DeliveryDays => match figures.mean_delivery_days {
            Some(days) => {
                format!("{} days on average of {}", format_mean(days), orders(figures.delivered_orders))
            }
            None => "no delivery is known".to_owned(),
        },
        PlaceMeasure::LateShare => match figures.late_share {
            Some(share) => format!(
                "{} late: {} of {}",
                format_percent(share),
                format_count(figures.late_orders),
                orders(figures.promised_orders)
            ),
            None => "no promised day is known".to_owned(),
        },
        PlaceMeasure::Review => match figures.review_score {
            Some(score) => format!(
                "{} on average of {}",
                format_score(score),
                format_counted(figures.reviewed_customers, "customer", "customers")
            ),
            None => "no review".to_owned(),
        },
        PlaceMeasure::FreightShare => match figures.freight_share {
            Some(share) => format!(
                "{} freight: {} of {}",
                format_percent(share),
                format_money(figures.freight_cents, currency_symbol),
                format_money(figures.revenue_cents, currency_symbol)
            ),
            None => "nothing was paid".to_owned(),
        },
    }
}

/// What the numbers of a picture are.
pub fn unit_of(measure: PlaceMeasure, currency_symbol: &str) -> Unit {
    match measure {
        PlaceMeasure::Name | PlaceMeasure::Customers | PlaceMeasure::Orders => Unit::Count,
        PlaceMeasure::Revenue | PlaceMeasure::OrderValue => {
            Unit::Money { symbol: currency_symbol.to_owned() }
        }
        PlaceMeasure::DeliveryDays | PlaceMeasure::Review => Unit::Number,
        PlaceMeasure::LateShare | PlaceMeasure::FreightShare => Unit::Percent,
    }
}

/// One place often has most of what can be added up; means and shares lie close together.
pub fn is_sum(measure: PlaceMeasure) -> bool {
    matches!(measure, PlaceMeasure::Customers | PlaceMeasure::Revenue | PlaceMeasure::Orders)
}
