//! One product, and what is bought together with it.

#[cfg(feature = "ssr")]
mod sections;
mod unknown;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};
use serde::{Deserialize, Serialize};

use crate::{
    answer::ask_for,
    api,
    components::{AnsweredAlone, Drawn, DrawnSections, ErrorState, PageHead, Skeleton},
    error::AppError,
    url_state::product_id_of,
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_product;
use unknown::UnknownProduct;

/// The page.
pub struct ProductPage;

#[lazy_route]
impl LazyRoute for ProductPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let path = use_location().pathname;
        let product_id = Memo::new(move |_| path.with(|path| product_id_of(path)));
        let product =
            ask_for(move || product_id.get(), |id| async { Ok(Shown::from(api::fetch_product(id).await)) });
        view! {
            <AnsweredAlone
                answer=product
                fallback=|| view! { <Head title=NAMELESS/><Skeleton class="skeleton-page"/> }
                show=move |product| match product {
                    Shown::Known { title, sections } => {
                        view! { <Head title/><DrawnSections drawn=sections/> }.into_any()
                    }
                    Shown::Unknown => {
                        let product_id = product_id.get_untracked();
                        view! { <Head title=NAMELESS/><UnknownProduct product_id/> }.into_any()
                    }
                    Shown::Failed(error) => view! { <Head title=NAMELESS/><ErrorState error/> }.into_any(),
                }
            />
        }
        .into_any()
    }
}

/// The title while the product has no name.
const NAMELESS: &str = "Product";

#[component]
fn Head(#[prop(into)] title: String) -> impl IntoView {
    let all = view! {
        <a class="button" href="/products">"All products"</a>
        <a class="button" href="/products/rules">"Basket rules"</a>
    };
    view! { <PageHead title actions=all.into_any()/> }
}

/// What the page shows. Not an `Option`: sections are left out of the data that a page brings, so both would
/// look alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Shown {
    Known {
        title: String,
        sections: Drawn,
    },
    Unknown,
    /// An answer too, so that the page keeps its title.
    Failed(AppError),
}

impl From<Result<Option<(String, String)>, AppError>> for Shown {
    fn from(answer: Result<Option<(String, String)>, AppError>) -> Self {
        match answer {
            Ok(Some((title, html))) => Self::Known { title, sections: Drawn(html) },
            Ok(None) => Self::Unknown,
            Err(error) => Self::Failed(error),
        }
    }
}
