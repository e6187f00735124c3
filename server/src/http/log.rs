//! One line for each request, without query string and without the part of a path that could name a person.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use tracing::{debug, error};

pub(super) async fn log_request(request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(no route)", MatchedPath::as_str);
    let (status, milliseconds) = (response.status().as_u16(), start.elapsed().as_millis());
    if response.status().is_server_error() {
        error!(%method, route, status, milliseconds, "answered");
    } else {
        debug!(%method, route, status, milliseconds, "answered");
    }
    response
}
