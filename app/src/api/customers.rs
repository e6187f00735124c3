use clientele_contract::{CustomerPage, CustomerQuery};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask;
use crate::error::AppError;

/// One page of the customer table.
#[server(input = Json, endpoint = "customers")]
pub async fn fetch_customers(query: CustomerQuery) -> Result<CustomerPage, AppError> {
    ask(move |analytics, scope| analytics.customers(scope, &query)).await
}
