use clientele_contract::QualityReport;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask;
use crate::error::AppError;

/// What the refresh read, kept, left out and refused.
#[server(input = Json, endpoint = "quality")]
pub async fn fetch_quality() -> Result<QualityReport, AppError> {
    ask(move |analytics, scope| analytics.quality(scope)).await
}
