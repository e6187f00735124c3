use axum::body::Body;
use http::{Method, Request, StatusCode, header};

use crate::browser::{Answer, get, send, service, service_behind_tls};

fn assert_headers(answer: &Answer, what: &str) {
    assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("'wasm-unsafe-eval'"), "{what}");
    assert!(answer.header(header::CONTENT_SECURITY_POLICY).contains("frame-ancestors 'none'"), "{what}");
    assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{what}");
    assert_eq!(answer.header(header::REFERRER_POLICY), "same-origin", "{what}");
    assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{what}");
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{what}");
}

async fn post_from(site: &[(&str, &str)], address: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(address)
        .header(header::HOST, "shop.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let request = site.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    send(service(), request.body(body.into()).expect("a request")).await
}

#[tokio::test]
async fn every_response_carries_the_headers() {
    for address in ["/", "/segments", "/nothing-here", "/healthz", "/export/customers.csv", "/api/nothing"] {
        assert_headers(&get(service(), address).await, address);
    }
    let refused = post_from(&[("sec-fetch-site", "cross-site")], "/preferences/theme", "theme=dark").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_headers(&refused, "a refusal");
}

#[tokio::test]
async fn transport_security_only_behind_tls() {
    assert_eq!(get(service(), "/").await.header(header::STRICT_TRANSPORT_SECURITY), "");
    let behind_tls = get(service_behind_tls(), "/").await;
    assert!(behind_tls.header(header::STRICT_TRANSPORT_SECURITY).starts_with("max-age="));
}

#[tokio::test]
async fn the_policy_and_the_scripts_of_the_page_name_the_same_nonce() {
    for address in ["/segments", "/nothing-here"] {
        let (first, second) = (get(service(), address).await, get(service(), address).await);
        let nonce_of = |answer: &Answer| {
            let policy = answer.header(header::CONTENT_SECURITY_POLICY).to_owned();
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).map(str::to_owned)
        };
        let nonce = nonce_of(&first).expect("the policy names a nonce");
        assert_ne!(Some(&nonce), nonce_of(&second).as_ref(), "each response has its own");
        let named: Vec<_> =
            first.text().split("nonce=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(!named.is_empty(), "{address} has scripts");
        assert!(named.iter().all(|named| *named == nonce), "{named:?} against {nonce} on {address}");
        let tags = first.text().split("<script").skip(1).filter_map(|rest| rest.split('>').next());
        // What a chart shows stands in the page as data, which nothing runs.
        let mut scripts = tags.filter(|attributes| !attributes.contains("type=\"application/json\""));
        assert!(scripts.all(|attributes| attributes.contains("nonce=")), "every script of {address} may run");
    }
}

#[tokio::test]
async fn no_page_has_inline_styles_or_handlers() {
    let pages = [
        "/",
        "/segments",
        "/segments/scoring",
        "/segments/rules",
        "/customers",
        "/customers/c010",
        "/cohorts",
        "/data",
        "/views",
        "/glossary",
        "/kit",
        "/nothing-here",
    ];
    for address in pages {
        let answer = get(service(), address).await;
        for forbidden in [" style=\"", " onclick=", " onload=", "javascript:"] {
            assert!(!answer.text().contains(forbidden), "{forbidden} on {address}");
        }
    }
}

#[tokio::test]
async fn what_another_site_sends_is_refused() {
    let foreign: [&[(&str, &str)]; 5] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", "http://shop.example")],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
    ];
    for site in foreign {
        for address in [
            "/preferences/theme",
            "/api/customers",
            "/views/save",
            "/views/delete",
            "/settings/rules/apply",
            "/settings/scoring/undo",
            "/",
            "/nothing-here",
        ] {
            let answer = post_from(site, address, "theme=dark").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address} from {site:?}");
            assert_eq!(answer.header(header::SET_COOKIE), "");
        }
    }
    let answer = post_from(&[("sec-fetch-site", "same-origin")], "/preferences/theme", "theme=dark").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_name_that_is_not_its_own_is_refused() {
    for address in ["/", "/segments", "/healthz", "/export/customers.csv", "/favicon.svg", "/api/customers"] {
        for host in ["evil.example", "evil.example:3000", "192.168.1.5:3000", ""] {
            let request = Request::get(address).header(header::HOST, host);
            let answer = send(service(), request.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{address} of {host:?}");
            assert!(answer.text().contains("--host NAME"), "{}", answer.text());
            assert_headers(&answer, address);
        }
    }
    for host in ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "shop.example"] {
        let request = Request::get("/segments").header(header::HOST, host);
        let answer = send(service(), request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused() {
    let long = "theme=dark&return_to=".to_owned() + &"a".repeat(200_000);
    let answer = post_from(&[("sec-fetch-site", "same-origin")], "/preferences/theme", long).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn other_methods_do_nothing() {
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS, Method::TRACE] {
        let request = Request::builder()
            .method(method.clone())
            .uri("/segments")
            .header("sec-fetch-site", "same-origin")
            .body(Body::empty())
            .expect("a request");
        let status = send(service(), request).await.status;
        assert!(status.is_client_error(), "{method}: {status}");
    }
    for (method, address) in [(Method::CONNECT, "shop.example:80"), (Method::OPTIONS, "*")] {
        let request = Request::builder().method(method).uri(address).header("sec-fetch-site", "same-origin");
        let answer = send(service(), request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
    }
}
