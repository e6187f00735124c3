use clientele_contract::SnapshotInfo;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask;
use crate::error::AppError;

/// What is in service.
#[server(input = Json, endpoint = "snapshot")]
pub async fn fetch_snapshot() -> Result<SnapshotInfo, AppError> {
    ask(move |analytics, scope| analytics.snapshot(scope)).await
}
