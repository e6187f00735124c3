use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask_operations, pages::draw_refreshes, query_string::decode_pairs};

/// When orders are read, and how it went, as HTML; with a schedule that the address proposes.
#[server(input = Json, endpoint = "refreshes")]
pub async fn fetch_refreshes(query: String) -> Result<String, AppError> {
    let chosen = move || decode_pairs(&query).collect::<Vec<_>>();
    Ok(draw_refreshes(ask_operations(move |operations| operations.refreshes(&chosen())).await?))
}
