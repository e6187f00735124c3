use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask, pages::draw_overview, url_state::period::parse_period_query};

/// The executive's page as HTML, for what the query string of its address asks.
///
/// The address is read here, so that the browser loads no code for it.
#[server(input = Json, endpoint = "overview")]
pub async fn fetch_overview(query: String) -> Result<String, AppError> {
    let (overview, snapshot, query) = ask(move |analytics, scope| {
        Ok((analytics.overview(scope, &parse_period_query(&query).0)?, analytics.snapshot(scope)?, query))
    })
    .await?;
    Ok(draw_overview(overview, &query, snapshot))
}
