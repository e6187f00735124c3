//! The form by which a database is tried as the source.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    Router,
    extract::{Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use clientele_app::failed_change::{FailedChange, failed_database_document};
use clientele_contract::{DatabaseField, DatabaseForm, DatabaseMistake};
use http::{StatusCode, request::Parts};
use tokio::task::spawn_blocking;
use tracing::error;

use super::{Fault, PostedForm, Shared, draw_document, draw_failed};
use crate::sourcing::{TrialFault, without_secrets};

const PATH: &str = "/data/source/database";
const PAGE: &str = "/data/source";
const TITLE: &str = "The database was not read";

pub(super) fn routes() -> Router<Shared> {
    let route = post(try_database).get(|| async { Redirect::to(PAGE) });
    Router::new().route(PATH, route)
}

/// Connects, and leads to the first rows, or says at which field what is wrong.
async fn try_database(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let posted = match PostedForm::read(Request::from_parts(head.clone(), body)).await {
        Ok(posted) => posted,
        Err(fault) => return refuse(&shared, head, fault).await,
    };
    let form = form_of(&posted);
    // Dropped with this request when nobody waits for the answer any more.
    let unwanted = UnwantedWhenDropped::default();
    let (operations, tried, flag) = (shared.operations.clone(), form.clone(), Arc::clone(&unwanted.0));
    let ran = spawn_blocking(move || operations.sources.try_database(&tried, &flag)).await;
    match ran {
        Ok(Ok(id)) => Redirect::to(&format!("{PAGE}?database={id}")).into_response(),
        Ok(Err(TrialFault::Mistake(mistake))) => draw_mistake(&shared, head, form, mistake).await,
        Ok(Err(TrialFault::Sourcing(fault))) => refuse(&shared, head, fault.into()).await,
        Err(stopped) => {
            error!("trying a database stopped: {stopped}");
            let words = "trying it stopped halfway; the server’s log says why".to_owned();
            refuse(&shared, head, Fault { status: StatusCode::INTERNAL_SERVER_ERROR, words }).await
        }
    }
}

fn form_of(posted: &PostedForm) -> DatabaseForm {
    let mut form = DatabaseForm::default();
    for field in DatabaseField::ALL {
        posted.one(field.name()).clone_into(form.value_mut(field));
    }
    form
}

/// The form again, with what was typed and what is wrong.
async fn draw_mistake(
    shared: &Shared,
    head: Parts,
    form: DatabaseForm,
    mistake: DatabaseMistake,
) -> Response {
    let form = without_secrets(form);
    let document = move |options| failed_database_document(options, form.clone(), mistake.clone());
    draw_document(shared, head, document, StatusCode::UNPROCESSABLE_ENTITY).await
}

async fn refuse(shared: &Shared, head: Parts, fault: Fault) -> Response {
    if fault.status.is_server_error() {
        error!("{TITLE}: {}", fault.words);
    }
    let failed = FailedChange { title: TITLE, reason: fault.words, back: PAGE.to_owned(), view: None };
    draw_failed(shared, head, failed, fault.status).await
}

/// Says that nobody wants the work any more, when it is dropped.
#[derive(Default)]
struct UnwantedWhenDropped(Arc<AtomicBool>);

impl Drop for UnwantedWhenDropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
