use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::{SegmentsAnswers, draw_segment_customers, draw_segments},
    url_state::{SegmentsUrl, parse_query},
};

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
    let (url, _) = parse_query(&query);
    let (filter, axes) = (url.filter.clone(), url.axes);
    let scatter_question = scatter_question(&url);
    let histogram_filter = url.filter.clone();
    // Three questions side by side: their answers are shown together.
    let (workspace, scatter, histograms) = tokio::join!(
        ask(move |analytics, scope| {
            Ok((analytics.segment_workspace(scope, &filter, axes)?, analytics.snapshot(scope)?))
        }),
        ask(move |analytics, scope| analytics.scatter(scope, &scatter_question)),
        ask(move |analytics, scope| analytics.histograms(scope, &histogram_filter)),
    );
    let (workspace, snapshot) = workspace?;
    let (selected_customers, all_customers) = (workspace.selection.customers, workspace.everyone.customers);
    let answers = SegmentsAnswers { workspace, scatter, histograms };
    let sections = draw_segments(answers, &url, &snapshot.currency_symbol);
    Ok(SegmentsDrawn { selected_customers, all_customers, sections })
}

/// One page of the table of the customers that a query string names, as HTML.
#[server(input = Json, endpoint = "segment_customers")]
pub async fn fetch_segment_customers(query: String) -> Result<String, AppError> {
    let (url, _) = parse_query(&query);
    let question = url.customer_query();
    let (page, snapshot) =
        ask(move |analytics, scope| Ok((analytics.customers(scope, &question)?, analytics.snapshot(scope)?)))
            .await?;
    Ok(draw_segment_customers(page, url, snapshot.currency_symbol))
}

#[cfg(feature = "ssr")]
fn scatter_question(url: &SegmentsUrl) -> clientele_contract::ScatterQuestion {
    let scatter = url.scatter;
    clientele_contract::ScatterQuestion {
        filter: url.filter.clone(),
        x: scatter.x,
        y: scatter.y,
        x_window: scatter.x_window,
        y_window: scatter.y_window,
    }
}
