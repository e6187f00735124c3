use clientele_contract::Places;
use leptos::prelude::*;

use super::words::{counted_places, findings_of};
use crate::{components::Card, url_state::SegmentsUrl};

/// What stands out in how places are served.
#[component]
pub fn FindingSection(places: Places, url: SegmentsUrl) -> impl IntoView {
    let findings = findings_of(&places);
    let subtitle = format!("Of {}; places with fewer than 30 orders are not named", counted_places(&places));
    let export = url.link("/export/places.csv");
    let content = if findings.is_empty() {
        view! { <p class="card-empty">"Too little is known of deliveries and reviews to compare places."</p> }
            .into_any()
    } else {
        let items = findings.into_iter().map(|finding| view! { <li>{finding}</li> }).collect_view();
        view! { <ul class="place-findings">{items}</ul> }.into_any()
    };
    view! {
        <Card id="place-findings-title" title="What stands out" subtitle>
            {content}
            <p class="card-note">
                "A customer belongs to the state of the latest completed order, with all orders. Orders without a \
                 day of delivery are in no mean of days."
            </p>
            <p><a class="card-link" rel="external" href=export download="">"Download all places as CSV"</a></p>
        </Card>
    }
}
