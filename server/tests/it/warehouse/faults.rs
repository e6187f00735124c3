//! Loads that break, and loads that are refused.

use std::process::Stdio;

use postgres::Client;

use super::{VARIABLE, Warehouse, count, totals, wait_for};
use crate::postgres_server::{PASSWORD, PostgresServer};

#[test]
fn what_breaks_a_load_leaves_what_was_there() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 300, false);
    warehouse.load_well();
    let before = totals(&mut warehouse.admin());

    // A load that stands in the middle: it waits for the reader below when everything else is done.
    let mut reader = warehouse.admin();
    reader.batch_execute("BEGIN; SELECT FROM clientele.bi_customers").expect("begun");
    let held = |client: &mut Client| {
        let waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'";
        wait_for(client, waits);
    };
    let spawn = || {
        warehouse
            .command(["warehouse"])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts")
    };

    let mut killed = spawn();
    held(&mut warehouse.admin());
    killed.kill().expect("it can be killed");
    killed.wait().expect("it ends");
    let none_connected =
        "SELECT (count(*) = 0)::int::bigint FROM pg_stat_activity WHERE application_name = 'clientele'";
    wait_for(&mut warehouse.admin(), none_connected);

    let lost = spawn();
    held(&mut warehouse.admin());
    server.crash();
    let lost = lost.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&lost.stderr);
    assert!(!lost.status.success() && said.contains("was lost while"), "{said}");
    assert!(!said.contains(PASSWORD), "{said}");
    let away = warehouse.fail();
    assert!(away.contains("cannot reach"), "{away}");

    server.resume();
    let mut client = warehouse.admin();
    assert_eq!(totals(&mut client), before);
    let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'clientele%'";
    assert_eq!(count(&mut client, schemas), 1, "nothing of a broken load is left");
    warehouse.load_well();
    assert_eq!(totals(&mut client), before);
}

#[test]
fn a_server_that_dies_while_rows_arrive_leaves_the_old_tables() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 300, false);
    warehouse.load_well();
    let mut admin = warehouse.admin();
    let before = totals(&mut admin);
    // The next load stops when it has made its first table, just before the rows: the trigger waits for this lock.
    admin
        .batch_execute(
            "SELECT pg_advisory_lock(7);
             CREATE FUNCTION public.wait_for_test() RETURNS event_trigger LANGUAGE plpgsql
                 AS $$ BEGIN PERFORM pg_advisory_lock(7); END $$;
             CREATE EVENT TRIGGER wait_for_test ON ddl_command_end WHEN TAG IN ('ALTER TABLE')
                 EXECUTE FUNCTION public.wait_for_test()",
        )
        .expect("made");
    let load = warehouse
        .command(["warehouse"])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    wait_for(&mut admin, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
    server.crash();
    let load = load.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&load.stderr);
    assert!(!load.status.success() && said.contains("was lost while"), "{said}");
    server.resume();
    assert_eq!(totals(&mut warehouse.admin()), before);
}

#[test]
fn a_warehouse_that_is_away_does_not_undo_a_refresh_and_gets_the_next() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 200, false);
    let refresh = || {
        let output = warehouse.command(["refresh"]).output().expect("the program starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "what was published stays published: {said}");
        said
    };
    server.crash();
    let said = refresh();
    assert!(said.contains("cannot reach") && said.contains("the next refresh tries again"), "{said}");
    server.resume();
    let said = refresh();
    assert!(!said.contains("note:"), "nothing is left to tell: {said}");
    assert_eq!(totals(&mut warehouse.admin()), super::expected(&warehouse.report()));
}

#[test]
fn what_is_not_ours_is_left_alone() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 200, false);
    let mut admin = warehouse.admin();
    admin.batch_execute("CREATE SCHEMA clientele; CREATE TABLE clientele.notes (a int)").expect("made");
    let said = warehouse.fail();
    assert!(said.contains("not Clientele's"), "{said}");
    admin.batch_execute("DROP TABLE clientele.notes").expect("dropped");
    warehouse.load_well();

    admin
        .batch_execute("CREATE VIEW public.mine AS SELECT segment FROM clientele.dim_customer")
        .expect("made");
    let said = warehouse.fail();
    assert!(said.contains("view mine depends on") && said.contains("bi_"), "{said}");
    admin.batch_execute("DROP VIEW public.mine").expect("dropped");

    admin.batch_execute("UPDATE clientele.warehouse_version SET version = 99").expect("changed");
    let said = warehouse.fail();
    assert!(said.contains("version 99") && said.contains("update Clientele"), "{said}");
    admin.batch_execute("UPDATE clientele.warehouse_version SET version = 1").expect("changed");
    warehouse.load_well();
}

#[test]
fn a_login_of_few_rights_is_told_what_to_ask_for() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 200, false);
    let create = format!("CREATE ROLE loader LOGIN PASSWORD '{PASSWORD}'");
    warehouse.admin().batch_execute(&create).expect("made");
    let load = || {
        let address = server.address("loader", &warehouse.database);
        let output =
            warehouse.command(["warehouse"]).env(VARIABLE, address).output().expect("the program starts");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (succeeded, said) = load();
    let database = &warehouse.database;
    assert!(!succeeded && said.contains(&format!("GRANT CREATE ON DATABASE \"{database}\"")), "{said}");
    warehouse
        .admin()
        .batch_execute(&format!("GRANT CREATE ON DATABASE {database} TO loader"))
        .expect("granted");
    let (succeeded, said) = load();
    assert!(succeeded && said.contains("CREATE ROLE \"clientele_reader\""), "{said}");
    warehouse.admin().batch_execute("CREATE ROLE clientele_reader").expect("made");
    let (succeeded, said) = load();
    assert!(succeeded && !said.contains("note:"), "{said}");
}
