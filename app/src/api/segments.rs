use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::{SegmentsAnswers, draw_segment_customers, draw_segments},
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, CustomerPage, ScatterQuestion, Scope, SnapshotInfo};

/// The marketer's page for one view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentsDrawn {
    /// Customers that pass the filter.
    pub selected_customers: u64,
    /// Customers of the scope.
    pub all_customers: u64,
    /// The sections as HTML.
    pub sections: String,
}

/// Tiles, matrix, segments, tiers, strategy and pictures of the customers that a query string names.
#[server(input = Json, endpoint = "segments")]
pub async fn fetch_segments(query: String) -> Result<SegmentsDrawn, AppError> {
    let answers = ask_segments(&query).await?;
    Ok(draw_segments(answers))
}

/// One page of the table of the customers that a query string names, as HTML.
#[server(input = Json, endpoint = "segment_customers")]
pub async fn fetch_segment_customers(query: String) -> Result<String, AppError> {
    let (page, url, snapshot) =
        ask(move |analytics, scope| segment_customers(analytics, scope, &query)).await?;
    Ok(draw_segment_customers(page, url, snapshot.currency_symbol))
}

/// Three questions side by side, because their answers are shown together.
#[cfg(feature = "ssr")]
async fn ask_segments(query: &str) -> Result<SegmentsAnswers, AppError> {
    let (url, _) = parse_query(query);
    let (filter, axes) = (url.filter.clone(), url.axes);
    let histogram_filter = url.filter.clone();
    let scatter_question = ScatterQuestion {
        filter: url.filter.clone(),
        x: url.scatter.x,
        y: url.scatter.y,
        x_window: url.scatter.x_window,
        y_window: url.scatter.y_window,
    };
    let (workspace, scatter, histograms) = tokio::join!(
        ask(move |analytics, scope| {
            Ok((analytics.segment_workspace(scope, &filter, axes)?, analytics.snapshot(scope)?))
        }),
        ask(move |analytics, scope| analytics.scatter(scope, &scatter_question)),
        ask(move |analytics, scope| analytics.histograms(scope, &histogram_filter)),
    );
    let (workspace, snapshot) = workspace?;
    Ok(SegmentsAnswers { workspace, scatter, histograms, url, snapshot })
}

/// The page of the table, the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn segment_customers(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(CustomerPage, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    Ok((analytics.customers(scope, &url.customer_query())?, url, analytics.snapshot(scope)?))
}
