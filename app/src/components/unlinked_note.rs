use clientele_contract::CustomerFilter;
use leptos::prelude::*;

/// Says why figures open no list, where the filter of the page asks for an order already.
#[component]
pub fn UnlinkedNote(
    /// The filter of the page.
    filter: CustomerFilter,
    /// Whose figures they are: `customers of a row`.
    of: &'static str,
) -> impl IntoView {
    (!filter.purchase.is_open()).then(|| {
        view! {
            <p class="card-note">
                {format!(
                    "The filter asks for an order already, and one list cannot ask for two: {of} are not linked.",
                )}
            </p>
        }
    })
}
