//! What the tables and views hold.

use std::{fs, path::Path};

use clientele_analytics::{BuildRequest, RefreshLock, RuleBook, ShopConfig, Silent, build_shop, publish};
use clientele_contract::{Analytics, Scope};

use super::{Warehouse, count, expected, totals};
use crate::postgres_server::{PASSWORD, PostgresServer};

#[test]
fn the_database_holds_what_the_report_says_and_again_after_a_second_load() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 400, false);
    let report = warehouse.report();
    let mut client = {
        warehouse.load_well();
        warehouse.admin()
    };
    assert_eq!(totals(&mut client), expected(&report));

    let segments = client
        .query(
            "SELECT \"Segment\", \"Customers\", (\"Revenue\" * 100)::bigint, \"Orders\" FROM clientele.bi_segment_summary",
            &[],
        )
        .expect("an answer");
    assert_eq!(segments.len(), report.segments.len());
    for row in &segments {
        let segment = &report.segments[row.get::<_, &str>(0)];
        let found: (i64, i64, i64) = (row.get(1), row.get(2), row.get(3));
        assert_eq!(
            found,
            (segment.customers.cast_signed(), segment.revenue_cents, segment.orders.cast_signed())
        );
    }
    let months = client
        .query("SELECT to_char(\"Month\", 'YYYY-MM'), (\"Revenue\" * 100)::bigint FROM clientele.bi_monthly_revenue", &[])
        .expect("an answer");
    for row in &months {
        assert_eq!(report.revenue_cents_by_month.get(row.get::<_, &str>(0)), Some(&row.get(1)));
    }
    for (id, sample) in &report.sample_customers {
        let query =
            "SELECT \"RFM code\"::text, \"Segment\" FROM clientele.bi_customers WHERE \"Customer\" = $1";
        let row = client.query_one(query, &[id]).expect("the customer is there");
        assert_eq!(
            (row.get::<_, String>(0), row.get::<_, String>(1)),
            (sample.code.clone(), sample.segment.clone())
        );
    }
    let uncommented = count(
        &mut client,
        "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
         WHERE c.relnamespace = 'clientele'::regnamespace AND (c.relname LIKE 'dim%' OR c.relname LIKE 'fact%')
           AND c.relkind = 'r' AND a.attnum > 0 AND col_description(c.oid, a.attnum) IS NULL",
    );
    assert_eq!(uncommented, 0, "every column says what it is");

    // What people have built on the views stays.
    client
        .batch_execute(
            "CREATE VIEW public.best AS SELECT * FROM clientele.bi_customers WHERE \"Segment\" = 'Champions'",
        )
        .expect("made");
    warehouse.load_well();
    assert_eq!(totals(&mut client), expected(&report));
    let champions = report.segments.get("Champions").map_or(0, |segment| segment.customers.cast_signed());
    assert_eq!(count(&mut client, "SELECT count(*) FROM public.best"), champions);
    assert_eq!(count(&mut client, "SELECT count(*) FROM clientele.warehouse_load"), 2);
    let schemas = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'clientele%'";
    assert_eq!(count(&mut client, schemas), 1, "nothing is left beside it");
}

#[test]
fn segments_are_those_of_the_settings_in_force() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 300, false);
    warehouse.demo.edit("scoring.toml", "map = \"grid\"\n");
    warehouse.load_well();
    let opened = clientele_server::desk::open_with_settings(&warehouse.demo.data()).expect("published");
    let report = opened.engine.report(&Scope::everything()).expect("an answer");
    let query = "SELECT \"Segment\", \"Customers\" FROM clientele.bi_segment_summary";
    let found = warehouse.admin().query(query, &[]).expect("an answer");
    assert_eq!(found.len(), report.segments.len());
    for row in found {
        let segment = &report.segments[row.get::<_, &str>(0)];
        assert_eq!(row.get::<_, i64>(1), segment.customers.cast_signed());
    }
}

const SOME_WITHOUT_CUSTOMER: &str = "\
order id,customer id,date,state,product,category,quantity,unit price
1,ada,2025-01-02,Hesse,tea,drinks,2,5.00
2,,2025-01-03,Hesse,tea,drinks,1,5.00
3,,2025-01-03,Saxony,pot,pots,1,20.00
3,,2025-01-03,Saxony,tea,drinks,3,5.00
4,bob,2025-01-04,Saxony,pot,pots,1,20.00
";

fn publish_orders(data: &Path, orders: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let (source, staging) = (folder.path().join("orders.csv"), folder.path().join("unpacking"));
    fs::write(&source, orders).expect("written");
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let request = BuildRequest {
        source: &source,
        mapping: None,
        config: &config,
        rules: &rules,
        as_of: None,
        staging: &staging,
    };
    let shop = build_shop(&request, &Silent).expect("a shop");
    publish(&shop, &RefreshLock::acquire(data).expect("the lock"), &Silent).expect("published");
}

#[test]
fn what_was_sold_without_a_customer_is_in_the_view_of_products_and_in_no_other() {
    let server = PostgresServer::start();
    let warehouse = Warehouse::new(&server, 200, true);
    warehouse.load_well();
    let mut admin = warehouse.admin();
    assert_eq!(count(&mut admin, "SELECT count(*) FROM clientele.fact_guest_line"), 0);
    let lines = "SELECT (SELECT count(*) FROM clientele.bi_product_sales)
                      - (SELECT count(*) FROM clientele.bi_order_lines)";
    assert_eq!(count(&mut admin, lines), 0);

    publish_orders(&warehouse.demo.data(), SOME_WITHOUT_CUSTOMER);
    warehouse.load_well();
    let report = warehouse.report();
    assert_eq!(totals(&mut admin), expected(&report));
    assert_eq!(report.revenue_cents_price_plus_freight, 3_000);
    let of_products = "SELECT (sum(\"Revenue\") * 100)::bigint FROM clientele.bi_product_sales";
    assert_eq!(count(&mut admin, of_products), 3_000 + 4_000);
    let tea = format!("{of_products} WHERE \"Product\" = 'tea' AND NOT \"Has a customer\"");
    assert_eq!(count(&mut admin, &tea), 2_000);
    let recorded = "SELECT guest_lines FROM clientele.warehouse_load ORDER BY load_number DESC LIMIT 1";
    assert_eq!(count(&mut admin, recorded), 3);

    let role = format!("CREATE ROLE hesse LOGIN PASSWORD '{PASSWORD}' IN ROLE clientele_reader");
    admin.batch_execute(&role).expect("made");
    admin.batch_execute("INSERT INTO clientele.region_access VALUES ('hesse', 'Hesse')").expect("given");
    let mut reader = server.client("hesse", &warehouse.database);
    assert_eq!(count(&mut reader, of_products), 1_000 + 500, "of the own state alone");
}
