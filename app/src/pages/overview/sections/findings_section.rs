use clientele_contract::{Overview, PeriodQuestion};
use leptos::prelude::*;

use super::{
    finding_words::{FindingContext, class_of, link_of},
    period_words::compared_phrase,
};
use crate::components::Card;

/// What changed and what to know, in a few sentences, each with the view that shows it.
#[component]
pub fn FindingsSection(
    overview: Overview,
    question: PeriodQuestion,
    currency_symbol: String,
) -> impl IntoView {
    let compared = overview.compared.map(|compared| compared.days);
    let compared = compared
        .map_or_else(String::new, |compared| compared_phrase(&question, overview.period.days, compared));
    let context = FindingContext { currency_symbol, compared };
    let sentences = overview
        .findings
        .iter()
        .map(|finding| {
            let link = link_of(finding);
            view! {
                <li class=format!("finding {}", class_of(finding))>
                    <p>{context.sentence_of(finding)}</p>
                    <a href=link.href>{link.words}</a>
                </li>
            }
        })
        .collect_view();
    (!overview.findings.is_empty()).then(|| {
        view! {
            <Card id="findings-title" title="What changed" term="finding" class="card-findings">
                <ul class="findings">{sentences}</ul>
            </Card>
        }
    })
}
