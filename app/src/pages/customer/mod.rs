//! One person: who they are, what to do next, and why.

#[cfg(feature = "ssr")]
mod sections;
mod unknown;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};
use serde::{Deserialize, Serialize};

use crate::{
    answer::ask_for,
    api,
    components::{Answered, Drawn, DrawnSections, PageHead, Skeleton},
    query_string::decode_path_part,
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_customer;
use unknown::UnknownCustomer;

/// The page.
pub struct CustomerPage;

#[lazy_route]
impl LazyRoute for CustomerPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname;
        let customer_id = Memo::new(move |_| path.with(|path| customer_id_of(path)));
        let profile =
            ask_for(move || customer_id.get(), |id| async { api::fetch_customer(id).await.map(Shown::from) });
        let all = view! { <a class="button" href="/customers">"All customers"</a> };
        view! {
            <PageHead title="Customer" actions=all.into_any()/>
            <Answered
                answer=profile
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=move |profile, _, _| match profile {
                    Shown::Known(drawn) => view! { <DrawnSections drawn/> }.into_any(),
                    Shown::Unknown => view! { <UnknownCustomer customer_id=customer_id.get_untracked()/> }.into_any(),
                }
            />
        }
        .into_any()
    }
}

/// What the page shows. Not an `Option`: sections are left out of the data that a page brings, so both would
/// look alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Shown {
    Known(Drawn),
    Unknown,
}

impl From<Option<String>> for Shown {
    fn from(html: Option<String>) -> Self {
        html.map_or(Self::Unknown, |html| Self::Known(Drawn(html)))
    }
}

/// The id in `/customers/0a1b`. Read from the path itself: ids may hold what routers take for their own.
fn customer_id_of(path: &str) -> String {
    decode_path_part(path.strip_prefix("/customers/").unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use leptos::serde_json;

    use super::*;
    use crate::url_state::customer_link;

    #[test]
    fn a_known_customer_stays_known_without_the_sections() {
        let data = serde_json::to_string(&Shown::from(Some("<p></p>".to_owned()))).expect("plain data");
        assert_eq!(
            serde_json::from_str::<Shown>(&data).expect("what was written"),
            Shown::Known(Drawn(String::new()))
        );
    }

    #[test]
    fn the_path_holds_the_id() {
        for id in ["0a1b", "a/b", "a b+c", "50%", "é", "?x=1#y"] {
            assert_eq!(customer_id_of(&customer_link(id)), id);
        }
    }
}
