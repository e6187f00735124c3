use std::collections::BTreeSet;

use clientele_contract::{ChampionsCheck, CustomerFilter, Segment, SegmentSpend};
use leptos::prelude::*;

use crate::{
    components::{Card, Drill, ScrollRegion, SegmentMark, ShareBar, segment_class},
    format::{format_count, format_money},
};

/// Whether the Champions spend most, as their name promises.
#[component]
pub fn ChampionsSection(check: ChampionsCheck, currency_symbol: String) -> impl IntoView {
    let (title, verdict) = verdict(&check);
    let full = check.segments.iter().filter_map(|segment| segment.mean_spent_cents).fold(0.0, f64::max);
    let rows = check
        .segments
        .into_iter()
        .map(|spend| view! { <SpendRow spend full currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card id="champions-title" term="champions-check" title class="card-champions">
            <div class="check">
            <div>
            <p class="part-words">
                "Champions are meant to be the best customers. The check compares their mean spend with that of every other \
                 segment."
            </p>
            <p class="check-verdict">{verdict}</p>
            </div>
            <ScrollRegion label="Mean spend of each segment">
                <table class="table table-changes">
                    <thead>
                        <tr>
                            <th scope="col">"Segment"</th>
                            <th scope="col" class="bar-column"><span class="visually-hidden">"Mean spend"</span></th>
                            <th scope="col" class="number">"Customers"</th>
                            <th scope="col" class="number">"Mean spent"</th>
                            <th scope="col">"Champions spend"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
            </div>
        </Card>
    }
}

#[component]
fn SpendRow(spend: SegmentSpend, full: f64, currency_symbol: String) -> impl IntoView {
    let SegmentSpend { segment, customers, mean_spent_cents, champions_spend_more } = spend;
    let segments = BTreeSet::from([segment]);
    let filter = CustomerFilter { segments, ..CustomerFilter::default() };
    let comparison = match champions_spend_more {
        Some(true) => "more",
        Some(false) => "no more",
        None => "–",
    };
    let class = if champions_spend_more == Some(false) { "worse" } else { "muted" };
    view! {
        <tr class=segment_class(segment)>
            <th scope="row"><SegmentMark segment/></th>
            <td class="bar-column"><ShareBar value=mean_spent_cents.unwrap_or(0.0) full/></td>
            <td class="number">
                <Drill filter figure=format_count(customers) of=format!("customers of {}", segment.name())/>
            </td>
            <td class="number">
                {mean_spent_cents.map_or_else(
                    || "–".to_owned(),
                    |cents| format_money(cents.round() as i64, &currency_symbol),
                )}
            </td>
            <td class=class>{comparison}</td>
        </tr>
    }
}

/// The verdict as a title, and what follows from it.
fn verdict(check: &ChampionsCheck) -> (String, String) {
    let richer: Vec<&str> = check
        .segments
        .iter()
        .filter(|spend| spend.champions_spend_more == Some(false))
        .map(|spend| Segment::name(spend.segment))
        .collect();
    match check.holds {
        Some(true) => (
            "Champions validation: holds".to_owned(),
            "No other segment spends more on average. The name keeps its promise.".to_owned(),
        ),
        Some(false) => (
            "Champions validation: fails".to_owned(),
            format!(
                "{} as much or more on average. Do not take Champions for the customers who spend most; sort by spend, or try \
                 another map or other cut points.",
                spend_in_words(&richer)
            ),
        ),
        None => (
            "Champions validation: no Champions".to_owned(),
            "Nobody has the scores of a Champion, which is usual where almost everyone buys once. Nothing can be compared."
                .to_owned(),
        ),
    }
}

fn spend_in_words(names: &[&str]) -> String {
    match names {
        [] => "Another segment spends".to_owned(),
        [one] => format!("{one} spend"),
        [others @ .., last] => format!("{} and {last} spend", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(holds: Option<bool>, cannot_lose: Option<bool>) -> ChampionsCheck {
        let spend = |segment, champions_spend_more| SegmentSpend {
            segment,
            customers: 1,
            mean_spent_cents: Some(1.0),
            champions_spend_more,
        };
        let segments = vec![
            spend(Segment::Champions, None),
            spend(Segment::AtRisk, cannot_lose),
            spend(Segment::CannotLose, cannot_lose),
        ];
        ChampionsCheck { segments, holds }
    }

    #[test]
    fn a_failure_names_who_spends_more() {
        let (title, words) = verdict(&check(Some(false), Some(false)));
        assert!(title.ends_with("fails"), "{title}");
        assert!(words.starts_with("At Risk and Cannot Lose spend as much or more"), "{words}");
    }

    #[test]
    fn a_shop_without_champions_is_told_so() {
        assert!(verdict(&check(None, None)).0.ends_with("no Champions"));
        assert!(verdict(&check(Some(true), Some(true))).0.ends_with("holds"));
    }
}
