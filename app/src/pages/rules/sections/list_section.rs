use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, RuleLine};
use leptos::prelude::*;

use crate::{
    components::{Card, Drill, PostButton},
    format::{format_count, format_counted, format_money, format_money_short},
};

/// The rules in force, in the order in which they are tried.
#[component]
pub fn ListSection(rules: Vec<RuleLine>, currency_symbol: String, can_be_undone: bool) -> impl IntoView {
    let title = format!("{} in force", format_counted(rules.len() as u64, "rule is", "rules are"));
    let undo = can_be_undone
        .then(|| view! { <PostButton action="/settings/rules/undo" label="Back to the rules before"/> })
        .into_any();
    let rules = rules
        .into_iter()
        .map(|rule| view! { <RuleView rule currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card
            id="rules-title"
            term="rule"
            title
            subtitle="They are tried from the top; the first that matches decides. Each customer gets exactly one action."
            actions=undo
        >
            <ol class="rules">{rules}</ol>
        </Card>
    }
}

#[component]
fn RuleView(rule: RuleLine, currency_symbol: String) -> impl IntoView {
    let actions = BTreeSet::from([rule.action_id]);
    let filter = CustomerFilter { actions, ..CustomerFilter::default() };
    let of = format!("customers for “{}”", rule.action);
    let conditions = if rule.conditions.is_empty() {
        view! { <li>"Everyone whom no rule above fits"</li> }.into_any()
    } else {
        rule.conditions.into_iter().map(|condition| view! { <li>{condition}</li> }).collect_view().into_any()
    };
    view! {
        <li id=format!("rule-{}", rule.position) class="rule">
            <span class="rule-position" aria-hidden="true">{rule.position}</span>
            <div class="rule-words">
                <h3 class="rule-action">{rule.action}</h3>
                <ul class="rule-conditions" aria-label="Conditions">{conditions}</ul>
                <p class="action-idea">{rule.message}</p>
                <p class="action-reason">{rule.reason}</p>
            </div>
            <div class="action-figures">
                <Drill filter figure=format_count(rule.customers) of class="action-count"/>
                <span class="action-revenue" data-tip=format_money(rule.revenue_cents, &currency_symbol)>
                    {format_money_short(rule.revenue_cents as f64, &currency_symbol)}
                </span>
            </div>
        </li>
    }
}
