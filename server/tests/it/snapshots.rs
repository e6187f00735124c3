//! The page Snapshots and its forms, over snapshots that were published for real.

use axum::{Router, body::Body};
use clientele_analytics::{RefreshLock, kept_snapshots};
use http::{Request, StatusCode, header};

use crate::{
    browser::{Answer, get, post_form, send, service_over_data},
    published_demo::PublishedDemo,
};

/// A shop with two snapshots; the identifiers, the newest first.
fn two_snapshots() -> (PublishedDemo, [String; 2]) {
    let shop = PublishedDemo::of(200);
    shop.publish_again(260);
    let ids = kept(&shop);
    (shop, ids.try_into().expect("two are kept"))
}

fn kept(shop: &PublishedDemo) -> Vec<String> {
    let kept = kept_snapshots(&shop.data()).expect("the list can be read");
    kept.into_iter().map(|kept| kept.id).collect()
}

async fn act(service: &Router, action: &str, id: &str) -> Answer {
    post_form(service.clone(), &format!("/data/snapshots/{action}"), format!("snapshot={id}")).await
}

#[track_caller]
fn assert_done(answer: &Answer, word: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    assert_eq!(answer.header(header::LOCATION), format!("/data/snapshots?done={word}"));
}

/// The customers of the whole shop, as an export counts them.
async fn customers(service: &Router) -> String {
    get(service.clone(), "/export/customers.csv").await.header("row-count").to_owned()
}

#[tokio::test]
async fn the_page_lists_every_snapshot() {
    let (shop, ids) = two_snapshots();
    let page = get(service_over_data(&shop.data()), "/data/snapshots").await;
    assert_eq!(page.status, StatusCode::OK);
    let text = page.text();
    for id in &ids {
        assert!(text.contains(id.as_str()), "{id}");
    }
    assert!(text.contains("The newest of 2\u{a0}kept snapshots is in service"), "{text}");
}

#[tokio::test]
async fn one_click_goes_back_and_another_undoes_it() {
    let (shop, [new, old]) = two_snapshots();
    let service = service_over_data(&shop.data());
    let newest = customers(&service).await;
    assert_done(&act(&service, "serve", &old).await, "snapshot-in-service");
    let older = customers(&service).await;
    assert!(
        older.parse::<u64>().expect("a number") < newest.parse().expect("a number"),
        "at once, without a restart"
    );
    let page = get(service.clone(), "/").await;
    assert!(page.text().contains("was put in service by hand"), "every page says so");
    assert_done(&act(&service, "serve", &new).await, "snapshot-in-service");
    assert_eq!(customers(&service).await, newest);
}

#[tokio::test]
async fn pinned_and_serving_snapshots_are_not_removed() {
    let (shop, [new, old]) = two_snapshots();
    let service = service_over_data(&shop.data());
    assert_done(&act(&service, "pin", &old).await, "snapshot-pinned");
    for (id, words) in [(&old, "is pinned; unpin it first"), (&new, "is in service")] {
        let refused = act(&service, "remove", id).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.text().contains(words), "{}", refused.text());
    }
    assert_done(&act(&service, "unpin", &old).await, "snapshot-unpinned");
    assert_done(&act(&service, "remove", &old).await, "snapshot-removed");
    assert_eq!(kept(&shop), [new]);
}

#[tokio::test]
async fn nothing_is_changed_while_a_refresh_is_at_work() {
    let (shop, [_, old]) = two_snapshots();
    let service = service_over_data(&shop.data());
    let lock = RefreshLock::acquire(&shop.data()).expect("nobody else refreshes");
    let refused = act(&service, "serve", &old).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text().contains("nother refresh is at work"), "{}", refused.text());
    drop(lock);
    assert_done(&act(&service, "serve", &old).await, "snapshot-in-service");
}

#[tokio::test]
async fn a_snapshot_that_is_not_kept_is_a_page_that_says_so() {
    let (shop, _) = two_snapshots();
    let service = service_over_data(&shop.data());
    for id in ["2001-01-01-000000000000", "..%2F..", ""] {
        let refused = act(&service, "remove", id).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{id}");
        assert!(refused.text().contains("here is no snapshot"), "{}", refused.text());
    }
}

