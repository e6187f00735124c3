//! Figures that open the customers behind them.

use chrono::NaiveDate;
use clientele_contract::{CustomerFilter, DayRange, Span};
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

/// The days of a choice that lie in `days`.
pub fn days_within(chosen: Span<NaiveDate>, days: DayRange) -> Span<NaiveDate> {
    Span {
        min: Some(chosen.min.map_or(days.first, |min| min.max(days.first))),
        max: Some(chosen.max.map_or(days.last, |max| max.min(days.last))),
    }
}
