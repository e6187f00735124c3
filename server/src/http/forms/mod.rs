//! The forms that change something.
//!
//! Each is posted to an address of its own and answers with the way to a page, which then tells what was done; or with
//! a page that says what was wrong and leads back.

mod desk;
mod posted_form;
mod refreshes;
mod shelf;
mod sourcing;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, post},
};
use clientele_app::failed_change::{FailedChange, SavedViewForm, failed_change_document};
use http::{StatusCode, request::Parts};
use leptos_axum::render_app_async_with_context;
use tokio::task::spawn_blocking;
use tracing::error;

use self::posted_form::PostedForm;
use super::{Shared, provide_request_context};
use crate::{
    desk::{DeskError, TEXT_BYTES_MAX},
    failure::Failure,
    local_path::{is_local, with_done},
    sourcing::SourcingError,
};

/// The longest form. Encoded, rules of the greatest length may take three times their room.
const FORM_BYTES_MAX: usize = 3 * TEXT_BYTES_MAX + 16 * 1024;

/// One form and what becomes of it.
struct PageForm {
    /// Where it is posted to.
    path: &'static str,
    /// The page that it belongs to.
    page: &'static str,
    /// What is said if it was not done.
    failed: &'static str,
    /// What stays of what was typed if it was not done.
    kept: Kept,
    /// Does it, off the async threads.
    run: fn(&Shared, &PostedForm) -> Result<Next, Fault>,
}

/// What the page about a mistake keeps of what was typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kept {
    /// Nothing: there is little to type.
    Nothing,
    /// All of it, in the address that leads back: the page reads it from there.
    InAddress,
    /// All of it, in a form to save the view under another name.
    AsView,
}

/// Where to go when it is done.
enum Next {
    /// Back to the page, which tells what was done by this word.
    Back(&'static str),
    /// To another page.
    Page(String),
}

/// Why a form was not taken.
struct Fault {
    status: StatusCode,
    words: String,
}

/// One route for each form. Who opens its address comes to its page.
pub(super) fn routes() -> Router<Shared> {
    let forms = desk::FORMS.iter().chain(&shelf::FORMS).chain(&refreshes::FORMS).chain(&sourcing::FORMS);
    let router = forms.fold(Router::new(), |router, form| router.route(form.path, route_of(form)));
    router.layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

fn route_of(form: &'static PageForm) -> MethodRouter<Shared> {
    post(move |State(shared), request| answer(shared, request, form))
        .get(move || async { Redirect::to(form.page) })
}

async fn answer(shared: Shared, request: Request, form: &'static PageForm) -> Response {
    let (head, body) = request.into_parts();
    let (posted, done) = match PostedForm::read(Request::from_parts(head.clone(), body)).await {
        Ok(posted) => {
            let done = run(shared.clone(), form, posted.clone()).await;
            (posted, done)
        }
        Err(fault) => (PostedForm::default(), Err(fault)),
    };
    match done {
        Ok(Next::Back(word)) => Redirect::to(&with_done(form.page_of(&posted), word)).into_response(),
        Ok(Next::Page(page)) => Redirect::to(&page).into_response(),
        Err(fault) => refuse(&shared, head, form, &posted, fault).await,
    }
}

async fn run(shared: Shared, form: &'static PageForm, posted: PostedForm) -> Result<Next, Fault> {
    spawn_blocking(move || (form.run)(&shared, &posted)).await.unwrap_or_else(|stopped| {
        error!("a change stopped: {stopped}");
        let words = "the change stopped halfway; the server’s log says why".to_owned();
        Err(Fault { status: StatusCode::INTERNAL_SERVER_ERROR, words })
    })
}

async fn refuse(
    shared: &Shared,
    head: Parts,
    form: &'static PageForm,
    posted: &PostedForm,
    fault: Fault,
) -> Response {
    if fault.status.is_server_error() {
        error!("{}: {}", form.failed, fault.words);
    }
    let view = (form.kept == Kept::AsView).then(|| SavedViewForm {
        name: posted.one("name").to_owned(),
        address: posted.one("address").to_owned(),
        back: posted.one("back").to_owned(),
    });
    let failed = FailedChange { title: form.failed, reason: fault.words, back: form.way_back(posted), view };
    draw_failed(shared, head, failed, fault.status).await
}

/// The page that says what was wrong and leads back.
pub(super) async fn draw_failed(
    shared: &Shared,
    head: Parts,
    failed: FailedChange,
    status: StatusCode,
) -> Response {
    let (shared, options) = (shared.clone(), shared.leptos_options.clone());
    let draw = render_app_async_with_context(
        move || provide_request_context(&shared),
        move || failed_change_document(options.clone(), failed.clone()),
    );
    let mut response = draw(Request::from_parts(head, Body::empty())).await.into_response();
    *response.status_mut() = status;
    response
}

impl PageForm {
    /// Where the form wants to go back to, if that is on this site.
    fn page_of<'a>(&self, posted: &'a PostedForm) -> &'a str {
        let back = posted.one("back");
        if is_local(back) { back } else { self.page }
    }

    fn way_back(&self, posted: &PostedForm) -> String {
        let page = self.page_of(posted);
        let is_kept = self.kept == Kept::InAddress && page == self.page;
        let typed = if is_kept { posted.to_query() } else { String::new() };
        if typed.is_empty() { page.to_owned() } else { format!("{page}?{typed}") }
    }
}

impl From<DeskError> for Fault {
    fn from(error: DeskError) -> Self {
        let status = match error {
            DeskError::Mistake(_) => StatusCode::BAD_REQUEST,
            DeskError::NameTaken(_)
            | DeskError::Full
            | DeskError::NoDraft
            | DeskError::NothingToUndo
            | DeskError::Shelf(_)
            | DeskError::Occupied(_) => StatusCode::CONFLICT,
            DeskError::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            DeskError::Database { .. } | DeskError::Io { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self { status, words: error.to_string() }
    }
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
