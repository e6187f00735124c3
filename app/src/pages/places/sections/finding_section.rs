use clientele_contract::Places;
use leptos::prelude::*;

use super::words::{counted_places, findings_of};
use crate::components::Card;

/// What stands out in how places are served.
#[component]
pub fn FindingSection(places: Places) -> impl IntoView {
    let findings = findings_of(&places);
    let subtitle = match places.rows.len() {
        1 => "One place alone; there is no other to compare it with".to_owned(),
        _ => format!("Of {}; places with fewer than 30 orders are not named", counted_places(&places)),
    };
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
        </Card>
    }
}
