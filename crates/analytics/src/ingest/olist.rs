//! Olist's nine files.

use std::path::Path;

use clientele_contract::FileQuality;

use super::{
    csv_table::{CsvTable, TableSpec},
    fields::{decode_text, parse_cents, parse_date_time, parse_positive, parse_present, parse_score},
    id_table::IdTable,
    rejects::{Reject, RejectLog, RejectReason},
};
use crate::{OrderMeaning, Progress, RefreshError, ShopConfig, Stage};

const CUSTOMERS: TableSpec = TableSpec {
    file: "olist_customers_dataset.csv",
    columns: &["customer_id", "customer_unique_id", "customer_state"],
};
const ORDERS: TableSpec = TableSpec {
    file: "olist_orders_dataset.csv",
    columns: &[
        "order_id",
        "customer_id",
        "order_status",
        "order_purchase_timestamp",
        "order_delivered_customer_date",
    ],
};
const ITEMS: TableSpec = TableSpec {
    file: "olist_order_items_dataset.csv",
    columns: &["order_id", "order_item_id", "product_id", "price", "freight_value"],
};
const REVIEWS: TableSpec = TableSpec {
    file: "olist_order_reviews_dataset.csv",
    columns: &["review_id", "order_id", "review_score"],
};
const PAYMENTS: TableSpec = TableSpec {
    file: "olist_order_payments_dataset.csv",
    columns: &["order_id", "payment_sequential", "payment_value"],
};
const PRODUCTS: TableSpec =
    TableSpec { file: "olist_products_dataset.csv", columns: &["product_id", "product_category_name"] };
const TRANSLATIONS: TableSpec = TableSpec {
    file: "product_category_name_translation.csv",
    columns: &["product_category_name", "product_category_name_english"],
};
const SELLERS: TableSpec =
    TableSpec { file: "olist_sellers_dataset.csv", columns: &["seller_id", "seller_state"] };
const GEOLOCATION: TableSpec = TableSpec {
    file: "olist_geolocation_dataset.csv",
    columns: &["geolocation_zip_code_prefix", "geolocation_lat", "geolocation_lng"],
};

/// Written beside the nine files by the demo shop.
const DEMO_MARKER: &str = "demo_shop.json";

/// The orders file, one entry per kept row.
#[derive(Default)]
pub(crate) struct Orders {
    pub(crate) ids: IdTable,
    /// Row of the customers file.
    pub(crate) customer_rows: Vec<u32>,
    /// Position in [`OlistTables::statuses`].
    pub(crate) statuses: Vec<u16>,
    /// Days since 1970-01-01.
    pub(crate) dates: Vec<i32>,
    pub(crate) seconds: Vec<u32>,
    pub(crate) delivered: Vec<Option<i32>>,
}

impl Orders {
    /// The rows whose customer is known; the others have been refused.
    pub(crate) fn known_rows(&self) -> impl Iterator<Item = usize> {
        (0..self.customer_rows.len()).filter(|row| self.customer_rows[*row] != NO_CUSTOMER)
    }
}

/// The order items, one entry per kept row.
#[derive(Default)]
pub(crate) struct Items {
    /// Row of the orders file.
    pub(crate) orders: Vec<u32>,
    pub(crate) numbers: Vec<u16>,
    /// Position in [`OlistTables::product_ids`].
    pub(crate) products: Vec<u32>,
    pub(crate) price_cents: Vec<i64>,
    pub(crate) freight_cents: Vec<i64>,
}

/// The reviews, one entry per kept row.
#[derive(Default)]
pub(crate) struct Reviews {
    /// Row of the orders file.
    pub(crate) orders: Vec<u32>,
    pub(crate) scores: Vec<u8>,
}

