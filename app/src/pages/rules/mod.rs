//! Rules.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::components::PageHead;

/// The page.
pub struct RulesPage;

#[lazy_route]
impl LazyRoute for RulesPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <PageHead title="Rules" note=().into_any()/> }.into_any()
    }
}
