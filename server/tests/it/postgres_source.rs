//! Orders from a PostgreSQL database.

use std::{
    ffi::OsStr,
    fs,
    path::Path,
    process::{Command, Output},
};

use clientele_analytics::open_current;
use clientele_contract::{Analytics, Report, Scope};
use tempfile::TempDir;

use crate::postgres_server::{PASSWORD, PostgresServer};

const VARIABLE: &str = "CLIENTELE_TEST_SOURCE_URL";

const ORDERS: &str = "
    CREATE TABLE orders (order_id int, customer text, ordered_at timestamp, product text, quantity int,
                         unit_price numeric(10,2));
    INSERT INTO orders SELECT n, 'C' || n % 37, timestamp '2025-01-01' + n * interval '7 hours',
                              'P' || n % 11, 1 + n % 3, 1 + (n % 50) * 0.25
                       FROM generate_series(1, 400) AS n;
";

/// A data folder with a source file that names a database.
struct Shop {
    folder: TempDir,
    address: String,
}

impl Shop {
    fn new(source: &str, address: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let shop = Self { folder, address: address.to_owned() };
        shop.describe(source);
        shop
    }

    fn describe(&self, source: &str) {
        let settings = self.data().join("settings");
        fs::create_dir_all(&settings).expect("made");
        let text = format!("[source]\nkind = \"postgres\"\nurl_env = \"{VARIABLE}\"\n{source}\n");
        fs::write(settings.join("source.toml"), text).expect("written");
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    fn refresh(&self) -> Output {
        run(self.folder.path(), &self.address, ["refresh", "--data", "data"])
    }

    /// Exit code and message of a refresh that is refused; nothing may be left behind.
    fn refused(&self) -> (Option<i32>, String) {
        let output = self.refresh();
        let said =
            format!("{}{}", String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
        assert!(!output.status.success(), "{said}");
        assert!(!said.contains(PASSWORD), "{said}");
        assert!(!self.data().join("staging").exists(), "{said}");
        (output.status.code(), said)
    }

    fn report(&self) -> Report {
        open_current(&self.data()).expect("published").engine.report(&Scope::everything()).expect("an answer")
    }
}

fn run<S: AsRef<OsStr>>(folder: &Path, address: &str, args: impl IntoIterator<Item = S>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(args)
        .current_dir(folder)
        .env_remove("CLIENTELE_DATA_DIR")
        .env(VARIABLE, address)
        .output()
        .expect("the program starts")
}

#[test]
fn what_a_statement_selects_is_what_the_database_counts() {
    let server = PostgresServer::start();
    let database = server.database();
    let mut client = server.client("admin", &database);
    client.batch_execute(ORDERS).expect("made");
    let shop = Shop::new(
        "query = \"\"\"select * from orders -- all of them\n;\"\"\"",
        &server.address("admin", &database),
    );
    let output = shop.refresh();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!shop.data().join("staging").exists(), "orders are not left lying about");

    let counted = client
        .query_one(
            "SELECT count(DISTINCT customer), count(DISTINCT order_id),
                    (sum(quantity * unit_price) * 100)::bigint FROM orders",
            &[],
        )
        .expect("counted");
    let report = shop.report();
    let found =
        (report.customers as i64, report.completed_orders as i64, report.revenue_cents_price_plus_freight);
    assert_eq!(found, (counted.get(0), counted.get(1), counted.get(2)));

    let again = shop.refresh();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(said.starts_with("already published"), "the same orders give the same snapshot: {said}");

    shop.describe("tables = [\"public.orders\"]");
    let output = shop.refresh();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let of_table = shop.report();
    assert_eq!(of_table.segments, report.segments, "the table is what the statement selects");
    let files = of_table.quality.expect("it is told").files;
    assert_eq!((files[0].file.as_str(), files[0].rows_kept), ("orders.csv", 400));
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_without_the_password() {
    let server = PostgresServer::start();
    let database = server.database();
    server.client("admin", &database).batch_execute(ORDERS).expect("made");
    let shop = Shop::new("", &server.address("admin", &database));
    for (source, code, words) in [
        ("query = \"select *\\nfrom  oders\"", 3, &["query, line 2, column 7", "oders"][..]),
        ("query = \"selct 1\"", 3, &["query, line 1, column 1", "syntax error"]),
        ("query = \"delete from orders returning *\"", 3, &["would change the database", "read-only"]),
        ("query = \"delete from orders\"", 3, &["selects no columns"]),
        ("query = \"select 1; drop table orders\"", 3, &["query", "multiple commands"]),
        ("query = \"select 1) to program 'true' --\"", 3, &["query, line 1, column 9", "syntax error"]),
        ("tables = [\"orders\", \"no.such\"]", 3, &["table no.such", "does not exist"]),
        ("query = \"select 1\"\ntables = [\"orders\"]", 3, &["either query"]),
        (format!("url = \"postgresql://anna:{PASSWORD}@db/shop\"").as_str(), 3, &["unknown field `url`"]),
    ] {
        shop.describe(source);
        let (found, said) = shop.refused();
        assert_eq!(found, Some(code), "{source}: {said}");
        assert!(words.iter().all(|word| said.contains(word)), "{source}: {said}");
    }
    let rows: i64 = server
        .client("admin", &database)
        .query_one("SELECT count(*) FROM orders", &[])
        .expect("counted")
        .get(0);
    assert_eq!(rows, 400, "nothing was changed");
}

#[test]
fn a_database_that_cannot_be_entered_is_told_apart_from_one_that_is_away() {
    let server = PostgresServer::start();
    let database = server.database();
    server.client("admin", &database).batch_execute(ORDERS).expect("made");
    let query = "query = \"select * from orders\"";
    let right = server.address("admin", &database);

    let wrong = "wr0ng-s3cr3t";
    let shop = Shop::new(query, &right.replace(PASSWORD, wrong));
    let (code, said) = shop.refused();
    assert_eq!(code, Some(3));
    assert!(said.contains("refuses the login") && !said.contains(wrong), "{said}");
    assert!(!server.log().contains(wrong));

    let shop = Shop::new(query, &right.replace(&database, "no_such"));
    assert!(shop.refused().1.contains("no_such"));

    let shop = Shop::new(query, &right.replace(PASSWORD, "a@b"));
    let (code, said) = shop.refused();
    assert!(code == Some(3) && said.contains("%40") && !said.contains("a@b"), "{said}");

    // Something listens there that is no database; it hangs up at once.
    let port = server.port();
    server.crash();
    let shop = Shop::new(query, &right);
    let (code, said) = shop.refused();
    assert_eq!(code, Some(1));
    assert!(said.contains("cannot reach") && said.contains(&format!("127.0.0.1:{port}")), "{said}");
}

#[test]
fn what_the_server_broke_off_is_told_in_its_words_and_may_be_tried_again() {
    let server = PostgresServer::start();
    let database = server.database();
    let mut client = server.client("admin", &database);
    client.batch_execute(ORDERS).expect("made");
    for code in ["40001", "40P01"] {
        let function = format!(
            "CREATE FUNCTION conflict_{code}() RETURNS int LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION 'conflict with recovery' USING ERRCODE = '{code}'; END $$"
        );
        client.batch_execute(&function).expect("made");
    }
    let timeout = format!("ALTER DATABASE {database} SET statement_timeout = '1s'");
    client.batch_execute(&timeout).expect("set");
    let shop = Shop::new("", &server.address("admin", &database));
    for (query, words) in [
        ("select *, pg_sleep(60) from orders", "statement timeout"),
        ("select *, conflict_40001() from orders", "conflict with recovery"),
        ("select *, conflict_40P01() from orders", "conflict with recovery"),
    ] {
        shop.describe(&format!("query = \"{query}\""));
        let (code, said) = shop.refused();
        assert_eq!(code, Some(1), "nobody has anything to mend in {query}: {said}");
        assert!(said.contains("the source cannot be read now"), "{query}: {said}");
        assert!(said.contains("broke off reading query") && said.contains(words), "{query}: {said}");
        assert!(!said.contains("cancelled"), "nobody has cancelled it: {said}");
    }
}

#[test]
fn values_of_rows_are_not_told() {
    let server = PostgresServer::start();
    let database = server.database();
    let mut client = server.client("admin", &database);
    client.batch_execute(ORDERS).expect("made");
    client
        .batch_execute(
            "CREATE FUNCTION tell_detail() RETURNS int LANGUAGE plpgsql AS
             $$ BEGIN RAISE EXCEPTION 'no such customer' USING DETAIL = 'Key (email)=(anna@shop.example)'; END $$",
        )
        .expect("made");
    let shop = Shop::new("", &server.address("admin", &database));
    for (query, words) in [
        ("select *, tell_detail() from orders", "no such customer"),
        ("select *, (customer || 'anna@shop.example')::int from orders", "type integer"),
    ] {
        shop.describe(&format!("query = \"{query}\""));
        let (code, said) = shop.refused();
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains(words) && !said.contains("anna"), "{said}");
    }
}

#[test]
fn a_server_that_dies_while_rows_come_leaves_the_old_snapshot() {
    let server = PostgresServer::start();
    let database = server.database();
    let mut client = server.client("admin", &database);
    client.batch_execute(ORDERS).expect("made");
    let shop = Shop::new("query = \"select * from orders\"", &server.address("admin", &database));
    assert!(shop.refresh().status.success());
    let before = shop.report();

    // Rows come until number 300, which waits for a lock that the test holds.
    client.batch_execute("SELECT pg_advisory_lock(7)").expect("held");
    shop.describe(
        "query = \"select * from orders where order_id <> 300 or pg_advisory_lock_shared(7) is not null\"",
    );
    let mut refresh = Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(["refresh", "--data", "data"])
        .current_dir(shop.folder.path())
        .env_remove("CLIENTELE_DATA_DIR")
        .env(VARIABLE, &shop.address)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    wait_until(
        &mut client,
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)",
    );
    server.crash();
    let mut said = String::new();
    std::io::Read::read_to_string(&mut refresh.stderr.take().expect("piped"), &mut said).expect("text");
    assert_eq!(refresh.wait().expect("it ends").code(), Some(1), "{said}");
    assert!(said.contains("was lost while reading query"), "{said}");
    assert_eq!(shop.report(), before);
    assert!(!shop.data().join("staging").exists());

    server.resume();
    shop.describe("query = \"select * from orders\"");
    assert!(shop.refresh().status.success(), "the next one succeeds");
}

#[test]
fn a_limit_of_time_of_the_server_is_told_and_is_no_cancelling() {
    let server = PostgresServer::start();
    let database = server.database();
    let mut client = server.client("admin", &database);
    client.batch_execute(ORDERS).expect("made");
    client.batch_execute(&format!("ALTER DATABASE {database} SET statement_timeout = 300")).expect("set");
    let query = "query = \"select *, pg_sleep(1) from orders\"";
    let (code, said) = Shop::new(query, &server.address("admin", &database)).refused();
    assert_eq!(code, Some(1), "trying again may help: {said}");
    assert!(said.contains("broke off") && said.contains("statement timeout"), "{said}");
}

/// Asks until the answer is true.
pub fn wait_until(client: &mut postgres::Client, question: &str) {
    let start = std::time::Instant::now();
    while !client.query_one(question, &[]).expect("an answer").get::<_, bool>(0) {
        assert!(start.elapsed().as_secs() < 60, "waited in vain for {question}");
        std::thread::yield_now();
    }
}