/// All that later steps need of the nine files.
pub(crate) struct OlistTables {
    /// `customer_unique_id`: the person.
    pub(crate) person_ids: IdTable,
    /// Person of each row of the customers file.
    pub(crate) customer_persons: Vec<u32>,
    /// State of each row, a position in `state_names`.
    pub(crate) customer_states: Vec<u32>,
    pub(crate) state_names: IdTable,
    pub(crate) orders: Orders,
    /// The shop's words and what they mean, in the order of the configuration.
    pub(crate) statuses: Vec<(String, OrderMeaning)>,
    pub(crate) items: Items,
    /// Every product that was sold or listed.
    pub(crate) product_ids: IdTable,
    /// English category of each product, `unknown` where there is none.
    pub(crate) product_categories: Vec<String>,
    pub(crate) reviews: Reviews,
    pub(crate) quality: Vec<FileQuality>,
    pub(crate) rejects: Vec<(&'static str, Vec<Reject>)>,
    pub(crate) is_demo: bool,
}

impl OlistTables {
    /// The state that a row of the customers file names.
    pub(crate) fn state_name(&self, customer_row: u32) -> &str {
        let state = self.customer_states[customer_row as usize];
        std::str::from_utf8(self.state_names.id(state)).unwrap_or(UNKNOWN)
    }
}

/// Reads, types and checks the nine files.
///
/// # Errors
/// All missing files and columns are named at once, before anything is read. A file that is not text, or
/// whose share of unusable rows is above the threshold, stops the reading.
pub(crate) fn read_olist(
    folder: &Path,
    config: &ShopConfig,
    progress: &dyn Progress,
) -> Result<OlistTables, RefreshError> {
    if !folder.is_dir() {
        return Err(RefreshError::NoSource { path: folder.to_owned() });
    }
    let mut files = OpenFiles::open(folder)?;
    let statuses: Vec<(String, OrderMeaning)> =
        config.order_status.iter().map(|(status, meaning)| (status.clone(), *meaning)).collect();

    // The two large files first, side by side; then those that refer to orders.
    let (orders, (customers, products)) = rayon::join(
        || read_orders(&mut files.orders, &statuses, progress),
        || {
            let customers = read_customers(&mut files.customers, progress);
            (customers, read_products(&mut files.products, &mut files.translations, progress))
        },
    );
    let (mut customers, mut products) = (customers?, products?);
    let (mut orders, customer_ids) = orders?;
    resolve_customers(&mut orders, &customer_ids, &customers.ids, &mut files.orders.log);
    // Reading is over for these; the ids are not needed again.
    drop(customer_ids);
    customers.ids = IdTable::default();

    let order_ids = &orders.ids;
    let (items, (reviews, others)) = rayon::join(
        || read_items(&mut files.items, order_ids, &mut products.ids, progress),
        || {
            let reviews = read_reviews(&mut files.reviews, order_ids, progress);
            let others = read_payments(&mut files.payments, order_ids, progress)
                .and_then(|()| read_sellers(&mut files.sellers, progress))
                .and_then(|()| read_geolocation(&mut files.geolocation, progress));
            (reviews, others)
        },
    );
    let (items, reviews) = (items?, reviews?);
    others?;
    let unlisted = products.ids.len() - products.categories.len();
    if unlisted > 0 {
        files
            .items
            .log
            .notes
            .push(format!("{unlisted} products are not in the products file; category unknown"));
        products.categories.resize(products.ids.len(), UNKNOWN.to_owned());
    }
    files.check_thresholds(config.reject_threshold)?;
    Ok(OlistTables {
        person_ids: customers.person_ids,
        customer_persons: customers.persons,
        customer_states: customers.states,
        state_names: customers.state_names,
        orders,
        statuses,
        items,
        product_ids: products.ids,
        product_categories: products.categories,
        reviews,
        quality: files.summarize(),
        rejects: files.into_rejects(),
        is_demo: folder.join(DEMO_MARKER).is_file(),
    })
}

const UNKNOWN: &str = "unknown";

struct OpenFiles {
    customers: CsvTable,
    orders: CsvTable,
    items: CsvTable,
    reviews: CsvTable,
    payments: CsvTable,
    products: CsvTable,
    translations: CsvTable,
    sellers: CsvTable,
    geolocation: CsvTable,
}

impl OpenFiles {
    fn open(folder: &Path) -> Result<Self, RefreshError> {
        let mut problems = Vec::new();
        let mut open = |spec: &TableSpec| CsvTable::open(folder, spec, &mut problems);
        let files = (
            (open(&CUSTOMERS)?, open(&ORDERS)?, open(&ITEMS)?),
            (open(&REVIEWS)?, open(&PAYMENTS)?, open(&PRODUCTS)?),
            (open(&TRANSLATIONS)?, open(&SELLERS)?, open(&GEOLOCATION)?),
        );
        match files {
            (
                (Some(customers), Some(orders), Some(items)),
                (Some(reviews), Some(payments), Some(products)),
                (Some(translations), Some(sellers), Some(geolocation)),
            ) => Ok(Self {
                customers,
                orders,
                items,
                reviews,
                payments,
                products,
                translations,
                sellers,
                geolocation,
            }),
            _ => Err(RefreshError::Incomplete { problems }),
        }
    }

