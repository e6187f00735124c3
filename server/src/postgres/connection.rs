use std::{
    path::Path,
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, channel},
    },
    thread,
    time::{Duration, Instant},
};

use clientele_analytics::Progress;
use postgres::{CancelToken, Client};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{PostgresError, address::Address, small_file::read_small_file};

/// How often it is asked whether the work is still wanted.
const TICK: Duration = Duration::from_millis(100);
/// So long a server may take from the first word to the end of the login.
const ANSWER_MAX: Duration = Duration::from_secs(30);

/// An open connection.
pub(crate) struct Connection {
    pub(crate) client: Client,
    /// Host, port and database, as messages name it.
    pub(crate) place: String,
    tls: MakeRustlsConnect,
}

impl Connection {
    /// Connects, encrypted unless the address says otherwise or stays on this machine. Not from async code.
    ///
    /// # Errors
    /// Nobody answers in time, the login is refused, the server is not who it says, or it is not wanted any more.
    pub(crate) fn open(address: &Address, progress: &dyn Progress) -> Result<Self, PostgresError> {
        let place = address.to_string();
        let tls = MakeRustlsConnect::new(client_config(address)?);
        let client = connect(address, &place, tls.clone(), progress)?;
        Ok(Self { client, place, tls })
    }

    /// The version as the server counts it: 150004 is 15.4.
    pub(crate) fn server_version(&mut self) -> Result<i32, PostgresError> {
        let row = self.client.query_one("SELECT current_setting('server_version_num')::int", &[]);
        let row = row.map_err(|error| PostgresError::of(&self.place, "telling its version", &error))?;
        Ok(row.get(0))
    }
}

/// The driver's own limit ends once something listens, whether or not that ever answers. So it connects on a thread
/// of its own, which is left to itself if it takes too long.
fn connect(
    address: &Address,
    place: &str,
    tls: MakeRustlsConnect,
    progress: &dyn Progress,
) -> Result<Client, PostgresError> {
    let unreachable =
        |fault: &str| PostgresError::Unreachable { place: place.to_owned(), fault: fault.to_owned() };
    let (sender, answer) = channel();
    let config = address.config.clone();
    thread::Builder::new()
        .name("postgres-connect".to_owned())
        // Nobody may be waiting any more.
        .spawn(move || drop(sender.send(config.connect(tls))))
        .map_err(|error| unreachable(&format!("no thread can be started: {error}")))?;
    let began = Instant::now();
    loop {
        match answer.recv_timeout(TICK) {
            Ok(client) => return client.map_err(|error| PostgresError::of_connecting(place, &error)),
            Err(RecvTimeoutError::Disconnected) => return Err(unreachable("the connection stopped")),
            Err(RecvTimeoutError::Timeout) if progress.is_cancelled() => {
                return Err(PostgresError::Cancelled);
            }
            Err(RecvTimeoutError::Timeout) if began.elapsed() > ANSWER_MAX => {
                return Err(unreachable("something listens there but does not answer as a database does"));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

fn client_config(address: &Address) -> Result<ClientConfig, PostgresError> {
    let roots = trusted_roots(address.ca_file.as_deref())?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|fault| PostgresError::Settings(format!("encryption: {fault}")))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

/// The certificates of the public authorities, and those of a file.
fn trusted_roots(ca_file: Option<&Path>) -> Result<RootCertStore, PostgresError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let Some(path) = ca_file else { return Ok(roots) };
    let unusable = |fault: String| PostgresError::Certificates { path: path.to_owned(), fault };
    let (_, bytes) = read_small_file(path).map_err(|fault| unusable(fault.to_string()))?;
    let public = roots.len();
    for certificate in CertificateDer::pem_slice_iter(&bytes) {
        let certificate = certificate.map_err(|fault| unusable(fault.to_string()))?;
        roots.add(certificate).map_err(|fault| unusable(fault.to_string()))?;
    }
    if roots.len() == public { Err(unusable("none was found in it".to_owned())) } else { Ok(roots) }
}

/// Does `work`; if it is not wanted any more, the server is asked to end what it is at.
pub(crate) fn while_cancellable<T>(
    connection: &mut Connection,
    progress: &dyn Progress,
    work: impl FnOnce(&mut Client) -> T,
) -> T {
    let Connection { client, tls, .. } = connection;
    let token = client.cancel_token();
    thread::scope(|scope| {
        let (working, ended) = channel::<()>();
        scope.spawn(move || {
            // Asked again and again: the server may not have begun when it is asked first.
            while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                cancel_if_unwanted(&token, tls, progress);
            }
        });
        let done = work(client);
        drop(working);
        done
    })
}

fn cancel_if_unwanted(token: &CancelToken, tls: &MakeRustlsConnect, progress: &dyn Progress) {
    if progress.is_cancelled() {
        // If the request is lost the next one is on its way.
        let _ = token.cancel_query(tls.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_certificates_holds_at_least_one() {
        assert!(trusted_roots(None).is_ok(), "a public authority may vouch for the database");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("authority.pem");
        let other = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
        for text in ["", "s3cr3t\n", other] {
            std::fs::write(&path, text).expect("written");
            let fault = trusted_roots(Some(&path)).expect_err("refused").to_string();
            assert!(fault.contains("holds no certificates") && !fault.contains("s3cr3t"), "{text}: {fault}");
        }
        let fault = trusted_roots(Some(folder.path())).expect_err("refused").to_string();
        assert!(fault.contains("not a regular file"), "{fault}");
    }
}
