use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask_kit, pages::draw_kit};

/// Every part of the kit in every state, as HTML.
#[server(input = Json, endpoint = "kit")]
pub async fn fetch_kit() -> Result<String, AppError> {
    ask_kit(draw_kit)
}
