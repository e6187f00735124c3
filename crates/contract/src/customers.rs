use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{CustomerFilter, Expectation, Segment, Tier};

/// The three scores of a customer, each 1–5, 5 best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RfmScores {
    /// 5: bought most recently.
    pub recency: u8,
    /// 5: buys most often.
    pub frequency: u8,
    /// 5: spent the most.
    pub monetary: u8,
}

impl RfmScores {
    /// The code as people write it: `214`.
    pub fn code(self) -> u16 {
        u16::from(self.recency) * 100 + u16::from(self.frequency) * 10 + u16::from(self.monetary)
    }
}

/// One person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// The shop's id of the person.
    pub customer_id: String,
    /// The segment, by the map in force.
    pub segment: Segment,
    /// The k-means tier; `None` if tiers could not be formed (fewer than four distinct customers).
    pub tier: Option<Tier>,
    /// The three scores.
    pub scores: RfmScores,
    /// Days from the last completed order to the data's date.
    pub recency_days: i32,
    /// Completed orders.
    pub orders: u32,
    /// Total spent.
    pub spent_cents: i64,
    /// Mean over orders of the order's mean review; `None` if never reviewed.
    pub review_score: Option<f64>,
    /// The category with the most items.
    pub favourite_category: String,
    /// State of the latest completed order.
    pub state: String,
    /// Date of the first completed order.
    #[serde(with = "crate::iso_date")]
    pub first_order: NaiveDate,
    /// Date of the last completed order.
    #[serde(with = "crate::iso_date")]
    pub last_order: NaiveDate,
    /// Identifier of the next best action.
    pub action_id: String,
    /// The next best action, as people read it.
    pub action: String,
    /// What is to be expected of them in the [`HORIZON_DAYS_DEFAULT`](crate::HORIZON_DAYS_DEFAULT) days after the
    /// data's date, by the standard model. `None` where it is withheld, and in the short lists that go along with
    /// other figures.
    pub expected: Option<Expectation>,
}

/// What the customer table is sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are those of the columns")]
pub enum CustomerSort {
    CustomerId,
    Segment,
    Tier,
    Recency,
    Orders,
    #[default]
    Spent,
    Review,
    Category,
    State,
    Action,
}

impl CustomerSort {
    /// All columns that can be sorted by, in the order of the table.
    pub const ALL: [Self; 10] = [
        Self::CustomerId,
        Self::Segment,
        Self::Tier,
        Self::Recency,
        Self::Orders,
        Self::Spent,
        Self::Review,
        Self::Category,
        Self::State,
        Self::Action,
    ];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::CustomerId => "customer",
            Self::Segment => "segment",
            Self::Tier => "tier",
            Self::Recency => "recency",
            Self::Orders => "orders",
            Self::Spent => "spent",
            Self::Review => "review",
            Self::Category => "category",
            Self::State => "state",
            Self::Action => "action",
        }
    }

    /// Reads a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.slug() == slug)
    }
}

/// The direction of a sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names explain themselves")]
pub enum SortDirection {
    Ascending,
    #[default]
    Descending,
}

/// The most rows that one page may have.
pub const PAGE_SIZE_MAX: u32 = 500;

/// One question to the customer table.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CustomerQuery {
    /// Which customers.
    pub filter: CustomerFilter,
    /// Sorted by what; ties by customer id, unknown values last.
    pub sort: CustomerSort,
    /// In which direction.
    pub direction: SortDirection,
    /// Page, from 1.
    pub page: u32,
    /// Rows a page, 1 to [`PAGE_SIZE_MAX`].
    pub page_size: u32,
}

/// One page of the customer table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CustomerPage {
    /// The rows of this page.
    pub rows: Vec<CustomerRow>,
    /// Customers on all pages.
    pub customers: u64,
    /// This page, from 1.
    pub page: u32,
    /// Number of pages, at least 1.
    pub pages: u32,
    /// Rows a page.
    pub page_size: u32,
}
