use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask_operations, pages::draw_refreshes};

/// When orders are read, and how it went, as HTML.
#[server(input = Json, endpoint = "refreshes")]
pub async fn fetch_refreshes() -> Result<String, AppError> {
    let desk = ask_operations(|operations| operations.refreshes()).await?;
    Ok(draw_refreshes(desk))
}
