use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_value,
    questions::value_question,
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, LifetimeValue, Scope, SnapshotInfo};

/// The page for the view that a query string names: how many customers these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "value")]
pub async fn fetch_value(query: String) -> Result<(String, String), AppError> {
    let (answer, url, snapshot) = ask(move |analytics, scope| answer_value(analytics, scope, &query)).await?;
    Ok(draw_value(answer, &url, &snapshot))
}

/// The answer, the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn answer_value(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(LifetimeValue, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    let question = value_question(&url).question;
    Ok((analytics.lifetime_value(scope, &question)?, url, analytics.snapshot(scope)?))
}
