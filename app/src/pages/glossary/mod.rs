//! Every term with its meaning, formula and unit.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

use crate::{
    answer::ask_for,
    api,
    components::{AnsweredAlone, Drawn, DrawnSections, PageHead, Skeleton},
    query_string::decode_pairs,
};
#[cfg(feature = "ssr")]
pub(crate) use sections::{draw_glossary, draw_glossary_entry};

/// The key of the search in the address.
const SEARCH_KEY: &str = "q";

/// The page.
pub struct GlossaryPage;

#[lazy_route]
impl LazyRoute for GlossaryPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let query = use_location().search;
        let search = Memo::new(move |_| query.with(|query| search_of(query)));
        let glossary =
            ask_for(move || search.get(), |search| async { api::fetch_glossary(search).await.map(Drawn) });
        view! {
            <PageHead title="Glossary" note="What every number means, and how it is computed".into_any()/>
            <AnsweredAlone
                answer=glossary
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}

fn search_of(query: &str) -> String {
    decode_pairs(query).find(|(key, _)| key == SEARCH_KEY).map(|(_, value)| value).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_is_read_from_the_address() {
        assert_eq!(search_of("q=order+value&done=x"), "order value");
        assert_eq!(search_of("q="), "");
        assert_eq!(search_of(""), "");
    }
}
