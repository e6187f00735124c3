//! Where a database is: an address with a password, which stands in the environment or in a file of its own.

use std::{
    fmt, fs,
    net::IpAddr,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use postgres::{
    Config,
    config::{Host, SslMode},
};

use super::{PostgresError, small_file::read_small_file};
use crate::config::read_secret_variable;

/// A server that does not answer for so long is not reached.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// A connection on which nothing is acknowledged for so long is lost.
const SILENCE_MAX: Duration = Duration::from_secs(60);
/// A connection on which nobody says anything for so long is asked whether it is still there: a host that has vanished
/// says nothing either.
const IDLE_MAX: Duration = Duration::from_secs(30);
/// How often it is asked again, and how often in vain before it counts as lost.
const ASKED_EVERY: Duration = Duration::from_secs(10);
const ASKED_AGAIN: u32 = 3;

/// Where an address stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AddressSource<'a> {
    /// The environment variable that holds it.
    pub(crate) url_env: Option<&'a str>,
    /// The file that holds it, below the data folder if it is not absolute.
    pub(crate) url_file: Option<&'a Path>,
    /// Certificates (PEM) by which the server is known, beside those of the public authorities.
    pub(crate) ca_file: Option<&'a Path>,
}

impl AddressSource<'_> {
    /// Reads the address.
    ///
    /// # Errors
    /// It stands nowhere, others may read it, or it is not an address.
    pub(crate) fn read(&self, data: &Path) -> Result<Address, PostgresError> {
        let (text, stands) = match (self.url_env, self.url_file) {
            (Some(variable), None) => {
                let text = read_secret_variable(variable)
                    .ok_or_else(|| PostgresError::NoAddress { variable: variable.to_owned() })?;
                (text, format!("the environment variable {variable}"))
            }
            (None, Some(file)) => {
                let path = data.join(file);
                (read_secret_file(&path)?, path.display().to_string())
            }
            _ => return Err(PostgresError::AddressTwice),
        };
        let ca_file = self.ca_file.map(|file| data.join(file));
        Address::parse(text.trim(), ca_file).ok_or(PostgresError::NotAnAddress { stands })
    }
}

/// The address of a database, with a password that never leaves it.
pub(crate) struct Address {
    pub(super) config: Config,
    pub(super) ca_file: Option<PathBuf>,
    /// Host, port and database, as messages name it.
    place: String,
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Address({})", self.place)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.place)
    }
}

impl Address {
    /// `None`: it is not an address. What is wrong with it is not said, because that could hold a part of the
    /// password.
    fn parse(text: &str, ca_file: Option<PathBuf>) -> Option<Self> {
        let mut config = Config::from_str(text).ok()?;
        if !is_within_this_machine(&config) {
            config = Config::from_str(&encrypted_unless_said(text)).ok()?;
        } else if config.get_ssl_mode() == SslMode::Prefer {
            config.ssl_mode(SslMode::Disable);
        }
        config.connect_timeout(CONNECT_TIMEOUT);
        config.tcp_user_timeout(SILENCE_MAX);
        config.keepalives_idle(IDLE_MAX).keepalives_interval(ASKED_EVERY).keepalives_retries(ASKED_AGAIN);
        config.application_name("clientele");
        let place = place_of(&config)?;
        Some(Self { config, ca_file, place })
    }
}

/// The same address, which asks for encryption unless it says otherwise: of two modes the driver takes the later.
fn encrypted_unless_said(text: &str) -> String {
    let scheme = ["postgres://", "postgresql://"].into_iter().find(|scheme| text.starts_with(scheme));
    let Some(scheme) = scheme else { return format!("sslmode=require {text}") };
    // As the driver reads it: the login ends at the first @, and the parameters begin at the first ? after it.
    let place = text.find('@').map_or(scheme.len(), |at| at + 1);
    match text[place..].find('?').map(|mark| text.split_at(place + mark + 1)) {
        Some((before, parameters)) => format!("{before}sslmode=require&{parameters}"),
        None => format!("{text}?sslmode=require"),
    }
}

