use std::{future::Future, io::Write, net::SocketAddr, sync::Arc, time::Duration};

use anyhow::{Context, anyhow};
use tokio::net::TcpListener;
use tracing::warn;
use tracing_subscriber::EnvFilter;

use crate::{
    config::{ServeArgs, find_hash_file, find_site_folder},
    failure::{Failure, FailureKind},
    http::{Site, router},
    live::{LiveAnalytics, PublishedFolder, follow_published},
};

/// Calculations, file reads and exports at the same time; further ones wait.
const CALCULATIONS_MAX: usize = 64;
/// Answers under way get this long after the request to stop.
const GRACE: Duration = Duration::from_secs(10);

pub(crate) fn run(args: &ServeArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    start_log(&args.log)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(CALCULATIONS_MAX)
        .build()
        .context("starting the worker threads")?;
    let served = runtime.block_on(serve(args, stdout));
    runtime.shutdown_timeout(Duration::from_secs(1));
    served
}

fn start_log(filter: &str) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(filter)
        .with_context(|| format!("--log {filter:?} is not a log filter; try `info`"))
        .map_err(|error| Failure::new(FailureKind::Usage, error))?;
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    Ok(())
}

async fn serve(args: &ServeArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let listener = listen(args.address).await?;
    let address = listener.local_addr().context("asking for the own address")?;
    let site_folder = find_site_folder(args.site.as_deref());
    if !site_folder.join("pkg").is_dir() {
        warn!(
            "{} holds no built site: pages come without style; build it with cargo-leptos",
            site_folder.display()
        );
    }
    if !address.ip().is_loopback() {
        warn!("listening on {address}: anyone who reaches it sees the customers, there is no login");
    }
    let live = Arc::new(LiveAnalytics::open(Box::new(PublishedFolder::new(&args.folder.data))));
    let follower = tokio::spawn(follow_published(Arc::clone(&live)));
    let site = Site { live, folder: site_folder, hash_file: find_hash_file(), behind_tls: args.behind_tls };
    let service = router(&site);
    writeln!(stdout, "Clientele is at http://{address}")?;
    stdout.flush()?;
    let served = serve_until_told(listener, service).await;
    follower.abort();
    Ok(served.context("serving")?)
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::from(anyhow!(
            "{address} is taken by another program; stop that one, or choose another port with --address"
        )),
        _ => Failure::from(anyhow!(error).context(format!("listening on {address}"))),
    })
}

/// Serves until SIGINT or SIGTERM, then lets answers under way finish within [`GRACE`].
async fn serve_until_told(listener: TcpListener, service: axum::Router) -> std::io::Result<()> {
    let server = axum::serve(listener, service).with_graceful_shutdown(told_to_stop());
    let patience = async {
        told_to_stop().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = async { server.await } => served,
        () = patience => Ok(()),
    }
}

async fn told_to_stop() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

#[cfg(unix)]
fn terminated() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};

    async {
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => drop(terminate.recv().await),
            Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(not(unix))]
fn terminated() -> impl Future<Output = ()> {
    std::future::pending()
}
