//! `GET /data/refreshes/events`: what a refresh is doing, as server-sent events.
//!
//! | event | data |
//! | --- | --- |
//! | `version` | differs from what the page carries if it has to be drawn anew |
//! | `step` | the step in words, once when it begins: for those who hear the page |
//! | `progress` | the steps as HTML, while a refresh is at work |

use std::{
    convert::Infallible,
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

use axum::{
    Router,
    extract::State,
    response::{
        IntoResponse, Response,
        sse::{Event, Sse},
    },
    routing::get,
};
use clientele_app::{draw_refresh_steps, refresh_step_in_words};
use http::StatusCode;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    task::spawn_blocking,
    time::{MissedTickBehavior, interval},
};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};

use super::{Shared, plain_text};
use crate::refresh::Refresher;

/// Those who may watch at the same time.
const LISTENERS_MAX: usize = 64;
/// How often it is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(400);
/// After such a silence a sign of life keeps proxies from cutting the line.
const HEARTBEAT: Duration = Duration::from_secs(15);

static LISTENERS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(LISTENERS_MAX)));

/// Not compressed: each event is to be sent when it happens.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/data/refreshes/events", get(answer))
}

async fn answer(State(shared): State<Shared>) -> Response {
    let Ok(permit) = Arc::clone(&LISTENERS).try_acquire_owned() else {
        let text = "Too many pages watch the refresh; this one shows its state when it is loaded.\n";
        return plain_text(StatusCode::SERVICE_UNAVAILABLE, text);
    };
    let (sender, events) = mpsc::channel(4);
    tokio::spawn(watch(Arc::clone(shared.operations.refresher()), sender, permit));
    Sse::new(ReceiverStream::new(events).map(Ok::<_, Infallible>)).into_response()
}

/// What was told last.
#[derive(Default)]
struct Told {
    version: Option<String>,
    step: Option<String>,
    changes: u64,
}

/// Ends when nobody listens any more, or the server is to end.
async fn watch(refresher: Arc<Refresher>, listener: mpsc::Sender<Event>, _permit: OwnedSemaphorePermit) {
    let mut told = Told::default();
    let mut last = Instant::now();
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !refresher.is_stopping() {
        look.tick().await;
        let mut events = news(&refresher, &mut told).await;
        if events.is_empty() && last.elapsed() >= HEARTBEAT {
            events.push(Event::default().comment("still here"));
        }
        for event in events {
            last = Instant::now();
            if listener.send(event).await.is_err() {
                return;
            }
        }
        if listener.is_closed() {
            return;
        }
    }
}

async fn news(refresher: &Arc<Refresher>, told: &mut Told) -> Vec<Event> {
    let mut events = Vec::new();
    let changes = *refresher.changes().borrow();
    if told.version.is_none() || told.changes != changes {
        told.changes = changes;
        let reader = Arc::clone(refresher);
        let version = spawn_blocking(move || reader.version()).await.unwrap_or_default();
        if told.version.as_ref() != Some(&version) {
            events.push(Event::default().event("version").data(&version));
            told.version = Some(version);
        }
    }
    // Who changes what is at work may be writing it down.
    let reader = Arc::clone(refresher);
    let at_work = spawn_blocking(move || reader.at_work()).await.unwrap_or_default();
    let Some(at_work) = at_work else { return events };
    let step = at_work.steps.iter().find(|step| step.is_current).map(|step| refresh_step_in_words(step.step));
    if let Some(step) = step.filter(|step| told.step.as_deref() != Some(step)) {
        events.push(Event::default().event("step").data(step));
        told.step = Some(step.to_owned());
    }
    // A line break would end the data of the event.
    let html = draw_refresh_steps(&at_work).replace(['\n', '\r'], " ");
    events.push(Event::default().event("progress").data(html));
    events
}
