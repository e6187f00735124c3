#[cfg(feature = "ssr")]
use clientele_contract::CustomerFilter;
use clientele_contract::FilterOptions;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask;
use crate::error::AppError;

/// What the filter bar offers, from the whole scope.
#[server(input = Json, endpoint = "filter_options")]
pub async fn fetch_filter_options() -> Result<FilterOptions, AppError> {
    ask(move |analytics, scope| {
        analytics
            .segment_workspace(scope, &CustomerFilter::default(), None)
            .map(|workspace| workspace.options)
    })
    .await
}
