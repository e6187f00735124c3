use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask, pages::draw_customer};
#[cfg(feature = "ssr")]
use clientele_contract::{AliveHistory, Analytics, AnalyticsError, CustomerProfile, Scope, SnapshotInfo};

/// Everything about one person, as HTML; `None` if the shop has nobody with this id.
#[server(input = Json, endpoint = "customer")]
pub async fn fetch_customer(customer_id: String) -> Result<Option<String>, AppError> {
    let (profile, history, snapshot) =
        ask(move |analytics, scope| answer_customer(analytics, scope, &customer_id)).await?;
    Ok(profile.map(|profile| draw_customer(profile, history, snapshot)))
}

/// The person, how likely they were to buy again over time, and what is in service.
#[cfg(feature = "ssr")]
fn answer_customer(
    analytics: &dyn Analytics,
    scope: &Scope,
    customer_id: &str,
) -> Result<(Option<CustomerProfile>, Option<AliveHistory>, SnapshotInfo), AnalyticsError> {
    let profile = analytics.customer(scope, customer_id)?;
    Ok((profile, analytics.alive_history(scope, customer_id)?, analytics.snapshot(scope)?))
}