    fn logs(&self) -> [(&'static str, &RejectLog); 9] {
        [
            (CUSTOMERS.file, &self.customers.log),
            (ORDERS.file, &self.orders.log),
            (ITEMS.file, &self.items.log),
            (REVIEWS.file, &self.reviews.log),
            (PAYMENTS.file, &self.payments.log),
            (PRODUCTS.file, &self.products.log),
            (TRANSLATIONS.file, &self.translations.log),
            (SELLERS.file, &self.sellers.log),
            (GEOLOCATION.file, &self.geolocation.log),
        ]
    }

    fn check_thresholds(&self, threshold: f64) -> Result<(), RefreshError> {
        self.logs().into_iter().try_for_each(|(file, log)| log.check(file, threshold))
    }

    fn summarize(&self) -> Vec<FileQuality> {
        self.logs().into_iter().map(|(file, log)| log.summarize(file)).collect()
    }

    fn into_rejects(self) -> Vec<(&'static str, Vec<Reject>)> {
        let mut rejects: Vec<_> = self.logs().map(|(file, log)| (file, log.rejects.clone())).into();
        for (_, file_rejects) in &mut rejects {
            file_rejects.sort();
        }
        rejects
    }
}

struct Customers {
    ids: IdTable,
    person_ids: IdTable,
    persons: Vec<u32>,
    states: Vec<u32>,
    state_names: IdTable,
}

fn read_customers(table: &mut CsvTable, progress: &dyn Progress) -> Result<Customers, RefreshError> {
    progress.begin(Stage::Reading { file: CUSTOMERS.file.to_owned() });
    let mut read = Customers {
        ids: IdTable::default(),
        person_ids: IdTable::default(),
        persons: Vec::new(),
        states: Vec::new(),
        state_names: IdTable::default(),
    };
    table.for_each_row(|row, _| {
        let id = parse_present(row.field(0), "customer_id")?;
        let person = parse_present(row.field(1), "customer_unique_id")?;
        let (_, is_new) = read.ids.insert(id);
        if !is_new {
            return Err(RejectReason::DuplicateKey("customer_id"));
        }
        read.persons.push(read.person_ids.insert(person).0);
        let state = row.field(2);
        read.states
            .push(read.state_names.insert(if state.is_empty() { UNKNOWN.as_bytes() } else { state }).0);
        Ok(())
    })?;
    Ok(read)
}

/// The orders, and the customer id and line of each, to be resolved when the customers are read.
fn read_orders(
    table: &mut CsvTable,
    statuses: &[(String, OrderMeaning)],
    progress: &dyn Progress,
) -> Result<(Orders, PendingCustomers), RefreshError> {
    progress.begin(Stage::Reading { file: ORDERS.file.to_owned() });
    let mut read = Orders::default();
    let mut pending = PendingCustomers::default();
    table.for_each_row(|row, line| {
        let id = parse_present(row.field(0), "order_id")?;
        let customer = parse_present(row.field(1), "customer_id")?;
        let status = statuses.iter().position(|(status, _)| status.as_bytes() == row.field(2));
        let status = status.ok_or(RejectReason::UnknownStatus)?;
        let (date, second) =
            parse_date_time(row.field(3)).ok_or(RejectReason::NotADate("order_purchase_timestamp"))?;
        let delivered = parse_optional_date(row.field(4), "order_delivered_customer_date")?;
        let (_, is_new) = read.ids.insert(id);
        if !is_new {
            return Err(RejectReason::DuplicateKey("order_id"));
        }
        pending.push(customer, line);
        read.statuses.push(status as u16);
        read.dates.push(date);
        read.seconds.push(second);
        read.delivered.push(delivered);
        Ok(())
    })?;
    Ok((read, pending))
}

fn parse_optional_date(field: &[u8], column: &'static str) -> Result<Option<i32>, RejectReason> {
    if field.is_empty() {
        return Ok(None);
    }
    parse_date_time(field).map(|(date, _)| Some(date)).ok_or(RejectReason::NotADate(column))
}

/// Customer ids of orders, kept until the customers file is read.
#[derive(Default)]
struct PendingCustomers {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    lines: Vec<u32>,
}

impl PendingCustomers {
    fn push(&mut self, id: &[u8], line: u64) {
        self.bytes.extend_from_slice(id);
        self.ends.push(self.bytes.len());
        self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
    }
}

/// Customer row of an order whose customer is not known.
const NO_CUSTOMER: u32 = u32::MAX;

fn resolve_customers(
    orders: &mut Orders,
    pending: &PendingCustomers,
    customers: &IdTable,
    log: &mut RejectLog,
) {
    let mut start = 0;
    for (&end, &line) in pending.ends.iter().zip(&pending.lines) {
        let customer = customers.get(&pending.bytes[start..end]);
        if customer.is_none() {
            log.reject(u64::from(line), RejectReason::UnknownCustomer);
        }
        orders.customer_rows.push(customer.unwrap_or(NO_CUSTOMER));
        start = end;
    }
}

struct Products {
    ids: IdTable,
    categories: Vec<String>,
}

fn read_products(
    table: &mut CsvTable,
    translations: &mut CsvTable,
    progress: &dyn Progress,
) -> Result<Products, RefreshError> {
    progress.begin(Stage::Reading { file: PRODUCTS.file.to_owned() });
    let mut originals = IdTable::default();
    let mut english = Vec::new();
    translations.for_each_row(|row, _| {
        let original = parse_present(row.field(0), "product_category_name")?;
        let translation = parse_present(row.field(1), "product_category_name_english")?;
        let (_, is_new) = originals.insert(original);
        if !is_new {
            return Err(RejectReason::DuplicateKey("product_category_name"));
        }
        english.push(decode_text(translation));
        Ok(())
    })?;
    let mut read = Products { ids: IdTable::default(), categories: Vec::new() };
    table.for_each_row(|row, _| {
        let id = parse_present(row.field(0), "product_id")?;
        let (_, is_new) = read.ids.insert(id);
        if !is_new {
            return Err(RejectReason::DuplicateKey("product_id"));
        }
        let original = row.field(1);
        let category = match originals.get(original) {
            Some(number) => english[number as usize].clone(),
            None if original.is_empty() => UNKNOWN.to_owned(),
            None => decode_text(original),
        };
        read.categories.push(category);
        Ok(())
    })?;
    Ok(read)
}

fn read_items(
    table: &mut CsvTable,
    orders: &IdTable,
    products: &mut IdTable,
    progress: &dyn Progress,
) -> Result<Items, RefreshError> {
    progress.begin(Stage::Reading { file: ITEMS.file.to_owned() });
    let mut read = Items::default();
    let mut keys = SeenKeys::default();
    table.for_each_row(|row, _| {
        let order = orders.get(row.field(0)).ok_or(RejectReason::UnknownOrder)?;
        let number = parse_positive(row.field(1), "order_item_id")?;
        let product = parse_present(row.field(2), "product_id")?;
        let price = parse_cents(row.field(3), "price")?;
        let freight = parse_cents(row.field(4), "freight_value")?;
        keys.insert(order, number, "order_id with order_item_id")?;
        read.orders.push(order);
        read.numbers.push(number);
        read.products.push(products.insert(product).0);
        read.price_cents.push(price);
        read.freight_cents.push(freight);
        Ok(())
    })?;
    Ok(read)
}

fn read_payments(
    table: &mut CsvTable,
    orders: &IdTable,
    progress: &dyn Progress,
) -> Result<(), RefreshError> {
    progress.begin(Stage::Reading { file: PAYMENTS.file.to_owned() });
    let mut keys = SeenKeys::default();
    table.for_each_row(|row, _| {
        let order = orders.get(row.field(0)).ok_or(RejectReason::UnknownOrder)?;
        let number = parse_positive(row.field(1), "payment_sequential")?;
        parse_cents(row.field(2), "payment_value")?;
        keys.insert(order, number, "order_id with payment_sequential")
    })
}

/// Numbered parts of orders that have been read. Part 1 of an order, by far the most common, costs one bit.
#[derive(Default)]
struct SeenKeys {
    first_parts: Vec<u64>,
    others: std::collections::HashSet<(u32, u16)>,
}

impl SeenKeys {
    fn insert(&mut self, order: u32, number: u16, key: &'static str) -> Result<(), RejectReason> {
        let is_new = if number == 1 {
            let (word, bit) = (order as usize / 64, 1 << (order % 64));
            if self.first_parts.len() <= word {
                self.first_parts.resize(word + 1, 0);
            }
            let is_new = self.first_parts[word] & bit == 0;
            self.first_parts[word] |= bit;
            is_new
        } else {
            self.others.insert((order, number))
        };
        if is_new { Ok(()) } else { Err(RejectReason::DuplicateKey(key)) }
    }
}

fn read_reviews(
    table: &mut CsvTable,
    orders: &IdTable,
    progress: &dyn Progress,
) -> Result<Reviews, RefreshError> {
    progress.begin(Stage::Reading { file: REVIEWS.file.to_owned() });
    let mut read = Reviews::default();
    let mut seen = IdTable::default();
    let mut key = Vec::new();
    table.for_each_row(|row, _| {
        let review = parse_present(row.field(0), "review_id")?;
        let order = orders.get(row.field(1)).ok_or(RejectReason::UnknownOrder)?;
        let score = parse_score(row.field(2), "review_score")?;
        // One review id can stand at several orders, so the pair is the key.
        key.clear();
        key.extend_from_slice(&order.to_be_bytes());
        key.extend_from_slice(review);
        if !seen.insert(&key).1 {
            return Err(RejectReason::DuplicateKey("review_id with order_id"));
        }
        read.orders.push(order);
        read.scores.push(score);
        Ok(())
    })?;
    Ok(read)
}

fn read_sellers(table: &mut CsvTable, progress: &dyn Progress) -> Result<(), RefreshError> {
    progress.begin(Stage::Reading { file: SELLERS.file.to_owned() });
    let mut ids = IdTable::default();
    table.for_each_row(|row, _| {
        let is_new = ids.insert(parse_present(row.field(0), "seller_id")?).1;
        if is_new { Ok(()) } else { Err(RejectReason::DuplicateKey("seller_id")) }
    })
}

fn read_geolocation(table: &mut CsvTable, progress: &dyn Progress) -> Result<(), RefreshError> {
    progress.begin(Stage::Reading { file: GEOLOCATION.file.to_owned() });
    table.for_each_row(|row, _| {
        parse_present(row.field(0), "geolocation_zip_code_prefix")?;
        parse_degrees(row.field(1), "geolocation_lat")?;
        parse_degrees(row.field(2), "geolocation_lng")
    })
}

fn parse_degrees(field: &[u8], column: &'static str) -> Result<(), RejectReason> {
    let degrees = std::str::from_utf8(field).ok().and_then(|text| text.parse::<f64>().ok());
    match degrees {
        Some(degrees) if degrees.abs() <= 180.0 => Ok(()),
        _ => Err(RejectReason::NotANumber(column)),
    }
}
