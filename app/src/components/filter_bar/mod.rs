//! The filter of a page: one GET form, whose chips open lists and ranges. With WASM a change answers at
//! once, without it the "Apply" buttons do.

mod browser;
mod choice_facet;
mod facets;
mod linked_chips;
mod range_facet;

use std::time::Duration;

use clientele_contract::{CustomerFilter, FilterOptions};
use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    behaviour::close_popovers,
    url_state::{SegmentsUrl, parse_query},
};
pub(crate) use browser::{form_of, query_of_form};
use choice_facet::{ChoiceFacet, ChoiceFacetView};
use linked_chips::LinkedChips;
#[cfg(feature = "ssr")]
pub(super) use linked_chips::{LinkedPart, linked_parts};
use range_facet::{RangeFacet, RangeFacetView};

/// How long typing may pause before the filter follows.
const TYPING_PAUSE: Duration = Duration::from_millis(450);

/// The filter of a page.
#[component]
pub fn FilterBar(
    /// The page.
    path: &'static str,
    /// What the address says.
    url: Memo<SegmentsUrl>,
    /// What can be chosen.
    options: FilterOptions,
    /// Stands before amounts.
    currency_symbol: String,
) -> impl IntoView {
    let navigate = use_navigate();
    let show_form = move |form: web_sys::HtmlFormElement| {
        // A number that cannot be read would be dropped from the filter; its field says so.
        if browser::unreadable_field(&form).is_some() {
            return;
        }
        let (next, _) = parse_query(&browser::query_of_form(&form));
        let link = next.link(path);
        if link != url.with_untracked(|url| url.link(path)) {
            navigate(&link, NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    };
    let on_submit = {
        let show_form = show_form.clone();
        move |event: ev::SubmitEvent| {
            event.prevent_default();
            let Some(form) = browser::form_of(&event) else { return };
            if let Some(field) = browser::unreadable_field(&form) {
                // A refused focus changes nothing.
                let _ = field.focus();
                return;
            }
            close_popovers();
            show_form(form);
        }
    };
    let on_change = {
        let show_form = show_form.clone();
        move |event: ev::Event| browser::form_of(&event).into_iter().for_each(&show_form)
    };
    let mut show_later = debounce(TYPING_PAUSE, show_form);
    let on_input = move |event: ev::Event| {
        if browser::is_number_field(&event) {
            browser::form_of(&event).into_iter().for_each(&mut show_later);
        }
    };

    view! {
        <form
            class="filter-bar"
            method="get"
            action=path
            aria-label="Filter customers"
            novalidate=true
            on:submit=on_submit
            on:change=on_change
            on:input=on_input
        >
            {move || hidden_fields(&url.get())}
            <Choices path url facets=facets::choice_facets(&options)/>
            <Ranges path url facets=facets::range_facets(&options, &currency_symbol)/>
            <LinkedChips path url/>
            <ClearAll path url/>
        </form>
    }
}

#[component]
fn Choices(path: &'static str, url: Memo<SegmentsUrl>, facets: Vec<ChoiceFacet>) -> impl IntoView {
    facets.into_iter().map(|facet| view! { <ChoiceFacetView path url facet/> }).collect_view()
}

#[component]
fn Ranges(path: &'static str, url: Memo<SegmentsUrl>, facets: Vec<RangeFacet>) -> impl IntoView {
    facets.into_iter().map(|facet| view! { <RangeFacetView path url facet/> }).collect_view()
}

#[component]
fn ClearAll(path: &'static str, url: Memo<SegmentsUrl>) -> impl IntoView {
    move || {
        let url = url.get();
        let href = url.with_filter(CustomerFilter::default()).link(path);
        (!url.filter.is_open())
            .then(|| view! { <a class="clear-all" href=href data-noscroll="">"Clear all"</a> })
    }
}

/// What the address says beside the visible fields, so that a form keeps it.
fn hidden_fields(url: &SegmentsUrl) -> AnyView {
    linked_chips::hidden_view(url)
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}
