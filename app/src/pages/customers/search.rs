use std::time::Duration;

use clientele_contract::CustomerFilter;
use leptos::{ev, html::Input, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};

use crate::{
    components::{form_of, query_of_form},
    url_state::{SegmentsUrl, parse_query},
};

/// How long typing may pause before the list follows.
const TYPING_PAUSE: Duration = Duration::from_millis(300);

/// Finds customers by the beginning of their id, within the filter of the page.
#[component]
pub fn CustomerSearch(path: &'static str, url: Memo<SegmentsUrl>) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    let in_address = Memo::new(move |_| url.with(|url| url.filter.id_prefix.clone()));
    // Someone who types is ahead of the address.
    Effect::new(move |_| {
        let said = in_address.get();
        let has_focus = |input: &web_sys::HtmlInputElement| {
            document().active_element().is_some_and(|active| active.is_same_node(Some(input)))
        };
        if let Some(input) = field.get_untracked().filter(|input| !has_focus(input)) {
            input.set_value(&said);
        }
    });
    let navigate = use_navigate();
    let show = move |form: web_sys::HtmlFormElement| {
        let (next, _) = parse_query(&query_of_form(&form));
        let link = next.link(path);
        if link != url.with_untracked(|url| url.link(path)) {
            // Half a word is no place to go back to.
            let options = NavigateOptions { scroll: false, replace: true, ..NavigateOptions::default() };
            navigate(&link, options);
        }
    };
    let on_submit = {
        let show = show.clone();
        move |event: ev::SubmitEvent| {
            event.prevent_default();
            form_of(&event).into_iter().for_each(&show);
        }
    };
    let mut show_later = debounce(TYPING_PAUSE, show);
    let on_input = move |event: ev::Event| form_of(&event).into_iter().for_each(&mut show_later);
    view! {
        <form class="customer-search" role="search" method="get" action=path on:submit=on_submit>
            {move || url.with(hidden_fields)}
            <label class="visually-hidden" for="customer-search">"Customer id begins with"</label>
            <input
                id="customer-search"
                node_ref=field
                type="search"
                name="id"
                maxlength="80"
                autocomplete="off"
                spellcheck="false"
                placeholder="Find a customer by the beginning of the id"
                data-search=""
                value=in_address.get_untracked()
                on:input=on_input
            />
            <button type="submit" class="button">"Search"</button>
        </form>
    }
}

/// What the address says besides, from the first page on.
fn hidden_fields(url: &SegmentsUrl) -> AnyView {
    let filter = CustomerFilter { id_prefix: String::new(), ..url.filter.clone() };
    url.with_filter(filter)
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view()
        .into_any()
}
