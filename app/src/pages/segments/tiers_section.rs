use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, Tier, TierRow};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Card, ScrollRegion},
    format::{format_count, format_mean, format_money, format_money_short, format_score},
    url_state::SegmentsUrl,
};

/// The k-means tiers with their profiles; a click adds a tier to the selection or takes it out.
#[component]
pub fn TiersSection(tiers: Vec<TierRow>, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let has_choice = !url.filter.tiers.is_empty();
    let content = if tiers.is_empty() {
        view! {
            <p class="card-empty">
                "Tiers need at least four customers who differ; this shop has fewer."
            </p>
        }
        .into_any()
    } else {
        let rows = tiers
            .into_iter()
            .map(|row| view! { <TierRowView row url=url.clone() currency_symbol=currency_symbol.clone()/> })
            .collect_view();
        view! {
            <ScrollRegion label="Tiers and their profiles">
                <table class="table table-tiers">
                    <thead>
                        <tr>
                            <th scope="col">"Tier"</th>
                            <th scope="col" class="number">"Customers"</th>
                            <th scope="col" class="number">"Mean days since last order"</th>
                            <th scope="col" class="number">"Mean orders"</th>
                            <th scope="col" class="number">"Mean spent"</th>
                            <th scope="col" class="number">"Revenue"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        }
        .into_any()
    };
    let origin =
        "Groups of alike customers, found by k-means in recency, orders and spend, and named by mean spend.";
    let subtitle = if has_choice {
        format!("{origin} Counts all customers that match the other filters.")
    } else {
        origin.to_owned()
    };
    view! {
        <Card id="tiers-title" title="Tiers" subtitle>
            {content}
        </Card>
    }
}

#[component]
fn TierRowView(row: TierRow, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let is_selected = url.filter.tiers.contains(&row.tier);
    let href = toggle_tier(&url, row.tier).link(PATH);
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    view! {
        <tr class:is-selected=is_selected>
            <th scope="row">
                <a href=href data-noscroll="" aria-current=is_selected.then_some("true")>{row.tier.name()}</a>
            </th>
            <td class="number">{format_count(row.customers)}</td>
            <td class="number">{or_dash(row.mean_recency_days.map(format_mean))}</td>
            <td class="number">{or_dash(row.mean_orders.map(format_score))}</td>
            <td class="number">
                {or_dash(row.mean_spent_cents.map(|cents| format_money(cents.round() as i64, &currency_symbol)))}
            </td>
            <td class="number" title=format_money(row.revenue_cents, &currency_symbol)>
                {format_money_short(row.revenue_cents as f64, &currency_symbol)}
            </td>
        </tr>
    }
}

fn toggle_tier(url: &SegmentsUrl, tier: Tier) -> SegmentsUrl {
    let mut tiers: BTreeSet<Tier> = url.filter.tiers.clone();
    if !tiers.remove(&tier) {
        tiers.insert(tier);
    }
    url.with_filter(CustomerFilter { tiers, ..url.filter.clone() })
}
