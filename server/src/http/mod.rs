//! The HTTP service: pages and server functions of the app, forms that change settings and saved views, exports, the
//! theme, uploads, static files.

pub mod allowed_hosts;
pub mod cross_site;
pub mod security_headers;

mod download;
mod export;
mod forms;
mod health;
mod log;
mod preferences;
mod refresh_events;
mod shelf_files;
mod static_files;
mod tables;
mod uploads;
mod viewed;

use std::{
    convert::Infallible,
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use axum::{
    Router,
    extract::{FromRef, Request},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use clientele_app::{App, shell};
use clientele_contract::{Analytics, Desk, Operations, Scope};
use http::{Method, StatusCode, header, request::Parts};
use leptos::{
    config::{Env, LeptosOptions},
    nonce::Nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::{AxumRouteListing, ErrorHandler, LeptosRoutes, generate_route_list};
use tower::{Service, ServiceExt};
use tower_http::{
    CompressionLevel,
    compression::{CompressionLayer, DefaultPredicate},
    limit::RequestBodyLimitLayer,
};

use crate::{
    desk::FolderDesk,
    live::{LiveAnalytics, OlderSnapshots},
    operations::FolderOperations,
};
use allowed_hosts::AllowedHosts;
use static_files::StaticFiles;
use viewed::{ViewedAnalytics, analytics_of};

/// The longest request body; forms and questions are far shorter. Those of [`forms`] and [`uploads`] may be longer.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// What the service is made of.
pub struct Site {
    /// The snapshot in service.
    pub live: Arc<LiveAnalytics>,
    /// What people keep beside the snapshots.
    pub desk: Arc<FolderDesk>,
    /// Source, refreshes and snapshots.
    pub operations: Arc<FolderOperations>,
    /// The folder of the built site.
    pub folder: PathBuf,
    /// The file with the hashes in the names of the site's files; `None`: the names carry no hash.
    pub hash_file: Option<PathBuf>,
    /// A proxy in front speaks TLS.
    pub behind_tls: bool,
    /// The names that the service goes by.
    pub hosts: AllowedHosts,
}

/// What handlers share.
#[derive(Clone)]
struct Shared {
    live: Arc<LiveAnalytics>,
    older: Arc<OlderSnapshots>,
    desk: Arc<FolderDesk>,
    operations: Arc<FolderOperations>,
    exports: export::Exports,
    leptos_options: LeptosOptions,
}

impl FromRef<Shared> for Arc<LiveAnalytics> {
    fn from_ref(shared: &Shared) -> Self {
        Arc::clone(&shared.live)
    }
}

impl FromRef<Shared> for export::Exports {
    fn from_ref(shared: &Shared) -> Self {
        shared.exports.clone()
    }
}

impl FromRef<Shared> for LeptosOptions {
    fn from_ref(shared: &Shared) -> Self {
        shared.leptos_options.clone()
    }
}

/// Builds the whole service.
pub fn router(site: &Site) -> Router {
    let shared = Shared {
        live: Arc::clone(&site.live),
        older: Arc::new(OlderSnapshots::new(site.desk.data())),
        desk: Arc::clone(&site.desk),
        operations: Arc::clone(&site.operations),
        exports: export::Exports::new(),
        leptos_options: leptos_options(site),
    };
    let provide = {
        let shared = shared.clone();
        move || provide_request_context(&shared)
    };
    let page = {
        let options = shared.leptos_options.clone();
        move || shell(options.clone())
    };
    let not_found = ErrorHandler::new_with_context(provide.clone(), shell, shared.leptos_options.clone());
    let files = StaticFiles::of(&site.folder);
    let (behind_tls, hosts) = (site.behind_tls, Arc::new(site.hosts.clone()));
    Router::new()
        .route("/healthz", get(health::answer))
        .route(export::CSV_PATH, get(export::answer))
        .route(export::WORKBOOK_PATH, get(export::answer))
        .route(export::MANIFEST_PATH, get(export::answer))
        .route(shelf_files::REJECTS_PATH, get(shelf_files::rejects))
        .route(shelf_files::REFUSED_ROWS_PATH, get(shelf_files::refused_rows))
        .route(shelf_files::CUSTOMERS_PATH, get(shelf_files::customers))
        .route(tables::PATH, get(tables::answer))
        .route("/preferences/theme", post(preferences::set_theme))
        .leptos_routes_with_context(&shared, app_routes(), provide, page)
        .fallback(move |request: Request| file_or_page(files.clone(), not_found.clone(), request))
        .with_state(shared.clone())
        .layer(compression())
        .layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX))
        .merge(forms::routes().with_state(shared.clone()).layer(compression()))
        .merge(refresh_events::routes().with_state(shared.clone()))
        .merge(uploads::routes().with_state(shared.clone()))
        .layer(from_fn_with_state(shared, viewed::choose_snapshot))
        .layer(from_fn(cross_site::refuse_cross_site))
        .layer(from_fn(move |request, next| {
            allowed_hosts::refuse_other_names(Arc::clone(&hosts), request, next)
        }))
        .layer(from_fn(move |request, next| security_headers::add_headers(behind_tls, request, next)))
        .layer(from_fn(log::log_request))
}

/// The app's routes. While Leptos collects them, no resource of the whole process may load, and one that is
/// asked to in that moment waits for ever; so they are collected once, before anything is served.
fn app_routes() -> Vec<AxumRouteListing> {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES.get_or_init(|| generate_route_list(App)).clone()
}

/// A static file, or the app's page that says that there is nothing here. Addresses of other methods need not
/// have a path, for which Leptos would panic.
async fn file_or_page<P>(files: StaticFiles, not_found: P, request: Request) -> Response
where
    P: Service<Request, Response = Response, Error = Infallible>,
{
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain_text(StatusCode::METHOD_NOT_ALLOWED, "This address can only be read.\n");
    }
    let (head, body) = request.into_parts();
    match files.find(head.clone()).await {
        Some(file) => file,
        None => {
            let Ok(page) = not_found.oneshot(Request::from_parts(head, body)).await;
            page
        }
    }
}

