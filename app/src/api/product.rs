use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask, pages::draw_product};

/// One product as HTML.
#[server(input = Json, endpoint = "product")]
pub async fn fetch_product(id: String) -> Result<String, AppError> {
    let (product, snapshot) =
        ask(move |analytics, scope| Ok((analytics.product(scope, &id)?, analytics.snapshot(scope)?))).await?;
    Ok(draw_product(product.as_ref(), &snapshot))
}
