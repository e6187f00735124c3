//! What a page shows when there is no answer, no data or nothing that matches; each with the next step.

use clientele_contract::AnalyticsError;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[cfg(feature = "ssr")]
use crate::components::{Icon, IconView};
use crate::error::AppError;

/// Says what went wrong and offers a way out.
#[component]
pub fn ErrorState(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    let path = use_location().pathname;
    match error {
        AppError::Analytics(AnalyticsError::NoSnapshot) => view! { <NoSnapshot/> }.into_any(),
        AppError::Analytics(AnalyticsError::InvalidQuestion(text)) => view! {
            <Failure title="This question cannot be answered" text way_out="Clear the filters" href=path.get()/>
        }
        .into_any(),
        error => {
            set_status_of_failure();
            let text = format!("Nothing is lost: {error}.");
            view! {
                <Failure title="The answer did not arrive" text way_out="Try again" href=path.get() reload=true/>
            }
            .into_any()
        }
    }
}

/// Says what went wrong, with the next step.
#[component]
pub fn Failure(
    /// What went wrong, in a few words.
    title: &'static str,
    /// What was found, and what it means for the reader.
    text: String,
    /// The next step.
    way_out: &'static str,
    /// Where it leads.
    href: String,
    /// The page has to be loaded anew.
    #[prop(optional)]
    reload: bool,
) -> impl IntoView {
    view! {
        <div class="state state-failed" role="alert">
            <h2>{title}</h2>
            <p>{text}</p>
            <p><a class="button" href=href rel=reload.then_some("external")>{way_out}</a></p>
        </div>
    }
}

/// Nothing matches the filter.
#[cfg(feature = "ssr")]
#[component]
pub fn EmptyState(
    /// What is missing, as a sentence.
    #[prop(into)]
    message: String,
    /// The address without filters.
    clear_href: String,
) -> impl IntoView {
    view! {
        <div class="state">
            <p class="state-message">{message}</p>
            <p><a class="button" href=clear_href data-noscroll="">"Clear the filters"</a></p>
        </div>
    }
}

/// There are too few customers or orders for a figure to mean something.
#[cfg(feature = "ssr")]
#[component]
pub fn TooLittleData(
    /// What cannot be said, and why: `Retention needs two months of orders; there is one.`
    #[prop(into)]
    reason: String,
    /// What helps: `Widen the period` and its address.
    #[prop(optional)]
    next_step: Option<(String, String)>,
) -> impl IntoView {
    view! {
        <div class="state state-quiet">
            <IconView icon=Icon::Empty/>
            <p class="state-message">{reason}</p>
            {next_step.map(|(words, href)| view! { <p><a class="button" href=href>{words}</a></p> })}
        </div>
    }
}

/// Stands in for content that is on its way, with the same room.
#[component]
pub fn Skeleton(
    /// A class that gives it its height.
    class: &'static str,
) -> impl IntoView {
    view! {
        <div class=format!("skeleton {class}")>
            <span class="visually-hidden">"Loading"</span>
        </div>
    }
}

#[component]
fn NoSnapshot() -> impl IntoView {
    view! {
        <div class="state">
            <h2>"No data yet"</h2>
            <p>"This page shows your shop as soon as its orders have been read."</p>
            <p><a class="button button-primary" href="/data/source">"Bring your orders"</a></p>
            <form method="post" action="/data/source/demo">
                <p class="state-aside">
                    "Nothing at hand? "
                    <button type="submit" class="button">"Try the made-up shop"</button>
                </p>
            </form>
        </div>
    }
}

fn set_status_of_failure() {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::INTERNAL_SERVER_ERROR);
    }
}
