//! Headers that every response carries, and the nonce that ties inline scripts to the policy.

use axum::{extract::Request, middleware::Next, response::Response};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use leptos::nonce::Nonce;

const FIXED: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // The path of a page within the site may be told to the site itself, nothing to others.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    // For browsers that do not know `frame-ancestors`.
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// Mints the nonce of the request, and adds the headers to its response.
///
/// Leptos would mint a nonce of its own; this one is in the request's extensions, from where the context of
/// the page takes it, so that header and page name the same.
pub(super) async fn add_headers(behind_tls: bool, mut request: Request, next: Next) -> Response {
    let nonce = Nonce::new();
    request.extensions_mut().insert(nonce.clone());
    let mut response = next.run(request).await;
    insert_headers(response.headers_mut(), &nonce, behind_tls);
    response
}

/// The headers of every response. Personal data are on every page, so what does not say otherwise may not be
/// stored.
pub fn insert_headers(headers: &mut HeaderMap, nonce: &str, behind_tls: bool) {
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::try_from(content_security_policy(nonce)) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    if behind_tls {
        let two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}

/// Only files of this site, and the inline scripts with this nonce; WASM, but no `eval`; no inline styles.
/// Pictures may also be what the page itself has made (`blob:`): charts are painted from it for a PNG.
fn content_security_policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; \
         style-src 'self' 'nonce-{nonce}'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(behind_tls: bool) -> HeaderMap {
        let mut headers = HeaderMap::new();
        insert_headers(&mut headers, "abc123", behind_tls);
        headers
    }

    #[test]
    fn the_policy_names_the_nonce_and_allows_nothing_inline_or_foreign() {
        let headers = headers(false);
        let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().expect("text");
        assert!(policy.contains("script-src 'self' 'nonce-abc123' 'wasm-unsafe-eval';"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(policy.matches("blob:").count(), 1, "{policy}");
        assert!(policy.contains("img-src 'self' blob:;"), "{policy}");
        for forbidden in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "data:", "*"] {
            assert!(!policy.contains(forbidden), "{forbidden} in {policy}");
        }
    }

    #[test]
    fn transport_security_is_demanded_only_behind_tls() {
        assert!(!headers(false).contains_key(header::STRICT_TRANSPORT_SECURITY));
        assert!(headers(true).contains_key(header::STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn nothing_is_stored_unless_the_response_says_so() {
        assert_eq!(headers(false)[header::CACHE_CONTROL], "no-store");
        let mut cached =
            HeaderMap::from_iter([(header::CACHE_CONTROL, HeaderValue::from_static("max-age=60"))]);
        insert_headers(&mut cached, "abc123", false);
        assert_eq!(cached[header::CACHE_CONTROL], "max-age=60");
    }
}
