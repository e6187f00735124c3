//! `GET /export/TABLE.csv?<view>&for=people|machines`: the figures that a page shows. An address that is not
//! fully understood is refused, because the file would hold other figures.

use std::sync::Arc;

use axum::{
    extract::{Extension, Path, State},
    response::{IntoResponse, Response},
};
use clientele_app::url_state::parse_query;
use clientele_contract::{Analytics, AnalyticsError, Scope};
use http::{HeaderValue, StatusCode, Uri, header};
use tokio::task::spawn_blocking;

use super::{
    export::{Exports, refusal, requested_reader},
    plain_text,
    viewed::{ViewedAnalytics, analytics_of},
};
use crate::{
    config::Reader,
    export::table::{MakeTable, TABLES},
    live::LiveAnalytics,
};

pub(super) const PATH: &str = "/export/{table}";

/// The table that the path names.
pub(super) async fn answer(
    State(live): State<Arc<LiveAnalytics>>,
    State(exports): State<Exports>,
    viewed: Option<Extension<ViewedAnalytics>>,
    Path(file): Path<String>,
    uri: Uri,
) -> Response {
    let name = file.strip_suffix(".csv").unwrap_or_default();
    let Some((name, make)) = TABLES.into_iter().find(|(known, _)| *known == name) else {
        let known: Vec<String> = TABLES.iter().map(|(name, _)| format!("{name}.csv")).collect();
        let text = format!("There is no such export. There are: customers.csv, {}.\n", known.join(", "));
        return plain_text(StatusCode::NOT_FOUND, &text);
    };
    let _permit = match exports.begin() {
        Ok(permit) => permit,
        Err(refused) => return refused,
    };
    let query = uri.query().unwrap_or_default().to_owned();
    let reader = match requested_reader(&query) {
        Ok(reader) => reader,
        Err(fault) => return plain_text(StatusCode::BAD_REQUEST, &format!("{fault}\n")),
    };
    // One snapshot for date and figures, even if a newer one goes live meanwhile.
    let analytics = analytics_of(viewed.as_deref(), &live);
    match spawn_blocking(move || write_table(analytics.as_ref(), make, &query, reader)).await {
        Ok(Ok((as_of, bytes))) => file_answer(&format!("{name}-{as_of}.csv"), bytes),
        Ok(Err(error)) => refusal(&error),
        Err(error) => refusal(&AnalyticsError::Internal(error.to_string())),
    }
}

/// The data's date and the whole file.
fn write_table(
    analytics: &dyn Analytics,
    make: MakeTable,
    query: &str,
    reader: Reader,
) -> Result<(String, Vec<u8>), AnalyticsError> {
    let (url, notices) = parse_query(query);
    if !notices.is_empty() {
        let faults: Vec<String> = notices.into_iter().map(|notice| notice.0).collect();
        return Err(AnalyticsError::InvalidQuestion(faults.join("\n")));
    }
    let scope = Scope::everything();
    let table = make(analytics, &scope, &url)?;
    let bytes = table.to_csv(reader).map_err(|error| AnalyticsError::Internal(error.to_string()))?;
    Ok((analytics.snapshot(&scope)?.as_of.to_string(), bytes))
}

fn file_answer(file_name: &str, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{file_name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
    ];
    (headers, bytes).into_response()
}
