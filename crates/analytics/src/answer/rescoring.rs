//! The customers of a snapshot, scored again as a refresh of the same orders would.

use chrono::NaiveDate;
use clientele_contract::{CutPoints, RfmScores, Segment, Tier};
use polars::prelude::{Column, IntoColumn, NewChunkedArray, StringChunked};

use super::Engine;
use crate::{
    Progress, RefreshError, RuleBook, Stage, columns as c,
    model::epoch_days,
    score::{rfm::RfmCuts, segments, tiers::assign_tiers},
};

impl Engine {
    /// The rules that the snapshot was published with.
    pub(crate) fn published_rules(&self) -> &RuleBook {
        &self.published_rules
    }

    /// The columns of the customer table that depend on "today" and on the rules, for others of either.
    ///
    /// # Errors
    /// Tiers cannot be formed, or nobody wants them any more.
    pub(crate) fn rescored_columns(
        mut self,
        as_of: NaiveDate,
        rules: &RuleBook,
        progress: &dyn Progress,
    ) -> Result<Vec<Column>, RefreshError> {
        progress.begin(Stage::Scoring);
        let today = epoch_days(as_of);
        self.customers.recency_days = self.customers.last_dates.iter().map(|last| today - last).collect();
        let measures = self.measures();
        let scores = RfmCuts::of(CutPoints::Quintiles, measures).score_all(measures);
        let segments: Vec<Segment> =
            scores.iter().map(|scores| segments::STANDARD.segment_of(*scores)).collect();
        progress.check()?;
        progress.begin(Stage::Tiers);
        let tiers = assign_tiers(measures, progress)?;
        progress.check()?;
        (self.customers.scores, self.customers.segments, self.customers.tiers) = (scores, segments, tiers);
        self.customers.rules = self.match_rules(rules);
        Ok(self.scored_columns(rules))
    }

    fn scored_columns(&self, rules: &RuleBook) -> Vec<Column> {
        let customers = &self.customers;
        let score = |name: &str, pick: fn(&RfmScores) -> u8| {
            Column::new(name.into(), customers.scores.iter().map(pick).collect::<Vec<u8>>())
        };
        let actions = customers.rules.iter().map(|rule| Some(rules.rules()[usize::from(*rule)].id.as_str()));
        vec![
            Column::new(c::RECENCY_DAYS.into(), &customers.recency_days),
            score(c::RECENCY_SCORE, |scores| scores.recency),
            score(c::FREQUENCY_SCORE, |scores| scores.frequency),
            score(c::MONETARY_SCORE, |scores| scores.monetary),
            texts(c::SEGMENT, customers.segments.iter().map(|segment| Some(segment.name()))),
            texts(c::TIER, customers.tiers.iter().map(|tier| tier.map(Tier::name))),
            texts(c::ACTION_ID, actions),
        ]
    }
}

fn texts<'a>(name: &str, texts: impl Iterator<Item = Option<&'a str>>) -> Column {
    StringChunked::from_iter_options(name.into(), texts).into_column()
}
