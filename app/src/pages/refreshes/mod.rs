//! When orders are read, and how it went.

mod follow;
#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, hooks::use_location, lazy_route};

use super::data::{DataTab, DataTabs};
use crate::{
    answer::ask_for,
    api,
    components::{AnsweredAlone, Drawn, DrawnSections, PageHead, Skeleton},
};
#[cfg(feature = "ssr")]
pub use sections::{draw_refresh_steps, draw_refreshes, refresh_step_in_words};

/// The page.
pub struct RefreshesPage;

#[lazy_route]
impl LazyRoute for RefreshesPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let redraws = RwSignal::new(0);
        let query = use_location().search;
        let answer = ask_for(
            move || (redraws.get(), query.get()),
            |(_, query): (u32, String)| async { api::fetch_refreshes(query).await.map(Drawn) },
        );
        follow::follow_refreshes(redraws);
        view! {
            <PageHead title="Refreshes" note=view! { <p>"When orders are read, and how it went"</p> }.into_any()/>
            <DataTabs current=DataTab::Refreshes/>
            // Filled as a refresh goes from step to step, for those who hear the page.
            <p class="visually-hidden" role="status" id=follow::STEP_ID></p>
            <AnsweredAlone
                answer
                fallback=|| view! { <Skeleton class="skeleton-page"/> }
                show=|drawn| view! { <DrawnSections drawn/> }.into_any()
            />
        }
        .into_any()
    }
}
