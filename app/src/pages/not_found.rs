use leptos::prelude::*;

use crate::components::PageHead;

/// There is nothing at this address.
#[component]
pub fn NotFound() -> impl IntoView {
    set_status_not_found();
    view! {
        <PageHead title="There is nothing here"/>
        <div class="state">
            <p class="state-message">"The address may be mistyped, or the page may have moved."</p>
            <p class="state-links">
                <a class="button button-primary" href="/">"Overview"</a>
                <a class="button" href="/segments">"Segments"</a>
                <a class="button" href="/cohorts">"Cohorts"</a>
            </p>
        </div>
    }
}

/// Answers the request with status 404. Does nothing in the browser.
pub(crate) fn set_status_not_found() {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
}
