//! What the filter bar offers, and how a filter holds it.

use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, FacetCount, FilterOptions, ScoreFilter, Segment, Tier};

use super::{
    choice_facet::{Choice, ChoiceFacet},
    range_facet::RangeFacet,
};
use crate::{
    components::segment_class,
    format::{format_amount_field, format_category, format_count},
};

const WHOLE_NUMBERS: &str = "Not a number. Write a whole number, such as 30.";

/// The chips with check boxes, in their order.
pub fn choice_facets(options: &FilterOptions) -> Vec<ChoiceFacet> {
    vec![
        ChoiceFacet {
            key: "segment",
            label: "Segment",
            choices: Segment::ALL.map(choice_of_segment).to_vec(),
            chosen: |filter| filter.segments.iter().map(|segment| segment.slug().to_owned()).collect(),
            without: |filter| CustomerFilter { segments: BTreeSet::new(), ..filter.clone() },
            search: None,
        },
        ChoiceFacet {
            key: "tier",
            label: "Tier",
            choices: Tier::ALL.map(choice_of_tier).to_vec(),
            chosen: |filter| filter.tiers.iter().map(|tier| tier.slug().to_owned()).collect(),
            without: |filter| CustomerFilter { tiers: BTreeSet::new(), ..filter.clone() },
            search: None,
        },
        ChoiceFacet {
            key: "state",
            label: "State",
            choices: options.states.iter().map(choice_of_count).collect(),
            chosen: |filter| filter.states.clone(),
            without: |filter| CustomerFilter { states: BTreeSet::new(), ..filter.clone() },
            search: Some("Search states"),
        },
        ChoiceFacet {
            key: "category",
            label: "Favourite category",
            choices: options.categories.iter().map(choice_of_category).collect(),
            chosen: |filter| filter.categories.clone(),
            without: |filter| CustomerFilter { categories: BTreeSet::new(), ..filter.clone() },
            search: Some("Search categories"),
        },
        ChoiceFacet {
            key: "action",
            label: "Next action",
            choices: options.actions.iter().map(choice_of_count).collect(),
            chosen: |filter| filter.actions.clone(),
            without: |filter| CustomerFilter { actions: BTreeSet::new(), ..filter.clone() },
            search: None,
        },
        ChoiceFacet {
            key: "unhappy",
            label: "Reviews",
            choices: vec![Choice {
                value: "1".to_owned(),
                label: "Unhappy best customers: Platinum, mean review ≤ 2".to_owned(),
                customers: None,
                color_class: String::new(),
            }],
            chosen: |filter| filter.high_value_at_risk.then(|| "1".to_owned()).into_iter().collect(),
            without: |filter| CustomerFilter { high_value_at_risk: false, ..filter.clone() },
            search: None,
        },
    ]
}

/// The chips with two ends, in their order.
pub fn range_facets(options: &FilterOptions, currency_symbol: &str) -> Vec<RangeFacet> {
    let text = |cents: i64| format_count(u64::try_from(cents / 100).unwrap_or(0));
    vec![
        RangeFacet {
            key: "recency",
            label: "Last order",
            unit: "days".to_owned(),
            extent: (options.recency_days.0.to_string(), options.recency_days.1.to_string()),
            input_mode: "numeric",
            written: WHOLE_NUMBERS,
            ends: |filter| {
                ends_in_text(filter.recency_days.min, filter.recency_days.max, |days| days.to_string())
            },
            without: |filter| CustomerFilter { recency_days: Default::default(), ..filter.clone() },
        },
        RangeFacet {
            key: "orders",
            label: "Orders",
            unit: "orders".to_owned(),
            extent: (options.orders.0.to_string(), options.orders.1.to_string()),
            input_mode: "numeric",
            written: WHOLE_NUMBERS,
            ends: |filter| ends_in_text(filter.orders.min, filter.orders.max, |orders| orders.to_string()),
            without: |filter| CustomerFilter { orders: Default::default(), ..filter.clone() },
        },
        RangeFacet {
            key: "spent",
            label: "Spent",
            unit: currency_symbol.to_owned(),
            extent: (text(options.spent_cents.0), text(options.spent_cents.1.saturating_add(99))),
            input_mode: "decimal",
            written: "Not a number. Write 1234.50 or 1234,50, without separators of thousands.",
            ends: |filter| ends_in_text(filter.spent_cents.min, filter.spent_cents.max, format_amount_field),
            without: |filter| CustomerFilter { spent_cents: Default::default(), ..filter.clone() },
        },
    ]
}

/// `Recency score 1, 2 · spend score 5`, or nothing if all scores pass.
pub fn scores_in_words(scores: &ScoreFilter) -> Option<String> {
    let of = |name: &str, set: &BTreeSet<u8>| {
        let list: Vec<String> = set.iter().map(u8::to_string).collect();
        (!list.is_empty()).then(|| format!("{name} score {}", list.join(", ")))
    };
    let parts: Vec<String> =
        [of("recency", &scores.recency), of("frequency", &scores.frequency), of("spend", &scores.monetary)]
            .into_iter()
            .flatten()
            .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn ends_in_text<T>(
    min: Option<T>,
    max: Option<T>,
    text: impl Fn(T) -> String,
) -> (Option<String>, Option<String>) {
    (min.map(&text), max.map(&text))
}

fn choice_of_segment(segment: Segment) -> Choice {
    Choice {
        value: segment.slug().to_owned(),
        label: segment.name().to_owned(),
        customers: None,
        color_class: segment_class(segment),
    }
}

fn choice_of_tier(tier: Tier) -> Choice {
    Choice {
        value: tier.slug().to_owned(),
        label: tier.name().to_owned(),
        customers: None,
        color_class: String::new(),
    }
}

fn choice_of_count(count: &FacetCount) -> Choice {
    Choice {
        value: count.value.clone(),
        label: count.label.clone(),
        customers: Some(count.customers),
        color_class: String::new(),
    }
}

fn choice_of_category(count: &FacetCount) -> Choice {
    Choice { label: format_category(&count.label), ..choice_of_count(count) }
}
