//! The segments of all customers as if another day had been "today".

use std::sync::Arc;

use chrono::NaiveDate;
use clientele_contract::{CutPoints, FrequencyRule, Segment};
use rayon::prelude::*;

use super::{Engine, memo::Memo};
use crate::{
    model::epoch_days,
    score::{
        Measures,
        rfm::{RfmCuts, frequency_rule},
    },
};

/// So many days are kept: a byte per customer each.
const DAYS_KEPT: usize = 8;

/// The days that were asked about last.
pub(crate) type PastDays = Memo<NaiveDate, PastSegments>;

/// Nothing is known of any day.
pub(crate) fn no_past_days() -> PastDays {
    Memo::up_to(DAYS_KEPT)
}

/// Everybody's segment on one day.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PastSegments {
    /// By customer; `None` before their first order.
    pub(crate) segments: Vec<Option<Segment>>,
    /// How frequency was scored; `None` before the first order of the shop.
    pub(crate) frequency_rule: Option<FrequencyRule>,
}

impl PastSegments {
    /// The position of a customer's segment in [`Segment::ALL`], which those who had not ordered come after.
    pub(crate) fn position(&self, row: usize) -> usize {
        position(self.segments[row])
    }
}

/// The position of a segment in [`Segment::ALL`], which those who had not ordered come after.
pub(crate) fn position(segment: Option<Segment>) -> usize {
    segment.map_or(Segment::ALL.len(), |segment| usize::from(segment.index()))
}

impl Engine {
    /// Everybody's segment as if `day` had been "today": only orders before it count, and what they come to is
    /// scored anew under the scoring in force. The scoring is that of the whole shop, whatever the scope.
    pub(crate) fn past_segments(&self, day: NaiveDate) -> Arc<PastSegments> {
        self.past_days.get_or_make(day, || self.score_as_of(epoch_days(day)))
    }

    /// `today` in days since 1970-01-01.
    fn score_as_of(&self, today: i32) -> PastSegments {
        let orders = &self.orders.by_customer;
        let customers = self.customers.len();
        let measured: Vec<Option<(i32, u32, i64)>> = (0..customers)
            .into_par_iter()
            .map(|row| {
                let before = orders.before(row, today);
                let last = orders.dates[before.clone()].last()?;
                let spent = orders.value_cents[before.clone()].iter().sum();
                Some((today - last, before.len() as u32, spent))
            })
            .collect();
        let known = || measured.iter().flatten();
        let recency_days: Vec<i32> = known().map(|measures| measures.0).collect();
        let order_counts: Vec<u32> = known().map(|measures| measures.1).collect();
        let spent_cents: Vec<i64> = known().map(|measures| measures.2).collect();
        if recency_days.is_empty() {
            return PastSegments { segments: vec![None; customers], frequency_rule: None };
        }
        let measures =
            Measures { recency_days: &recency_days, orders: &order_counts, spent_cents: &spent_cents };
        let cut_points = self.scoring.scoring.cut_points;
        let (cuts, table) = (RfmCuts::of(cut_points, measures), self.scoring.table());
        let segment = |(recency_days, orders, spent_cents)| {
            table.segment_of(cuts.score(recency_days, orders, spent_cents))
        };
        PastSegments {
            frequency_rule: Some(match cut_points {
                CutPoints::Quintiles => frequency_rule(&order_counts),
                CutPoints::Fixed(_) => FrequencyRule::FixedThresholds,
            }),
            segments: measured.into_par_iter().map(|measures| measures.map(segment)).collect(),
        }
    }
}
