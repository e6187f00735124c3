use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask_with_desk,
    pages::{SavedViews, draw_views},
};

/// The saved views, as HTML.
#[server(input = Json, endpoint = "views")]
pub async fn fetch_views() -> Result<String, AppError> {
    Ok(draw_views(ask_with_desk(SavedViews::of_desk).await?))
}
