use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask_operations, pages::draw_snapshots};

/// What was published and is kept, as HTML.
#[server(input = Json, endpoint = "snapshots")]
pub async fn fetch_snapshots() -> Result<String, AppError> {
    let desk = ask_operations(|operations| operations.snapshots()).await?;
    Ok(draw_snapshots(desk))
}
