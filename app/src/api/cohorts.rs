use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_cohorts,
    questions::cohort_question,
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, CohortMatrix, Scope, SnapshotInfo};

/// The page for the view that a query string names: how many customers these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "cohorts")]
pub async fn fetch_cohorts(query: String) -> Result<(String, String), AppError> {
    let (answer, url, snapshot) =
        ask(move |analytics, scope| answer_cohorts(analytics, scope, &query)).await?;
    Ok(draw_cohorts(answer, &url, &snapshot))
}

/// The answer, the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn answer_cohorts(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(CohortMatrix, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    Ok((analytics.cohorts(scope, &cohort_question(&url))?, url, analytics.snapshot(scope)?))
}
