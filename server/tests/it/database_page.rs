//! A database as the source, described on the page: from the form to the overview, and all that can be wrong.

use std::{fs, io::Write, net::TcpStream, path::Path};

use clientele_analytics::open_current;
use clientele_app::query_string::append_pair;
use clientele_contract::{Analytics, Report, Scope};

use crate::{
    postgres_server::{PASSWORD, PostgresServer},
    postgres_source::wait_until,
    refreshing::Place,
    serving::Server,
};

const VARIABLE: &str = "CLIENTELE_SOURCE_TEST_URL";
const TRY: &str = "/data/source/database";

/// 400 order lines of 37 customers, and the same as three tables.
const SHOP: &str = "
    CREATE TABLE lines (order_id int, customer text, ordered_at timestamp, product text, quantity int,
                        unit_price numeric(10,2));
    INSERT INTO lines SELECT n, 'C' || n % 37, timestamp '2025-01-01' + n * interval '7 hours',
                             'P' || n % 11, 1 + n % 3, 1 + (n % 50) * 0.25
                      FROM generate_series(1, 400) AS n;
    CREATE SCHEMA sales;
    CREATE TABLE sales.orders AS SELECT order_id, customer AS customer_id, ordered_at FROM lines;
    CREATE TABLE sales.order_items AS SELECT order_id, product, quantity, unit_price FROM lines;
";

fn form(fields: &[(&str, &str)]) -> String {
    let mut form = String::new();
    fields.iter().for_each(|(name, value)| append_pair(&mut form, name, value));
    form
}

/// The address that an answer leads to.
fn location(answer: &str) -> &str {
    let line = answer.lines().find_map(|line| line.strip_prefix("location: "));
    assert!(line.is_some(), "it leads nowhere: {answer}");
    line.unwrap_or_default()
}

fn report(data: &Path) -> Report {
    open_current(data).expect("published").engine.report(&Scope::everything()).expect("an answer")
}

/// The path of each file below a folder that holds the password.
fn files_with_password(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with_password(&path));
        } else if String::from_utf8_lossy(&fs::read(&path).expect("it is read")).contains(PASSWORD) {
            found.push(path.display().to_string());
        }
    }
    found
}

fn counted(server: &PostgresServer, database: &str) -> (i64, i64, i64) {
    let row = server
        .client("admin", database)
        .query_one(
            "SELECT count(DISTINCT customer), count(DISTINCT order_id), (sum(quantity * unit_price) * 100)::bigint
             FROM lines",
            &[],
        )
        .expect("counted");
    (row.get(0), row.get(1), row.get(2))
}

fn shown(report: &Report) -> (i64, i64, i64) {
    (report.customers as i64, report.completed_orders as i64, report.revenue_cents_price_plus_freight)
}

#[test]
fn a_query_goes_from_the_form_to_the_overview_without_a_password_on_the_way() {
    let (postgres, place) = (PostgresServer::start(), Place::new());
    let database = postgres.database();
    postgres.client("admin", &database).batch_execute(SHOP).expect("made");
    let address = postgres.address("admin", &database);
    let server = Server::start_with(place.path(), &[(VARIABLE, &address)]);
    assert!(server.get("/data/source").contains("Read from a database"));

    let query = "select * from lines\nwhere quantity > 0 -- all of them";
    let tried = server.post(TRY, &form(&[("variable", VARIABLE), ("query", query)]));
    let page = location(&tried).to_owned();
    assert!(page.starts_with("/data/source?database="), "{tried}");
    let mapping = server.get(&page);
    for words in ["Is this how the orders are to be read?", "a query to PostgreSQL", "unit_price", "Line"] {
        assert!(mapping.contains(words), "{words}: {mapping}");
    }
    assert!(!place.data().join("settings").exists(), "nothing is in use yet");

    let id = page.rsplit_once('=').map(|(_, id)| id).unwrap_or_default();
    let read = server.post("/data/source/read", &form(&[("database", id)]));
    assert!(location(&read).starts_with("/?done=orders-read"), "{read}");
    assert_eq!(shown(&report(&place.data())), counted(&postgres, &database));
    let source = fs::read_to_string(place.data().join("settings/source.toml")).expect("written");
    assert!(source.contains("kind = \"postgres\"") && source.contains(VARIABLE), "{source}");
    assert!(source.contains("mapping = \"settings/mapping-"), "{source}");
    assert!(!place.data().join("databases").join(id).exists(), "rows of persons are not left lying about");

    let desk = server.get("/data/source");
    assert!(desk.contains("a query to PostgreSQL") && desk.contains("Change what is read"), "{desk}");
    assert!(desk.contains("where quantity &gt; 0") || desk.contains("where quantity > 0"), "{desk}");
    for text in [&tried, &mapping, &read, &desk] {
        assert!(!text.contains(PASSWORD));
    }
    assert_eq!(files_with_password(&place.data()), Vec::<String>::new());

    // The same again is read as it is read now.
    let again = server.post(TRY, &form(&[("variable", VARIABLE), ("query", query)]));
    let mapping = server.get(location(&again));
    assert!(mapping.contains("Try another query or other tables"), "{mapping}");
    assert!(!mapping.contains("Change what is read"), "it is only tried: {mapping}");
    // What a hand has written stays.
    let (file, config) = (place.data().join("settings/source.toml"), "config = \"shop.toml\"\n");
    fs::write(&file, source.replacen("[source]\n", &format!("[source]\n{config}"), 1)).expect("written");
    fs::write(place.data().join("shop.toml"), "").expect("written");
    let id = location(&again).rsplit_once('=').map(|(_, id)| id).unwrap_or_default();
    server.post("/data/source/read", &form(&[("database", id)]));
    assert!(fs::read_to_string(&file).expect("written").contains(config));
}

