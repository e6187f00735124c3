use leptos::prelude::*;

/// A picture drawn as SVG. The browser does not compare it at hydration, so it cannot mismatch.
#[component]
pub fn Chart(
    /// One `<svg role="img">`.
    svg: String,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! { <div class=format!("chart {class}") inner_html=svg></div> }
}
