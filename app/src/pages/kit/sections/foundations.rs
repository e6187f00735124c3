use clientele_contract::Segment;
use leptos::prelude::*;

use super::Example;
use crate::components::{Icon, IconView, segment_class};

/// Class of the swatch, name of the colour.
const COLORS: [(&str, &str); 12] = [
    ("swatch-background", "Background"),
    ("swatch-surface", "Surface"),
    ("swatch-sunk", "Sunk"),
    ("swatch-line", "Line"),
    ("swatch-line-strong", "Strong line"),
    ("swatch-text", "Text"),
    ("swatch-muted", "Muted"),
    ("swatch-accent", "Accent"),
    ("swatch-accent-soft", "Soft accent"),
    ("swatch-better", "Better"),
    ("swatch-worse", "Worse"),
    ("swatch-notice", "Notice"),
];

#[component]
pub fn ColorExamples() -> impl IntoView {
    let colors = COLORS.map(|(class, name)| view! { <Swatch class=class.to_owned() name/> });
    let segments = Segment::ALL.map(|segment| {
        view! { <Swatch class=format!("swatch-segment {}", segment_class(segment)) name=segment.name()/> }
    });
    view! {
        <Example name="Surfaces, lines, text, meaning" wide=true>
            <ul class="swatches">{colors.collect_view()}</ul>
        </Example>
        <Example name="Segments, from best to lost" wide=true>
            <ul class="swatches">{segments.collect_view()}</ul>
        </Example>
    }
}

#[component]
fn Swatch(class: String, name: &'static str) -> impl IntoView {
    view! {
        <li class="swatch-entry">
            <span class=format!("swatch {class}") aria-hidden="true"></span>
            {name}
        </li>
    }
}

#[component]
pub fn TypeExamples() -> impl IntoView {
    view! {
        <Example name="Figure">
            <p class="kpi-value">"R$ 1.14 m"</p>
        </Example>
        <Example name="Title">
            <p class="type-title">"Big spenders who have gone quiet"</p>
        </Example>
        <Example name="Body">
            <p>"They spent 1.6 times the average and have not bought for 14 months."</p>
        </Example>
        <Example name="Small">
            <p class="card-subtitle">"Customers by recency and spend"</p>
        </Example>
        <Example name="Code and keys">
            <p><code>"0a0a92112b"</code> " " <kbd>"Ctrl"</kbd> " " <kbd>"K"</kbd></p>
        </Example>
        <Example name="Better, worse">
            <p><span class="better">"▲ 8.1 %"</span> " " <span class="worse">"▼ 0.11"</span></p>
        </Example>
    }
}

#[component]
pub fn IconExamples() -> impl IntoView {
    let icons = Icon::ALL.map(|icon| view! { <li><IconView icon/> {format!("{icon:?}")}</li> });
    view! {
        <Example name="All pictures; words go beside them" wide=true>
            <ul class="kit-icons">{icons.collect_view()}</ul>
        </Example>
    }
}
