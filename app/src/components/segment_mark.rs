use clientele_contract::Segment;
#[cfg(feature = "ssr")]
use leptos::prelude::*;

/// A segment's dot and name.
#[cfg(feature = "ssr")]
#[component]
pub fn SegmentMark(
    /// Which segment.
    segment: Segment,
) -> impl IntoView {
    view! {
        <span class="segment-mark">
            <span class=format!("segment-dot {}", segment_class(segment)) aria-hidden="true"></span>
            {segment.name()}
        </span>
    }
}

/// The class that gives an element the colours of a segment.
pub fn segment_class(segment: Segment) -> String {
    format!("seg-{}", segment.slug())
}
