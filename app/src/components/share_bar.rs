use leptos::prelude::*;

/// What a full bar is drawn with.
const FULL_WIDTH: f64 = 1000.0;

/// A bar from zero. Its width is an SVG attribute, because the content policy forbids inline styles.
#[component]
pub fn ShareBar(
    /// The value.
    value: f64,
    /// The value that fills the bar.
    full: f64,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let width =
        if full > 0.0 { (value / full * FULL_WIDTH).clamp(0.0, FULL_WIDTH).round() as u32 } else { 0 };
    view! {
        <svg
            class=format!("share-bar {class}")
            viewBox="0 0 1000 6"
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            <rect x="0" y="0" width=width height="6"></rect>
        </svg>
    }
}
