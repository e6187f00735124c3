//! A PostgreSQL of a test's own: started in a temporary folder on a free port of this machine, gone when dropped.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

use postgres::{Client, NoTls};
use tempfile::TempDir;

/// The password of the administrator, and of every role that a test makes.
pub const PASSWORD: &str = "pa55-w0rd-of-tests";
/// The user that the programs run as where the tests run as root, which PostgreSQL refuses.
const UNPRIVILEGED: &str = "postgres";

/// A running server.
pub struct PostgresServer {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    databases: AtomicU32,
}

impl PostgresServer {
    /// Starts a server. `cargo xtask test` installs PostgreSQL where it is missing.
    pub fn start() -> Self {
        let programs = find_programs().expect(
            "PostgreSQL's initdb and pg_ctl are needed: run `cargo xtask test`, or install the package `postgresql`",
        );
        let folder = tempfile::tempdir().expect("a temporary folder");
        give_away(folder.path());
        let (cluster, secret) = (folder.path().join("cluster"), folder.path().join("secret"));
        fs::write(&secret, PASSWORD).expect("written");
        give_away(&secret);
        let server = Self { folder, programs, port: free_port(), databases: AtomicU32::new(0) };
        let [cluster, secret] = [&cluster, &secret].map(|path| path.display().to_string());
        let pwfile = format!("--pwfile={secret}");
        server.run(
            "initdb",
            &["-D", &cluster, "-U", "admin", "-A", "scram-sha-256", &pwfile, "-E", "UTF8", "--no-sync"],
        );
        server.resume();
        server
    }

    /// Starts it again after it has been stopped or killed.
    pub fn resume(&self) {
        let folder = self.folder.path().display();
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off -c max_connections=50",
            self.port
        );
        let cluster = format!("{folder}/cluster");
        let log = format!("{folder}/log");
        self.run("pg_ctl", &["start", "-w", "-t", "60", "-D", &cluster, "-l", &log, "-o", &options]);
    }

    /// Ends it at once, as a crash would: nobody is told.
    pub fn crash(&self) {
        let cluster = format!("{}/cluster", self.folder.path().display());
        self.run("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &cluster]);
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// An empty database and its name.
    pub fn database(&self) -> String {
        let name = format!("shop_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        self.client("admin", "postgres").batch_execute(&format!("CREATE DATABASE {name}")).expect("created");
        name
    }

    /// The address of a database for a role.
    pub fn address(&self, role: &str, database: &str) -> String {
        format!("postgresql://{role}:{PASSWORD}@127.0.0.1:{}/{database}", self.port)
    }

    /// A connection to a database.
    pub fn client(&self, role: &str, database: &str) -> Client {
        Client::connect(&self.address(role, database), NoTls).expect("a connection")
    }

    /// What the server has written down.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).expect("the log is there")
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.try_run(program, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success(),
            "{program}: {said}{}",
            fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
        );
    }

    fn try_run(&self, program: &str, arguments: &[&str]) -> Output {
        let program = self.programs.join(program);
        let mut command = if is_root() {
            let mut command = Command::new("setpriv");
            command
                .args(["--reuid", UNPRIVILEGED, "--regid", UNPRIVILEGED, "--clear-groups", "--"])
                .arg(program);
            command
        } else {
            Command::new(program)
        };
        // A server that inherited a pipe would keep whoever reads it waiting.
        let errors = self.folder.path().join("errors");
        let file = fs::File::create(&errors).expect("created");
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(file);
        let status = command.status().expect("it starts");
        Output { status, stdout: Vec::new(), stderr: fs::read(errors).expect("read") }
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        let cluster = format!("{}/cluster", self.folder.path().display());
        // One that has crashed already is no fault.
        self.try_run("pg_ctl", &["stop", "-w", "-m", "immediate", "-D", &cluster]);
    }
}

/// The folder of the latest version that Debian has installed, else what is on the path.
fn find_programs() -> Option<PathBuf> {
    let version = |folder: &PathBuf| -> Option<u32> { folder.parent()?.file_name()?.to_str()?.parse().ok() };
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let installed =
        installed.map(|entry| entry.path().join("bin")).filter(|folder| folder.join("initdb").is_file());
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&on_path).find(|folder| folder.join("initdb").is_file());
    installed.max_by_key(version).or(on_path)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it has one").port()
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output().expect("`id` is there");
    answer.stdout.starts_with(b"0\n")
}

/// Where the programs run as another user, the folder must be that user's.
fn give_away(path: &Path) {
    if is_root() {
        let owner = format!("{UNPRIVILEGED}:{UNPRIVILEGED}");
        let done = Command::new("chown").arg(owner).arg(path).status().expect("`chown` is there");
        assert!(done.success());
    }
}
