//! Refuses requests that another site made the browser send.
//!
//! Server functions have no such check of their own. Reading a page by GET is left alone: links from
//! elsewhere must work.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, Method, StatusCode, Uri, header};

use super::plain_text;

/// Where the server functions are mounted.
const SERVER_FUNCTIONS: &str = "/api/";
const SEC_FETCH_SITE: &str = "sec-fetch-site";

pub(super) async fn refuse_cross_site(request: Request, next: Next) -> Response {
    let needs_check = needs_check(request.method(), request.uri().path());
    if needs_check && !is_same_origin(request.uri(), request.headers()) {
        return plain_text(StatusCode::FORBIDDEN, "This request came from another site and was refused.\n");
    }
    next.run(request).await
}

/// True for whatever could change something, and for server functions.
fn needs_check(method: &Method, path: &str) -> bool {
    !matches!(*method, Method::GET | Method::HEAD) || path.starts_with(SERVER_FUNCTIONS)
}

/// True if the browser says that the request comes from this origin; browsers that do not say so send the
/// origin itself.
pub fn is_same_origin(uri: &Uri, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text(SEC_FETCH_SITE) {
        return site == "same-origin";
    }
    let origin = text(header::ORIGIN.as_str()).and_then(|origin| origin.split_once("://"));
    let host = text(header::HOST.as_str()).or_else(|| uri.authority().map(|authority| authority.as_str()));
    match (origin, host) {
        (Some((_, origin)), Some(host)) => !host.is_empty() && origin.eq_ignore_ascii_case(host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn check(headers: &[(&'static str, &'static str)], expected: bool) {
        let map = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        assert_eq!(is_same_origin(&Uri::from_static("/x"), &map), expected, "{headers:?}");
    }

    #[test]
    fn the_browser_says_where_the_request_comes_from() {
        check(&[("sec-fetch-site", "same-origin")], true);
        for site in ["cross-site", "same-site", "none", ""] {
            check(&[("sec-fetch-site", site)], false);
            check(&[("sec-fetch-site", site), ("origin", "http://a:1"), ("host", "a:1")], false);
        }
    }

    #[test]
    fn else_the_origin_must_be_the_host() {
        check(&[("origin", "http://a:1"), ("host", "a:1")], true);
        check(&[("origin", "https://Shop.example"), ("host", "shop.example")], true);
        check(&[("origin", "http://a:2"), ("host", "a:1")], false);
        check(&[("origin", "http://evil"), ("host", "a")], false);
        check(&[("origin", "http://a.evil"), ("host", "a")], false);
        check(&[("origin", "null"), ("host", "a")], false);
        check(&[("origin", "http://"), ("host", "")], false);
        check(&[("origin", "http://a")], false);
        check(&[("host", "a")], false);
        check(&[], false);
    }

    #[test]
    fn changes_and_server_functions_are_checked() {
        assert!(needs_check(&Method::POST, "/preferences/theme"));
        assert!(needs_check(&Method::DELETE, "/"));
        assert!(needs_check(&Method::GET, "/api/customers"));
        assert!(!needs_check(&Method::GET, "/segments"));
        assert!(!needs_check(&Method::HEAD, "/segments"));
    }
}
