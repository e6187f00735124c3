//! Asks the service as a browser would, without a socket.

use std::{net::SocketAddr, path::Path, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
};
use clientele_contract::Analytics;
use clientele_server::{
    desk::FolderDesk,
    http::{Site, allowed_hosts::AllowedHosts, router},
    live::{LiveAnalytics, OpenedAnalytics, PublishedFolder, PublishedSnapshots},
    operations::FolderOperations,
    sourcing::SourcingRules,
};
use http::{HeaderMap, HeaderValue, Request, StatusCode, header};
use tower::ServiceExt;

use crate::fake_shop::{FakeShop, SNAPSHOT_ID};

/// One published shop that never changes, or none.
struct Fixed(Option<Arc<dyn Analytics>>);

impl PublishedSnapshots for Fixed {
    fn revision(&self) -> Option<String> {
        self.0.as_ref().map(|_| SNAPSHOT_ID.to_owned())
    }

    fn open_current(&self) -> Result<Option<OpenedAnalytics>, String> {
        let opened = |analytics: &Arc<dyn Analytics>| OpenedAnalytics {
            snapshot_id: SNAPSHOT_ID.to_owned(),
            analytics: Arc::clone(analytics),
            revision: self.revision(),
        };
        Ok(self.0.as_ref().map(opened))
    }
}

/// A service over the fake shop, with its static files in `folder`.
pub fn service_with_files(folder: &Path) -> Router {
    service_over(Some(Arc::new(FakeShop::of_400_customers())), folder, false)
}

/// A service over the fake shop without static files.
pub fn service() -> Router {
    service_with_files(Path::new("no-such-site"))
}

/// A service over the fake shop, behind a proxy that speaks TLS.
pub fn service_behind_tls() -> Router {
    service_over(Some(Arc::new(FakeShop::of_400_customers())), Path::new("no-such-site"), true)
}

/// A service that nothing was published for.
pub fn empty_service() -> Router {
    service_over(None, Path::new("no-such-site"), false)
}

fn service_over(analytics: Option<Arc<dyn Analytics>>, folder: &Path, behind_tls: bool) -> Router {
    service_of(LiveAnalytics::open(Box::new(Fixed(analytics))), Path::new("no-such-data"), folder, behind_tls)
}

/// A service over what is published in a data folder, and over what people keep there.
pub fn service_over_data(data: &Path) -> Router {
    let live = LiveAnalytics::open(Box::new(PublishedFolder::new(data)));
    service_of(live, data, Path::new("no-such-site"), false)
}

fn service_of(live: LiveAnalytics, data: &Path, folder: &Path, behind_tls: bool) -> Router {
    let (live, desk, folder) = (Arc::new(live), Arc::new(FolderDesk::new(data)), folder.to_path_buf());
    let operations = Arc::new(FolderOperations::new(data, &SourcingRules::default()));
    let hosts = AllowedHosts::new(SocketAddr::from(([127, 0, 0, 1], 3000)), &["shop.example".to_owned()]);
    router(&Site { live, desk, operations, folder, hash_file: None, behind_tls, hosts })
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }

    /// The header's text; empty if it is missing.
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("the header is text"))
    }
}

/// Sends the request, to `shop.example` unless it names another host.
pub async fn send(service: Router, mut request: Request<Body>) -> Answer {
    request.headers_mut().entry(header::HOST).or_insert(HeaderValue::from_static("shop.example"));
    let Ok(response) = service.oneshot(request).await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("the body arrives whole");
    Answer { status: head.status, headers: head.headers, body: body.to_vec() }
}

pub async fn get(service: Router, address: &str) -> Answer {
    send(service, Request::get(address).body(Body::empty()).expect("a request")).await
}

/// A form sent from a page of the service itself.
pub async fn post_form(service: Router, address: &str, form: impl Into<Body>) -> Answer {
    let request = Request::post(address)
        .header(header::HOST, "shop.example")
        .header(header::ORIGIN, "http://shop.example")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    send(service, request.body(form.into()).expect("a request")).await
}
