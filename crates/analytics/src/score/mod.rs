//! Persons in, scored persons out: RFM scores, segment, tier, next best action.

pub(crate) mod clusters;
mod own_map;
pub(crate) mod personas;
pub(crate) mod rank_first;
pub(crate) mod rfm;
mod rule_words;
pub mod rules;
pub(crate) mod segments;
pub(crate) mod settings;
pub(crate) mod silhouette;
pub(crate) mod tiers;
mod toml_place;

use chrono::NaiveDate;
use clientele_contract::{CutPoints, FrequencyRule, RfmScores, Segment, Tier};

pub use self::{own_map::OwnSegmentMap, rfm::check_thresholds, settings::ScoringSettings};
use self::{
    rfm::RfmCuts,
    rules::{CustomerTraits, RuleBook},
};
use crate::{
    Progress, RefreshError, Stage,
    ingest::ShopTables,
    model::{LineItems, People, epoch_days},
};

/// What is scored: one entry per customer in each.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Measures<'a> {
    pub(crate) recency_days: &'a [i32],
    pub(crate) orders: &'a [u32],
    pub(crate) spent_cents: &'a [i64],
}

impl Measures<'_> {
    pub(crate) fn len(&self) -> usize {
        self.recency_days.len()
    }
}

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
    tables: &ShopTables,
    as_of: NaiveDate,
    rules: &RuleBook,
    progress: &dyn Progress,
) -> Result<ScoredPeople, RefreshError> {
    progress.begin(Stage::Scoring);
    let today = epoch_days(as_of);
    let recency_days: Vec<i32> = people.last_dates.iter().map(|last| today - last).collect();
    let measures = Measures {
        recency_days: &recency_days,
        orders: &people.frequencies,
        spent_cents: &people.monetary_cents,
    };
    let scores = RfmCuts::of(CutPoints::Quintiles, measures).score_all(measures);
    let frequency_rule = rfm::frequency_rule(measures.orders);
    let segments: Vec<Segment> = scores.iter().map(|scores| segments::STANDARD.segment_of(*scores)).collect();
    progress.check()?;
    progress.begin(Stage::Tiers);
    let tiers = tiers::assign_tiers(measures, progress)?;
    progress.check()?;
    let matcher = rules.for_categories(&lines.category_names);
    let states = tables.state_texts();
    let rules = (0..people.len())
        .map(|customer| {
            matcher.first_match(&CustomerTraits {
                segment: segments[customer],
                tier: tiers[customer],
                category: people.favourite_categories[customer],
                review_score: people.review_scores.get(customer),
                recency_days: recency_days[customer],
                orders: people.frequencies[customer],
                spent_cents: people.monetary_cents[customer],
                state: &states[tables.state(people.last_customer_rows[customer]) as usize],
            })
        })
        .collect();
    Ok(ScoredPeople { recency_days, scores, frequency_rule, segments, tiers, rules })
}
