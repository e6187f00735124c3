//! How many cells of each used column are blank: a source that goes wrong often shows it there first.

use std::collections::BTreeMap;

use super::row::OrderRow;
use crate::ingest::{Mapping, Meaning};

/// The meanings whose cells may be blank without their row being refused.
const MEANINGS: [Meaning; 9] = [
    Meaning::CustomerId,
    Meaning::Date,
    Meaning::Status,
    Meaning::Product,
    Meaning::Category,
    Meaning::Place,
    Meaning::Shipping,
    Meaning::UnitCost,
    Meaning::Review,
];

/// A whole, in the unit of [`BlankCells::shares`].
const WHOLE: u64 = 10_000;

/// Counts over the rows that can be read.
#[derive(Debug, Clone, Default)]
pub(super) struct BlankCells {
    rows: u64,
    /// By the place in [`MEANINGS`].
    blank: [u64; MEANINGS.len()],
}

impl BlankCells {
    pub(super) fn count(&mut self, row: &OrderRow<'_>) {
        let is_blank = [
            row.customer.is_none(),
            row.date.is_none(),
            row.status.is_none(),
            row.product.is_none(),
            row.category.is_none(),
            row.place.is_none(),
            row.shipping_cents.is_none(),
            row.cost_cents.is_none(),
            row.review.is_none(),
        ];
        self.rows += 1;
        for (count, is_blank) in self.blank.iter_mut().zip(is_blank) {
            *count += u64::from(is_blank);
        }
    }

    /// The share of blank cells in ten-thousandths, by the meaning of each column that the source has.
    pub(super) fn shares(&self, mapping: &Mapping) -> BTreeMap<String, u32> {
        let used =
            MEANINGS.iter().zip(self.blank).filter(|(meaning, _)| mapping.columns.contains_key(meaning));
        used.map(|(meaning, blank)| {
            let share = blank.saturating_mul(WHOLE) / self.rows.max(1);
            (meaning.name().to_owned(), u32::try_from(share).unwrap_or(u32::MAX))
        })
        .collect()
    }
}
