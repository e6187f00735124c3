use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::{ask, ask_operations},
    pages::draw_quality,
};

/// What the refresh read, kept, left out and refused, as HTML.
#[server(input = Json, endpoint = "quality")]
pub async fn fetch_quality() -> Result<String, AppError> {
    let (quality, snapshot) =
        ask(move |analytics, scope| Ok((analytics.quality(scope)?, analytics.snapshot(scope)?))).await?;
    let desk = ask_operations(|operations| operations.quality()).await?;
    Ok(draw_quality(quality, snapshot, desk))
}
