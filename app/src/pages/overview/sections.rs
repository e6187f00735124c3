//! What the server draws: the browser shows it as it comes.

mod findings_section;
mod kpi_section;
mod month_change;
mod shares_section;
mod top_sections;
mod trend_section;

use clientele_contract::Overview;
use leptos::prelude::*;

use findings_section::FindingsSection;
use kpi_section::KpiSection;
use shares_section::SharesSection;
use top_sections::{CategoriesSection, ProductsSection, StatesSection};
use trend_section::TrendSection;

/// All sections below the title, as HTML.
pub fn draw_overview(overview: Overview, currency_symbol: String) -> String {
    view! { <OverviewSections overview currency_symbol/> }.to_html()
}

#[component]
fn OverviewSections(overview: Overview, currency_symbol: String) -> impl IntoView {
    let Overview { totals, months, segments, products, categories, states, findings, .. } = overview;
    view! {
        <KpiSection totals months=months.clone() currency_symbol=currency_symbol.clone()/>
        <FindingsSection findings currency_symbol=currency_symbol.clone()/>
        <div class="grid grid-trend">
            <TrendSection months currency_symbol=currency_symbol.clone()/>
            <SharesSection segments currency_symbol=currency_symbol.clone()/>
        </div>
        <div class="grid grid-thirds">
            <CategoriesSection categories currency_symbol=currency_symbol.clone()/>
            <ProductsSection products currency_symbol=currency_symbol.clone()/>
            <StatesSection states currency_symbol/>
        </div>
    }
}
