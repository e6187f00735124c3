//! What the server draws: the browser shows it as it comes.

mod affinity_section;
mod brazil;
mod finding_section;
mod kpi_section;
mod measures;
mod picture_section;
mod table_section;
mod words;

use clientele_contract::{CustomerFilter, PlaceRow, Places, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{ChoiceNotices, EmptyState, count_of},
    questions::PlaceView,
    url_state::SegmentsUrl,
};
use affinity_section::AffinitySection;
use finding_section::FindingSection;
use kpi_section::KpiSection;
use picture_section::PictureSection;
use table_section::TableSection;

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_places(
    places: Places,
    view: &PlaceView,
    url: &SegmentsUrl,
    snapshot: &SnapshotInfo,
) -> (String, String) {
    let count = count_of(places.total.customers, snapshot.customers);
    let notices = view.notices.clone();
    let currency_symbol = snapshot.currency_symbol.clone();
    if places.total.customers == 0 {
        let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
        let empty = view! {
            <ChoiceNotices notices/>
            <EmptyState message="No customer matches these filters." clear_href/>
        };
        return (count, empty.to_html());
    }
    let sections = view! {
        <ChoiceNotices notices/>
        <div class="stack">
            <KpiSection total=places.total filter=url.filter.clone()/>
            <div class="places-top">
                <PictureSection
                    places=places.clone()
                    measure=view.measure
                    url=url.clone()
                    currency_symbol=currency_symbol.clone()
                />
                <FindingSection places=places.clone()/>
            </div>
            <TableSection
                places=places.clone()
                view=view.clone()
                url=url.clone()
                currency_symbol=currency_symbol.clone()
            />
            <AffinitySection places url=url.clone() currency_symbol/>
        </div>
    };
    (count, sections.to_html())
}

/// Those of the page's customers who live in a place.
fn customers_of(filter: &CustomerFilter, row: &PlaceRow) -> CustomerFilter {
    CustomerFilter { states: row.states.iter().cloned().collect(), ..filter.clone() }
}
