use leptos::prelude::*;

use crate::components::Tab;

/// A choice among few, as links side by side; the current one is raised.
#[component]
pub fn Segmented(
    /// What a screen reader calls the choice.
    label: &'static str,
    /// The options; their figures are not shown.
    options: Vec<Tab>,
) -> impl IntoView {
    let links = options
        .into_iter()
        .map(|Tab { name, href, is_current, .. }| {
            view! { <a href=href data-noscroll="" aria-current=is_current.then_some("true")>{name}</a> }
        })
        .collect_view();
    view! { <div class="segmented" role="group" aria-label=label>{links}</div> }
}
