use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask, pages::draw_customer};

/// Everything about one person, as HTML; `None` if the shop has nobody with this id.
#[server(input = Json, endpoint = "customer")]
pub async fn fetch_customer(customer_id: String) -> Result<Option<String>, AppError> {
    let (profile, history, snapshot) = ask(move |analytics, scope| {
        let profile = analytics.customer(scope, &customer_id)?;
        Ok((profile, analytics.alive_history(scope, &customer_id)?, analytics.snapshot(scope)?))
    })
    .await?;
    Ok(profile.map(|profile| draw_customer(profile, history, snapshot)))
}
