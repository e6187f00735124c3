use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, SegmentRow};
use leptos::prelude::*;

use crate::{
    components::{Card, LinkedSegment, SegmentShares},
    pages::segments,
    url_state::SegmentsUrl,
};

/// All segments; a click opens one.
#[component]
pub fn SharesSection(segments: Vec<SegmentRow>, currency_symbol: String) -> impl IntoView {
    let segments = segments
        .into_iter()
        .map(|row| {
            let filter =
                CustomerFilter { segments: BTreeSet::from([row.segment]), ..CustomerFilter::default() };
            let href = SegmentsUrl::of_filter(filter).link(segments::PATH);
            LinkedSegment { row, href, customers_href: None, is_selected: false }
        })
        .collect();
    view! {
        <Card
            id="segments-title"
            term="segment"
            title="Who the customers are, and who brings the money"
            subtitle="Share of customers (upper bar) and of revenue (lower bar)"
        >
            <SegmentShares segments currency_symbol/>
        </Card>
    }
}
