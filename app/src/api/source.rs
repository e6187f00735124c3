use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask_operations, pages::SourceQuestion};

/// Where the orders come from, and how they are read, as HTML.
#[server(input = Json, endpoint = "source")]
pub async fn fetch_source(query: String) -> Result<String, AppError> {
    ask_operations(move |operations| SourceQuestion::of_query(&query).answer(operations)).await
}
