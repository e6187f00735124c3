use std::{
    sync::{
        Arc,
        mpsc::{RecvTimeoutError, channel},
    },
    thread,
    time::Duration,
};

use clientele_analytics::Progress;
use postgres::{CancelToken, Client};
use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{PostgresError, address::Address};

/// How often it is asked whether the work is still wanted.
const TICK: Duration = Duration::from_millis(100);

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
    /// Nobody answers, the login is refused, or the server is not who it says.
    pub(crate) fn open(address: &Address) -> Result<Self, PostgresError> {
        let place = address.to_string();
        let tls = MakeRustlsConnect::new(client_config(address)?);
        let client = address.config.connect(tls.clone());
        let client = client.map_err(|error| PostgresError::of_connecting(&place, &error))?;
        Ok(Self { client, place, tls })
    }

    /// The version as the server counts it: 150004 is 15.4.
    pub(crate) fn server_version(&mut self) -> Result<i32, PostgresError> {
        let row = self.client.query_one("SELECT current_setting('server_version_num')::int", &[]);
        let row = row.map_err(|error| PostgresError::of(&self.place, "telling its version", &error))?;
        Ok(row.get(0))
    }
}

fn client_config(address: &Address) -> Result<ClientConfig, PostgresError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    if let Some(path) = &address.ca_file {
        let unusable = |fault: String| PostgresError::Certificates { path: path.clone(), fault };
        let certificates =
            CertificateDer::pem_file_iter(path).map_err(|fault| unusable(fault.to_string()))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|fault| unusable(fault.to_string()))?;
            roots.add(certificate).map_err(|fault| unusable(fault.to_string()))?;
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.map_err(|fault| PostgresError::Settings(format!("encryption: {fault}")))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
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
