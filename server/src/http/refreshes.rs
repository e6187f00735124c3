//! The forms that start and cancel refreshes and set their schedule, and what goes on as a stream of events.

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get, post},
};
use clientele_app::failed_change::FailedChange;
use clientele_contract::RefreshReason;
use tokio::task::spawn_blocking;

use super::{
    BODY_BYTES_MAX, Shared,
    desk::{Fault, PostedForm, draw_failed},
    refresh_events,
};
use crate::{
    desk::DeskError,
    local_path::with_done,
    source_file::{CronExpression, SourceFile},
};

const PAGE: &str = "/data/refreshes";

/// One form and what becomes of it.
struct Change {
    /// Where it is posted to.
    path: &'static str,
    /// The word by which the page tells that it was done.
    done: &'static str,
    /// What is said if it was not done.
    failed: &'static str,
    /// Does it.
    run: fn(&Shared, &PostedForm) -> Result<(), DeskError>,
}

const CHANGES: [Change; 3] = [
    Change {
        path: "/data/refreshes/start",
        done: "refresh-started",
        failed: "The refresh was not started",
        run: |shared, form| {
            let is_forced = form.has("force");
            let reason = if is_forced { RefreshReason::Forced } else { RefreshReason::Person };
            shared.operations.refresher().start(reason)
        },
    },
    Change {
        path: "/data/refreshes/cancel",
        done: "refresh-cancelled",
        failed: "The refresh was not cancelled",
        run: |shared, _| {
            shared.operations.refresher().cancel();
            Ok(())
        },
    },
    Change {
        path: "/data/refreshes/schedule",
        done: "schedule-saved",
        failed: "The schedule was not saved",
        run: save_schedule,
    },
];

/// One route for each form, and one for those who watch. Who opens the address of a form comes to its page.
pub(super) fn routes() -> Router<Shared> {
    let router =
        CHANGES.iter().fold(Router::new(), |router, change| router.route(change.path, route_of(change)));
    router
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .route("/data/refreshes/events", get(refresh_events::answer))
}

fn route_of(change: &'static Change) -> MethodRouter<Shared> {
    post(move |State(shared), request| answer(shared, request, change)).get(|| async { Redirect::to(PAGE) })
}

async fn answer(shared: Shared, request: Request, change: &'static Change) -> Response {
    let (head, body) = request.into_parts();
    let done = match PostedForm::read(Request::from_parts(head.clone(), body)).await {
        Ok(form) => {
            let shared = shared.clone();
            let ran = spawn_blocking(move || (change.run)(&shared, &form)).await;
            let stopped = || DeskError::Occupied("the change stopped; the server’s log says why".to_owned());
            ran.unwrap_or_else(|_| Err(stopped())).map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    match done {
        Ok(()) => Redirect::to(&with_done(PAGE, change.done)).into_response(),
        Err(Fault { status, words }) => {
            let failed =
                FailedChange { title: change.failed, reason: words, back: PAGE.to_owned(), view: None };
            draw_failed(&shared, Request::from_parts(head, Body::empty()).into_parts().0, failed, status)
                .await
        }
    }
}

fn save_schedule(shared: &Shared, form: &PostedForm) -> Result<(), DeskError> {
    let schedule = expression_of(form).map_err(DeskError::Mistake)?;
    let time_zone = form.one("time_zone").parse().map_err(DeskError::Mistake)?;
    let refresher = shared.operations.refresher();
    SourceFile::change(refresher.data(), |file| {
        let no_source = "no source has been chosen; choose one on the page Source first";
        let mut file = file.ok_or_else(|| DeskError::Mistake(no_source.to_owned()))?;
        file.refresh.schedule = schedule;
        file.refresh.time_zone = time_zone;
        file.refresh.on_change = form.has("on_change");
        Ok(file)
    })?;
    refresher.tell_change();
    Ok(())
}

/// The schedule that the choices of the form stand for.
fn expression_of(form: &PostedForm) -> Result<CronExpression, String> {
    let time = || {
        let text = form.one("time");
        let parts = text.split_once(':').and_then(|(hour, minute)| {
            let (hour, minute) = (hour.trim().parse::<u32>().ok()?, minute.trim().parse::<u32>().ok()?);
            (hour < 24 && minute < 60).then_some((hour, minute))
        });
        parts.ok_or_else(|| format!("the time is “{text}”; give hours and minutes, such as 06:00"))
    };
    let text = match form.one("every") {
        "off" => return Ok(CronExpression::off()),
        "hour" => "0 * * * *".to_owned(),
        "day" => {
            let (hour, minute) = time()?;
            format!("{minute} {hour} * * *")
        }
        "week" => {
            let (hour, minute) = time()?;
            let day = form.one("weekday");
            let known = day.parse::<u32>().ok().filter(|day| (1..=7).contains(day));
            let day =
                known.ok_or_else(|| format!("the day is “{day}”; give 1 for Monday to 7 for Sunday"))?;
            format!("{minute} {hour} * * {day}")
        }
        "own" => form.one("expression").to_owned(),
        other => return Err(format!("“{other}” is no interval; choose week, day, hour, own or off")),
    };
    text.parse()
}
