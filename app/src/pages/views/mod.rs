//! Saved views.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::components::PageHead;

/// The page.
pub struct ViewsPage;

#[lazy_route]
impl LazyRoute for ViewsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <PageHead title="Saved views" note=().into_any()/> }.into_any()
    }
}
