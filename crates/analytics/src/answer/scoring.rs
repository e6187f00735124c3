//! How customers are scored, what another scoring would do, and putting it into force.

use clientele_contract::{
    AnalyticsError, CustomerFilter, CutPoints, FrequencyRule, RfmScores, Scope, Scoring, ScoringPreview,
    ScoringState, Segment, SegmentChange, SegmentMove, Tier,
};
use rayon::prelude::*;

use super::{
    Engine,
    columns::CustomerColumns,
    past_segments::no_past_days,
    totals::{Totals, ratio},
};
use crate::{
    RuleBook, ScoringSettings,
    score::{
        Measures,
        personas::{TierPersonas, TierProfile, name_personas},
        rfm::{RfmCuts, check_thresholds},
        rules::CustomerTraits,
        segments::SegmentTable,
        settings::AppliedScoring,
    },
};

const SEGMENTS: usize = Segment::ALL.len();

impl Engine {
    /// Scores the customers anew and chooses their next best actions again; tiers stay as they were published.
    ///
    /// What cannot be used (an own map that is absent or faulty, thresholds that do not rise) is replaced by the
    /// default and told in the notices of the snapshot.
    #[must_use]
    pub fn with_settings(mut self, settings: ScoringSettings) -> Self {
        self.scoring = AppliedScoring::new(settings.scoring, settings.own_map, settings.own_map_fault);
        self.past_days = no_past_days();
        let (scores, segments) = self.score_all(self.scoring.scoring.cut_points, self.scoring.table());
        self.customers.scores = scores;
        self.customers.segments = segments;
        // Rules test segments, so they are matched again even if they are the same.
        self.rules = settings.rules.unwrap_or_else(|| self.published_rules.clone());
        self.customers.rules = self.match_rules(&self.rules);
        // Filters may ask for segments, which are others now.
        self.baskets = super::baskets::BasketMemory::default();
        self
    }

    /// What is scored.
    pub(crate) fn measures(&self) -> Measures<'_> {
        Measures {
            recency_days: &self.customers.recency_days,
            orders: &self.customers.orders,
            spent_cents: &self.customers.spent_cents,
        }
    }

    /// How frequency is scored now. Whether it says enough to span the matrix is another question, which the data
    /// answers whatever the cut points: [`ShopFacts::frequency_rule`](crate::model::ShopFacts).
    pub(crate) fn frequency_rule(&self) -> FrequencyRule {
        match self.scoring.scoring.cut_points {
            CutPoints::Quintiles => self.facts.frequency_rule,
            CutPoints::Fixed(_) => FrequencyRule::FixedThresholds,
        }
    }

    fn score_all(&self, cut_points: CutPoints, table: &SegmentTable) -> (Vec<RfmScores>, Vec<Segment>) {
        let measures = self.measures();
        let scores = RfmCuts::of(cut_points, measures).score_all(measures);
        let segments = scores.par_iter().map(|scores| table.segment_of(*scores)).collect();
        (scores, segments)
    }

    /// The position of the rule that chooses the action of each customer.
    pub(crate) fn match_rules(&self, rules: &RuleBook) -> Vec<u16> {
        let customers = &self.customers;
        let matcher = rules.for_categories(&customers.categories.names);
        let choose = |row: usize| {
            matcher.first_match(&CustomerTraits {
                segment: customers.segments[row],
                tier: customers.tiers[row],
                category: customers.categories.codes[row],
                review_score: customers.review_scores[row],
                recency_days: customers.recency_days[row],
                orders: customers.orders[row],
                spent_cents: customers.spent_cents[row],
                state: customers.states.name(row),
            })
        };
        (0..customers.len()).into_par_iter().map(choose).collect()
    }

    /// The scoring is that of the whole shop, whatever the scope.
    pub(crate) fn scoring_state(&self) -> ScoringState {
        let scoring = self.scoring.scoring;
        let thresholds = match scoring.cut_points {
            CutPoints::Fixed(thresholds) => thresholds,
            CutPoints::Quintiles => {
                RfmCuts::of(scoring.cut_points, self.measures()).nearest_thresholds(self.measures())
            }
        };
        ScoringState {
            scoring,
            frequency_rule: self.facts.frequency_rule,
            thresholds,
            own_map: self.scoring.own_map(),
            segments: self.scoring.table().codes().collect(),
        }
    }

    pub(crate) fn compare_scoring(
        &self,
        scope: &Scope,
        proposed: &Scoring,
    ) -> Result<ScoringPreview, AnalyticsError> {
        let table = self.usable_table(proposed)?;
        let (_, segments) = self.score_all(proposed.cut_points, table);
        let counts = self.compare_segments(scope, &segments);
        Ok(ScoringPreview {
            proposed: *proposed,
            customers: counts.customers(),
            moved_customers: counts.moved_customers(),
            segments: counts.changes(),
            moves: counts.moves(),
        })
    }

    /// The table of a proposed scoring, if all of it can be used.
    fn usable_table(&self, proposed: &Scoring) -> Result<&SegmentTable, AnalyticsError> {
        if let CutPoints::Fixed(thresholds) = &proposed.cut_points {
            check_thresholds(thresholds).map_err(AnalyticsError::InvalidQuestion)?;
        }
        self.scoring.table_of(proposed.map).ok_or_else(|| {
            AnalyticsError::InvalidQuestion(match self.scoring.own_map() {
                clientele_contract::OwnMap::Faulty(fault) => format!(
                    "the shop's own segment map cannot be used: {fault}; correct the file or choose another map"
                ),
                _ => "the shop has no segment map of its own; choose another map, or give it a file that names \
                      each of the 125 codes once"
                    .to_owned(),
            })
        })
    }

    /// Counts the customers of the scope by the segment they are in and the one they would be in.
    pub(crate) fn compare_segments(&self, scope: &Scope, segments: &[Segment]) -> SegmentMoves {
        let mut moves = SegmentMoves::default();
        for row in self.selector(scope, &CustomerFilter::default()).rows() {
            moves.add(self.customers.segments[row], segments[row], self.customers.spent_cents[row]);
        }
        moves
    }
}

