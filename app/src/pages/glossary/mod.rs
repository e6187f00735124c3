//! Glossary.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::components::PageHead;

/// The page.
pub struct GlossaryPage;

#[lazy_route]
impl LazyRoute for GlossaryPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <PageHead title="Glossary" note=().into_any()/> }.into_any()
    }
}
