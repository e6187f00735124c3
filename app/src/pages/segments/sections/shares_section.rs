use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, Segment, SegmentRow};
use leptos::prelude::*;

use super::{PATH, matrix_bands::base_of_counts};
use crate::{
    components::{Card, LinkedSegment, SegmentShares, customers_href},
    url_state::SegmentsUrl,
};

/// All segments; a click adds a segment to the selection or takes it out.
#[component]
pub fn SharesSection(segments: Vec<SegmentRow>, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let bars = "Share of customers (upper bar) and of revenue (lower bar).";
    let subtitle =
        base_of_counts(&url.filter).map_or_else(|| bars.to_owned(), |base| format!("{bars} {base}"));
    let segments = segments
        .into_iter()
        .map(|row| LinkedSegment {
            href: toggle_segment(&url, row.segment).link(PATH),
            customers_href: Some(customers_href(filter_of(&url, row.segment))),
            is_selected: url.filter.segments.contains(&row.segment),
            row,
        })
        .collect();
    view! {
        <Card id="segments-title" term="segment" title="Segments" subtitle>
            <SegmentShares segments currency_symbol/>
        </Card>
    }
}

/// The customers that the row of a segment counts: the choice of segments and scores is left out.
fn filter_of(url: &SegmentsUrl, segment: Segment) -> CustomerFilter {
    CustomerFilter { segments: BTreeSet::from([segment]), ..url.filter.without_segments_and_scores() }
}

fn toggle_segment(url: &SegmentsUrl, segment: Segment) -> SegmentsUrl {
    let mut segments: BTreeSet<Segment> = url.filter.segments.clone();
    if !segments.remove(&segment) {
        segments.insert(segment);
    }
    url.with_filter(CustomerFilter { segments, ..url.filter.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clicks_add_segments_and_take_them_out() {
        let one = toggle_segment(&SegmentsUrl::default(), Segment::CannotLose);
        let two = toggle_segment(&one, Segment::AtRisk);
        assert_eq!(two.link(PATH), "/segments?segment=at-risk&segment=cannot-lose");
        assert_eq!(toggle_segment(&two, Segment::CannotLose).link(PATH), "/segments?segment=at-risk");
    }
}