/// `None` if a part holds characters that belong to a password with an `@` in it.
fn place_of(config: &Config) -> Option<String> {
    let host = match config.get_hosts().first()? {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(folder) => folder.display().to_string(),
    };
    let port = config.get_ports().first().copied().unwrap_or(5432);
    let database = config.get_dbname().or(config.get_user()).unwrap_or_default();
    let place = format!("{host}:{port}/{database}");
    (!place.contains('@')).then_some(place)
}

/// True if what is said does not leave this machine.
fn is_within_this_machine(config: &Config) -> bool {
    let is_loopback = |address: &IpAddr| address.is_loopback();
    let is_near = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|address| is_loopback(&address)),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(is_near) && config.get_hostaddrs().iter().all(is_loopback)
}

/// Reads a file that must be for its owner alone.
fn read_secret_file(path: &Path) -> Result<String, PostgresError> {
    let unreadable = |fault| PostgresError::Io { action: "reading", path: path.to_owned(), fault };
    let (found, bytes) = read_small_file(path).map_err(unreadable)?;
    if let Some(mode) = mode_for_others(&found) {
        return Err(PostgresError::OpenSecret { path: path.to_owned(), mode });
    }
    String::from_utf8(bytes).map_err(|_| PostgresError::NotAnAddress { stands: path.display().to_string() })
}

/// The mode of a file if others than its owner may read or change it.
#[cfg(unix)]
fn mode_for_others(found: &fs::Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;

    let mode = found.permissions().mode() & 0o777;
    (mode & 0o077 != 0).then_some(mode)
}

/// Elsewhere access is governed by lists that are not looked at.
#[cfg(not(unix))]
fn mode_for_others(_found: &fs::Metadata) -> Option<u32> {
    None
}

