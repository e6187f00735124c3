//! A filter as people say it, part by part.

use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, FilterOptions, Span};

use super::filter_bar::{LinkedPart, linked_parts};
use crate::format::{format_category, format_count, format_date_range, format_money};

/// One part of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterPart {
    /// What it says: `Segment At Risk or Lost`.
    pub words: String,
    /// The filter without it.
    pub without: CustomerFilter,
}

/// The parts of a filter; none if everyone passes.
pub fn filter_parts(
    filter: &CustomerFilter,
    options: &FilterOptions,
    currency_symbol: &str,
) -> Vec<FilterPart> {
    let mut parts = choices(filter, options);
    parts.extend(ranges(filter, currency_symbol));
    parts.extend(flags(filter));
    let linked = linked_parts(filter).into_iter();
    parts.extend(linked.map(|LinkedPart { words, without, .. }| FilterPart { words, without }));
    parts
}

/// A filter in one line: `Segment At Risk · State SP`, or `Everyone`.
pub fn filter_in_words(filter: &CustomerFilter, options: &FilterOptions, currency_symbol: &str) -> String {
    let parts: Vec<String> =
        filter_parts(filter, options, currency_symbol).into_iter().map(|part| part.words).collect();
    if parts.is_empty() { "Everyone".to_owned() } else { parts.join(" · ") }
}

fn part(words: String, filter: &CustomerFilter, remove: impl FnOnce(&mut CustomerFilter)) -> FilterPart {
    let mut without = filter.clone();
    remove(&mut without);
    FilterPart { words, without }
}

fn choices(filter: &CustomerFilter, options: &FilterOptions) -> Vec<FilterPart> {
    let action = |id: &String| {
        let known = options.actions.iter().find(|action| action.value == *id);
        known.map_or_else(|| id.clone(), |action| action.label.clone())
    };
    let mut parts = Vec::new();
    if let Some(names) = any_of(filter.segments.iter().map(|segment| segment.name().to_owned())) {
        parts.push(part(format!("Segment {names}"), filter, |without| without.segments.clear()));
    }
    if let Some(names) = any_of(filter.tiers.iter().map(|tier| tier.name().to_owned())) {
        parts.push(part(format!("Tier {names}"), filter, |without| without.tiers.clear()));
    }
    if let Some(names) = any_of(filter.states.iter().cloned()) {
        parts.push(part(format!("State {names}"), filter, |without| without.states.clear()));
    }
    if let Some(names) = any_of(texts(&filter.categories)) {
        parts.push(part(format!("Favourite category {names}"), filter, |without| without.categories.clear()));
    }
    if let Some(names) = any_of(filter.actions.iter().map(action)) {
        parts.push(part(format!("Next action {names}"), filter, |without| without.actions.clear()));
    }
    parts
}

fn ranges(filter: &CustomerFilter, currency_symbol: &str) -> Vec<FilterPart> {
    let mut parts = Vec::new();
    let days = filter.recency_days;
    if let Some(words) = span_in_words(days, |days| format_count(u64::try_from(days).unwrap_or(0))) {
        let words = format!("Last order {words} days ago");
        parts.push(part(words, filter, |without| without.recency_days = Span::default()));
    }
    if let Some(words) = span_in_words(filter.orders, |orders| format_count(u64::from(orders))) {
        parts.push(part(format!("Orders {words}"), filter, |without| without.orders = Span::default()));
    }
    if let Some(words) = span_in_words(filter.spent_cents, |cents| format_money(cents, currency_symbol)) {
        parts.push(part(format!("Spent {words}"), filter, |without| without.spent_cents = Span::default()));
    }
    if !filter.purchase.ordered.is_open() {
        let words = format_date_range(filter.purchase.ordered.min, filter.purchase.ordered.max);
        let words = format!("Ordered {words}");
        parts.push(part(words, filter, |without| without.purchase.ordered = Span::default()));
    }
    if !filter.first_order.is_open() {
        let words =
            format!("First order {}", format_date_range(filter.first_order.min, filter.first_order.max));
        parts.push(part(words, filter, |without| without.first_order = Span::default()));
    }
    parts
}

fn flags(filter: &CustomerFilter) -> Vec<FilterPart> {
    let mut parts = Vec::new();
    if filter.high_value_at_risk {
        let words = "Unhappy best customers (Platinum, mean review ≤ 2)".to_owned();
        parts.push(part(words, filter, |without| without.high_value_at_risk = false));
    }
    if filter.reviewed {
        parts.push(part("With a review".to_owned(), filter, |without| without.reviewed = false));
    }
    parts
}

fn texts(categories: &BTreeSet<String>) -> impl Iterator<Item = String> {
    categories.iter().map(|category| format_category(category))
}

/// `a, b or c`; nothing for nothing.
fn any_of(names: impl Iterator<Item = String>) -> Option<String> {
    let mut names: Vec<String> = names.collect();
    let last = names.pop()?;
    Some(if names.is_empty() { last } else { format!("{} or {last}", names.join(", ")) })
}

fn span_in_words<T: PartialEq + Copy>(span: Span<T>, text: impl Fn(T) -> String) -> Option<String> {
    match (span.min, span.max) {
        (Some(min), Some(max)) if min == max => Some(text(min)),
        (Some(min), Some(max)) => Some(format!("{}–{}", text(min), text(max))),
        (Some(min), None) => Some(format!("at least {}", text(min))),
        (None, Some(max)) => Some(format!("at most {}", text(max))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::FacetCount;

    use super::*;
    use crate::url_state::{SegmentsUrl, parse_query};

    fn options() -> FilterOptions {
        let action =
            FacetCount { value: "win-back".to_owned(), label: "Win them back".to_owned(), customers: 3 };
        FilterOptions {
            states: Vec::new(),
            categories: Vec::new(),
            actions: vec![action],
            recency_days: (0, 9),
            orders: (1, 9),
            spent_cents: (0, 9),
        }
    }

    fn words(query: &str) -> String {
        filter_in_words(&parse_query(query).0.filter, &options(), "R$")
    }

    #[test]
    fn every_part_is_said() {
        assert_eq!(words(""), "Everyone");
        assert_eq!(words("segment=at-risk&segment=lost&state=SP"), "Segment At Risk or Lost · State SP");
        assert_eq!(words("action=win-back&action=gone"), "Next action gone or Win them back");
        assert_eq!(
            words("recency_min=30&orders_max=1"),
            "Last order at least 30 days ago · Orders at most 1"
        );
        assert_eq!(words("spent_min=10&spent_max=10"), "Spent R$\u{a0}10.00");
        assert_eq!(
            words("ordered_min=2018-08-01&bought=toys&reviewed=1"),
            "Ordered from 1 Aug 2018 · With a review · Bought toys"
        );
    }

    #[test]
    fn without_its_parts_a_filter_is_open() {
        let query = "segment=lost&tier=gold&state=SP&category=toys&action=win-back&recency_min=3&orders_min=2\
                     &spent_min=5&first_min=2018-01-01&ordered_max=2018-02-01&unhappy=1&reviewed=1&id=a\
                     &product=p&bought=toys&every_product=q&not_product=s&not_bought=t&first_product=p\
                     &first_category=toys&r=5";
        let mut filter = parse_query(query).0.filter;
        let mut removed = 0;
        while let Some(part) = filter_parts(&filter, &options(), "R$").into_iter().next() {
            filter = part.without;
            removed += 1;
        }
        assert_eq!(SegmentsUrl::of_filter(filter).to_query(), "");
        assert_eq!(removed, 21);
    }
}
