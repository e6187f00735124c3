//! A response body that a blocking thread writes, and that ends as failed unless it was written to its end.

use std::{
    io::{self, BufWriter, Write},
    time::Duration,
};

use axum::body::{Body, Bytes};
use tokio::{
    runtime::Handle,
    sync::mpsc,
    task::spawn_blocking,
    time::{error::Elapsed, timeout},
};
use tokio_stream::{StreamExt, once, wrappers::ReceiverStream};

/// What is written leaves in pieces of about this size.
const PIECE_BYTES: usize = 64 * 1024;
/// Pieces that wait for a slow reader; then the writing waits.
const PIECES_WAITING_MAX: usize = 4;

/// What the writing thread hands over.
enum Piece {
    Content(Bytes),
    /// Everything was written. Without it, whatever stopped the writing, the content is not whole.
    End,
}

/// The body that `write` writes on a thread of its own. A reader that takes nothing for as long as `patience`
/// is given up. Needs a Tokio runtime.
pub(super) fn download(
    patience: Duration,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()> + Send + 'static,
) -> Body {
    let (sender, pieces) = mpsc::channel(PIECES_WAITING_MAX);
    let sender = PieceSender { sender, patience, runtime: Handle::current() };
    spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(PIECE_BYTES, sender);
        match write(&mut out).and_then(|()| out.flush()) {
            // If the reader has left, nobody misses the end.
            Ok(()) => drop(out.get_ref().send(Piece::End)),
            // What is left in the buffer must not be sent, which would wait for the reader once more.
            Err(_) => drop(out.into_parts()),
        }
    });
    body_of(pieces)
}

fn body_of(pieces: mpsc::Receiver<Piece>) -> Body {
    let mut is_whole = false;
    let closed = once(None);
    Body::from_stream(ReceiverStream::new(pieces).map(Some).chain(closed).filter_map(
        move |piece| match piece {
            Some(Piece::Content(bytes)) => Some(Ok(bytes)),
            Some(Piece::End) => {
                is_whole = true;
                None
            }
            None if is_whole => None,
            None => Some(Err(io::Error::other("the download broke off"))),
        },
    ))
}

/// Hands what is written to the response; waits while the reader is slow, fails when it has left or stopped.
struct PieceSender {
    sender: mpsc::Sender<Piece>,
    patience: Duration,
    runtime: Handle,
}

impl PieceSender {
    fn send(&self, piece: Piece) -> io::Result<()> {
        match self.runtime.block_on(async { timeout(self.patience, self.sender.send(piece)).await }) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(Elapsed { .. }) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

impl Write for PieceSender {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.send(Piece::Content(Bytes::copy_from_slice(bytes)))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use tokio::sync::oneshot;

    use super::*;

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn what_is_written_arrives_whole() {
        let body = download(LONG, |out| {
            for _ in 0..1_000 {
                out.write_all(&[b'x'; 1_000])?;
            }
            Ok(())
        });
        assert_eq!(to_bytes(body, usize::MAX).await.expect("whole").len(), 1_000_000);
    }

    #[tokio::test]
    async fn writing_that_fails_or_panics_ends_the_download_as_failed() {
        let failed = download(LONG, |out| {
            out.write_all(b"a row")?;
            Err(io::Error::other("no more"))
        });
        assert!(to_bytes(failed, usize::MAX).await.is_err());
        let panicked = download(LONG, |out| {
            out.write_all(b"a row")?;
            panic!("a fault of the program");
        });
        assert!(to_bytes(panicked, usize::MAX).await.is_err());
    }

    #[tokio::test]
    async fn a_reader_that_takes_nothing_loses_its_place() {
        let (ended, end) = oneshot::channel();
        let body = download(Duration::from_millis(10), move |out| {
            let written = (0..1_000).try_for_each(|_| out.write_all(&[b'x'; PIECE_BYTES]));
            let _ = ended.send(written.as_ref().map_err(io::Error::kind).copied());
            written
        });
        assert_eq!(end.await, Ok(Err(io::ErrorKind::TimedOut)), "it does not wait for ever");
        assert!(to_bytes(body, usize::MAX).await.is_err(), "what arrived is not taken for the whole");
    }

    #[tokio::test]
    async fn a_reader_that_left_stops_the_writing() {
        let (ended, end) = oneshot::channel();
        let body = download(LONG, move |out| {
            let written = (0..1_000).try_for_each(|_| out.write_all(&[b'x'; PIECE_BYTES]));
            let _ = ended.send(written.as_ref().map_err(io::Error::kind).copied());
            written
        });
        drop(body);
        assert_eq!(end.await, Ok(Err(io::ErrorKind::BrokenPipe)));
    }
}
