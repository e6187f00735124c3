//! What the server draws: the browser shows it as it comes.

mod days_bar;
mod flow_filter;
mod flow_section;
mod kpi_section;
mod moves_section;
mod table_section;
mod words;

use clientele_contract::{CustomerFilter, SegmentMovement, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{EmptyState, TooLittleData},
    format::{format_date, with_capital},
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
            Ok(movement) if movement.selected == 0 => {
                let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
                view! { <EmptyState message="No customer matches these filters." clear_href/> }.into_any()
            }
            Ok(movement) if movement.customers == 0 => {
                view! { <NobodyYet movement url=url.clone()/> }.into_any()
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
    let notes = trust_notes(&movement, url.filter != CustomerFilter::default());
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

/// The chosen customers came later than both days.
#[component]
fn NobodyYet(movement: SegmentMovement, url: SegmentsUrl) -> impl IntoView {
    let reason = format!("None of these customers had ordered before {}.", format_date(movement.to));
    let words = format!("Compare with {}", format_date(movement.last_day));
    let href = url.with_choice("to", "").link(PATH);
    view! { <TooLittleData reason next_step=(words, href)/> }
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

#[cfg(test)]
mod tests {
    use clientele_contract::{FrequencyRule, parse_iso_date};

    use super::*;
    use crate::url_state::parse_query;

    fn drawn(query: &str, selected: u64) -> String {
        let day = |text| parse_iso_date(text).expect("a date");
        let snapshot = SnapshotInfo {
            snapshot_id: "s".to_owned(),
            as_of: day("2018-08-30"),
            first_order: day("2017-01-01"),
            last_order: day("2018-08-29"),
            customers: 10,
            completed_orders: 12,
            excluded_orders: 0,
            currency_symbol: "R$".to_owned(),
            frequency_rule: FrequencyRule::Quintiles,
            is_older: false,
            is_demo: false,
            notices: Vec::new(),
            refresh_notice: None,
        };
        let movement = SegmentMovement {
            from: day("2017-03-01"),
            to: day("2017-06-01"),
            first_day: day("2017-01-02"),
            last_day: day("2018-08-30"),
            selected,
            ..SegmentMovement::default()
        };
        draw_movement(Ok(movement), &parse_query(query).0, &snapshot).1.replace('\u{a0}', " ")
    }

    #[test]
    fn customers_who_came_later_are_not_said_to_be_missing() {
        let query = "from=2017-03-01&to=2017-06-01&first_min=2018-01-01";
        let html = drawn(query, 4);
        assert!(html.contains("None of these customers had ordered before 1 Jun 2017."), "{html}");
        assert!(html.contains("Compare with 30 Aug 2018"), "{html}");
        assert!(html.contains("?first_min=2018-01-01&amp;from=2017-03-01\""), "{html}");
    }

    #[test]
    fn without_filters_the_days_stay() {
        let html = drawn("from=2017-03-01&to=2017-06-01&state=SP", 0);
        assert!(html.contains("No customer matches these filters."), "{html}");
        assert!(html.contains("?from=2017-03-01&amp;to=2017-06-01\""), "{html}");
    }
}
