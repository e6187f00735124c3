//! Who sees what, and when.

use std::{
    fs,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use clientele_analytics::open_current;
use clientele_contract::{Analytics, Scope};

use super::{VARIABLE, Warehouse, count, expected, totals};
use crate::{
    postgres_server::{PASSWORD, PostgresServer},
    published_demo::PublishedDemo,
};

#[test]
fn readers_see_the_states_that_they_were_given_and_write_nothing() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 500, true);
    warehouse.load_well();
    let mut admin = warehouse.admin();
    let state: String = admin
        .query_one(
            "SELECT state FROM clientele.dim_customer GROUP BY state ORDER BY count(*) DESC LIMIT 1",
            &[],
        )
        .expect("a state")
        .get(0);
    for role in ["all_states", "one_state", "no_state"] {
        let statement = format!("CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}' IN ROLE clientele_reader");
        admin.batch_execute(&statement).expect("made");
    }
    admin.batch_execute("INSERT INTO clientele.region_access VALUES ('all_states', '*')").expect("given");
    admin
        .execute(
            "INSERT INTO clientele.region_access VALUES ('one_state', $1), ('gone_role', '*')",
            &[&state],
        )
        .expect("given");
    let own = |table: &str, column: &str| {
        format!("SELECT count(*) FROM clientele.{table} WHERE {column} = '{state}'")
    };
    let own = [
        count(&mut admin, &own("dim_customer", "state")),
        count(&mut admin, &own("dim_order", "customer_state")),
        count(&mut admin, &own("fact_order_line", "customer_state")),
    ];
    let all = totals(&mut admin);
    // A program before this one gave the whole table; the next load takes it back.
    let granted = "GRANT SELECT ON clientele.warehouse_load TO clientele_reader";
    admin.batch_execute(granted).expect("given");
    warehouse.load_well();
    // A load makes new tables; the rights must hold for those, too.
    for _ in 0..2 {
        let reader = |role: &str| server.client(role, &warehouse.database);
        assert_eq!(totals(&mut reader("all_states")), all);
        let mut one = reader("one_state");
        assert_eq!(totals(&mut one)[..3], own);
        assert!(own[0] > 0 && own[0] < all[0], "the test would show nothing: {own:?} of {all:?}");
        assert_eq!(totals(&mut reader("no_state")), [0; 6]);
        for query in [
            format!("SELECT count(*) FROM clientele.bi_customers WHERE \"State\" <> '{state}'"),
            format!("SELECT count(*) FROM clientele.dim_customer WHERE state <> '{state}'"),
            format!("SELECT count(*) FROM clientele.fact_order_line WHERE customer_state <> '{state}'"),
            "SELECT count(*) FROM clientele.region_access WHERE role_name <> 'one_state'".to_owned(),
            format!("SELECT sum(\"Customers\")::bigint - {} FROM clientele.bi_segment_summary", own[0]),
            format!("SELECT sum(\"Orders\")::bigint - {} FROM clientele.bi_monthly_revenue", own[1]),
        ] {
            assert_eq!(count(&mut one, &query), 0, "{query}");
        }
        assert_eq!(count(&mut one, "SELECT count(*) FROM clientele.bi_about"), 1);
        for column in ["customers", "orders", "order_lines", "revenue", "*"] {
            let query = format!("SELECT {column} FROM clientele.warehouse_load");
            assert!(one.batch_execute(&query).is_err(), "{query}");
        }
        for statement in [
            "DELETE FROM clientele.dim_customer",
            "UPDATE clientele.bi_customers SET \"Segment\" = 'x'",
            "INSERT INTO clientele.region_access VALUES ('one_state', '*')",
            "DROP VIEW clientele.bi_orders",
            "CREATE TABLE clientele.mine (a int)",
            "ALTER TABLE clientele.dim_customer DISABLE ROW LEVEL SECURITY",
            "SET ROLE admin",
        ] {
            assert!(one.batch_execute(statement).is_err(), "{statement}");
        }
        warehouse.load_well();
    }
}

#[test]
fn without_regions_every_reader_sees_everything() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 200, false);
    warehouse.load_well();
    let statement = format!("CREATE ROLE anna LOGIN PASSWORD '{PASSWORD}' IN ROLE clientele_reader");
    warehouse.admin().batch_execute(&statement).expect("made");
    assert_eq!(totals(&mut server.client("anna", &warehouse.database)), expected(&warehouse.report()));
    let outsider = format!("CREATE ROLE otto LOGIN PASSWORD '{PASSWORD}'");
    warehouse.admin().batch_execute(&outsider).expect("made");
    let refused =
        server.client("otto", &warehouse.database).batch_execute("SELECT FROM clientele.bi_customers");
    assert!(refused.is_err(), "who is no reader sees nothing");
}

#[test]
fn readers_never_see_some_old_and_some_new_tables() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 200, false);
    warehouse.load_well();
    let other = PublishedDemo::of(320);
    let of_other = open_current(&other.data()).expect("published").engine.report(&Scope::everything());
    let allowed = [expected(&warehouse.report()), expected(&of_other.expect("an answer"))];
    assert_ne!(allowed[0], allowed[1]);
    fs::copy(warehouse.demo.setting("source.toml"), {
        fs::create_dir_all(other.data().join("settings")).expect("made");
        other.setting("source.toml")
    })
    .expect("copied");

    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        let readers: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    let mut client = warehouse.admin();
                    let mut seen = [0_u32; 2];
                    while !is_over.load(Ordering::Relaxed) {
                        let found = totals(&mut client);
                        let which = allowed.iter().position(|allowed| *allowed == found);
                        seen[which
                            .unwrap_or_else(|| std::panic::panic_any(format!("a mixture: {found:?}")))] += 1;
                    }
                    seen
                })
            })
            .collect();
        for round in 0..6 {
            let data = if round % 2 == 0 { other.data() } else { warehouse.demo.data() };
            let load = Command::new(env!("CARGO_BIN_EXE_clientele"))
                .arg("warehouse")
                .arg("--data")
                .arg(data)
                .env(VARIABLE, server.address("admin", &warehouse.database))
                .output()
                .expect("the program starts");
            assert!(load.status.success(), "{}", String::from_utf8_lossy(&load.stderr));
        }
        is_over.store(true, Ordering::Relaxed);
        for reader in readers {
            let seen = reader.join().expect("no mixture was seen");
            assert!(seen.iter().all(|count| *count > 0), "both were seen: {seen:?}");
        }
    });
}

#[test]
fn a_reader_in_the_middle_of_a_transaction_keeps_what_it_sees() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 200, false);
    warehouse.load_well();
    let mut reader = warehouse.admin();
    reader.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ").expect("begun");
    let before = totals(&mut reader);
    let mut load =
        warehouse.command(["warehouse"]).stderr(Stdio::piped()).spawn().expect("the program starts");
    // The load waits for the reader; others may read meanwhile, between its attempts.
    let mut other = warehouse.admin();
    let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'";
    while count(&mut other, waits) == 0 {
        assert!(load.try_wait().expect("asked").is_none(), "it must not exchange tables that are being read");
    }
    assert_eq!(totals(&mut other), before);
    assert_eq!(totals(&mut reader), before);
    reader.batch_execute("COMMIT").expect("ended");
    assert!(load.wait().expect("it ends").success());
}
