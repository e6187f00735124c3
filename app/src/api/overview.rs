use clientele_contract::Overview;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask;
use crate::error::AppError;

/// The executive's page.
#[server(input = Json, endpoint = "overview")]
pub async fn fetch_overview() -> Result<Overview, AppError> {
    ask(move |analytics, scope| analytics.overview(scope)).await
}
