//! Orders, their lines, customers and products in tables of their own.

use std::path::PathBuf;

use clientele_analytics::{Join, Mapping};
use clientele_contract::{Analytics, ProductQuestion, SalesLevel, Scope};
use rust_xlsxwriter::Workbook;

use crate::desk::{Desk, figures, quality, zip};

/// A shop of 60 orders; each has one or two lines. Amounts in cents, summed while it is made.
struct Shop {
    tables: Vec<(&'static str, Vec<String>)>,
    cents: i64,
    tea_cents: i64,
}

fn shop() -> Shop {
    let mut orders = vec!["order_id,customer_id,created_at,status".to_owned()];
    let mut items = vec!["order_id,product_id,quantity,price".to_owned()];
    let (mut cents, mut tea_cents) = (0, 0);
    for order in 0..60_i64 {
        let status = if order % 10 == 9 { "cancelled" } else { "completed" };
        orders.push(format!("o{order},{},2025-03-{:02},{status}", order % 12 + 1, order % 28 + 1));
        for line in 0..=order % 2 {
            let (product, quantity, price) = ((order + line) % 5, line + 1, 150 + order);
            items.push(format!("o{order},p{product},{quantity},{}.{:02}", price / 100, price % 100));
            if status == "completed" {
                cents += quantity * price;
                tea_cents += if product == 2 { quantity * price } else { 0 };
            }
        }
    }
    let mut customers = vec!["id,name,country".to_owned()];
    customers.extend(
        (1..=12).map(|id| format!("{id},Customer {id},{}", if id % 2 == 0 { "France" } else { "Spain" })),
    );
    let mut products = vec!["product_id,name,category".to_owned()];
    products.extend((0..5).map(|id| format!("p{id},Product {id},{}", if id == 2 { "Tea" } else { "Mugs" })));
    let tables = vec![
        ("orders.csv", orders),
        ("order_items.csv", items),
        ("customers.csv", customers),
        ("products.csv", products),
    ];
    Shop { tables, cents, tea_cents }
}

impl Shop {
    fn write(&self, desk: &Desk) -> PathBuf {
        for (name, lines) in &self.tables {
            desk.write(name, (lines.join("\n") + "\n").as_bytes());
        }
        desk.source()
    }

    fn table(&mut self, name: &str) -> &mut Vec<String> {
        &mut self.tables.iter_mut().find(|(table, _)| *table == name).unwrap().1
    }

