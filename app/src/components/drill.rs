//! Figures that open the customers behind them.

use clientele_contract::CustomerFilter;
use leptos::prelude::*;

use crate::url_state::SegmentsUrl;

/// A figure of some customers; a click opens exactly these customers.
#[component]
pub fn Drill(
    /// Whose figure it is.
    filter: CustomerFilter,
    /// The figure, as people read it.
    #[prop(into)]
    figure: String,
    /// What stands beside it for those who cannot see where it stands: `customers of Champions`.
    #[prop(into)]
    of: String,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// The exact figure, where it is rounded.
    #[prop(optional, into)]
    exact: Option<String>,
) -> impl IntoView {
    let label = format!("{figure} {of}");
    view! {
        <a class=format!("drill {class}") href=customers_href(filter) aria-label=label title=exact>{figure}</a>
    }
}

/// The address of the list of some customers.
pub fn customers_href(filter: CustomerFilter) -> String {
    SegmentsUrl::of_filter(filter).link("/customers")
}
