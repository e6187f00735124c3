//! Files that a browser hands in: streamed to the disk as they come.

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, State},
    response::{IntoResponse, Redirect, Response},
    routing::post,
};
use clientele_app::{
    failed_change::{FailedChange, as_sentence},
    query_string::append_pair,
};
use http::{HeaderMap, StatusCode, header};
use tokio::{
    sync::mpsc::{Receiver, Sender, channel},
    task::spawn_blocking,
    time::timeout,
};
use tracing::{error, info};

use super::{Shared, forms::draw_failed, plain_text};
use crate::uploads::{Arrived, UploadError};

/// Where files are posted to.
const PATH: &str = "/data/source/upload";
const PAGE: &str = "/data/source";
/// Pieces that wait to be written: few, so that a slow disk slows the sender down.
const PIECES_MAX: usize = 8;
/// How much of a refused upload is still read, so that the browser shows the answer rather than a lost connection.
const DRAINED_BYTES_MAX: u64 = 4_000_000_000;

/// A sender of whom nothing is heard for so long is gone: others wait for the place.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// The limits are those of the uploads, not of forms.
pub(super) fn routes() -> Router<Shared> {
    let route = post(receive).get(|| async { Redirect::to(PAGE) });
    Router::new().route(PATH, route).layer(DefaultBodyLimit::disable())
}

async fn receive(State(shared): State<Shared>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let wants_text = is_text_wanted(&head.headers);
    let taken = take(&shared, Request::from_parts(head.clone(), body)).await;
    if let Err(fault) = &taken {
        info!("an upload was not taken: {fault}");
    }
    match (taken, wants_text) {
        (Ok(arrived), true) => plain_text(StatusCode::OK, &page_of(&arrived)),
        (Ok(arrived), false) => Redirect::to(&page_of(&arrived)).into_response(),
        (Err(fault), true) => plain_text(fault.status(), &as_sentence(&fault.to_string())),
        (Err(fault), false) => {
            let failed = FailedChange {
                title: "The files were not taken",
                reason: fault.to_string(),
                back: PAGE.to_owned(),
                view: None,
            };
            draw_failed(&shared, head, failed, fault.status()).await
        }
    }
}

fn page_of(arrived: &Arrived) -> String {
    let mut query = String::new();
    append_pair(&mut query, "upload", &arrived.id);
    if arrived.is_known {
        append_pair(&mut query, "done", "upload-known");
    }
    format!("{PAGE}?{query}")
}

/// The page itself sends the files and shows the answer.
fn is_text_wanted(headers: &HeaderMap) -> bool {
    let accepted = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.starts_with("text/plain"))
}

/// A step of an upload, for the thread that writes.
enum Piece {
    Begin(String),
    Bytes(axum::body::Bytes),
    End,
    /// All has arrived. Without it what has been written is removed.
    Whole,
}

async fn take(shared: &Shared, request: Request) -> Result<Arrived, UploadError> {
    let length =
        request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let mut multipart = match Multipart::from_request(request, &()).await {
        Ok(multipart) => multipart,
        Err(_) => return Err(UploadError::NoFile),
    };
    let (sender, pieces) = channel(PIECES_MAX);
    let operations = shared.operations.clone();
    let writing = spawn_blocking(move || {
        let sources = &operations.sources;
        let arrival = sources.uploads.receive(length)?;
        write_pieces(arrival, pieces)
            .and_then(|arrival| sources.uploads.keep(arrival, || sources.upload_in_use()))
    });
    let forwarded = forward(&mut multipart, &sender).await;
    drop(sender);
    let written = writing.await.unwrap_or_else(|stopped| {
        error!("an upload stopped: {stopped}");
        Err(UploadError::Broken)
    });
    match (written, forwarded) {
        // Whoever writes knows best what was wrong.
        (Err(UploadError::Broken) | Ok(_), Err(fault)) => Err(fault),
        (Err(fault), _) => {
            drain(&mut multipart).await;
            Err(fault)
        }
        (Ok(arrived), Ok(())) => Ok(arrived),
    }
}

/// Hands the parts of a form to the thread that writes, until it ends or does not want any more.
async fn forward(multipart: &mut Multipart, sender: &Sender<Piece>) -> Result<(), UploadError> {
    while let Some(mut field) = heard_within(SILENCE_MAX, multipart.next_field()).await? {
        // A form without a chosen file sends a part without a name.
        let Some(name) = field.file_name().filter(|name| !name.is_empty()).map(str::to_owned) else {
            continue;
        };
        if sender.send(Piece::Begin(name)).await.is_err() {
            return Ok(());
        }
        while let Some(bytes) = heard_within(SILENCE_MAX, field.chunk()).await? {
            if sender.send(Piece::Bytes(bytes)).await.is_err() {
                return Ok(());
            }
        }
        if sender.send(Piece::End).await.is_err() {
            return Ok(());
        }
    }
    // If nobody listens any more, the thread that writes says why.
    let _ = sender.send(Piece::Whole).await;
    Ok(())
}

fn write_pieces(
    mut arrival: crate::uploads::Arrival,
    mut pieces: Receiver<Piece>,
) -> Result<crate::uploads::Arrival, UploadError> {
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::Begin(name) => arrival.begin_file(&name)?,
            Piece::Bytes(bytes) => arrival.write(&bytes)?,
            Piece::End => arrival.end_file()?,
            Piece::Whole => return Ok(arrival),
        }
    }
    Err(UploadError::Broken)
}

/// What is heard next of the sender, unless it falls silent.
async fn heard_within<T, E>(
    limit: Duration,
    next: impl Future<Output = Result<T, E>>,
) -> Result<T, UploadError> {
    match timeout(limit, next).await {
        Ok(heard) => heard.map_err(|_| UploadError::Broken),
        Err(_) => Err(UploadError::Broken),
    }
}

/// Reads on without keeping anything.
async fn drain(multipart: &mut Multipart) {
    let mut drained: u64 = 0;
    while let Ok(Some(mut field)) = heard_within(SILENCE_MAX, multipart.next_field()).await {
        while let Ok(Some(bytes)) = heard_within(SILENCE_MAX, field.chunk()).await {
            drained += bytes.len() as u64;
            if drained > DRAINED_BYTES_MAX {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};

    use super::*;

    #[tokio::test]
    async fn a_sender_that_falls_silent_is_given_up() {
        let silent = heard_within(Duration::from_millis(5), pending::<Result<(), ()>>()).await;
        assert!(matches!(silent, Err(UploadError::Broken)));
        let heard = heard_within(SILENCE_MAX, ready(Ok::<_, ()>(7))).await;
        assert_eq!(heard.ok(), Some(7));
    }
}
