use leptos::prelude::*;

/// One part of a filter that is in force, to be seen and removed.
#[component]
pub fn FilterChip(
    /// What is filtered.
    #[prop(into)]
    label: String,
    /// The choice in words.
    #[prop(into)]
    value: String,
    /// The address without it.
    #[prop(into)]
    remove_href: String,
    /// The class that gives the colour of a segment.
    #[prop(optional, into)]
    color_class: String,
) -> impl IntoView {
    let remove = format!("Remove the filter {label}: {value}");
    view! {
        <span class=format!("chip is-active {color_class}")>
            <span class="chip-text">{label} " " <strong>{value}</strong></span>
            <a class="chip-remove" href=remove_href data-noscroll="" aria-label=remove>"×"</a>
        </span>
    }
}