/// A text with the users and passwords of all addresses in it left out.
pub(crate) fn without_logins(text: &str) -> String {
    let mut parts = text.split("://");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|character: char| character.is_whitespace() || "\"'".contains(character));
        let (address, rest) = part.split_at(end.unwrap_or(part.len()));
        let place = address.rsplit_once('@').map_or(address.to_owned(), |(_, place)| format!("…@{place}"));
        told = format!("{told}://{place}{rest}");
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "s3cr3t-w0rd";

    fn mode_of(text: &str) -> SslMode {
        Address::parse(text, None).expect("an address").config.get_ssl_mode()
    }

    #[test]
    fn an_address_is_shown_without_its_password() {
        let text = format!("postgresql://anna:{SECRET}@db.shop.example:6000/shop");
        let address = Address::parse(&text, None).expect("an address");
        assert_eq!(address.to_string(), "db.shop.example:6000/shop");
        assert!(!format!("{address:?}").contains(SECRET));
        let by_keys = format!("host=db.shop.example user=anna password={SECRET} dbname=shop");
        assert_eq!(Address::parse(&by_keys, None).expect("one").to_string(), "db.shop.example:5432/shop");
    }

    #[test]
    fn a_password_with_an_at_sign_does_not_become_a_host() {
        assert!(Address::parse("postgresql://anna:a@b@db.shop.example/shop", None).is_none());
        assert!(Address::parse("postgresql://anna:a@b/c@db.shop.example/shop", None).is_none());
        assert!(Address::parse("postgresql://anna:a%40b@db.shop.example/shop", None).is_some());
        assert!(Address::parse("mysql://anna@db.shop.example/shop", None).is_none());
    }

    #[test]
    fn only_what_stays_on_this_machine_goes_unencrypted_unasked() {
        for near in ["localhost", "127.0.0.1", "%2Frun%2Fpostgresql"] {
            assert_eq!(mode_of(&format!("postgresql://anna@{near}/shop")), SslMode::Disable, "{near}");
        }
        assert_eq!(mode_of("postgresql://anna@db.shop.example/shop"), SslMode::Require);
        assert_eq!(mode_of("postgresql://anna@10.0.0.7/shop?sslmode=disable"), SslMode::Disable);
        assert_eq!(mode_of("postgresql://anna@10.0.0.7/shop?sslmode=prefer"), SslMode::Prefer);
        assert_eq!(mode_of("postgresql://anna@localhost/shop?sslmode=require"), SslMode::Require);
    }

    #[test]
    fn encryption_is_given_up_only_where_the_mode_is_said() {
        for unsaid in [
            "postgresql://anna:sslmode=disable@10.0.0.7/shop",
            "postgresql://anna:a?sslmode=disable@10.0.0.7/shop",
            "postgresql://anna@10.0.0.7/sslmode",
            "postgresql://anna@10.0.0.7/shop?application_name=sslmode%3Ddisable",
            "postgres://anna@10.0.0.7/shop?",
            "host=10.0.0.7 user=anna password='a sslmode=disable'",
            "host=10.0.0.7 user=anna password=a://sslmode dbname=shop",
        ] {
            assert_eq!(mode_of(unsaid), SslMode::Require, "{unsaid}");
        }
        for said in [
            "postgresql://anna:sslmode@10.0.0.7/shop?application_name=a&sslmode=disable",
            "host=10.0.0.7 user=anna sslmode=disable",
            "sslmode = 'disable' host=10.0.0.7 user=anna",
        ] {
            assert_eq!(mode_of(said), SslMode::Disable, "{said}");
        }
        let whole = Address::parse("postgresql://anna@10.0.0.7:6000/shop?application_name=a", None);
        assert_eq!(whole.expect("an address").to_string(), "10.0.0.7:6000/shop", "nothing else is changed");
    }

    #[test]
    fn a_host_that_has_vanished_is_noticed_within_a_minute() {
        let address = Address::parse("postgresql://anna@db.shop.example/shop", None).expect("an address");
        let config = &address.config;
        assert!(config.get_keepalives());
        let asked =
            config.get_keepalives_interval().expect("said") * config.get_keepalives_retries().expect("said");
        assert!(config.get_keepalives_idle() + asked <= Duration::from_secs(60));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_may_read_is_refused_with_its_mode() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("address");
        fs::write(&path, format!("postgresql://anna:{SECRET}@localhost/shop\n")).expect("written");
        let source = AddressSource { url_env: None, url_file: Some(Path::new("address")), ca_file: None };
        for (mode, is_fine) in [(0o644, false), (0o640, false), (0o604, false), (0o600, true), (0o400, true)]
        {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("allowed");
            match source.read(folder.path()) {
                Ok(address) => assert!(is_fine && address.to_string() == "localhost:5432/shop"),
                Err(error) => {
                    let said = format!("{error} {error:?}");
                    assert!(!is_fine && said.contains("chmod 600") && !said.contains(SECRET), "{said}");
                }
            }
        }
    }

    #[test]
    fn a_text_is_told_without_logins() {
        let text =
            format!("url = \"postgresql://anna:{SECRET}@db/shop\" and https://shop.example/a@b 'x://y'");
        let told = "url = \"postgresql://…@db/shop\" and https://…@b 'x://y'";
        assert_eq!(without_logins(&text), told);
    }

    #[test]
    fn an_address_stands_in_one_place() {
        let file = Some(Path::new("address"));
        for (url_env, url_file) in [(None, None), (Some("X"), file)] {
            let source = AddressSource { url_env, url_file, ca_file: None };
            let error = source.read(Path::new(".")).expect_err("refused");
            assert!(error.to_string().contains("url_env"), "{error}");
        }
        let source = AddressSource { url_env: Some("CLIENTELE_NO_SUCH_URL"), url_file: None, ca_file: None };
        let error = source.read(Path::new(".")).expect_err("refused");
        assert!(error.to_string().contains("CLIENTELE_NO_SUCH_URL"), "{error}");
    }
}
