//! Who moved from segment to segment.

#[cfg(feature = "ssr")]
mod sections;

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::{
    api,
    pages::{
        drawn_page::FilteredPage,
        segments::{SegmentTab, SegmentTabs},
    },
};
#[cfg(feature = "ssr")]
pub(crate) use sections::draw_movement;

const PATH: &str = "/segments/movement";

/// The page.
pub struct MovementPage;

#[lazy_route]
impl LazyRoute for MovementPage {
    // Nothing is asked here: what a page asks, and how it reads the answer, is loaded with the page.
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! {
            <FilteredPage
                path=PATH
                title="Movement"
                note="Who was in which segment on two days"
                tabs=view! { <SegmentTabs current=SegmentTab::Movement/> }.into_any()
                fetch=api::fetch_movement
            />
        }
        .into_any()
    }
}
