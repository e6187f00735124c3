use std::{
    future::IntoFuture,
    io::{IsTerminal, Write},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, anyhow};
use clientele_contract::UploadLimits;
use tokio::net::TcpListener;
use tracing::warn;
use tracing_subscriber::EnvFilter;

use crate::{
    config::{ServeArgs, find_hash_file, find_site_folder},
    desk::FolderDesk,
    failure::{Failure, FailureKind},
    http::{Site, allowed_hosts::AllowedHosts, router},
    live::{LiveAnalytics, PublishedFolder, follow_published},
    operations::FolderOperations,
    refresh::Refresher,
    sourcing::SourcingRules,
    stop_signal::StopSignal,
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
    let stderr = std::io::stderr;
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    log.with_ansi(stderr().is_terminal()).init();
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
    let hash_file = find_hash_file();
    if hash_file.is_none()
        && site_folder.join("pkg").is_dir()
        && !site_folder.join("pkg/clientele.css").is_file()
    {
        warn!(
            "no hash.txt beside the program says how the files of the site are named: pages come without style"
        );
    }
    if !address.ip().is_loopback() {
        warn!("listening on {address}: anyone who reaches it sees the customers, there is no login");
    }
    let live = Arc::new(LiveAnalytics::open(Box::new(PublishedFolder::new(&args.folder.data))));
    let follower = tokio::spawn(follow_published(Arc::clone(&live)));
    let operations = Arc::new(FolderOperations::new(&args.folder.data, &sourcing_rules(args)));
    operations.sources.sweep();
    let refresher = Arc::clone(operations.refresher());
    refresher.look_after(Arc::clone(&live)).context("starting the clock of refreshes")?;
    let service = router(&Site {
        live,
        desk: Arc::new(FolderDesk::new(&args.folder.data)),
        operations,
        folder: site_folder,
        hash_file,
        behind_tls: args.behind_tls,
        hosts: AllowedHosts::new(address, &args.hosts),
    });
    // Before the address is named: who reads it may ask to stop at once.
    let stop = StopSignal::listen().context("listening for signals to stop")?;
    writeln!(stdout, "Clientele is at http://{address}")?;
    stdout.flush()?;
    let ending = tokio::spawn(end_refreshes(refresher, stop.clone()));
    let served = serve_until_stopped(listener, service, stop).await;
    follower.abort();
    // A refresh that does not end in time is left to the end of the process, which it survives: what is in service
    // is never touched before the last step.
    if served.is_ok() && tokio::time::timeout(GRACE, ending).await.is_err() {
        warn!("the refresh at work did not end in time; it counts as broken off");
    }
    Ok(served.context("serving")?)
}

/// When the program is asked to stop, cancels the refresh at work and waits for its end.
async fn end_refreshes(refresher: Arc<Refresher>, stop: StopSignal) {
    stop.wait().await;
    refresher.stop();
    while refresher.is_at_work() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A folder that is not there yet is warned of: it is looked for now alone.
fn sourcing_rules(args: &ServeArgs) -> SourcingRules {
    for folder in args.source_folders.iter().filter(|folder| !folder.is_dir()) {
        warn!("--source-folder {}: there is no such folder, so nothing in it can be read", folder.display());
    }
    let (total_bytes, file_bytes) = (args.upload_limit, args.upload_file_limit.unwrap_or(args.upload_limit));
    SourcingRules {
        limits: UploadLimits { total_bytes, file_bytes: file_bytes.min(total_bytes) },
        folders: args.source_folders.clone(),
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::from(anyhow!(
            "{address} is taken by another program; stop that one, or choose another port with --address"
        )),
        _ => Failure::from(anyhow!(error).context(format!("listening on {address}"))),
    })
}

/// Serves until asked to stop, then lets answers under way finish within [`GRACE`].
async fn serve_until_stopped(
    listener: TcpListener,
    service: axum::Router,
    stop: StopSignal,
) -> std::io::Result<()> {
    let server = axum::serve(listener, service).with_graceful_shutdown(stop.clone().wait());
    let patience = async {
        stop.wait().await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        served = server.into_future() => served,
        () = patience => Ok(()),
    }
}
