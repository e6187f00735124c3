//! What the server draws: the browser shows it as it comes.

mod controls;
mod empty;
mod map_section;
mod rule_table;
mod rules_section;
mod words;

use clientele_contract::{BasketQuestion, BasketRules, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::count_of,
    format::format_counted,
    questions::{basket_question, misread_basket_choices},
    url_state::SegmentsUrl,
};
use controls::RuleControls;
use empty::{Emptiness, NoRules};
use map_section::MapSection;
pub(crate) use rule_table::{RuleTable, TargetCell, lift_mark, q_value_cell};
use rules_section::RulesSection;
use words::notices_of;

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_baskets(rules: BasketRules, url: &SegmentsUrl, snapshot: &SnapshotInfo) -> (String, String) {
    let count = format!(
        "{} · {}",
        count_of(rules.customers, snapshot.customers),
        format_counted(rules.baskets + rules.large_baskets, "completed order", "completed orders"),
    );
    (count, view! { <BasketSections rules url=url.clone()/> }.to_html())
}

#[component]
fn BasketSections(rules: BasketRules, url: SegmentsUrl) -> impl IntoView {
    let question = basket_question(&url);
    let mut notices = misread_basket_choices(&url);
    notices.extend(notices_of(&rules, &question));
    let content = match Emptiness::of(&rules) {
        Some(emptiness) => {
            view! { <NoRules emptiness rules=rules.clone() question=question.clone() url=url.clone()/> }
                .into_any()
        }
        None => {
            view! { <FoundRules rules=rules.clone() question=question.clone() url=url.clone()/> }.into_any()
        }
    };
    view! {
        <NoticeList notices/>
        <RuleControls rules question url/>
        {content}
    }
}

#[component]
fn FoundRules(rules: BasketRules, question: BasketQuestion, url: SegmentsUrl) -> impl IntoView {
    let map = (!rules.map_pairs.is_empty())
        .then(|| view! { <MapSection rules=rules.clone() question=question.clone() url=url.clone()/> });
    view! {
        <RulesSection rules question url/>
        {map}
    }
}

#[component]
fn NoticeList(notices: Vec<String>) -> impl IntoView {
    let items = notices.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    (!notices.is_empty()).then(|| view! { <ul class="notices" aria-label="About these rules">{items}</ul> })
}

/// The first page of the same view with another choice.
fn with_choice(url: &SegmentsUrl, key: &str, value: &str) -> SegmentsUrl {
    SegmentsUrl { page: Default::default(), ..url.with_choice(key, value) }
}

/// The first page of the same view without these choices.
fn without_choices(url: &SegmentsUrl, keys: &[&str]) -> SegmentsUrl {
    keys.iter().fold(url.clone(), |url, key| with_choice(&url, key, ""))
}

#[cfg(test)]
mod tests;
