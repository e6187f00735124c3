use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask, pages::draw_product};

/// One product: its name and its sections as HTML; `None` if nobody bought a product with this id.
#[server(input = Json, endpoint = "product")]
pub async fn fetch_product(id: String) -> Result<Option<(String, String)>, AppError> {
    let (product, snapshot) =
        ask(move |analytics, scope| Ok((analytics.product(scope, &id)?, analytics.snapshot(scope)?))).await?;
    Ok(product.map(|product| draw_product(product, &snapshot)))
}
