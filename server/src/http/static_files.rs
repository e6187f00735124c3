//! The files of the built site.

use std::path::Path;

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header, request::Parts};
use tower::ServiceExt;
use tower_http::services::ServeDir;

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const CHECK_EACH_TIME: HeaderValue = HeaderValue::from_static("public, no-cache");
/// cargo-leptos puts a base64 hash of this length into file names.
const HASH_LENGTH: usize = 22;

/// Serves the folder of the site, compressed beforehand where such files are there.
#[derive(Clone)]
pub(super) struct StaticFiles(ServeDir);

impl StaticFiles {
    pub(super) fn of(folder: &Path) -> Self {
        let files = ServeDir::new(folder).append_index_html_on_directories(false);
        Self(files.precompressed_br().precompressed_gzip())
    }

    /// The file that a request with this head asks for.
    pub(super) async fn find(self, head: Parts) -> Option<Response> {
        let cache_control = cache_control(head.uri.path());
        let Ok(response) = self.0.oneshot(Request::from_parts(head, Body::empty())).await;
        let is_found = !response.status().is_client_error() && !response.status().is_server_error();
        let mut response = is_found.then(|| response.into_response())?;
        response.headers_mut().insert(header::CACHE_CONTROL, cache_control);
        Some(response)
    }
}

/// Files whose name carries a hash of their content never change; others are checked each time.
fn cache_control(path: &str) -> HeaderValue {
    let is_hash = |part: &str| {
        let is_hash_byte = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        part.len() == HASH_LENGTH && part.bytes().all(is_hash_byte)
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    if path.starts_with("/pkg/") && name.split('.').any(is_hash) { FOREVER } else { CHECK_EACH_TIME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_kept_forever() {
        assert_eq!(cache_control("/pkg/clientele.cSOmeHash_with-22chars.js"), FOREVER);
        assert_eq!(cache_control("/pkg/clientele.js"), CHECK_EACH_TIME);
        assert_eq!(cache_control("/fonts/a.cSOmeHash_with-22chars.woff2"), CHECK_EACH_TIME);
        assert_eq!(cache_control("/favicon.svg"), CHECK_EACH_TIME);
    }
}
