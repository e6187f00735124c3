//! The published snapshot in PostgreSQL and as Parquet files.

mod content;
mod faults;
mod parquet_copy;
mod readers;

use std::{
    ffi::OsStr,
    process::{Command, Output},
};

use clientele_analytics::open_current;
use clientele_contract::{Analytics, Report, Scope};
use postgres::Client;

use crate::{
    postgres_server::{PASSWORD, PostgresServer},
    published_demo::PublishedDemo,
};

const VARIABLE: &str = "CLIENTELE_TEST_WAREHOUSE_URL";

/// A published shop and the database that it is copied to.
struct Warehouse<'a> {
    server: &'a PostgresServer,
    database: String,
    demo: PublishedDemo,
}

impl<'a> Warehouse<'a> {
    fn new(server: &'a PostgresServer, customers: u32, regions: bool) -> Self {
        let warehouse = Self { server, database: server.database(), demo: PublishedDemo::of(customers) };
        warehouse.describe(&format!("[warehouse.postgres]\nurl_env = \"{VARIABLE}\"\nregions = {regions}\n"));
        warehouse
    }

    fn describe(&self, targets: &str) {
        let source = "[source]\nkind = \"files\"\npath = \"../shop\"\n\n";
        self.demo.edit("source.toml", &format!("{source}{targets}"));
    }

    fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_clientele"));
        command.args(args).arg("--data").arg(self.demo.data());
        command.env(VARIABLE, self.server.address("admin", &self.database));
        command
    }

    fn load(&self) -> Output {
        self.command(["warehouse"]).output().expect("the program starts")
    }

    fn load_well(&self) {
        let output = self.load();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn fail(&self) -> String {
        let output = self.load();
        assert!(!output.status.success());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!said.contains(PASSWORD), "{said}");
        said
    }

    fn admin(&self) -> Client {
        self.server.client("admin", &self.database)
    }

    fn report(&self) -> Report {
        open_current(&self.demo.data())
            .expect("published")
            .engine
            .report(&Scope::everything())
            .expect("an answer")
    }
}

/// Asks until the answer is another number than 0.
fn wait_for(client: &mut Client, query: &str) {
    let start = std::time::Instant::now();
    while count(client, query) == 0 {
        assert!(start.elapsed().as_secs() < 60, "waited in vain for {query}");
    }
}

fn count(client: &mut Client, query: &str) -> i64 {
    let row = client.query_one(query, &[]).map_err(|error| format!("{query}: {:?}", error.as_db_error()));
    row.expect("a row").get(0)
}

/// Customers, orders, lines, and revenue in cents by each of them.
fn totals(client: &mut Client) -> [i64; 6] {
    let query =
        "SELECT (SELECT count(*) FROM clientele.bi_customers), (SELECT count(*) FROM clientele.bi_orders),
        (SELECT count(*) FROM clientele.bi_order_lines),
        (SELECT coalesce(sum(\"Revenue\") * 100, 0)::bigint FROM clientele.bi_customers),
        (SELECT coalesce(sum(\"Revenue\") * 100, 0)::bigint FROM clientele.bi_orders),
        (SELECT coalesce(sum(\"Revenue\") * 100, 0)::bigint FROM clientele.bi_order_lines)";
    let row = client
        .query_one(query, &[])
        .map_err(|error| format!("{query}: {:?}", error.as_db_error()))
        .expect("a row");
    std::array::from_fn(|column| row.get(column))
}

fn expected(report: &Report) -> [i64; 6] {
    let cents = report.revenue_cents_price_plus_freight;
    let counts = [report.customers, report.completed_orders, report.order_items].map(u64::cast_signed);
    [counts[0], counts[1], counts[2], cents, cents, cents]
}
