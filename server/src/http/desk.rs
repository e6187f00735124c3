//! The forms that change what people keep: saved views, rules, scoring, snapshots.
//!
//! Each answers with the way to the page it came from, which then tells what was done; or with a page that says
//! what was wrong and leads back.

mod posted_form;
mod shelf_forms;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, post},
};
use clientele_app::{
    failed_change::{FailedChange, SavedViewForm, failed_change_document},
    url_state::{parse_amount, parse_whole},
};
use clientele_contract::{CutPoints, Scoring, SegmentMap, Thresholds};
use http::{StatusCode, request::Parts};
use leptos_axum::render_app_async_with_context;
use tokio::task::spawn_blocking;
use tracing::error;

use super::{Shared, provide_request_context};
use crate::{
    desk::{DeskError, FolderDesk, TEXT_BYTES_MAX},
    local_path::{is_local, with_done},
};
pub(super) use posted_form::PostedForm;

/// The longest form. Encoded, rules of the greatest length may take three times their room.
pub(super) const FORM_BYTES_MAX: usize = 3 * TEXT_BYTES_MAX + 16 * 1024;

/// One form and what becomes of it.
struct Change {
    /// Where it is posted to.
    path: &'static str,
    /// The page that it belongs to.
    page: &'static str,
    /// The word by which that page tells that it was done.
    done: &'static str,
    /// What is said if it was not done.
    failed: &'static str,
    /// Does it.
    run: fn(&FolderDesk, &PostedForm) -> Result<(), DeskError>,
    /// Other answers of the engine follow from it.
    changes_answers: bool,
}

const CHANGES: [Change; 8] = [
    Change {
        path: "/views/save",
        page: "/views",
        done: "view-saved",
        failed: "The view was not saved",
        run: |desk, form| desk.save_view(form.one("name"), form.one("address")),
        changes_answers: false,
    },
    Change {
        path: "/views/delete",
        page: "/views",
        done: "view-deleted",
        failed: "The view was not deleted",
        run: |desk, form| desk.delete_view(view_id(form.one("id"))?),
        changes_answers: false,
    },
    Change {
        path: "/settings/rules/draft",
        page: "/segments/rules",
        done: "rules-draft",
        failed: "The new rules were not kept",
        run: |desk, form| desk.keep_rules_draft(&lines_of_textarea(form.one("text"))),
        changes_answers: false,
    },
    Change {
        path: "/settings/rules/apply",
        page: "/segments/rules",
        done: "rules-applied",
        failed: "The new rules were not applied",
        run: apply_rules,
        changes_answers: true,
    },
    Change {
        path: "/settings/rules/discard",
        page: "/segments/rules",
        done: "rules-discarded",
        failed: "The new rules were not discarded",
        run: |desk, _| desk.discard_rules(),
        changes_answers: false,
    },
    Change {
        path: "/settings/rules/undo",
        page: "/segments/rules",
        done: "rules-undone",
        failed: "The rules were not changed back",
        run: |desk, _| desk.undo_rules(),
        changes_answers: true,
    },
    Change {
        path: "/settings/scoring/apply",
        page: "/segments/scoring",
        done: "scoring-applied",
        failed: "The scoring was not changed",
        run: |desk, form| desk.apply_scoring(&scoring_of(form)?),
        changes_answers: true,
    },
    Change {
        path: "/settings/scoring/undo",
        page: "/segments/scoring",
        done: "scoring-undone",
        failed: "The scoring was not changed back",
        run: |desk, _| desk.undo_scoring(),
        changes_answers: true,
    },
];

/// One route for each form. Who opens its address comes to its page.
pub(super) fn routes() -> Router<Shared> {
    let changes = CHANGES.iter().chain(&shelf_forms::CHANGES);
    let router = changes.fold(Router::new(), |router, change| router.route(change.path, route_of(change)));
    router.layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
}

fn route_of(change: &'static Change) -> MethodRouter<Shared> {
    post(move |State(shared), request| answer(shared, request, change))
        .get(move || async { Redirect::to(change.page) })
}

