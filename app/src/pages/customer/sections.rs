//! What the page shows of one person, as HTML.

mod action_section;
mod categories_section;
mod head_section;
mod neighbours_section;
mod orders_section;
mod scores_section;
mod value_section;

use clientele_contract::{AliveHistory, CustomerProfile, SnapshotInfo};
use leptos::prelude::*;

use action_section::ActionSection;
use categories_section::CategoriesSection;
use head_section::HeadSection;
use neighbours_section::NeighboursSection;
use orders_section::OrdersSection;
use scores_section::ScoresSection;
use value_section::ValueSection;

/// All sections below the title, as HTML.
pub fn draw_customer(
    profile: CustomerProfile,
    history: Option<AliveHistory>,
    snapshot: SnapshotInfo,
) -> String {
    view! { <CustomerSections profile history currency_symbol=snapshot.currency_symbol/> }.to_html()
}

#[component]
fn CustomerSections(
    profile: CustomerProfile,
    history: Option<AliveHistory>,
    currency_symbol: String,
) -> impl IntoView {
    let CustomerProfile {
        customer,
        scores,
        orders,
        categories,
        rule,
        rules,
        message,
        reason,
        customers_in_cell,
        neighbours,
    } = profile;
    view! {
        <HeadSection customer=customer.clone() currency_symbol=currency_symbol.clone()/>
        <div class="grid grid-customer">
            <div class="stack">
                <ActionSection customer=customer.clone() message reason rule rules/>
                {history.map(|history| view! { <ValueSection history currency_symbol=currency_symbol.clone()/> })}
                <OrdersSection orders recency_days=customer.recency_days currency_symbol=currency_symbol.clone()/>
            </div>
            <div class="stack">
                <ScoresSection customer=customer.clone() scores currency_symbol=currency_symbol.clone()/>
                <CategoriesSection categories currency_symbol=currency_symbol.clone()/>
                <NeighboursSection customer customers_in_cell neighbours currency_symbol/>
            </div>
        </div>
    }
}