/// The snapshot and a notice of a page: what it says it is about.
fn is_about(page: &Answer, id: &str) -> bool {
    page.text().contains(&format!("\\\"snapshot_id\\\":\\\"{id}\\\""))
}

async fn get_with_cookie(service: &Router, address: &str, cookie: &str) -> Answer {
    let request = Request::get(address).header(header::COOKIE, cookie);
    send(service.clone(), request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn an_address_chooses_an_older_snapshot_for_the_pages_after_it() {
    let (shop, [new, old]) = two_snapshots();
    let service = service_over_data(&shop.data());
    let chosen = get(service.clone(), &format!("/segments?segment=lost&snapshot={old}&r=1")).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER);
    assert_eq!(chosen.header(header::LOCATION), "/segments?segment=lost&r=1");
    let cookie = chosen.header(header::SET_COOKIE).split(';').next().expect("a cookie").to_owned();
    assert_eq!(cookie, format!("snapshot={old}"));

    for address in ["/", "/segments", "/customers", "/trends", "/data"] {
        let page = get_with_cookie(&service, address, &cookie).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(is_about(&page, &old) && page.text().contains("You see older data"), "{address}");
        assert!(page.text().contains("snapshot=newest"), "{address} leads back");
    }
    let page = get(service.clone(), "/").await;
    assert!(is_about(&page, &new) && !page.text().contains("You see older data"), "nobody else is affected");

    let back = get_with_cookie(&service, "/segments?snapshot=newest", &cookie).await;
    assert_eq!(back.header(header::LOCATION), "/segments");
    assert!(back.header(header::SET_COOKIE).starts_with("snapshot=; Path=/; Max-Age=0"));
}

#[tokio::test]
async fn exports_are_of_the_snapshot_that_is_looked_at() {
    let (shop, [_, old]) = two_snapshots();
    let service = service_over_data(&shop.data());
    let newest = customers(&service).await;
    let cookie = format!("snapshot={old}");
    let by_cookie = get_with_cookie(&service, "/export/customers.csv", &cookie).await;
    let older = by_cookie.header("row-count").to_owned();
    assert_ne!(older, newest);
    let named = get(service.clone(), &format!("/export/customers.csv?snapshot={old}")).await;
    assert_eq!((named.header("row-count"), &named.body), (older.as_str(), &by_cookie.body));
    let table = get(service.clone(), &format!("/export/trends.csv?snapshot={old}")).await;
    assert_eq!(table.body, get_with_cookie(&service, "/export/trends.csv", &cookie).await.body);
    assert_ne!(table.body, get(service.clone(), "/export/trends.csv").await.body);
    for id in ["2001-01-01-000000000000", "..%2F.."] {
        let refused = get(service.clone(), &format!("/export/customers.csv?snapshot={id}")).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{id}");
        assert!(refused.text().contains("is not kept any more"), "{}", refused.text());
    }
}

#[tokio::test]
async fn a_snapshot_that_has_gone_is_said_and_the_newest_shown() {
    let (shop, [new, old]) = two_snapshots();
    let service = service_over_data(&shop.data());
    let cookie = format!("snapshot={old}");
    assert!(is_about(&get_with_cookie(&service, "/", &cookie).await, &old), "it is open");
    assert_done(&act(&service, "remove", &old).await, "snapshot-removed");
    for cookie in [cookie.as_str(), "snapshot=unknown", "snapshot=../../etc/passwd", "snapshot=<script>"] {
        let page = get_with_cookie(&service, "/segments", cookie).await;
        assert_eq!(page.status, StatusCode::OK, "{cookie}");
        assert!(is_about(&page, &new) && page.text().contains("is not kept any more"), "{cookie}");
        assert!(page.header(header::SET_COOKIE).contains("Max-Age=0"), "said once");
    }
    for id in ["a%0d%0aSet-Cookie:%20x=y", "%22%3Cscript%3E", "../..", &"9".repeat(500)] {
        let chosen = get(service.clone(), &format!("/data?snapshot={id}")).await;
        assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{id}");
        assert_eq!(chosen.header(header::SET_COOKIE), "snapshot=unknown; Path=/; SameSite=Lax");
    }
}
