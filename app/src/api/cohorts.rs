use clientele_contract::{CohortMatrix, CustomerFilter};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask;
use crate::error::AppError;

/// Monthly cohorts of the customers that pass the filter.
#[server(input = Json, endpoint = "cohorts")]
pub async fn fetch_cohorts(filter: CustomerFilter) -> Result<CohortMatrix, AppError> {
    ask(move |analytics, scope| analytics.cohorts(scope, &filter)).await
}
