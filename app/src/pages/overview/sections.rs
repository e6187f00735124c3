//! What the server draws: the browser shows it as it comes.

pub mod change;
mod drill;
mod finding_words;
mod findings_section;
mod kpi_section;
mod period_bar;
pub mod period_words;
mod rankings_section;
mod shares_section;
mod trend_section;

use chrono::NaiveDate;
use clientele_contract::{Overview, Period, PeriodQuestion, SnapshotInfo};
use leptos::prelude::*;

use crate::{
    format::{format_date, format_days},
    url_state::{
        Notice,
        period::{parse_period_query, period_link},
    },
};
use findings_section::FindingsSection;
use kpi_section::KpiSection;
use period_bar::{PeriodBar, days_in_words};
use rankings_section::{CategoriesSection, ProductsSection, StatesSection};
use shares_section::SharesSection;
use trend_section::TrendSection;

/// All sections below the title, as HTML, for what the query string of the address asks.
pub fn draw_overview(overview: Overview, query: &str, snapshot: SnapshotInfo) -> String {
    let (question, notices) = parse_period_query(query);
    view! { <OverviewSections overview question notices snapshot/> }.to_html()
}

#[component]
fn OverviewSections(
    overview: Overview,
    question: PeriodQuestion,
    notices: Vec<Notice>,
    snapshot: SnapshotInfo,
) -> impl IntoView {
    let words = days_in_words(&overview, &question, &snapshot);
    let (first_day, last_day) = (snapshot.first_order.to_string(), snapshot.last_order.to_string());
    let currency_symbol = snapshot.currency_symbol.clone();
    let figures = if overview.period.orders == 0 {
        let segments = overview.segments.clone();
        view! {
            <NothingInPeriod overview question snapshot/>
            <SharesSection segments currency_symbol/>
        }
        .into_any()
    } else {
        let last_order = snapshot.last_order;
        view! { <PeriodSections overview question currency_symbol last_order/> }.into_any()
    };
    view! {
        <PeriodBar question words first_day last_day/>
        <NoticesOfAddress notices/>
        {figures}
    }
}

#[component]
fn PeriodSections(
    overview: Overview,
    question: PeriodQuestion,
    currency_symbol: String,
    last_order: NaiveDate,
) -> impl IntoView {
    let days = overview.period.days;
    let Overview { categories, products, states, segments, .. } = overview.clone();
    view! {
        <KpiSection
            overview=overview.clone()
            question
            currency_symbol=currency_symbol.clone()
            last_order
        />
        <FindingsSection overview=overview.clone() question currency_symbol=currency_symbol.clone()/>
        <div class="grid grid-trend">
            <TrendSection overview question currency_symbol=currency_symbol.clone()/>
            <SharesSection segments currency_symbol=currency_symbol.clone()/>
        </div>
        <div class="grid grid-thirds">
            <CategoriesSection categories days currency_symbol=currency_symbol.clone()/>
            <ProductsSection products days currency_symbol=currency_symbol.clone()/>
            <StatesSection states days currency_symbol/>
        </div>
    }
}

/// A period without an order: where the orders are, and the way to them.
#[component]
fn NothingInPeriod(overview: Overview, question: PeriodQuestion, snapshot: SnapshotInfo) -> impl IntoView {
    let message = format!("No completed order from {}.", format_days(overview.period.days));
    let reach = format!(
        "The orders of this shop reach from {} to {}.",
        format_date(snapshot.first_order),
        format_date(snapshot.last_order)
    );
    let link_to = |period| period_link(&PeriodQuestion { period, ..question });
    view! {
        <div class="state">
            <h2>{message}</h2>
            <p>{reach}</p>
            <p class="state-links">
                <a class="button button-primary" href=link_to(Period::Last12Months)>"Show the last 12 months"</a>
                <a class="button" href=link_to(Period::All)>"Show all time"</a>
            </p>
        </div>
    }
}

#[component]
fn NoticesOfAddress(notices: Vec<Notice>) -> impl IntoView {
    let items = notices.iter().map(|Notice(text)| view! { <li>{text.clone()}</li> }).collect_view();
    (!notices.is_empty()).then(|| view! { <ul class="notices" aria-label="About this address">{items}</ul> })
}