/// What pages and server functions find in their context: the snapshot that they are about, by default the one in
/// service at the beginning of the request, what people keep beside it, whose customers may be seen, and the nonce that the response header names.
fn provide_request_context(shared: &Shared) {
    let parts = use_context::<Parts>();
    let viewed = parts.as_ref().and_then(|parts| parts.extensions.get::<ViewedAnalytics>());
    provide_context::<Arc<dyn Analytics>>(analytics_of(viewed, &shared.live));
    provide_context::<Arc<dyn Desk>>(Arc::<FolderDesk>::clone(&shared.desk));
    provide_context::<Arc<dyn Operations>>(Arc::<FolderOperations>::clone(&shared.operations));
    provide_context(Scope::everything());
    let nonce = parts.and_then(|parts| parts.extensions.get::<Nonce>().cloned());
    if let Some(nonce) = nonce {
        provide_context(nonce);
    }
}

fn leptos_options(site: &Site) -> LeptosOptions {
    let options = LeptosOptions::builder()
        .output_name("clientele")
        .site_root(site.folder.to_string_lossy())
        .site_pkg_dir("pkg")
        .env(Env::PROD);
    match &site.hash_file {
        // Leptos looks for the file beside the program; an absolute path is taken as it is.
        Some(file) => options.hash_files(true).hash_file(file.to_string_lossy().into()).build(),
        None => options.hash_files(false).build(),
    }
}

/// An answer for programs and for people in need: one line of text.
fn plain_text(status: StatusCode, text: &str) -> Response {
    let content_type = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, content_type, text.to_owned()).into_response()
}

/// Middle levels: the highest cost more time than they save on a page.
fn compression() -> CompressionLayer<DefaultPredicate> {
    CompressionLayer::new().quality(CompressionLevel::Precise(4))
}
