//! Persons in, scored persons out: RFM scores, segment, tier, next best action.

mod rfm;
pub mod rules;
mod segments;
pub(crate) mod tiers;

use chrono::NaiveDate;
use clientele_contract::{FrequencyRule, RfmScores, Segment, Tier};

use self::rules::{CustomerTraits, RuleBook};
use crate::{
    Progress, RefreshError, Stage,
    ingest::OlistTables,
    model::{LineItems, People, epoch_days},
};

/// One entry per customer key.
pub(crate) struct ScoredPeople {
    pub(crate) recency_days: Vec<i32>,
    pub(crate) scores: Vec<RfmScores>,
    pub(crate) frequency_rule: FrequencyRule,
    pub(crate) segments: Vec<Segment>,
    /// `None` for all if fewer than four distinct customers exist.
    pub(crate) tiers: Vec<Option<Tier>>,
    /// Position of the rule that chose the next best action.
    pub(crate) rules: Vec<u16>,
}

/// Scores every person as of a date.
pub(crate) fn score_people(
    people: &People,
    lines: &LineItems,
    tables: &OlistTables,
    as_of: NaiveDate,
    rules: &RuleBook,
    progress: &dyn Progress,
) -> Result<ScoredPeople, RefreshError> {
    progress.begin(Stage::Scoring);
    let today = epoch_days(as_of);
    let recency_days: Vec<i32> = people.last_dates.iter().map(|last| today - last).collect();
    let (scores, frequency_rule) = rfm::score_rfm(&recency_days, &people.frequencies, &people.monetary_cents);
    let segments: Vec<Segment> = scores.iter().map(|scores| segments::segment_of(*scores)).collect();
    progress.begin(Stage::Tiers);
    let tiers = tiers::assign_tiers(&recency_days, &people.frequencies, &people.monetary_cents)?;
    let matcher = rules.for_categories(&lines.category_names);
    let rules = (0..people.len())
        .map(|customer| {
            matcher.first_match(&CustomerTraits {
                segment: segments[customer],
                tier: tiers[customer],
                category: people.favourite_categories[customer],
                review_score: people.review_scores[customer],
                recency_days: recency_days[customer],
                orders: people.frequencies[customer],
                spent_cents: people.monetary_cents[customer],
                state: tables.state_name(people.last_customer_rows[customer]),
            })
        })
        .collect();
    Ok(ScoredPeople { recency_days, scores, frequency_rule, segments, tiers, rules })
}
