//! Which snapshot a request is about: the one in service, or an older one that a person looks at.
//!
//! `?snapshot=ID` on any page chooses it and `?snapshot=newest` goes back; a cookie keeps the choice for the pages
//! after it. An export may name its snapshot itself. Whoever chose nothing pays nothing.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use clientele_app::{
    query_string::decode_pairs,
    viewed_snapshot::{NEWEST, SNAPSHOT_KEY, snapshot_of_cookies},
};
use clientele_contract::Analytics;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use tokio::task::spawn_blocking;
use tracing::error;

use super::{Shared, plain_text};
use crate::{
    live::{LiveAnalytics, NoticedAnalytics, Serving},
    local_path::{is_local, without_key},
};

const EXPORTS: &str = "/export/";
/// Files of the site, which are of no snapshot.
const FILES: [&str; 2] = ["/pkg/", "/fonts/"];

/// What answers the request, if that is not what is in service.
#[derive(Clone)]
pub(super) struct ViewedAnalytics(pub(super) Arc<dyn Analytics>);

/// What answers: the older snapshot that was chosen, else what is in service.
pub(super) fn analytics_of(viewed: Option<&ViewedAnalytics>, live: &LiveAnalytics) -> Arc<dyn Analytics> {
    viewed.map_or_else(|| live.current(), |ViewedAnalytics(analytics)| Arc::clone(analytics))
}

/// Finds out, and lets the request go on with the answer.
pub(super) async fn choose_snapshot(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_export = path.starts_with(EXPORTS);
    let named = snapshot_of_query(request.uri());
    match named {
        Some(id) if is_export => answer_from(&shared, &id, without_snapshot(request), next).await,
        Some(id) if is_page(request.method(), path) => go_there(&id, request.uri()),
        _ => match snapshot_of_cookie(request.headers()) {
            Some(id) if !FILES.iter().any(|files| path.starts_with(files)) => {
                answer_from(&shared, &id, request, next).await
            }
            _ => next.run(request).await,
        },
    }
}

fn is_page(method: &Method, path: &str) -> bool {
    matches!(*method, Method::GET | Method::HEAD) && !path.starts_with("/api/")
}

fn snapshot_of_query(uri: &Uri) -> Option<String> {
    let query = uri.query().filter(|query| query.contains(SNAPSHOT_KEY))?;
    decode_pairs(query).filter(|(key, _)| key == SNAPSHOT_KEY).map(|(_, id)| id).last()
}

fn snapshot_of_cookie(headers: &HeaderMap) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|cookies| cookies.to_str().ok());
    cookies.filter_map(snapshot_of_cookies).map(str::to_owned).next()
}

/// To the page without the choice, which the cookie keeps from now on.
fn go_there(id: &str, uri: &Uri) -> Response {
    let address = uri.path_and_query().map_or("/", |address| address.as_str());
    let page = without_key(address, SNAPSHOT_KEY);
    let page = if is_local(&page) { page.as_str() } else { "/" };
    let mut response = Redirect::to(page).into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie(id));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Until the browser is closed. The page's script looks whether another window chose, so it is not `HttpOnly`; it
/// holds no secret. What cannot be an identifier is kept as a word that is none, so that the page says so.
fn cookie(id: &str) -> HeaderValue {
    let is_possible = !id.is_empty()
        && id.len() <= 64
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let cookie = match id {
        NEWEST => return no_cookie(),
        id if is_possible => format!("{SNAPSHOT_KEY}={id}; Path=/; SameSite=Lax"),
        _ => format!("{SNAPSHOT_KEY}=unknown; Path=/; SameSite=Lax"),
    };
    HeaderValue::try_from(cookie).unwrap_or_else(|_| no_cookie())
}

fn no_cookie() -> HeaderValue {
    HeaderValue::from_static("snapshot=; Path=/; Max-Age=0; SameSite=Lax")
}

async fn answer_from(shared: &Shared, id: &str, mut request: Request, next: Next) -> Response {
    if id == NEWEST || shared.live.serving() == Serving::Snapshot(id.to_owned()) {
        return next.run(request).await;
    }
    let (older, asked) = (Arc::clone(&shared.older), id.to_owned());
    let opened = spawn_blocking(move || older.open(&asked)).await.unwrap_or_else(|stopped| {
        error!("opening an older snapshot stopped: {stopped}");
        Err("The snapshot cannot be opened, the server’s log says why; the newest data are shown.".to_owned())
    });
    match opened {
        Ok(analytics) => {
            request.extensions_mut().insert(ViewedAnalytics(analytics));
            next.run(request).await
        }
        // A file must not hold other figures than were asked for.
        Err(fault) if request.uri().path().starts_with(EXPORTS) => plain_text(
            StatusCode::NOT_FOUND,
            &format!("{}\n", fault.replace("; the newest data are shown", "")),
        ),
        Err(fault) => {
            let noticed = NoticedAnalytics::new(shared.live.current(), vec![fault]);
            request.extensions_mut().insert(ViewedAnalytics(Arc::new(noticed)));
            let mut response = next.run(request).await;
            response.headers_mut().append(header::SET_COOKIE, no_cookie());
            response
        }
    }
}

/// The export as if it had not named its snapshot, which is no part of its filter.
fn without_snapshot(mut request: Request) -> Request {
    let address = request.uri().path_and_query().map_or("/", |address| address.as_str());
    if let Ok(address) = without_key(address, SNAPSHOT_KEY).parse() {
        *request.uri_mut() = address;
    }
    request
}