    fn workbook(&self) -> Vec<u8> {
        let mut workbook = Workbook::new();
        for (name, lines) in &self.tables {
            let sheet = workbook.add_worksheet().set_name(name.trim_end_matches(".csv")).unwrap();
            for (row, line) in (0..).zip(lines) {
                for (column, field) in (0..).zip(line.split(',')) {
                    match field.parse::<f64>() {
                        Ok(number) => drop(sheet.write(row, column, number).unwrap()),
                        Err(_) => drop(sheet.write(row, column, field).unwrap()),
                    }
                }
            }
        }
        workbook.save_to_buffer().unwrap()
    }
}

#[test]
fn tables_that_share_keys_are_joined_in_a_folder_an_archive_and_a_workbook() {
    let shop = shop();
    let desk = Desk::new();
    let files: Vec<(&str, String)> =
        shop.tables.iter().map(|(name, lines)| (*name, lines.join("\n"))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let other = Desk::new();
    let sources = [
        shop.write(&desk),
        other.write("export.zip", &zip(&files)),
        other.write("export.xlsx", &shop.workbook()),
    ];
    for path in sources {
        let recognised = desk.recognise(&path);
        assert_eq!(recognised.doubts, Vec::<String>::new(), "{}", recognised.to_toml());
        let joins: Vec<(&str, &str, &str)> = recognised
            .mapping
            .joins
            .iter()
            .map(|join| {
                (join.table.trim_end_matches(".csv"), join.to.trim_end_matches(".csv"), join.key.as_str())
            })
            .collect();
        assert_eq!(joins.len(), 3, "{joins:?}");
        for expected in [
            ("order_items", "orders", "order_id"),
            ("order_items", "products", "product_id"),
            ("orders", "customers", "id"),
        ] {
            assert!(joins.contains(&expected), "{expected:?} in {joins:?}");
        }
        for mapping in [None, Some(Mapping::from_toml(&recognised.to_toml(), "source.toml").unwrap())] {
            let engine = desk.read(&path, mapping.as_ref()).unwrap();
            // Every tenth order is cancelled; those are of five of the twelve customers, who bought more.
            assert_eq!(figures(&engine), (12, 54, shop.cents), "{}", path.display());
            let question = ProductQuestion { by: SalesLevel::Category, ..ProductQuestion::default() };
            let categories = engine.products(&Scope::everything(), &question).unwrap().rows;
            let tea = categories.iter().find(|row| row.category == "Tea").unwrap();
            assert_eq!(tea.revenue_cents, shop.tea_cents);
            let customer = engine.customer(&Scope::everything(), "1").unwrap().unwrap();
            assert_eq!(customer.customer.state, "Spain");
        }
    }
}

#[test]
fn a_key_that_is_not_unique_is_refused() {
    let mut shop = shop();
    let desk = Desk::new();
    let mapping = desk.recognise(&shop.write(&desk)).to_toml();
    let mapping = Mapping::from_toml(&mapping, "source.toml").unwrap();
    shop.table("products.csv").push("p3,Another,Mugs".to_owned());
    shop.write(&desk);
    let message = desk.read(&desk.source(), Some(&mapping)).err().unwrap().to_string();
    assert!(
        message.starts_with(
            "products.csv, line 7: what stands in column \"product_id\" stands there for the second time"
        ),
        "{message}"
    );
    assert!(!message.contains("p3"), "messages go to logs, and a key may be an e-mail address: {message}");
    // The same row twice says nothing else.
    *shop.table("products.csv").last_mut().unwrap() = "p3,Product 3,Mugs".to_owned();
    shop.write(&desk);
    let mut tolerant = Desk::new();
    tolerant.config.reject_threshold = 0.5;
    let engine = tolerant.read(&desk.source(), Some(&mapping)).unwrap();
    assert_eq!(figures(&engine), (12, 54, shop.cents));
    let report = quality(&engine);
    let products = report.files.iter().find(|file| file.file == "products.csv").unwrap();
    assert_eq!((products.rows_read, products.rows_kept, products.rejected[0].first_line), (6, 5, 7));
}

#[test]
fn rows_whose_key_is_not_known_are_counted_and_kept_where_that_makes_sense() {
    let mut shop = shop();
    let items = shop.table("order_items.csv");
    items.push("o1,p9,1,2.00".to_owned());
    items.push("o999,p1,1,2.00".to_owned());
    let lines = items.len();
    let desk = Desk::new();
    shop.write(&desk);
    let engine = desk.read(&desk.source(), None).unwrap();
    assert_eq!(figures(&engine), (12, 54, shop.cents + 200), "an unknown product is bought as well");
    let report = quality(&engine);
    let items = &report.files[0];
    assert_eq!(items.file, "order_items.csv");
    let notes = items.notes.join("\n");
    assert!(notes.contains("rows of order_items.csv whose product_id is not in products.csv"), "{notes}");
    assert!(notes.contains(&format!("1 (first \"o999\" at line {lines})")), "{notes}");
    assert_eq!((items.rejected[0].rows, items.rejected[0].first_line), (1, lines as u64));
    assert_eq!(items.rejected[0].reason, "date is empty in every row of the order");
}

#[test]
fn joins_that_lead_nowhere_are_refused_with_what_is_there() {
    let shop = shop();
    let desk = Desk::new();
    let mapping = desk.recognise(&shop.write(&desk)).mapping;
    let join = |table: &str, column: &str, to: &str, key: &str| Join {
        table: table.to_owned(),
        column: column.to_owned(),
        to: to.to_owned(),
        key: key.to_owned(),
    };
    for (joins, expected) in [
        (
            vec![join("order_items.csv", "order_ids", "orders.csv", "order_id")],
            "no column \"order_ids\" for [[join]]; found",
        ),
        (
            vec![join("order_items.csv", "order_id", "basket.csv", "oid")],
            "no table \"basket.csv\" for [[join]]",
        ),
        (
            vec![
                join("order_items.csv", "order_id", "orders.csv", "order_id"),
                join("orders.csv", "order_id", "order_items.csv", "order_id"),
            ],
            "the joins must lead from one table",
        ),
        (
            vec![
                join("order_items.csv", "order_id", "orders.csv", "order_id"),
                join("products.csv", "product_id", "orders.csv", "order_id"),
            ],
            "orders.csv is joined more than once",
        ),
    ] {
        let mapping = Mapping { joins, ..mapping.clone() };
        let message = desk.read(&desk.source(), Some(&mapping)).err().unwrap().to_string();
        assert!(message.contains(expected), "{expected} in {message}");
    }
}

#[test]
fn quotes_line_breaks_and_damaged_rows_stay_at_their_lines() {
    let mut shop = shop();
    let desk = Desk::new();
    shop.table("products.csv")[3] = "p2,\"Tea, \"\"green\"\"\",Tea".to_owned();
    let items = shop.table("order_items.csv");
    items[0].push_str(",note");
    for (number, line) in items.iter_mut().enumerate().skip(1) {
        line.push_str(if number == 5 { ",\"please,\nring\"" } else { "," });
    }
    items.insert(20, "o1,p1".to_owned());
    let engine = desk.read(&shop.write(&desk), None).unwrap();
    assert_eq!(figures(&engine), (12, 54, shop.cents));
    let report = quality(&engine);
    // One line break stands above it.
    assert_eq!((report.files[0].rejected[0].rows, report.files[0].rejected[0].first_line), (1, 22));
}