#[test]
fn tables_are_joined_and_the_address_may_stand_in_a_file() {
    let (postgres, place) = (PostgresServer::start(), Place::new());
    let database = postgres.database();
    postgres.client("admin", &database).batch_execute(SHOP).expect("made");
    let secrets = place.data().join("secrets");
    fs::create_dir_all(&secrets).expect("made");
    let secret = secrets.join("address");
    fs::write(&secret, postgres.address("admin", &database)).expect("written");
    let file = secret.display().to_string();
    let fields = [("file", file.as_str()), ("tables", "sales.orders, sales.order_items")];
    let server = Server::start(place.path());

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        fs::set_permissions(&secret, fs::Permissions::from_mode(0o644)).expect("allowed");
        let open = server.post(TRY, &form(&fields));
        assert!(open.starts_with("HTTP/1.1 422") && open.contains("chmod 600"), "{open}");
        assert!(open.contains("id=\"file-error\"") && !open.contains(PASSWORD), "{open}");
        fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).expect("allowed");
    }
    let tried = server.post(TRY, &form(&fields));
    let page = location(&tried).to_owned();
    let mapping = server.get(&page);
    assert!(mapping.contains("2 of 2") && mapping.contains("are read as one"), "{mapping}");
    let id = page.rsplit_once('=').map(|(_, id)| id).unwrap_or_default();
    let read = server.post("/data/source/read", &form(&[("database", id)]));
    assert!(location(&read).starts_with("/?done=orders-read"), "{read}");
    assert_eq!(shown(&report(&place.data())), counted(&postgres, &database));
    assert_eq!(files_with_password(&place.data()), [file], "it stands where it stood");
    let source = fs::read_to_string(place.data().join("settings/source.toml")).expect("written");
    assert!(source.contains("url_file = \"secrets/address\""), "the data folder can be moved: {source}");
}

#[test]
fn no_other_file_can_be_named_whether_it_is_there_or_not() {
    let place = Place::new();
    let server = Server::start(place.path());
    let (there, missing) = (place.path().join("address"), place.path().join("missing"));
    fs::write(&there, "postgresql://anna@localhost/shop").expect("written");
    let refused = |field: &str, path: &Path| {
        let path = path.display().to_string();
        let address = ("variable", if field == "file" { "" } else { VARIABLE });
        let answer = server.post(TRY, &form(&[address, (field, &path), ("tables", "orders")]));
        assert!(answer.starts_with("HTTP/1.1 422"), "{answer:.200}");
        assert!(answer.contains(&format!("id=\"{field}-error\"")), "{answer}");
        assert!(answer.contains("is not a file or folder below"), "{answer}");
        let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
        body.split("field-error").nth(1).unwrap_or_default().replace(&path, "…")
    };
    for field in ["file", "authority"] {
        let told = |path: &Path| refused(field, path).split_once("</p>").map(|(words, _)| words.to_owned());
        assert!(told(&there).is_some());
        assert_eq!(told(&there), told(&missing));
    }
}

