use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::draw_baskets,
    questions::basket_question,
    url_state::{SegmentsUrl, parse_query},
};
#[cfg(feature = "ssr")]
use clientele_contract::{Analytics, AnalyticsError, BasketRules, Scope, SnapshotInfo};

/// The page for the view that a query string names: whose orders these are, in words, and the sections as HTML.
#[server(input = Json, endpoint = "baskets")]
pub async fn fetch_baskets(query: String) -> Result<(String, String), AppError> {
    let (answer, url, snapshot) =
        ask(move |analytics, scope| answer_baskets(analytics, scope, &query)).await?;
    Ok(draw_baskets(answer, &url, &snapshot))
}

/// The answer, the view that it belongs to, and what is in service.
#[cfg(feature = "ssr")]
fn answer_baskets(
    analytics: &dyn Analytics,
    scope: &Scope,
    query: &str,
) -> Result<(BasketRules, SegmentsUrl, SnapshotInfo), AnalyticsError> {
    let (url, _) = parse_query(query);
    Ok((analytics.basket_rules(scope, &basket_question(&url))?, url, analytics.snapshot(scope)?))
}
