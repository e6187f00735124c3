//! The segments of all customers as if another day had been "today".

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use chrono::NaiveDate;
use clientele_contract::{CutPoints, FrequencyRule, Segment};
use rayon::prelude::*;

use super::Engine;
use crate::{
    model::epoch_days,
    score::{
        Measures,
        rfm::{RfmCuts, frequency_rule},
    },
};

/// So many days are kept: a byte per customer each.
const DAYS_KEPT: usize = 8;

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

/// Is filled by whoever asks first.
type Slot = Arc<OnceLock<Arc<PastSegments>>>;

/// The days that were asked about last. Whoever asks about the same day at the same time waits for one computation.
#[derive(Default)]
pub(crate) struct PastDays {
    /// Last asked last. A slot is filled outside of the lock, so that other days need not wait for it.
    days: Mutex<VecDeque<(NaiveDate, Slot)>>,
}

impl PastDays {
    fn get_or_compute(&self, day: NaiveDate, compute: impl FnOnce() -> PastSegments) -> Arc<PastSegments> {
        let slot = self.slot(day);
        Arc::clone(slot.get_or_init(|| Arc::new(compute())))
    }

    fn slot(&self, day: NaiveDate) -> Slot {
        // A thread that panicked held no half-done change.
        let mut days = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        let known = days.iter().position(|(known, _)| *known == day);
        let slot = known.and_then(|index| days.remove(index)).map(|(_, slot)| slot).unwrap_or_default();
        if days.len() == DAYS_KEPT {
            days.pop_front();
        }
        days.push_back((day, Arc::clone(&slot)));
        slot
    }
}

impl Engine {
    /// Everybody's segment as if `day` had been "today": only orders before it count, and what they come to is
    /// scored anew under the scoring in force. The scoring is that of the whole shop, whatever the scope.
    pub(crate) fn past_segments(&self, day: NaiveDate) -> Arc<PastSegments> {
        self.past_days.get_or_compute(day, || self.score_as_of(epoch_days(day)))
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

#[cfg(test)]
mod tests {
    use std::{cell::Cell, sync::Barrier, thread};

    use super::*;

    fn nobody() -> PastSegments {
        PastSegments { segments: Vec::new(), frequency_rule: None }
    }

    fn day(number: usize) -> NaiveDate {
        crate::model::civil_date(number as i32)
    }

    #[test]
    fn the_days_asked_about_last_are_kept() {
        let (days, computed) = (PastDays::default(), Cell::new(0));
        let ask = |number| {
            days.get_or_compute(day(number), || {
                computed.set(computed.get() + 1);
                nobody()
            })
        };
        for number in 0..DAYS_KEPT {
            ask(number);
        }
        ask(0);
        assert_eq!(computed.get(), DAYS_KEPT, "known");
        ask(DAYS_KEPT);
        ask(0);
        assert_eq!(computed.get(), DAYS_KEPT + 1, "the first was asked about again and stays");
        ask(1);
        assert_eq!(computed.get(), DAYS_KEPT + 2, "the second made room");
    }

    #[test]
    fn a_day_asked_about_by_many_at_once_is_computed_once() {
        const ASKERS: usize = 4;
        let (days, computed, together) = (PastDays::default(), Mutex::new(0), Barrier::new(ASKERS));
        thread::scope(|threads| {
            for _ in 0..ASKERS {
                threads.spawn(|| {
                    together.wait();
                    days.get_or_compute(day(1), || {
                        *computed.lock().unwrap() += 1;
                        nobody()
                    });
                });
            }
        });
        assert_eq!(*computed.lock().unwrap(), 1);
    }
}
