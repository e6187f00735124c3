//! The wish of the operating system that the program stop: SIGINT and SIGTERM, Ctrl-C on Windows.

use std::io;

use tokio::sync::watch;

/// Waits for the wish to stop; clones wait for the same.
#[derive(Clone)]
pub(crate) struct StopSignal(watch::Receiver<()>);

impl StopSignal {
    /// From now on a wish to stop is heard instead of ending the process. Needs a Tokio runtime.
    pub(crate) fn listen() -> io::Result<Self> {
        let asked_to_stop = asked_to_stop()?;
        let (sender, receiver) = watch::channel(());
        tokio::spawn(async move {
            asked_to_stop.await;
            drop(sender);
        });
        Ok(Self(receiver))
    }

    /// Returns when the program should stop.
    pub(crate) async fn wait(mut self) {
        // Nothing is ever sent; the channel closes.
        while self.0.changed().await.is_ok() {}
    }
}

/// The handlers are in place when this returns, not only when the future is first polled.
#[cfg(unix)]
fn asked_to_stop() -> io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn asked_to_stop() -> io::Result<impl Future<Output = ()> + Send> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
