//! Scoring.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

use crate::components::PageHead;

/// The page.
pub struct ScoringPage;

#[lazy_route]
impl LazyRoute for ScoringPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <PageHead title="Scoring" note=().into_any()/> }.into_any()
    }
}
