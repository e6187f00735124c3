use clientele_contract::PeriodQuestion;
use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{api::ask, pages::draw_overview};

/// The executive's page as HTML.
#[server(input = Json, endpoint = "overview")]
pub async fn fetch_overview(question: PeriodQuestion) -> Result<String, AppError> {
    let (overview, snapshot) =
        ask(move |analytics, scope| Ok((analytics.overview(scope, &question)?, analytics.snapshot(scope)?)))
            .await?;
    Ok(draw_overview(overview, snapshot.currency_symbol))
}
