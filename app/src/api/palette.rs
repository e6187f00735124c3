use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::{ask, ask_desk},
    palette::{customers_question, draw_customers, draw_destinations},
};

/// Everything that the palette can lead to besides customers, as HTML.
#[server(input = Json, endpoint = "palette")]
pub async fn fetch_palette() -> Result<String, AppError> {
    ask_desk().await.map(draw_destinations)
}

/// The customers whose id begins in this way, as HTML; "" if there are none.
#[server(input = Json, endpoint = "palette_customers")]
pub async fn fetch_palette_customers(id_prefix: String) -> Result<String, AppError> {
    ask(move |analytics, scope| analytics.customers(scope, &customers_question(id_prefix)))
        .await
        .map(draw_customers)
}