/// The personas of the tiers, by the profiles of all customers of the shop: a filter does not rename a tier.
pub(crate) fn personas_of(customers: &CustomerColumns) -> TierPersonas {
    let mut totals = [Totals::default(); Tier::ALL.len()];
    for (row, tier) in customers.tiers.iter().enumerate() {
        if let Some(tier) = tier {
            totals[usize::from(tier.index())].add(customers, row);
        }
    }
    name_personas(&totals.map(|totals| {
        Some(TierProfile {
            mean_recency_days: ratio(totals.recency_days as f64, totals.customers)?,
            mean_orders: ratio(totals.orders as f64, totals.customers)?,
            mean_spent_cents: ratio(totals.revenue_cents as f64, totals.customers)?,
        })
    }))
}

/// Customers and their spend by segment before and after.
#[derive(Default)]
pub(crate) struct SegmentMoves {
    /// By the segment before, then the one after.
    cells: [[(u64, i64); SEGMENTS]; SEGMENTS],
}

impl SegmentMoves {
    fn add(&mut self, from: Segment, to: Segment, spent_cents: i64) {
        let (customers, cents) = &mut self.cells[usize::from(from.index())][usize::from(to.index())];
        *customers += 1;
        *cents += spent_cents;
    }

    pub(crate) fn customers(&self) -> u64 {
        self.cells.iter().flatten().map(|(customers, _)| customers).sum()
    }

    pub(crate) fn moved_customers(&self) -> u64 {
        self.moves().iter().map(|moved| moved.customers).sum()
    }

    /// Most customers first, ties by segment.
    pub(crate) fn moves(&self) -> Vec<SegmentMove> {
        let pairs = Segment::ALL.into_iter().flat_map(|from| Segment::ALL.map(|to| (from, to)));
        let mut moves: Vec<SegmentMove> = pairs
            .filter(|(from, to)| from != to)
            .map(|(from, to)| {
                let (customers, revenue_cents) =
                    self.cells[usize::from(from.index())][usize::from(to.index())];
                SegmentMove { from, to, customers, revenue_cents }
            })
            .filter(|moved| moved.customers > 0)
            .collect();
        // The sort is stable.
        moves.sort_by_key(|moved| std::cmp::Reverse(moved.customers));
        moves
    }

    /// All segments before and after, best first.
    fn changes(&self) -> Vec<SegmentChange> {
        let sum = |cells: &mut dyn Iterator<Item = (u64, i64)>| {
            cells.fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1))
        };
        let change = |segment: Segment| {
            let index = usize::from(segment.index());
            let (customers_before, revenue_before_cents) = sum(&mut self.cells[index].iter().copied());
            let (customers_after, revenue_after_cents) = sum(&mut self.cells.iter().map(|to| to[index]));
            SegmentChange {
                segment,
                customers_before,
                customers_after,
                revenue_before_cents,
                revenue_after_cents,
            }
        };
        Segment::ALL.map(change).into()
    }
}
