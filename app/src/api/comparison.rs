use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask_operations,
    pages::{ComparedPair, draw_comparison},
};

/// What differs between the two snapshots of an address, as HTML.
#[server(input = Json, endpoint = "comparison")]
pub async fn fetch_comparison(query: String) -> Result<String, AppError> {
    let pair = ask_operations(move |operations| ComparedPair::of_query(operations, &query)).await?;
    Ok(draw_comparison(pair))
}
