use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, Persona, Tier, TierRow};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Card, Drill, ScrollRegion, Segmented, SegmentedOption},
    format::{format_count, format_mean, format_money, format_money_short, format_score, or_dash},
    url_state::{SegmentsUrl, TierNames},
};

/// The k-means tiers with their profiles; a click adds a tier to the selection or takes it out.
#[component]
pub fn TiersSection(tiers: Vec<TierRow>, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let subtitle = subtitle(url.names, !url.filter.tiers.is_empty());
    let actions = (!tiers.is_empty()).then(|| view! { <NamesSwitch url=url.clone()/> }).into_any();
    let content = if tiers.is_empty() {
        view! {
            <p class="card-empty">
                "Tiers need at least four customers who differ; this shop has fewer."
            </p>
        }
        .into_any()
    } else {
        view! { <TierTable tiers url=url.clone() currency_symbol/> }.into_any()
    };
    let (title, term) = match url.names {
        TierNames::Tiers => ("Tiers", "tier"),
        TierNames::Personas => ("Personas", "persona"),
    };
    view! { <Card id="tiers-title" term=term title subtitle actions>{content}</Card> }
}

fn subtitle(names: TierNames, has_choice: bool) -> String {
    let origin = match names {
        TierNames::Tiers => {
            "Groups of alike customers, found by k-means in recency, orders and spend, and named by mean spend."
        }
        TierNames::Personas => {
            "The same four groups as the tiers, named by what stands out in each; the tier stands beside it."
        }
    };
    let base = if has_choice { " Counts all customers that match the other filters." } else { "" };
    format!("{origin}{base}")
}

/// Chooses by which names the four groups go.
#[component]
fn NamesSwitch(url: SegmentsUrl) -> impl IntoView {
    let options = TierNames::ALL.map(|names| {
        let name = match names {
            TierNames::Tiers => "Tiers",
            TierNames::Personas => "Personas",
        };
        SegmentedOption {
            id: format!("names-{}", names.slug()),
            name: name.to_owned(),
            full_name: None,
            href: SegmentsUrl { names, ..url.clone() }.link(PATH),
            is_current: names == url.names,
        }
    });
    view! { <Segmented label="Names of the tiers" options/> }
}

#[component]
fn TierTable(tiers: Vec<TierRow>, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let head = match url.names {
        TierNames::Tiers => "Tier",
        TierNames::Personas => "Persona",
    };
    let rows = tiers
        .into_iter()
        .map(|row| view! { <TierRowView row url=url.clone() currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <ScrollRegion label="Tiers and their profiles">
            <table class="table table-tiers">
                <thead>
                    <tr>
                        <th scope="col">{head}</th>
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
}

#[component]
fn TierRowView(row: TierRow, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let is_selected = url.filter.tiers.contains(&row.tier);
    let href = toggle_tier(&url, row.tier).link(PATH);
    let filter = CustomerFilter { tiers: BTreeSet::from([row.tier]), ..url.filter.without_tiers() };
    let of = format!("customers of {}", row.tier.name());
    let name = name_of_tier(&row, url.names);
    let beside = (url.names == TierNames::Personas).then(|| {
        let words = format!("{} · {}", row.tier.name(), row.persona.map_or("no customer", profile_of));
        view! { <span class="tier-profile">{words}</span> }
    });
    view! {
        <tr class:is-selected=is_selected>
            <th scope="row">
                <a
                    id=format!("tier-{}", row.tier.slug())
                    href=href
                    data-noscroll=""
                    aria-current=is_selected.then_some("true")
                >
                    {name}
                </a>
                {beside}
            </th>
            <td class="number"><Drill filter figure=format_count(row.customers) of/></td>
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

/// An empty tier has no profile, so it keeps its name.
pub fn name_of_tier(row: &TierRow, names: TierNames) -> &'static str {
    match (names, row.persona) {
        (TierNames::Personas, Some(persona)) => persona.name(),
        _ => row.tier.name(),
    }
}

fn profile_of(persona: Persona) -> &'static str {
    match persona {
        Persona::Vips => "spend the most",
        Persona::Loyalists => "order most often of the rest",
        Persona::Casual => "none of the three",
        Persona::AtRisk => "longest since the last order",
    }
}

fn toggle_tier(url: &SegmentsUrl, tier: Tier) -> SegmentsUrl {
    let mut tiers: BTreeSet<Tier> = url.filter.tiers.clone();
    if !tiers.remove(&tier) {
        tiers.insert(tier);
    }
    url.with_filter(CustomerFilter { tiers, ..url.filter.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(persona: Option<Persona>) -> TierRow {
        TierRow {
            tier: Tier::Gold,
            persona,
            customers: u64::from(persona.is_some()),
            revenue_cents: 0,
            mean_recency_days: None,
            mean_orders: None,
            mean_spent_cents: None,
            selected_customers: 0,
        }
    }

    #[test]
    fn personas_are_other_names_of_the_same_tiers() {
        assert_eq!(name_of_tier(&row(Some(Persona::Loyalists)), TierNames::Personas), "Loyalists");
        assert_eq!(name_of_tier(&row(Some(Persona::Loyalists)), TierNames::Tiers), "Gold");
        assert_eq!(name_of_tier(&row(None), TierNames::Personas), "Gold");
    }
}
