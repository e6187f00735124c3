//! The shop as one table of order lines.

use std::{collections::BTreeMap, fs};

use clientele_demo::{
    DemoShop, LINE_TABLE_CSV, LINE_TABLE_PARQUET, LineFormat, MARKER_FILE, write_demo_lines,
};

use crate::support::{SHOP, Table, read_folder};

const SMALL: DemoShop = DemoShop { customers: 5_000, seed: 3 };

fn files_made(threads: usize, format: LineFormat) -> BTreeMap<String, Vec<u8>> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("shop");
    pool.install(|| write_demo_lines(&out, &SMALL, format)).unwrap();
    read_folder(&out)
}

#[test]
fn both_formats_have_the_same_bytes_on_any_number_of_threads() {
    for (format, name) in [(LineFormat::Csv, LINE_TABLE_CSV), (LineFormat::Parquet, LINE_TABLE_PARQUET)] {
        let one = files_made(1, format);
        assert_eq!(one.keys().collect::<Vec<_>>(), [MARKER_FILE, name]);
        assert!(one == files_made(4, format), "{name} differs");
    }
}

/// Each order with what its items came to, shipping included, in cents.
fn order_values(orders: &Table, items: &Table) -> BTreeMap<(String, String), i64> {
    let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let status: BTreeMap<&str, &str> = orders.column("order_id").zip(orders.column("order_status")).collect();
    let mut values = BTreeMap::new();
    let money = items.column("price").zip(items.column("freight_value"));
    for (order, (price, freight)) in items.column("order_id").zip(money) {
        let key = (order.to_owned(), status[order].to_owned());
        *values.entry(key).or_default() += cents(price) + cents(freight);
    }
    values
}

#[test]
fn the_lines_are_the_orders_of_the_nine_files() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("shop");
    let summary = write_demo_lines(&out, &DemoShop { customers: 20_000, seed: 42 }, LineFormat::Csv).unwrap();
    let lines = Table::parse(&fs::read(out.join(LINE_TABLE_CSV)).unwrap());
    assert_eq!(summary.items, lines.column("order_id").count() as u64);
    assert_eq!(summary.orders, SHOP.summary.orders);
    let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    let mut values: BTreeMap<(String, String), i64> = BTreeMap::new();
    let mut shipped: BTreeMap<String, i64> = BTreeMap::new();
    let goods = lines.column("quantity").zip(lines.column("unit_price"));
    let orders = lines.column("order_id").zip(lines.column("order_status"));
    for (((order, status), (pieces, price)), shipping) in orders.zip(goods).zip(lines.column("shipping")) {
        let value = values.entry((order.to_owned(), status.to_owned())).or_default();
        *value += cents(price) * pieces.parse::<i64>().unwrap();
        if shipped.insert(order.to_owned(), cents(shipping)).is_none() {
            *value += cents(shipping);
        }
    }
    assert!(values == order_values(&SHOP.orders, &SHOP.items), "orders differ from those of the nine files");
}
