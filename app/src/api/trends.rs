use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_trends,
    questions::trend_view,
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, Scope, SnapshotInfo, Trends};

/// The page for the view that a query string names: how many customers these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "trends")]
pub async fn fetch_trends(query: String) -> Result<(String, String), AppError> {
    let (answer, url, snapshot) =
        ask(move |analytics, scope| answer_trends(analytics, scope, &query)).await?;
    Ok(draw_trends(answer, &url, &snapshot))
}

/// The answer, the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn answer_trends(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(Trends, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    Ok((analytics.trends(scope, &trend_view(&url).question)?, url, analytics.snapshot(scope)?))
}
