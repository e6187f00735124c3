//! The forms by which a source is chosen.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use clientele_app::{failed_change::FailedChange, query_string::append_pair};
use clientele_contract::{Candidate, RefreshReason};
use clientele_demo::{DemoShop, write_demo_shop};
use http::{StatusCode, request::Parts};
use tokio::task::spawn_blocking;
use tracing::error;

use super::{
    Shared,
    desk::{FORM_BYTES_MAX, Fault, PostedForm, draw_failed},
};
use crate::{
    desk::DeskError, failure::Failure, local_path::with_done, operations::FolderOperations,
    sourcing::SourcingError,
};

const PAGE: &str = "/data/source";
/// Shows how far a refresh has come.
const PROGRESS_PAGE: &str = "/data/refreshes";
/// After this a person wants to see how far it has come.
const PATIENCE: Duration = Duration::from_secs(4);
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// The made-up shop in the data folder.
const DEMO_FOLDER: &str = "demo-shop";
const DEMO_SHOP: DemoShop = DemoShop { customers: 5_000, seed: 1 };

pub(super) fn routes() -> Router<Shared> {
    let back = || async { Redirect::to(PAGE) };
    Router::new()
        .route("/data/source/read", post(read).get(back))
        .route("/data/source/demo", post(make_demo).get(back))
        .route("/data/source/forget", post(forget).get(back))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

/// Makes a candidate the source and reads it.
async fn read(State(shared): State<Shared>, request: Request) -> Response {
    answer(shared, request, "The orders were not read", |room, form| {
        room.refresher().check_idle()?;
        let candidate = candidate_of(form)?;
        match room.sources.put_in_use(&candidate, form.pairs()) {
            // The page names what is to be said, beside the form.
            Err(SourcingError::Unsettled(_)) => {
                let mut back = way_back(form);
                back.push_str("&not-read=true");
                return Ok(back);
            }
            settled => settled?,
        }
        refresh(room)
    })
    .await
}

/// Makes up a shop and reads it.
async fn make_demo(State(shared): State<Shared>, request: Request) -> Response {
    answer(shared, request, "The made-up shop was not read", |room, _| {
        room.refresher().check_idle()?;
        write_demo_shop(&room.data.join(DEMO_FOLDER), &DEMO_SHOP).map_err(Failure::from)?;
        room.sources.put_folder_in_use(DEMO_FOLDER)?;
        refresh(room)
    })
    .await
}

/// Removes an upload.
async fn forget(State(shared): State<Shared>, request: Request) -> Response {
    answer(shared, request, "The upload was not removed", |room, form| {
        room.sources.forget_upload(form.one("upload")).map_err(SourcingError::from)?;
        Ok(with_done(PAGE, "upload-removed"))
    })
    .await
}

/// Does what a form asks for, off the async threads; the answer of `change` is where to go.
async fn answer(
    shared: Shared,
    request: Request,
    title: &'static str,
    change: fn(&FolderOperations, &PostedForm) -> Result<String, Fault>,
) -> Response {
    let (head, body) = request.into_parts();
    let form = match PostedForm::read(Request::from_parts(head.clone(), body)).await {
        Ok(form) => form,
        Err(fault) => return refuse(&shared, head, title, PAGE.to_owned(), fault).await,
    };
    let back = way_back(&form);
    let operations = shared.operations.clone();
    let done = spawn_blocking(move || change(&operations, &form)).await.unwrap_or_else(|stopped| {
        error!("a change stopped: {stopped}");
        let words = "the change stopped halfway; the server’s log says why".to_owned();
        Err(Fault { status: StatusCode::INTERNAL_SERVER_ERROR, words })
    });
    match done {
        Ok(next) => Redirect::to(&next).into_response(),
        Err(fault) => refuse(&shared, head, title, back, fault).await,
    }
}

async fn refuse(shared: &Shared, head: Parts, title: &'static str, back: String, fault: Fault) -> Response {
    if fault.status.is_server_error() {
        error!("{title}: {}", fault.words);
    }
    let failed = FailedChange { title, reason: fault.words, back, view: None };
    draw_failed(shared, head, failed, fault.status).await
}

/// Starts to read the source in use; the page that shows it, or how far it has come. Most shops are read before
/// anybody has looked at a page in between.
fn refresh(room: &FolderOperations) -> Result<String, Fault> {
    let refresher = room.refresher();
    match refresher.start(RefreshReason::Person) {
        Err(DeskError::Occupied(reason)) => {
            let words = format!("the source is saved and is read by the next refresh, but not now: {reason}");
            return Err(DeskError::Occupied(words).into());
        }
        started => started?,
    }
    let begun = Instant::now();
    while refresher.is_at_work() {
        if begun.elapsed() > PATIENCE {
            return Ok(with_done(PROGRESS_PAGE, "refresh-started"));
        }
        sleep(LOOK_EVERY);
    }
    let past = refresher.desk().past;
    let is_published = past.first().is_some_and(|refresh| refresh.outcome.is_success());
    Ok(if is_published { with_done("/", "orders-read") } else { PROGRESS_PAGE.to_owned() })
}

fn candidate_of(form: &PostedForm) -> Result<Candidate, Fault> {
    match (form.one("upload"), form.one("database"), form.one("path")) {
        ("", "", "") => {
            let words = "it is not said which files are meant".to_owned();
            Err(Fault { status: StatusCode::BAD_REQUEST, words })
        }
        ("", "", path) => Ok(Candidate::Path(path.to_owned())),
        ("", id, _) => Ok(Candidate::Database(id.to_owned())),
        (id, ..) => Ok(Candidate::Upload(id.to_owned())),
    }
}

/// The page with all that was chosen.
fn way_back(form: &PostedForm) -> String {
    let mut query = String::new();
    for (name, value) in form.pairs() {
        append_pair(&mut query, name, value);
    }
    if query.is_empty() { PAGE.to_owned() } else { format!("{PAGE}?{query}") }
}

impl From<SourcingError> for Fault {
    fn from(error: SourcingError) -> Self {
        Self { status: error.status(), words: error.to_string() }
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        let status = if failure.is_refused_input() {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        };
        Self { status, words: failure.to_string() }
    }
}
