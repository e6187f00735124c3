use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Serialize;

use crate::live::LiveAnalytics;

/// What a watchdog wants to know.
#[derive(Serialize)]
pub(super) struct Health {
    /// `ok`, or `no-data` while nothing is published; both mean that pages are served.
    status: &'static str,
    /// The snapshot in service.
    snapshot: Option<String>,
}

pub(super) async fn answer(State(live): State<Arc<LiveAnalytics>>) -> Json<Health> {
    let snapshot = live.snapshot_id();
    Json(Health { status: if snapshot.is_some() { "ok" } else { "no-data" }, snapshot })
}
