use leptos::{ev, prelude::*, wasm_bindgen::JsCast};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use web_sys::HtmlFormElement;

use super::filter_bar::{form_of, query_of_form};
use crate::url_state::parse_query;

/// Answers forms of this page without a page load: those that ask for another view of it (GET, to the page
/// itself). Other forms go their own way.
#[component]
pub fn LiveForms(
    /// The page.
    path: &'static str,
    /// What holds the forms.
    children: Children,
) -> impl IntoView {
    let navigate = use_navigate();
    let on_submit = move |event: ev::SubmitEvent| {
        let Some(form) = form_of(&event).filter(|form| asks_for_view(form, path, &event)) else { return };
        event.prevent_default();
        let (next, _) = parse_query(&query_of_form(&form));
        navigate(&next.link(path), NavigateOptions { scroll: false, ..NavigateOptions::default() });
    };
    view! { <div class="live-forms" on:submit=on_submit>{children()}</div> }
}

/// A button may send a form elsewhere, as those of an export do.
fn asks_for_view(form: &HtmlFormElement, path: &str, event: &ev::SubmitEvent) -> bool {
    let elsewhere = event.submitter().is_some_and(|button| button.has_attribute("formaction"));
    let action = form.unchecked_ref::<web_sys::Element>().get_attribute("action");
    !elsewhere && form.method() == "get" && action.as_deref() == Some(path)
}
