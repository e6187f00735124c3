use std::time::Duration;

use http::{StatusCode, header};

use crate::browser::{empty_service, get, service};

/// Pages about the shop.
const PAGES: [&str; 9] = [
    "/",
    "/segments",
    "/segments/scoring",
    "/segments/rules",
    "/customers",
    "/cohorts",
    "/data",
    "/segments/movement",
    "/trends",
];

/// Pages that are there without a shop, and those of one customer.
const OTHER_PAGES: [&str; 5] = ["/views", "/glossary", "/kit", "/customers/c010", "/customers/a,%22b%22"];

#[tokio::test]
async fn every_page_is_whole_html_that_nobody_may_store() {
    for page in PAGES.into_iter().chain(OTHER_PAGES) {
        let answer = get(service(), page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.header(header::CONTENT_TYPE).starts_with("text/html"), "{page}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{page}");
        assert!(answer.text().contains("</html>"), "{page}");
    }
}

#[tokio::test]
async fn without_data_the_pages_say_what_to_do() {
    for page in PAGES {
        let answer = get(empty_service(), page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.text().contains("Bring your orders"), "{page} names the next step");
    }
    let health = get(empty_service(), "/healthz").await;
    assert_eq!(health.text(), r#"{"status":"no-data","snapshot":null}"#);
}

#[tokio::test]
async fn the_watchdog_learns_which_snapshot_is_in_service() {
    let health = get(service(), "/healthz").await;
    assert_eq!(health.text(), r#"{"status":"ok","snapshot":"fake-shop"}"#);
}

/// Collecting the routes for one service once stopped the resources of another from ever loading.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_asked_for_together_are_all_answered() {
    let visitor = || async {
        for page in PAGES {
            let answer = tokio::time::timeout(Duration::from_secs(120), get(service(), page)).await;
            assert_eq!(answer.expect("the page does not hang").status, StatusCode::OK, "{page}");
        }
    };
    let visitors: Vec<_> = (0..16).map(|_| tokio::spawn(visitor())).collect();
    for visitor in visitors {
        visitor.await.expect("the visitor saw all pages");
    }
}

#[tokio::test]
async fn an_unknown_address_gets_the_apps_own_page() {
    for address in ["/nothing-here", "/segments/x/y", "/%00", "/..%2f..%2fetc%2fpasswd", "/pkg/", "/%ff"] {
        let answer = get(service(), address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.text().contains("</html>"), "{address}");
    }
    let long = format!("/{}", "a".repeat(5_000));
    assert_eq!(get(service(), &long).await.status, StatusCode::NOT_FOUND);
}

/// Addresses that nobody clicks together, and whether they select customers without doubt.
fn hostile_queries() -> Vec<(String, bool)> {
    let doubtful = [
        "segment=%3Cscript%3Ealert(1)%3C/script%3E",
        "page=-1&page=99999999999999999999&page=0",
        "spent_min=1e999&spent_max=-5&orders_min=nan",
        "recency_min=9999999999&recency_max=%00",
        "%ff=%fe&&&===&;&segment",
        "sort=';DROP%20TABLE%20customers;--&dir=../../etc/passwd",
        "axes=rm&axes=fm&r=0&f=9&m=-3",
    ];
    let long = format!("segment={}", "x".repeat(40_000));
    let cut = format!("{}segment=lost", "&".repeat(20_000));
    let plain = ("state=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E".to_owned(), true);
    let doubtful = doubtful.map(str::to_owned).into_iter().chain([long, cut]);
    doubtful.map(|query| (query, false)).chain([plain]).collect()
}

#[tokio::test]
async fn hostile_queries_are_answered_and_never_reflected_unescaped() {
    for (query, _) in hostile_queries() {
        for page in PAGES.into_iter().chain(["/views"]) {
            let answer = get(service(), &format!("{page}?{query}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}?{query:.60}");
            let text = answer.text();
            assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{page}?{query:.60}");
        }
    }
}

#[tokio::test]
async fn hostile_queries_export_nobody() {
    for (query, is_plain) in hostile_queries() {
        let answer = get(service(), &format!("/export/customers.csv?{query}")).await;
        let expected = if is_plain { StatusCode::OK } else { StatusCode::BAD_REQUEST };
        assert_eq!(answer.status, expected, "{query:.60}");
        assert!(!answer.text().contains("c200"), "no customer for {query:.60}");
    }
}
