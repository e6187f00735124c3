use serde::{Deserialize, Serialize};

use crate::Segment;

/// Below this number of orders an index says more about a few people than about a segment.
pub const AFFINITY_ORDERS_MIN: u64 = 30;

/// How far segments lean towards some things: categories, states, regions.
///
/// The index of a segment for a thing is (share of the segment's revenue in it) / (share of all revenue in it)
/// × 100. 100 is no leaning; weighted by the segments' revenue, the mean of a row is 100.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Affinity {
    /// The segments that have customers, best first.
    pub segments: Vec<AffinitySegment>,
    /// Most revenue first, ties by name.
    pub rows: Vec<AffinityRow>,
}

/// One segment of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AffinitySegment {
    /// Which.
    pub segment: Segment,
    /// Customers.
    pub customers: u64,
    /// The total of their orders.
    pub revenue_cents: i64,
}

/// One category, state or region.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AffinityRow {
    /// Its name.
    pub name: String,
    /// What the name stands for in a filter: itself, or the states of a region.
    pub values: Vec<String>,
    /// Revenue in it, of all segments.
    pub revenue_cents: i64,
    /// One for each segment of [`Affinity::segments`].
    pub cells: Vec<AffinityCell>,
}

/// One segment and one thing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct AffinityCell {
    /// 100 is no leaning; `None` where segment or thing has no revenue.
    pub index: Option<f64>,
    /// Orders behind it.
    pub orders: u64,
    /// Customers behind it.
    pub customers: u64,
    /// Revenue behind it.
    pub revenue_cents: i64,
}

impl AffinityCell {
    /// Enough orders are behind the index to act on it.
    pub fn is_firm(&self) -> bool {
        self.orders >= AFFINITY_ORDERS_MIN
    }
}

/// A segment that leans towards something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Leaning<'a> {
    /// Towards what.
    pub row: &'a AffinityRow,
    /// The segment.
    pub segment: Segment,
    /// How far.
    pub index: f64,
    /// What is behind it.
    pub cell: &'a AffinityCell,
}

impl Affinity {
    /// Every leaning with enough orders behind it, the highest index first; ties by row, then by segment.
    pub fn firm_leanings(&self) -> Vec<Leaning<'_>> {
        let mut leanings: Vec<Leaning<'_>> = self
            .rows
            .iter()
            .flat_map(|row| {
                let cells = row.cells.iter().zip(&self.segments).filter(|(cell, _)| cell.is_firm());
                cells.filter_map(move |(cell, column)| {
                    Some(Leaning { row, segment: column.segment, index: cell.index?, cell })
                })
            })
            .collect();
        leanings.sort_by(|a, b| b.index.total_cmp(&a.index));
        leanings
    }
}
