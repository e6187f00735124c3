use clientele_contract::{CustomerSort, SortDirection};

use super::SegmentsUrl;
use crate::query_string::append_pair;

/// A page number, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page(pub u32);

impl Default for Page {
    fn default() -> Self {
        Self(1)
    }
}

/// How many rows one page of the customer table has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[expect(missing_docs, reason = "the names are the numbers")]
pub enum PageSize {
    #[default]
    TwentyFive,
    Fifty,
    Hundred,
    TwoHundredFifty,
}

impl PageSize {
    /// All choices, fewest rows first.
    pub const ALL: [Self; 4] = [Self::TwentyFive, Self::Fifty, Self::Hundred, Self::TwoHundredFifty];

    /// The number of rows.
    pub fn rows(self) -> u32 {
        match self {
            Self::TwentyFive => 25,
            Self::Fifty => 50,
            Self::Hundred => 100,
            Self::TwoHundredFifty => 250,
        }
    }

    /// Reads one of the numbers on offer.
    pub fn from_rows(text: &str) -> Option<Self> {
        let rows: u32 = text.parse().ok()?;
        Self::ALL.into_iter().find(|size| size.rows() == rows)
    }
}

/// A column of the customer table beside the customer's id, which is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are those of the columns")]
pub enum CustomerColumn {
    Segment,
    Tier,
    Recency,
    Orders,
    Spent,
    Scores,
    Review,
    Category,
    State,
    FirstOrder,
    LastOrder,
    Action,
}

impl CustomerColumn {
    /// All columns, in the order of the table.
    pub const ALL: [Self; 12] = [
        Self::Segment,
        Self::Tier,
        Self::Recency,
        Self::Orders,
        Self::Spent,
        Self::Scores,
        Self::Review,
        Self::Category,
        Self::State,
        Self::FirstOrder,
        Self::LastOrder,
        Self::Action,
    ];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Segment => "segment",
            Self::Tier => "tier",
            Self::Recency => "recency",
            Self::Orders => "orders",
            Self::Spent => "spent",
            Self::Scores => "scores",
            Self::Review => "review",
            Self::Category => "category",
            Self::State => "state",
            Self::FirstOrder => "first",
            Self::LastOrder => "last",
            Self::Action => "action",
        }
    }

    /// Reads a slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.slug() == slug)
    }
}

/// The word for a direction in addresses.
pub fn direction_word(direction: SortDirection) -> &'static str {
    match direction {
        SortDirection::Ascending => "asc",
        SortDirection::Descending => "desc",
    }
}

/// Writes how the customer table is shown; defaults are left out.
pub(super) fn write_table(query: &mut String, url: &SegmentsUrl) {
    for column in &url.columns {
        append_pair(query, "cols", column.slug());
    }
    if url.page_size != PageSize::default() {
        append_pair(query, "rows", &url.page_size.rows().to_string());
    }
    if url.sort != CustomerSort::default() {
        append_pair(query, "sort", url.sort.slug());
    }
    if url.direction != SortDirection::default() {
        append_pair(query, "dir", direction_word(url.direction));
    }
    if url.page != Page::default() {
        append_pair(query, "page", &url.page.0.to_string());
    }
}

pub(super) fn parse_direction(value: &str) -> Option<SortDirection> {
    [SortDirection::Ascending, SortDirection::Descending]
        .into_iter()
        .find(|direction| direction_word(*direction) == value)
}

pub(super) fn parse_page(value: &str) -> Option<Page> {
    value.parse().ok().filter(|page| *page >= 1).map(Page)
}
