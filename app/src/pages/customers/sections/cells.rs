use clientele_contract::{CustomerFilter, CustomerRow};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::SegmentMark,
    format::{format_category, format_count, format_date, format_money, format_score, is_named_category},
    url_state::{CustomerColumn, SegmentsUrl},
};

/// What stands in one column of a customer.
pub fn cell(column: CustomerColumn, row: &CustomerRow, url: &SegmentsUrl, currency_symbol: &str) -> AnyView {
    match column {
        CustomerColumn::Segment | CustomerColumn::Tier => group_cell(column, row, url),
        CustomerColumn::Category | CustomerColumn::State | CustomerColumn::Action => {
            choice_cell(column, row, url)
        }
        CustomerColumn::Recency => {
            let day = format_date(row.last_order);
            view! { <span title=day>{row.recency_days}</span> }.into_any()
        }
        CustomerColumn::Orders => format_count(u64::from(row.orders)).into_any(),
        CustomerColumn::Spent => {
            view! { <strong>{format_money(row.spent_cents, currency_symbol)}</strong> }.into_any()
        }
        CustomerColumn::Scores => {
            let scores = row.scores;
            format!("{} · {} · {}", scores.recency, scores.frequency, scores.monetary).into_any()
        }
        CustomerColumn::Review => {
            row.review_score.map_or_else(no_value, |score| format_score(score).into_any())
        }
        CustomerColumn::FirstOrder => format_date(row.first_order).into_any(),
        CustomerColumn::LastOrder => format_date(row.last_order).into_any(),
    }
}

fn group_cell(column: CustomerColumn, row: &CustomerRow, url: &SegmentsUrl) -> AnyView {
    if column == CustomerColumn::Segment {
        let href = narrowed(url, |filter| filter.segments = [row.segment].into());
        return view! {
            <a class="cell-link" href=href title=row.segment.description()><SegmentMark segment=row.segment/></a>
        }
        .into_any();
    }
    let Some(tier) = row.tier else { return no_value() };
    only(narrowed(url, |filter| filter.tiers = [tier].into()), tier.name().to_owned())
}

fn choice_cell(column: CustomerColumn, row: &CustomerRow, url: &SegmentsUrl) -> AnyView {
    let one = |value: &String| [value.clone()].into();
    match column {
        CustomerColumn::Category if !is_named_category(&row.favourite_category) => no_value(),
        CustomerColumn::Category => only(
            narrowed(url, |filter| filter.categories = one(&row.favourite_category)),
            format_category(&row.favourite_category),
        ),
        CustomerColumn::State => {
            only(narrowed(url, |filter| filter.states = one(&row.state)), row.state.clone())
        }
        _ => only(narrowed(url, |filter| filter.actions = one(&row.action_id)), row.action.clone()),
    }
}

/// The same view, narrowed down to those who are alike.
fn narrowed(url: &SegmentsUrl, narrow: impl FnOnce(&mut CustomerFilter)) -> String {
    let mut filter = url.filter.clone();
    narrow(&mut filter);
    url.with_filter(filter).link(PATH)
}

fn only(href: String, words: String) -> AnyView {
    view! { <a class="cell-link" href=href>{words}</a> }.into_any()
}

fn no_value() -> AnyView {
    "–".into_any()
}
