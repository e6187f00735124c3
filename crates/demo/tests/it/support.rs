//! Demo shops in memory, read back from their files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use clientele_demo::{DATA_FILES, DemoMarker, DemoShop, DemoSummary, MARKER_FILE, write_demo_shop};

/// The shop that most tests look at.
pub static SHOP: LazyLock<ReadShop> = LazyLock::new(|| ReadShop::make(20_000, 42));

pub struct ReadShop {
    pub summary: DemoSummary,
    pub marker: DemoMarker,
    pub raw: BTreeMap<String, Vec<u8>>,
    pub customers: Table,
    pub geolocation: Table,
    pub items: Table,
    pub orders: Table,
    pub payments: Table,
    pub products: Table,
    pub reviews: Table,
    pub sellers: Table,
    pub translation: Table,
}

impl ReadShop {
    pub fn make(customers: u32, seed: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("shop");
        let summary = write_demo_shop(&out, &DemoShop { customers, seed }).unwrap();
        let raw = read_folder(&out);
        let table = |name: &str| Table::parse(&raw[name]);
        Self {
            summary,
            marker: serde_json::from_slice(&raw[MARKER_FILE]).unwrap(),
            customers: table("olist_customers_dataset.csv"),
            geolocation: table("olist_geolocation_dataset.csv"),
            items: table("olist_order_items_dataset.csv"),
            orders: table("olist_orders_dataset.csv"),
            payments: table("olist_order_payments_dataset.csv"),
            products: table("olist_products_dataset.csv"),
            reviews: table("olist_order_reviews_dataset.csv"),
            sellers: table("olist_sellers_dataset.csv"),
            translation: table("product_category_name_translation.csv"),
            raw,
        }
    }

    /// Purchase days of delivered orders by person, in order.
    pub fn completed_days_by_person(&self) -> BTreeMap<&str, Vec<chrono::NaiveDate>> {
        let person_of: BTreeMap<&str, &str> =
            self.customers.column("customer_id").zip(self.customers.column("customer_unique_id")).collect();
        let mut days: BTreeMap<&str, Vec<chrono::NaiveDate>> = BTreeMap::new();
        let orders = self.orders.column("customer_id").zip(self.orders.column("order_status"));
        for ((customer, status), purchased) in orders.zip(self.orders.column("order_purchase_timestamp")) {
            if status == "delivered" {
                days.entry(person_of[customer]).or_default().push(purchased[..10].parse().unwrap());
            }
        }
        days.values_mut().for_each(|days| days.sort());
        days
    }
}

/// A CSV file in memory.
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<csv::StringRecord>,
}

impl Table {
    pub fn parse(bytes: &[u8]) -> Self {
        let mut reader = csv::Reader::from_reader(bytes);
        let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
        Self { header, rows: reader.records().collect::<Result<_, _>>().unwrap() }
    }

    pub fn column<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let position = self.header.iter().position(|column| column == name).unwrap();
        self.rows.iter().map(move |row| &row[position])
    }

    pub fn numbers(&self, name: &str) -> Vec<f64> {
        self.column(name).map(|text| text.parse().unwrap()).collect()
    }

    /// Rows by the value of a column.
    pub fn counts<'a>(&'a self, name: &str) -> BTreeMap<&'a str, u32> {
        let mut counts = BTreeMap::new();
        for value in self.column(name) {
            *counts.entry(value).or_default() += 1;
        }
        counts
    }

    /// Share of the rows in which a column has this value.
    pub fn share(&self, name: &str, value: &str) -> f64 {
        self.column(name).filter(|found| *found == value).count() as f64 / self.rows.len() as f64
    }
}

pub fn read_folder(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap())).collect()
}

/// The names of the nine files and the marker, sorted.
pub fn expected_files() -> Vec<String> {
    let mut names: Vec<String> = DATA_FILES.iter().map(|name| (*name).to_owned()).collect();
    names.push(MARKER_FILE.to_owned());
    names.sort();
    names
}
