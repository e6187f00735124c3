use std::collections::BTreeSet;

use clientele_contract::{ActionGroup, CustomerFilter, Kpis, Segment, Strategy};
use leptos::prelude::*;

use super::{PATH, strategy_words::headline};
use crate::{
    components::{Card, Drill, EmptyState, segment_class},
    format::{format_count, format_money, format_money_short},
    url_state::SegmentsUrl,
};

/// What to do for the selection: one sentence, then every action with its reason.
#[component]
pub fn StrategySection(
    strategy: Strategy,
    selection: Kpis,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let subtitle = format!("The first rule that matches decides; {} rules are in force", strategy.rules);
    let content = if selection.customers == 0 {
        let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
        view! { <EmptyState message="No customer matches, so there is nothing to do." clear_href/> }
            .into_any()
    } else {
        let headline = headline(&strategy, &selection, &url.filter, &currency_symbol);
        let color = url.filter.segments.first().map(|first| segment_class(*first)).unwrap_or_default();
        let actions = strategy
            .actions
            .into_iter()
            .map(
                |group| view! { <ActionItem group url=url.clone() currency_symbol=currency_symbol.clone()/> },
            )
            .collect_view();
        let definition = only_segment(&url.filter).map(|segment| {
            view! {
                <p class="segment-definition">
                    <strong>{segment.name()}</strong>
                    ": "
                    {segment.description()}
                </p>
            }
        });
        view! {
            {definition}
            <p class=format!("headline {color}")>
                <strong>{headline.call}</strong>
                " "
                {headline.reasons}
            </p>
            <ul class="actions">{actions}</ul>
        }
        .into_any()
    };
    let rules = view! { <a class="card-link" href="/segments/rules">"See and edit the rules"</a> }.into_any();
    view! {
        <Card id="strategy-title" term="next-best-action" title="What to do" subtitle class="card-strategy" actions=rules>{content}</Card>
    }
}

#[component]
fn ActionItem(group: ActionGroup, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let is_selected = url.filter.actions.contains(&group.action_id);
    let href = toggle_action(&url, &group.action_id).link(PATH);
    let id = format!("action-{}", group.action_id);
    let actions = BTreeSet::from([group.action_id]);
    let filter = CustomerFilter { actions, ..url.filter.clone() };
    let of = format!("customers for “{}”", group.action);
    view! {
        <li class="action" class:is-selected=is_selected>
            <div class="action-words">
                <a
                    id=id
                    class="action-name"
                    href=href
                    data-noscroll=""
                    aria-current=is_selected.then_some("true")
                >
                    {group.action}
                </a>
                <p class="action-idea">{group.message}</p>
                <p class="action-reason">{group.reason}</p>
            </div>
            <div class="action-figures">
                <Drill filter figure=format_count(group.customers) of class="action-count"/>
                <span class="action-revenue" data-tip=format_money(group.revenue_cents, &currency_symbol)>
                    {format_money_short(group.revenue_cents as f64, &currency_symbol)}
                </span>
            </div>
        </li>
    }
}

/// The segment, where exactly one is chosen.
fn only_segment(filter: &CustomerFilter) -> Option<Segment> {
    let mut segments = filter.segments.iter();
    segments.next().copied().filter(|_| segments.next().is_none())
}

/// The view with this action alone chosen, or without it if it is chosen already.
fn toggle_action(url: &SegmentsUrl, action_id: &str) -> SegmentsUrl {
    let actions = if url.filter.actions.contains(action_id) {
        BTreeSet::new()
    } else {
        BTreeSet::from([action_id.to_owned()])
    };
    url.with_filter(CustomerFilter { actions, ..url.filter.clone() })
}
