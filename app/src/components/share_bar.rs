use leptos::prelude::*;

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
    let percent = if full > 0.0 { (value / full * 100.0).clamp(0.0, 100.0) } else { 0.0 };
    view! {
        <svg
            class=format!("share-bar {class}")
            viewBox="0 0 100 6"
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            <rect x="0" y="0" width=format!("{percent:.2}") height="6"></rect>
        </svg>
    }
}
