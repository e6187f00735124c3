use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask,
    pages::{CustomerList, draw_customers},
};

/// The figures and the table of the customers that the query of an address means, as HTML.
#[server(input = Json, endpoint = "customer_list")]
pub async fn fetch_customer_list(query: String) -> Result<String, AppError> {
    Ok(draw_customers(ask(move |analytics, scope| CustomerList::of_query(analytics, scope, &query)).await?))
}
