//! How far the segments can be trusted.

use clientele_contract::{
    ChampionsCheck, CustomerFilter, CutPoints, Scope, Segment, SegmentChecks, SegmentSpend, SegmentStability,
};
use rayon::prelude::*;

use super::{
    Engine,
    totals::{Totals, ratio},
};
use crate::score::rank_first::rank_first_scores;

/// Moves that are named.
const MOVES: usize = 10;

impl Engine {
    pub(crate) fn check_segments(&self, scope: &Scope) -> SegmentChecks {
        SegmentChecks { stability: self.check_stability(scope), champions: self.check_champions(scope) }
    }

    /// Compares the segments in force with those of the same map under the "rank first" recipe, see
    /// [`rank_first_scores`]. With fixed thresholds no tie is broken, so nobody would move.
    fn check_stability(&self, scope: &Scope) -> SegmentStability {
        let other: Vec<Segment> = match self.scoring.scoring.cut_points {
            CutPoints::Fixed(_) => self.customers.segments.clone(),
            CutPoints::Quintiles => {
                let table = self.scoring.table();
                let scores = rank_first_scores(self.measures());
                scores.into_par_iter().map(|scores| table.segment_of(scores)).collect()
            }
        };
        let counts = self.compare_segments(scope, &other);
        let (customers, moved_customers) = (counts.customers(), counts.moved_customers());
        let mut moves = counts.moves();
        moves.truncate(MOVES);
        SegmentStability {
            customers,
            moved_customers,
            moved_share: ratio(moved_customers as f64, customers),
            moves,
        }
    }

    /// Means are compared exactly, in integers.
    fn check_champions(&self, scope: &Scope) -> ChampionsCheck {
        let mut totals = [Totals::default(); Segment::ALL.len()];
        for row in self.selector(scope, &CustomerFilter::default()).rows() {
            totals[usize::from(self.customers.segments[row].index())].add(&self.customers, row);
        }
        let champions = totals[usize::from(Segment::Champions.index())];
        let spend = |segment: Segment| {
            let totals = &totals[usize::from(segment.index())];
            let is_comparable =
                segment != Segment::Champions && totals.customers > 0 && champions.customers > 0;
            SegmentSpend {
                segment,
                customers: totals.customers,
                mean_spent_cents: ratio(totals.revenue_cents as f64, totals.customers),
                champions_spend_more: is_comparable.then(|| has_higher_mean(&champions, totals)),
            }
        };
        let is_beaten = totals.iter().any(|totals| has_higher_mean(totals, &champions));
        ChampionsCheck {
            segments: Segment::ALL.map(spend).into(),
            holds: (champions.customers > 0).then_some(!is_beaten),
        }
    }
}

/// False if either group is empty.
fn has_higher_mean(a: &Totals, b: &Totals) -> bool {
    i128::from(a.revenue_cents) * i128::from(b.customers)
        > i128::from(b.revenue_cents) * i128::from(a.customers)
}