#[test]
fn what_is_wrong_stands_beside_its_field_and_what_was_typed_stays() {
    let (postgres, place) = (PostgresServer::start(), Place::new());
    let database = postgres.database();
    postgres.client("admin", &database).batch_execute(SHOP).expect("made");
    let address = postgres.address("admin", &database);
    let refused = "wr0ng-s3cr3t";
    let wrong = address.replace(PASSWORD, refused);
    let variables = [
        (VARIABLE, address.as_str()),
        ("CLIENTELE_SOURCE_WRONG", &wrong),
        ("CLIENTELE_SOURCE_OTHER", "mysql://anna@shop"),
        ("CLIENTELE_WAREHOUSE_URL", &address),
    ];
    let server = Server::start_with(place.path(), &variables);
    let good = "select * from lines";
    for (variable, query, field, words) in [
        (
            "CLIENTELE_SOURCE_UNSET",
            good,
            "variable",
            &["CLIENTELE_SOURCE_UNSET is not set", "start the server again"][..],
        ),
        (
            "CLIENTELE_WAREHOUSE_URL",
            good,
            "variable",
            &["can be named here; others stand in settings/source.toml"],
        ),
        ("", good, "variable", &["Say where the address stands"]),
        ("CLIENTELE_SOURCE_OTHER", good, "variable", &["does not hold the address"]),
        ("CLIENTELE_SOURCE_WRONG", good, "variable", &["refuses the login"]),
        (VARIABLE, "", "query", &["Say what is read"]),
        (VARIABLE, "select *\nfrom  liness", "query", &["line 2, column 7", "liness"]),
        (VARIABLE, "delete from lines returning *", "query", &["expected a statement that selects"]),
        (VARIABLE, "delete from lines", "query", &["selects no columns"]),
        (VARIABLE, "select * from lines where false", "query", &["brings no rows"]),
        (VARIABLE, "select 1; drop table lines", "query", &["multiple commands"]),
        (VARIABLE, "select *, repeat(customer, 200000) from lines", "query", &["first rows are larger than"]),
        (VARIABLE, "select true as reset_password from liness", "query", &["column 36", "liness"]),
    ] {
        let answer = server.post(TRY, &form(&[("variable", variable), ("query", query)]));
        assert!(answer.starts_with("HTTP/1.1 422"), "{query}: {answer:.200}");
        let error = format!("id=\"{field}-error\"");
        assert!(answer.contains(&error), "{variable} {query}: {answer}");
        for word in words {
            assert!(answer.contains(word), "{variable} {query}: {word} in {answer}");
        }
        let kept = query.lines().next().unwrap_or_default();
        assert!(answer.contains(kept) && answer.contains(&format!("value=\"{variable}\"")), "{answer}");
        assert!(!answer.contains(PASSWORD) && !answer.contains(refused), "{variable} {query}");
    }
    let bare = address.trim_start_matches("postgresql://");
    for pasted in [address.as_str(), bare] {
        let answer = server.post(TRY, &form(&[("variable", pasted), ("query", good)]));
        assert!(answer.contains("never written down here") && !answer.contains(PASSWORD), "{answer}");
    }
    for no_name in ["MY-URL", PASSWORD] {
        let answer = server.post(TRY, &form(&[("variable", no_name), ("query", good)]));
        assert!(answer.contains("not the name of a variable") && !answer.contains(no_name), "{answer}");
    }
    let twice = server.post(TRY, &form(&[("variable", VARIABLE), ("tables", "lines, lines")]));
    assert!(twice.contains("id=\"tables-error\"") && twice.contains("lines is named twice"), "{twice}");
    assert_eq!(files_with_password(place.path()), Vec::<String>::new());
    let left = fs::read_dir(place.data().join("databases")).into_iter().flatten().count();
    assert_eq!(left, 0, "what failed leaves nothing");
    assert!(!place.data().join("settings").exists());
    let rows: i64 = postgres
        .client("admin", &database)
        .query_one("SELECT count(*) FROM lines", &[])
        .expect("counted")
        .get(0);
    assert_eq!(rows, 400, "nothing was changed");
}

#[test]
fn another_site_cannot_have_a_database_asked() {
    let place = Place::new();
    let server = Server::start(place.path());
    let answer = server.get(&format!("{TRY}?variable={VARIABLE}&query=select+1"));
    assert_eq!(location(&answer), "/data/source", "{answer}");
    let answer = server.get("/data/source?database=..%2F..%2Fsettings");
    assert!(answer.contains("not kept any more"), "{answer}");
}

#[test]
fn a_trial_ends_when_nobody_waits_for_it_any_more() {
    let (postgres, place) = (PostgresServer::start(), Place::new());
    let database = postgres.database();
    let mut client = postgres.client("admin", &database);
    client.batch_execute(SHOP).expect("made");
    let server = Server::start_with(place.path(), &[(VARIABLE, &postgres.address("admin", &database))]);
    let host = server.address;
    let slow = form(&[("variable", VARIABLE), ("query", "select *, pg_sleep(60) from lines")]);
    let mut browser = TcpStream::connect(host).expect("the server listens");
    let head = format!("POST {TRY} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\n");
    let kind = format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}", slow.len());
    browser.write_all(format!("{head}{kind}\r\n\r\n{slow}").as_bytes()).expect("it is sent");
    let asked = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'clientele' AND state = 'active')";
    wait_until(&mut client, asked);
    let second = server.post(TRY, &form(&[("variable", VARIABLE), ("query", "select * from lines")]));
    assert!(second.contains("Another database is being tried"), "{second}");
    drop(browser);
    let ended = "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'clientele')";
    wait_until(&mut client, ended);
}
