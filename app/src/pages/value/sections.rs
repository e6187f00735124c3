//! What the server draws: the browser shows it as it comes.

mod checks_words;
mod concentration_section;
mod forecast_form;
mod forecast_section;
mod holdout_section;
mod kpi_section;
mod matrix_section;
mod parameters_section;
mod segments_section;
mod tracking_section;
mod trust_section;
mod words;

use clientele_contract::{CustomerFilter, LifetimeValue, ModelDiagnostics, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{EmptyState, count_of},
    questions::{ValueChoices, value_question},
    url_state::SegmentsUrl,
};
use concentration_section::ConcentrationSection;
use forecast_section::ForecastSection;
use holdout_section::HoldoutSection;
use kpi_section::KpiSection;
use matrix_section::MatrixSections;
use parameters_section::ParametersSection;
use segments_section::SegmentsSection;
use tracking_section::TrackingSection;
use trust_section::TrustSection;

pub(crate) use checks_words::{check_in_words, help_in_words, name_of_check};

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_value(value: LifetimeValue, url: &SegmentsUrl, snapshot: &SnapshotInfo) -> (String, String) {
    let count = count_of(value.customers, snapshot.customers);
    let ValueChoices { notices, .. } = value_question(url);
    let currency_symbol = snapshot.currency_symbol.clone();
    let sections = view! {
        <ChoiceNotices notices/>
        <ValueSections value url=url.clone() currency_symbol/>
    };
    (count, sections.to_html())
}

/// What of the page's own choices was changed or left out.
#[component]
fn ChoiceNotices(notices: Vec<String>) -> impl IntoView {
    (!notices.is_empty()).then(|| {
        let entries = notices.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <ul class="notices" aria-label="About the choices of this page">{entries}</ul> }
    })
}

#[component]
fn ValueSections(value: LifetimeValue, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    if value.customers == 0 {
        let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
        return view! { <EmptyState message="No customer matches these filters." clear_href/> }.into_any();
    }
    let forecast = value.forecast.clone();
    let diagnostics = forecast.diagnostics.clone();
    view! {
        <KpiSection value=value.clone() url=url.clone() currency_symbol=currency_symbol.clone()/>
        <div class="grid">
            <SegmentsSection value=value.clone() url=url.clone() currency_symbol=currency_symbol.clone()/>
        </div>
        <div class="grid">
            <ForecastSection value=value.clone() url=url.clone() currency_symbol=currency_symbol.clone()/>
            <TrustSection forecast=forecast.clone() url=url.clone()/>
        </div>
        <div class="grid">
            <ConcentrationSection
                concentration=value.concentration
                customers=value.customers
                url=url.clone()
                currency_symbol=currency_symbol.clone()
            />
        </div>
        {diagnostics.map(|diagnostics| view! { <DiagnosticSections diagnostics horizon_days=forecast.horizon_days url/> })}
    }
    .into_any()
}

/// The pictures for those who want to know whether to believe the forecast.
#[component]
fn DiagnosticSections(diagnostics: ModelDiagnostics, horizon_days: u32, url: SegmentsUrl) -> impl IntoView {
    view! {
        <div class="grid grid-halves">
            {diagnostics.holdout.clone().map(|holdout| view! { <HoldoutSection holdout/> })}
            <TrackingSection tracking=diagnostics.tracking.clone() holdout=diagnostics.holdout.clone()/>
            {diagnostics.matrix.clone().map(|matrix| view! { <MatrixSections matrix horizon_days/> })}
        </div>
        <div class="grid">
            <ParametersSection diagnostics url/>
        </div>
    }
}
