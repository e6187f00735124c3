//! Server functions: thin doors from the pages to [`clientele_contract::Analytics`], one file per feature.

mod baskets;
mod cohorts;
mod comparison;
mod customer;
mod customer_list;
mod filter_options;
mod glossary;
mod kit;
mod movement;
mod overview;
mod palette;
mod places;
mod product;
mod products;
mod quality;
mod refreshes;
mod rules;
mod scoring;
mod segments;
mod snapshot;
mod snapshots;
mod source;
mod trends;
mod value;
mod views;

pub use baskets::fetch_baskets;
pub use cohorts::fetch_cohorts;
pub use comparison::fetch_comparison;
pub use customer::fetch_customer;
pub use customer_list::fetch_customer_list;
pub use filter_options::fetch_filter_options;
pub use glossary::{fetch_glossary, fetch_glossary_entry};
pub use kit::fetch_kit;
pub use movement::fetch_movement;
pub use overview::fetch_overview;
pub use palette::{fetch_palette, fetch_palette_customers};
pub use places::fetch_places;
pub use product::fetch_product;
pub use products::fetch_products;
pub use quality::fetch_quality;
pub use refreshes::fetch_refreshes;
pub use rules::fetch_rules;
pub use scoring::{fetch_cluster_choice, fetch_scoring};
pub use segments::{SegmentsDrawn, fetch_segment_customers, fetch_segments};
pub use snapshot::fetch_snapshot;
pub use snapshots::fetch_snapshots;
pub use source::fetch_source;
pub use trends::fetch_trends;
pub use value::fetch_value;
pub use views::fetch_views;

#[cfg(feature = "ssr")]
use {
    crate::error::AppError,
    clientele_contract::{Analytics, AnalyticsError, Desk, DeskState, Operations, Scope},
    std::sync::Arc,
};

/// Puts a question to the engine that what lies on the desk takes part in: saved views, drafts.
#[cfg(feature = "ssr")]
async fn ask_with_desk<T, Question>(question: Question) -> Result<T, AppError>
where
    T: Send + 'static,
    Question: FnOnce(&dyn Analytics, &Scope, DeskState) -> Result<T, AnalyticsError> + Send + 'static,
{
    let desk = ask_desk().await?;
    ask(move |analytics, scope| question(analytics, scope, desk)).await
}

/// Puts a question to the engine that what an operator looks after takes part in.
#[cfg(feature = "ssr")]
async fn ask_with_operations<S, T, Look, Question>(look: Look, question: Question) -> Result<T, AppError>
where
    S: Send + 'static,
    T: Send + 'static,
    Look: FnOnce(&dyn Operations) -> Result<S, String> + Send + 'static,
    Question: FnOnce(&dyn Analytics, &Scope, S) -> Result<T, AnalyticsError> + Send + 'static,
{
    let seen = ask_operations(look).await?;
    ask(move |analytics, scope| question(analytics, scope, seen)).await
}

/// What lies on the desk: saved views, drafts, what can be undone.
#[cfg(feature = "ssr")]
async fn ask_desk() -> Result<DeskState, AppError> {
    use leptos::prelude::use_context;

    let missing = || AppError::Transport("the request carries no desk".to_owned());
    let desk = use_context::<Arc<dyn Desk>>().ok_or_else(missing)?;
    let state = tokio::task::spawn_blocking(move || desk.state()).await;
    let state = state.map_err(|_| "reading the saved views stopped; the server's log says why".to_owned());
    Ok(state.and_then(|state| state).map_err(AnalyticsError::Internal)?)
}

/// Asks what an operator looks after: source, refreshes, snapshots.
#[cfg(feature = "ssr")]
async fn ask_operations<T, Question>(question: Question) -> Result<T, AppError>
where
    T: Send + 'static,
    Question: FnOnce(&dyn Operations) -> Result<T, String> + Send + 'static,
{
    use leptos::prelude::use_context;

    let missing = || AppError::Transport("the request carries no operations".to_owned());
    let operations = use_context::<Arc<dyn Operations>>().ok_or_else(missing)?;
    let answer = tokio::task::spawn_blocking(move || question(operations.as_ref())).await;
    let answer =
        answer.map_err(|_| "looking into the data folder stopped; the server's log says why".to_owned());
    Ok(answer.and_then(|answer| answer).map_err(AnalyticsError::Internal)?)
}

/// Looks up the table of terms, which is part of the program.
#[cfg(feature = "ssr")]
fn ask_glossary<T>(question: impl FnOnce() -> T) -> Result<T, AppError> {
    Ok(question())
}

/// Draws the parts of the kit, which need no data.
#[cfg(feature = "ssr")]
fn ask_kit(draw: impl FnOnce() -> String) -> Result<String, AppError> {
    Ok(draw())
}

/// Puts a question to the engine with the scope of the person who asks, off the async threads.
#[cfg(feature = "ssr")]
async fn ask<T, Question>(question: Question) -> Result<T, AppError>
where
    T: Send + 'static,
    Question: FnOnce(&dyn Analytics, &Scope) -> Result<T, AnalyticsError> + Send + 'static,
{
    use leptos::{logging, prelude::use_context};

    let missing = |what: &str| AppError::Transport(format!("the request carries no {what}"));
    let analytics = use_context::<Arc<dyn Analytics>>().ok_or_else(|| missing("engine"))?;
    let scope = use_context::<Scope>().ok_or_else(|| missing("scope"))?;
    match tokio::task::spawn_blocking(move || question(analytics.as_ref(), &scope)).await {
        Ok(answer) => Ok(answer?),
        Err(error) => {
            logging::error!("a calculation stopped: {error}");
            let words = "the calculation stopped; the server's log says why";
            Err(AnalyticsError::Internal(words.to_owned()).into())
        }
    }
}
