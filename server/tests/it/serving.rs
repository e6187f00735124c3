//! The server as a process of its own.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::damage::damage_newest;

/// Far more than anything here takes; a test that reaches it has failed.
pub const DEADLINE: Duration = Duration::from_secs(60);

/// The program, run in a folder.
pub fn clientele(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientele"));
    command.current_dir(folder).env_remove("CLIENTELE_DATA_DIR").env_remove("CLIENTELE_ADDRESS");
    command
}

/// Runs a command to its end.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    clientele(folder).args(args).output().expect("the program starts")
}

/// A running server; killed when a test fails before it stopped it.
pub struct Server {
    pub child: Child,
    pub address: SocketAddr,
}

impl Server {
    /// Starts on a free port and waits for the line that names the address.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// The same, with variables in its environment.
    pub fn start_with(folder: &Path, variables: &[(&str, &str)]) -> Self {
        let mut command = clientele(folder);
        command.envs(variables.iter().copied());
        command.args(["serve", "--address", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("stdout is a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("Clientele is at http://").map(str::parse);
        let address = address.and_then(Result::ok).unwrap_or(SocketAddr::from(([0, 0, 0, 0], 0)));
        assert_ne!(address.port(), 0, "{line:?} names the address");
        Self { child, address }
    }

    /// Waits until the answer contains the text.
    pub fn wait_for(&self, path: &str, text: &str) {
        let start = Instant::now();
        loop {
            let answer = self.get(path);
            if answer.contains(text) {
                return;
            }
            assert!(start.elapsed() < DEADLINE, "{path} does not come to contain {text}: {answer:.300}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is text");
        answer
    }

    /// Sends a form as a page of the server does.
    pub fn post(&self, path: &str, form: &str) -> String {
        let (host, length) = (self.address, form.len());
        let head =
            format!("POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nConnection: close\r\n");
        let kind = "Content-Type: application/x-www-form-urlencoded";
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        let request = format!("{head}{kind}\r\nContent-Length: {length}\r\n\r\n{form}");
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("the answer is text");
        answer
    }

    /// Asks it to stop, and waits until it has; tells its exit code.
    #[cfg(unix)]
    pub fn terminate(&mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(told.expect("kill is there").success());
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the state of the process") {
                return status.code();
            }
            assert!(start.elapsed() < DEADLINE, "it does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Both fail if it has stopped already, which is what the tests want.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn make_shop(folder: &Path, name: &str, seed: &str) {
    let made = run(folder, &["demo-data", "--out", name, "--customers", "200", "--seed", seed]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
}

fn refresh(folder: &Path, source: &str) {
    let published = run(folder, &["refresh", "--source", source]);
    assert!(published.status.success(), "{}", String::from_utf8_lossy(&published.stderr));
}

#[test]
fn a_damaged_snapshot_that_is_refreshed_from_the_same_orders_goes_live() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (shop, seed) in [("old", "3"), ("new", "4")] {
        make_shop(folder.path(), shop, seed);
        refresh(folder.path(), shop);
    }
    let damaged = damage_newest(&folder.path().join("clientele-data"));
    let server = Server::start(folder.path());
    let health = server.get("/healthz");
    assert!(health.contains(r#""status":"ok""#) && !health.contains(&damaged), "the older serves: {health}");
    refresh(folder.path(), "new");
    server.wait_for("/healthz", &damaged);
}

#[test]
fn data_that_cannot_be_opened_are_not_called_missing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    make_shop(folder.path(), "shop", "3");
    refresh(folder.path(), "shop");
    damage_newest(&folder.path().join("clientele-data"));
    let server = Server::start(folder.path());
    assert!(server.get("/healthz").contains(r#""status":"unreadable""#));
    for page in ["/", "/segments", "/cohorts", "/data", "/export/customers.csv"] {
        let answer = server.get(page);
        assert!(answer.starts_with("HTTP/1.1 500"), "{page}: {answer:.40}");
        assert!(answer.contains("the published data cannot be opened: no snapshot"), "{page}");
        assert!(!answer.contains("No data yet"), "{page}");
    }
    refresh(folder.path(), "shop");
    server.wait_for("/healthz", r#""status":"ok""#);
    assert!(server.get("/segments").starts_with("HTTP/1.1 200"));
}

#[test]
fn an_unreadable_list_is_not_called_missing_data() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("clientele-data")).expect("made");
    fs::write(folder.path().join("clientele-data/published.json"), "{").expect("written");
    let server = Server::start(folder.path());
    assert!(server.get("/healthz").contains(r#""status":"unreadable""#));
    assert!(server.get("/segments").contains("the published data cannot be opened: reading"));
}

#[test]
fn a_refresh_goes_live_without_a_restart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = Server::start(folder.path());
    assert!(server.get("/healthz").contains(r#""status":"no-data""#));
    assert!(server.get("/segments").contains("Bring your orders"), "the page names the next step");

    make_shop(folder.path(), "shop", "3");
    refresh(folder.path(), "shop");

    server.wait_for("/healthz", r#""status":"ok""#);
    let rows = server.get("/export/customers.csv?for=machines");
    assert!(rows.contains("\"customer_id\",\"segment\""), "{rows:.300}");
}

#[test]
fn a_taken_port_is_named_with_the_way_out() {
    let folder: TempDir = tempfile::tempdir().expect("a temporary folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = run(folder.path(), &["serve", "--address", &address]);
    let message = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(message.contains(&address) && message.contains("--address"), "{message}");
}

#[cfg(unix)]
#[test]
fn asked_to_stop_it_stops_in_order() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut server = Server::start(folder.path());
    assert_eq!(server.terminate(), Some(0), "stopped in order, not killed");
}
