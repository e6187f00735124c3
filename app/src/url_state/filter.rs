use clientele_contract::{CustomerFilter, Measure, Segment, Span, Tier};

use super::values::{
    flag, insert_parsed, insert_product, insert_score, insert_text, order_ends, parse_amount, parse_date,
    parse_whole, push_segments_on, segments_on_text, set, set_text,
};
use crate::{format::format_amount_field, query_string::append_pair};

/// Writes the parts of a filter that let not all pass.
pub(super) fn write_filter(query: &mut String, filter: &CustomerFilter) {
    if !filter.id_prefix.is_empty() {
        append_pair(query, "id", &filter.id_prefix);
    }
    for segment in &filter.segments {
        append_pair(query, "segment", segment.slug());
    }
    for tier in &filter.tiers {
        append_pair(query, "tier", tier.slug());
    }
    for (key, values) in [
        ("state", &filter.states),
        ("category", &filter.categories),
        ("action", &filter.actions),
        ("product", &filter.purchase.products),
        ("bought", &filter.purchase.categories),
        ("first_product", &filter.first_purchase.products),
        ("first_category", &filter.first_purchase.categories),
        ("every_product", &filter.purchase.every_product),
        ("every_bought", &filter.purchase.every_category),
        ("not_product", &filter.never_bought.products),
        ("not_bought", &filter.never_bought.categories),
    ] {
        for value in values {
            append_pair(query, key, value);
        }
    }
    write_span(query, "recency", filter.recency_days, |days| days.to_string());
    write_span(query, "orders", filter.orders, |orders| orders.to_string());
    write_span(query, "spent", filter.spent_cents, format_amount_field);
    write_span(query, "first", filter.first_order, |day| day.to_string());
    write_span(query, "ordered", filter.purchase.ordered, |day| day.to_string());
    for (key, measure) in [("r", Measure::Recency), ("f", Measure::Frequency), ("m", Measure::Monetary)] {
        for score in filter.scores.of(measure) {
            append_pair(query, key, &score.to_string());
        }
    }
    for on in &filter.segments_on {
        append_pair(query, "was", &segments_on_text(on));
    }
    for (key, is_set) in [("unhappy", filter.high_value_at_risk), ("reviewed", filter.reviewed)] {
        if is_set {
            append_pair(query, key, "1");
        }
    }
}

pub(super) fn write_span<T: Copy>(query: &mut String, name: &str, span: Span<T>, text: impl Fn(T) -> String) {
    for (end, value) in [("min", span.min), ("max", span.max)] {
        if let Some(value) = value {
            append_pair(query, &format!("{name}_{end}"), &text(value));
        }
    }
}

/// Takes up a part of a filter: whether it was understood; `None` if no part has this key.
pub(super) fn read_filter(filter: &mut CustomerFilter, key: &str, value: &str) -> Option<bool> {
    Some(match key {
        "id" => set_text(&mut filter.id_prefix, value),
        "segment" => insert_parsed::<Segment>(&mut filter.segments, value),
        "tier" => insert_parsed::<Tier>(&mut filter.tiers, value),
        "state" => insert_text(&mut filter.states, value),
        "category" => insert_text(&mut filter.categories, value),
        "action" => insert_text(&mut filter.actions, value),
        "product" => insert_product(&mut filter.purchase.products, value),
        "bought" => insert_text(&mut filter.purchase.categories, value),
        "first_product" => insert_product(&mut filter.first_purchase.products, value),
        "first_category" => insert_text(&mut filter.first_purchase.categories, value),
        "every_product" => insert_product(&mut filter.purchase.every_product, value),
        "every_bought" => insert_text(&mut filter.purchase.every_category, value),
        "not_product" => insert_product(&mut filter.never_bought.products, value),
        "not_bought" => insert_text(&mut filter.never_bought.categories, value),
        "r" => insert_score(&mut filter.scores, Measure::Recency, value),
        "f" => insert_score(&mut filter.scores, Measure::Frequency, value),
        "m" => insert_score(&mut filter.scores, Measure::Monetary, value),
        "was" => push_segments_on(&mut filter.segments_on, value),
        "unhappy" => flag(&mut filter.high_value_at_risk, value),
        "reviewed" => flag(&mut filter.reviewed, value),
        _ => return read_end_of_range(filter, key, value),
    })
}

fn read_end_of_range(filter: &mut CustomerFilter, key: &str, value: &str) -> Option<bool> {
    Some(match key {
        "recency_min" => set(&mut filter.recency_days.min, parse_whole(value)),
        "recency_max" => set(&mut filter.recency_days.max, parse_whole(value)),
        "orders_min" => set(&mut filter.orders.min, parse_whole(value)),
        "orders_max" => set(&mut filter.orders.max, parse_whole(value)),
        "spent_min" => set(&mut filter.spent_cents.min, parse_amount(value)),
        "spent_max" => set(&mut filter.spent_cents.max, parse_amount(value)),
        "first_min" => set(&mut filter.first_order.min, parse_date(value)),
        "first_max" => set(&mut filter.first_order.max, parse_date(value)),
        "ordered_min" => set(&mut filter.purchase.ordered.min, parse_date(value)),
        "ordered_max" => set(&mut filter.purchase.ordered.max, parse_date(value)),
        _ => return None,
    })
}

/// Puts swapped ends right and tells of what.
pub(super) fn order_ranges(filter: &mut CustomerFilter) -> impl Iterator<Item = &'static str> + use<> {
    let swapped = [
        ("days since the last order", order_ends(&mut filter.recency_days)),
        ("orders", order_ends(&mut filter.orders)),
        ("spend", order_ends(&mut filter.spent_cents)),
        ("the first order’s date", order_ends(&mut filter.first_order)),
        ("order dates", order_ends(&mut filter.purchase.ordered)),
    ];
    swapped.into_iter().filter(|(_, was_swapped)| *was_swapped).map(|(what, _)| what)
}