async fn answer(shared: Shared, request: Request, change: &'static Change) -> Response {
    let (head, body) = request.into_parts();
    let (form, done) = match PostedForm::read(Request::from_parts(head.clone(), body)).await {
        Ok(form) => {
            let done = run(&shared, change, form.clone()).await;
            (form, done)
        }
        Err(fault) => (PostedForm::default(), Err(fault)),
    };
    match done {
        Ok(()) => Redirect::to(&with_done(page_of(change, &form), change.done)).into_response(),
        Err(fault) => refuse(&shared, head, change, &form, &fault).await,
    }
}

/// Why a form was not taken.
pub(super) struct Fault {
    pub(super) status: StatusCode,
    pub(super) words: String,
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

async fn run(shared: &Shared, change: &'static Change, form: PostedForm) -> Result<(), Fault> {
    let (desk, live) = (shared.desk.clone(), shared.live.clone());
    let ran = spawn_blocking(move || {
        (change.run)(&desk, &form)?;
        if change.changes_answers {
            live.take_up_newest();
        }
        Ok::<_, DeskError>(())
    });
    match ran.await {
        Ok(done) => Ok(done?),
        Err(stopped) => {
            error!("a change stopped: {stopped}");
            let words = "the change stopped halfway; the server’s log says why".to_owned();
            Err(Fault { status: StatusCode::INTERNAL_SERVER_ERROR, words })
        }
    }
}

/// Where the form wants to go back to, if that is on this site.
fn page_of<'a>(change: &'a Change, form: &'a PostedForm) -> &'a str {
    let back = form.one("back");
    if is_local(back) { back } else { change.page }
}

async fn refuse(
    shared: &Shared,
    head: Parts,
    change: &'static Change,
    form: &PostedForm,
    fault: &Fault,
) -> Response {
    if fault.status.is_server_error() {
        error!("{}: {}", change.failed, fault.words);
    }
    let failed = FailedChange {
        title: change.failed,
        reason: fault.words.clone(),
        back: way_back(change, form),
        view: (change.path == "/views/save").then(|| SavedViewForm {
            name: form.one("name").to_owned(),
            address: form.one("address").to_owned(),
            back: form.one("back").to_owned(),
        }),
    };
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

/// The page with what was typed: thresholds are in its address.
fn way_back(change: &Change, form: &PostedForm) -> String {
    let page = page_of(change, form);
    let is_scoring = change.path == "/settings/scoring/apply" && page == change.page;
    let typed = if is_scoring { form.to_query() } else { String::new() };
    if typed.is_empty() { page.to_owned() } else { format!("{page}?{typed}") }
}

fn view_id(text: &str) -> Result<i64, DeskError> {
    text.parse().map_err(|_| DeskError::Mistake("it is not said which view is meant".to_owned()))
}

/// The text may come with the form.
fn apply_rules(desk: &FolderDesk, form: &PostedForm) -> Result<(), DeskError> {
    let text = form.has("text").then(|| lines_of_textarea(form.one("text")));
    desk.apply_rules(text.as_deref())
}

/// Browsers send the line ends of other systems.
fn lines_of_textarea(text: &str) -> String {
    let mut text = text.replace("\r\n", "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn scoring_of(form: &PostedForm) -> Result<Scoring, DeskError> {
    let map = form.one("map");
    let map = SegmentMap::from_slug(map).ok_or_else(|| {
        DeskError::Mistake(format!("{map:?} is no segment map; choose standard, grid or own"))
    })?;
    let cut_points = match form.one("cuts") {
        "quintiles" => CutPoints::Quintiles,
        "fixed" => CutPoints::Fixed(Thresholds {
            recency_days: form.four("recency", "days since the last order", "a whole number", parse_whole)?,
            orders: form.four("orders", "orders", "a whole number", parse_whole)?,
            spent_cents: form.four("spent", "spend", "an amount such as 49.90", parse_amount)?,
        }),
        other => {
            let words = format!("{other:?} is no kind of cut points; choose quintiles or fixed");
            return Err(DeskError::Mistake(words));
        }
    };
    Ok(Scoring { cut_points, map })
}
