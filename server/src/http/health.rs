use std::sync::Arc;

use axum::{Json, extract::State};
use http::StatusCode;
use serde::Serialize;

use crate::live::{LiveAnalytics, Serving};

/// What a watchdog wants to know.
#[derive(Serialize)]
pub(super) struct Health {
    /// `ok`; `no-data` while nothing is published; `unreadable`, with an error of the server, if what was
    /// published cannot be opened.
    status: &'static str,
    /// The snapshot in service.
    snapshot: Option<String>,
}

pub(super) async fn answer(State(live): State<Arc<LiveAnalytics>>) -> (StatusCode, Json<Health>) {
    let (code, status, snapshot) = match live.serving() {
        Serving::Snapshot(id) => (StatusCode::OK, "ok", Some(id)),
        Serving::Nothing => (StatusCode::OK, "no-data", None),
        Serving::Unreadable => (StatusCode::SERVICE_UNAVAILABLE, "unreadable", None),
    };
    (code, Json(Health { status, snapshot }))
}
