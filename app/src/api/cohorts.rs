use clientele_contract::CustomerFilter;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask, pages::draw_cohorts};

/// Monthly cohorts of the customers that pass the filter: how many these are, in words, and the sections as
/// HTML.
#[server(input = Json, endpoint = "cohorts")]
pub async fn fetch_cohorts(filter: CustomerFilter) -> Result<(String, String), AppError> {
    let (cohorts, snapshot, filter) = ask(move |analytics, scope| {
        Ok((analytics.cohorts(scope, &filter)?, analytics.snapshot(scope)?, filter))
    })
    .await?;
    Ok(draw_cohorts(cohorts, filter, snapshot))
}
