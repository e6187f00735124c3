use leptos::prelude::*;

/// A search field that narrows down the rows marked `data-narrow-row` within `data-narrow`, in the browser.
/// It has no name, so no form sends it; without script it is not shown.
#[component]
pub fn NarrowingSearch(
    /// What is searched.
    label: &'static str,
    /// What an empty field says.
    placeholder: &'static str,
) -> impl IntoView {
    view! {
        <input
            class="field needs-script"
            type="search"
            autocomplete="off"
            placeholder=placeholder
            aria-label=format!("Search in {}", label.to_lowercase())
            data-narrow-search=""
        />
    }
}
