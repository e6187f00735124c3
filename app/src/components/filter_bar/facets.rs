//! What the filter bar offers, and how a filter holds it.

use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, FacetCount, FilterOptions, Segment, Span, Tier};

use super::{
    choice_facet::{Choice, ChoiceFacet},
    range_facet::{RangeFacet, Unit},
};
use crate::{
    components::{RangeScale, segment_class},
    format::{format_amount_field, format_category, format_count},
};

/// Keys that are set to 1, and what they mean.
const REVIEW_CHOICES: [(&str, &str); 2] =
    [("unhappy", "Unhappy best customers: Platinum, mean review ≤ 2"), ("reviewed", "With a review")];

/// The chips with check boxes, in their order.
pub fn choice_facets(options: &FilterOptions) -> Vec<ChoiceFacet> {
    vec![
        ChoiceFacet {
            key: Some("segment"),
            label: "Segment",
            choices: Segment::ALL.map(choice_of_segment).to_vec(),
            chosen: |filter| filter.segments.iter().map(|segment| segment.slug().to_owned()).collect(),
            without: |filter| CustomerFilter { segments: BTreeSet::new(), ..filter.clone() },
            search: None,
        },
        ChoiceFacet {
            key: Some("tier"),
            label: "Tier",
            choices: Tier::ALL.map(choice_of_tier).to_vec(),
            chosen: |filter| filter.tiers.iter().map(|tier| tier.slug().to_owned()).collect(),
            without: |filter| CustomerFilter { tiers: BTreeSet::new(), ..filter.clone() },
            search: None,
        },
        ChoiceFacet {
            key: Some("state"),
            label: "State",
            choices: options.states.iter().map(choice_of_count).collect(),
            chosen: |filter| filter.states.clone(),
            without: |filter| CustomerFilter { states: BTreeSet::new(), ..filter.clone() },
            search: Some("Search states"),
        },
        ChoiceFacet {
            key: Some("category"),
            label: "Favourite category",
            choices: options.categories.iter().map(choice_of_category).collect(),
            chosen: |filter| filter.categories.clone(),
            without: |filter| CustomerFilter { categories: BTreeSet::new(), ..filter.clone() },
            search: Some("Search categories"),
        },
        ChoiceFacet {
            key: Some("action"),
            label: "Next action",
            choices: options.actions.iter().map(choice_of_count).collect(),
            chosen: |filter| filter.actions.clone(),
            without: |filter| CustomerFilter { actions: BTreeSet::new(), ..filter.clone() },
            search: None,
        },
        ChoiceFacet {
            key: None,
            label: "Reviews",
            choices: REVIEW_CHOICES.map(|(value, label)| choice(value, label)).to_vec(),
            chosen: |filter| {
                let flags = [filter.high_value_at_risk, filter.reviewed];
                let set = REVIEW_CHOICES.iter().zip(flags).filter(|(_, is_set)| *is_set);
                set.map(|((value, _), _)| (*value).to_owned()).collect()
            },
            without: |filter| CustomerFilter { high_value_at_risk: false, reviewed: false, ..filter.clone() },
            search: None,
        },
    ]
}

/// The chips with two ends, in their order.
pub fn range_facets(options: &FilterOptions, currency_symbol: &str) -> Vec<RangeFacet> {
    let amount = |cents: i64| format_count(u64::try_from(cents / 100).unwrap_or(0));
    vec![
        RangeFacet {
            key: "recency",
            label: "Last order",
            unit: Unit::Days,
            extent: Some((options.recency_days.0.to_string(), options.recency_days.1.to_string())),
            scale: Some(RangeScale::whole(
                f64::from(options.recency_days.0),
                f64::from(options.recency_days.1),
            )),
            ends: |filter| ends_in_text(filter.recency_days, |days| days.to_string()),
            without: |filter| CustomerFilter { recency_days: Span::default(), ..filter.clone() },
        },
        RangeFacet {
            key: "orders",
            label: "Orders",
            unit: Unit::Orders,
            extent: Some((options.orders.0.to_string(), options.orders.1.to_string())),
            scale: Some(RangeScale::whole(f64::from(options.orders.0), f64::from(options.orders.1))),
            ends: |filter| ends_in_text(filter.orders, |orders| orders.to_string()),
            without: |filter| CustomerFilter { orders: Span::default(), ..filter.clone() },
        },
        RangeFacet {
            key: "spent",
            label: "Spent",
            unit: Unit::Money(currency_symbol.to_owned()),
            extent: Some((amount(options.spent_cents.0), amount(options.spent_cents.1.saturating_add(99)))),
            scale: Some(scale_of_spend(options.spent_cents)),
            ends: |filter| ends_in_text(filter.spent_cents, format_amount_field),
            without: |filter| CustomerFilter { spent_cents: Span::default(), ..filter.clone() },
        },
        RangeFacet {
            key: "ordered",
            label: "Ordered",
            unit: Unit::Dates,
            extent: None,
            scale: None,
            ends: |filter| ends_in_text(filter.purchase.ordered, |day| day.to_string()),
            without: |filter| {
                let mut filter = filter.clone();
                filter.purchase.ordered = Span::default();
                filter
            },
        },
        RangeFacet {
            key: "first",
            label: "First order",
            unit: Unit::Dates,
            extent: None,
            scale: None,
            ends: |filter| ends_in_text(filter.first_order, |day| day.to_string()),
            without: |filter| CustomerFilter { first_order: Span::default(), ..filter.clone() },
        },
    ]
}

/// Whole currency units; most customers spend little, so the steps multiply.
fn scale_of_spend((min, max): (i64, i64)) -> RangeScale {
    let units = |cents: i64| (cents / 100) as f64;
    RangeScale { min: units(min), max: units(max.saturating_add(99)), is_logarithmic: true, decimals: 0 }
}

fn ends_in_text<T>(span: Span<T>, text: impl Fn(T) -> String) -> (Option<String>, Option<String>) {
    (span.min.map(&text), span.max.map(&text))
}

fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned(), customers: None, color_class: String::new() }
}

fn choice_of_segment(segment: Segment) -> Choice {
    Choice { color_class: segment_class(segment), ..choice(segment.slug(), segment.name()) }
}

fn choice_of_tier(tier: Tier) -> Choice {
    choice(tier.slug(), tier.name())
}

fn choice_of_count(count: &FacetCount) -> Choice {
    Choice { customers: Some(count.customers), ..choice(&count.value, &count.label) }
}

fn choice_of_category(count: &FacetCount) -> Choice {
    Choice { label: format_category(&count.label), ..choice_of_count(count) }
}
