use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_products,
    questions::{ProductView, product_view},
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, Products, Scope, SnapshotInfo};

/// The page for the view that a query string names: how many customers these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "products")]
pub async fn fetch_products(query: String) -> Result<(String, String), AppError> {
    let (answer, view, url, snapshot) =
        ask(move |analytics, scope| answer_products(analytics, scope, &query)).await?;
    Ok(draw_products(answer, &view, &url, &snapshot))
}

/// The answer, the view that it belongs to with its address, and what is in service.
#[cfg(feature = "ssr")]
fn answer_products(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(Products, ProductView, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    let view = product_view(&url);
    let answer = analytics.products(scope, &view.question)?;
    Ok((answer, view, url, analytics.snapshot(scope)?))
}
