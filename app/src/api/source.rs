use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask_operations, pages::draw_source};

/// Where the orders come from, and how they are read, as HTML.
#[server(input = Json, endpoint = "source")]
pub async fn fetch_source() -> Result<String, AppError> {
    let desk = ask_operations(|operations| operations.source()).await?;
    Ok(draw_source(desk))
}
