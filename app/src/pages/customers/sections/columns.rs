use clientele_contract::CustomerSort;

use crate::url_state::{CustomerColumn, SegmentsUrl};

/// How a column is headed, sorted by and made room for.
#[derive(Debug, Clone, Copy)]
pub struct ColumnHead {
    /// What people read.
    pub name: &'static str,
    /// What the table is sorted by; `None`: cannot be sorted by.
    pub sort: Option<CustomerSort>,
    /// Numbers stand at the right.
    pub is_number: bool,
    /// From which width on the column is shown unless columns were chosen: a class of the style sheet.
    pub room: &'static str,
}

/// The column that is always there.
pub const ID_HEAD: ColumnHead =
    ColumnHead { name: "Customer", sort: Some(CustomerSort::CustomerId), is_number: false, room: "" };

/// The head of a column.
pub fn head_of(column: CustomerColumn) -> ColumnHead {
    let words = |name, sort, room| ColumnHead { name, sort: Some(sort), is_number: false, room };
    let number = |name, sort, room| ColumnHead { name, sort, is_number: true, room };
    match column {
        CustomerColumn::Segment => words("Segment", CustomerSort::Segment, ""),
        CustomerColumn::Tier => words("Tier", CustomerSort::Tier, "room-2"),
        CustomerColumn::Recency => number("Last order, days ago", Some(CustomerSort::Recency), "room-1"),
        CustomerColumn::Orders => number("Orders", Some(CustomerSort::Orders), "room-1"),
        CustomerColumn::Spent => number("Spent", Some(CustomerSort::Spent), ""),
        CustomerColumn::Scores => number("Scores", None, "room-4"),
        CustomerColumn::Review => number("Review", Some(CustomerSort::Review), "room-3"),
        CustomerColumn::Category => words("Favourite category", CustomerSort::Category, "room-4"),
        CustomerColumn::State => words("State", CustomerSort::State, "room-3"),
        CustomerColumn::FirstOrder => number("First order", None, "room-5"),
        CustomerColumn::LastOrder => number("Last order", None, "room-5"),
        CustomerColumn::Action => words("Next action", CustomerSort::Action, "room-3"),
    }
}

/// The columns of the table beside the id, in their order.
pub fn shown_columns(url: &SegmentsUrl) -> Vec<CustomerColumn> {
    let is_shown = |column: &CustomerColumn| url.columns.is_empty() || url.columns.contains(column);
    CustomerColumn::ALL.into_iter().filter(is_shown).collect()
}
