//! What the server draws: the browser shows it as it comes.

mod days_bar;
mod flow_filter;
mod flow_section;
mod kpi_section;
mod moves_section;
mod table_section;
mod words;

use clientele_contract::{SegmentMovement, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::EmptyState,
    format::with_capital,
    questions::movement_view,
    url_state::{Notice, SegmentsUrl},
};
use days_bar::DaysBar;
use flow_filter::FlowFilters;
use flow_section::FlowSection;
use kpi_section::KpiSection;
use moves_section::MovesSection;
use table_section::TableSection;
use words::{count_of, trust_notes};

/// The selection in words, and all sections below the filter as HTML; or why the days cannot be compared.
pub fn draw_movement(
    answer: Result<SegmentMovement, String>,
    url: &SegmentsUrl,
    snapshot: &SnapshotInfo,
) -> (String, String) {
    let notices = movement_view(url).notices;
    let days = answer.as_ref().ok().map(|movement| [movement.from, movement.to]);
    let count = answer.as_ref().map(|movement| count_of(movement, snapshot)).unwrap_or_default();
    let sections = view! {
        <DaysBar url=url.clone() days snapshot=snapshot.clone()/>
        <Notices notices/>
        {match answer {
            Err(reason) => view! { <ImpossibleDays reason url=url.clone()/> }.into_any(),
            Ok(movement) if movement.customers == 0 => {
                let clear_href = PATH.to_owned();
                view! { <EmptyState message="No customer matches these filters." clear_href/> }.into_any()
            }
            Ok(movement) => {
                let currency_symbol = snapshot.currency_symbol.clone();
                view! { <Figures movement url=url.clone() currency_symbol/> }.into_any()
            }
        }}
    };
    (count, sections.to_html())
}

#[component]
fn Figures(movement: SegmentMovement, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let filters = FlowFilters::of(&url.filter, &movement);
    let notes = trust_notes(&movement);
    view! {
        <KpiSection movement=movement.clone() filters=filters.clone() currency_symbol=currency_symbol.clone()/>
        <FlowSection movement=movement.clone() filters=filters.clone() currency_symbol=currency_symbol.clone()/>
        <MovesSection movement=movement.clone() filters=filters.clone() currency_symbol=currency_symbol.clone()/>
        <TableSection movement filters url currency_symbol/>
        <ul class="trust-notes">
            {notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view()}
        </ul>
    }
}

/// Says which days are possible.
#[component]
fn ImpossibleDays(reason: String, url: SegmentsUrl) -> impl IntoView {
    let href = url.with_choice("from", "").with_choice("to", "").link(PATH);
    view! {
        <div class="state" role="alert">
            <h2>"These days cannot be compared"</h2>
            <p>{with_capital(&reason)} "."</p>
            <p><a class="button" href=href>"Compare the usual days"</a></p>
        </div>
    }
}

/// What of the address was left out or changed.
#[component]
fn Notices(notices: Vec<Notice>) -> impl IntoView {
    let items = notices.iter().map(|Notice(text)| view! { <li>{text.clone()}</li> }).collect_view();
    (!notices.is_empty()).then(|| view! { <ul class="notices" aria-label="About the days">{items}</ul> })
}
