use clientele_contract::{CustomerFilter, MatrixAxes, SegmentWorkspace};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::api::ask;
use crate::error::AppError;

/// The marketer's page for one filter.
#[server(input = Json, endpoint = "segments")]
pub async fn fetch_segment_workspace(
    filter: CustomerFilter,
    axes: Option<MatrixAxes>,
) -> Result<SegmentWorkspace, AppError> {
    ask(move |analytics, scope| analytics.segment_workspace(scope, &filter, axes)).await
}
