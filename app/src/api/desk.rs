use clientele_contract::DeskState;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask_desk;
use crate::error::AppError;

/// Saved views, drafts, and what can be undone.
#[server(input = Json, endpoint = "desk")]
pub async fn fetch_desk() -> Result<DeskState, AppError> {
    ask_desk().await
}
