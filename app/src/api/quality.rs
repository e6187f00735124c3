use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask_with_operations, pages::draw_quality};

/// What the refresh read, kept, left out and refused, as HTML.
#[server(input = Json, endpoint = "quality")]
pub async fn fetch_quality() -> Result<String, AppError> {
    ask_with_operations(
        |operations| operations.quality(),
        |analytics, scope, desk| {
            Ok(draw_quality(analytics.quality(scope)?, analytics.snapshot(scope)?, desk))
        },
    )
    .await
}
