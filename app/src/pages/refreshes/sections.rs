//! What the server draws: the browser shows it as it comes.

mod history_section;
mod schedule_section;
mod warehouse_section;
mod work_section;

use clientele_contract::{RefreshAtWork, RefreshDesk, RefreshStep};
use leptos::prelude::*;

use self::{
    history_section::HistorySection,
    schedule_section::ScheduleSection,
    warehouse_section::WarehouseSection,
    work_section::{StepList, WorkSection},
};
use super::follow::VERSION_ID;
use crate::components::{Icon, IconView};

/// All sections below the title, as HTML.
pub fn draw_refreshes(desk: RefreshDesk) -> String {
    let has_source = desk.source.is_some() || desk.source_fault.is_some();
    let history = (has_source || !desk.past.is_empty() || desk.past_fault.is_some())
        .then(|| view! { <HistorySection desk=desk.clone()/> });
    let (states, time_zone) = (desk.warehouse.clone(), desk.time_zone.clone());
    let warehouse = (!states.is_empty()).then(|| view! { <WarehouseSection states time_zone/> });
    view! {
        <div id=VERSION_ID data-version=desk.version.clone() data-notice=desk.notice.clone()></div>
        {if has_source {
            view! {
                <div class="grid grid-halves refreshes-now">
                    <WorkSection desk=desk.clone()/>
                    <ScheduleSection desk/>
                </div>
            }.into_any()
        } else {
            view! { <NoSource/> }.into_any()
        }}
        {warehouse}
        {history}
    }
    .to_html()
}

/// The steps of a refresh at work, as HTML.
pub fn draw_refresh_steps(at_work: &RefreshAtWork) -> String {
    view! { <StepList at_work=at_work.clone()/> }.to_html()
}

#[component]
fn NoSource() -> impl IntoView {
    view! {
        <div class="state">
            <IconView icon=Icon::Empty/>
            <h2>"Nothing can be read by itself yet"</h2>
            <p>
                "Choose where this shop’s orders come from. Then they can be read here with one click, on a schedule, or as \
                 soon as a file changes."
            </p>
            <p><a class="button button-primary" href="/data/source">"Choose a source"</a></p>
        </div>
    }
}

/// What is being done.
pub fn refresh_step_in_words(step: RefreshStep) -> &'static str {
    match step {
        RefreshStep::Fetch => "Fetching the orders",
        RefreshStep::Read => "Reading the files",
        RefreshStep::Model => "Building the tables",
        RefreshStep::Score => "Scoring the customers",
        RefreshStep::Tiers => "Forming tiers",
        RefreshStep::Check => "Checking what was read",
        RefreshStep::Write => "Writing the snapshot",
        RefreshStep::Publish => "Putting it into service",
        RefreshStep::Warehouse => "Publishing for other programs",
    }
}
