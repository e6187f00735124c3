use clientele_contract::{BasketQuestion, BasketRules, RuleMeasure, SortDirection};
use leptos::prelude::*;

use super::{
    PATH,
    rule_table::RuleTable,
    with_choice,
    words::{finding, thresholds_in_words},
};
use crate::{
    components::{Card, GlossaryMark, PageRange, Pager, ScrollRegion},
    format::format_percent_rounded,
    url_state::SegmentsUrl,
};

/// The rules, sorted and paged.
#[component]
pub fn RulesSection(rules: BasketRules, question: BasketQuestion, url: SegmentsUrl) -> impl IntoView {
    let title = finding(&rules, &question);
    let subtitle = thresholds_in_words(&rules, &question);
    let range = PageRange {
        page: rules.page,
        pages: rules.pages,
        page_size: rules.page_size,
        rows: rules.rules.len() as u64,
        all_rows: rules.matching,
    };
    let export = url.link("/export/baskets.csv");
    let actions = view! {
        <a id="baskets-export" class="button button-small" href=export rel="external" download="">"CSV of these rules"</a>
    }
    .into_any();
    let several = rules.baskets_of_several as f64 / rules.baskets.max(1) as f64;
    let several = format_percent_rounded(several);
    let links = url.clone();
    let heads = RuleMeasure::ALL
        .map(|measure| view! { <RuleHead measure url=url.clone() question=question.clone()/> });
    view! {
        <Card id="baskets-title" title subtitle term="basket-rule" class="card-baskets" actions>
            <ScrollRegion label="Basket rules, scrolls sideways where columns do not fit">
                <RuleTable
                    rules=rules.rules
                    items=question.items
                    filter=question.filter.clone()
                    heads=heads.collect_view().into_any()
                    labelled_by="baskets-title"
                    url=links
                />
            </ScrollRegion>
            <p class="card-foot muted rules-note">
                {format!("{several} of the orders hold several items; the others count too, because they show how often an \
                 item is bought alone. ")}
                "A q-value below 0.05 means: among all rules up to this one, fewer than 5 % are expected to be chance. \
                 It takes into account how many rules were tried."
            </p>
            <MeasuresExplained/>
            <Pager path=PATH url range what="rules"/>
        </Card>
    }
}

/// The way from the columns to what they mean.
#[component]
fn MeasuresExplained() -> impl IntoView {
    const TERMS: [(&str, &str); 7] = [
        ("Support", "support"),
        ("Confidence", "confidence"),
        ("Lift", "lift"),
        ("Beyond chance", "leverage"),
        ("Conviction", "conviction"),
        ("q-value", "q-value"),
        ("Rules left out", "redundant-rule"),
    ];
    let terms = TERMS.map(|(name, term)| view! { <li>{name} " " <GlossaryMark term/></li> }).collect_view();
    view! { <ul class="measures-explained" aria-label="What the columns mean">{terms}</ul> }
}

/// The head of a column, which sorts by it.
#[component]
fn RuleHead(measure: RuleMeasure, url: SegmentsUrl, question: BasketQuestion) -> impl IntoView {
    let (name, meaning) = match measure {
        RuleMeasure::Orders => ("Orders", "Orders with all items of the rule, and their share of all orders"),
        RuleMeasure::Confidence => {
            ("Confidence", "Of the orders with the left side, how many have the right side too")
        }
        RuleMeasure::Lift => {
            ("Lift", "How many times as often together as by chance: above 2 strong, from 1.5 medium")
        }
        RuleMeasure::Leverage => {
            ("Beyond chance", "Leverage: orders with both sides beyond what chance would bring")
        }
        RuleMeasure::Conviction => {
            ("Conviction", "How many times as often the rule would fail if it were chance")
        }
        RuleMeasure::QValue => {
            ("q-value", "How likely rules as sure as this one are chance, all rules tried taken into account")
        }
    };
    let is_current = question.sort == measure;
    let (aria_sort, arrow) = match (is_current, question.direction) {
        (false, _) => (None, ""),
        (true, SortDirection::Ascending) => (Some("ascending"), " ↑"),
        (true, SortDirection::Descending) => (Some("descending"), " ↓"),
    };
    // In the address, descending puts the best first.
    let direction = match (is_current, url.direction) {
        (true, SortDirection::Descending) => SortDirection::Ascending,
        _ => SortDirection::Descending,
    };
    let order = if measure == RuleMeasure::default() { "" } else { measure.slug() };
    let href = SegmentsUrl { direction, ..with_choice(&url, "order", order) }.link(PATH);
    view! {
        <th scope="col" class="number" aria-sort=aria_sort>
            <a id=format!("sort-{}", measure.slug()) href=href data-noscroll="" data-tip=meaning>
                {name}
                <span aria-hidden="true">{arrow}</span>
            </a>
        </th>
    }
}
