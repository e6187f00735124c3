//! The nine files: columns, keys, quirks.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::{ReadShop, SHOP, Table, expected_files};

/// The columns as the original files have them.
const COLUMNS: [(&str, &str); 9] = [
    (
        "olist_customers_dataset.csv",
        "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state",
    ),
    (
        "olist_geolocation_dataset.csv",
        "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state",
    ),
    (
        "olist_order_items_dataset.csv",
        "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value",
    ),
    (
        "olist_order_payments_dataset.csv",
        "order_id,payment_sequential,payment_type,payment_installments,payment_value",
    ),
    (
        "olist_order_reviews_dataset.csv",
        "review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,\
         review_answer_timestamp",
    ),
    (
        "olist_orders_dataset.csv",
        "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,\
         order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date",
    ),
    (
        "olist_products_dataset.csv",
        "\"product_id\",\"product_category_name\",\"product_name_lenght\",\"product_description_lenght\",\
         \"product_photos_qty\",\"product_weight_g\",\"product_length_cm\",\"product_height_cm\",\
         \"product_width_cm\"",
    ),
    (
        "olist_sellers_dataset.csv",
        "\"seller_id\",\"seller_zip_code_prefix\",\"seller_city\",\"seller_state\"",
    ),
    (
        "product_category_name_translation.csv",
        "\u{feff}product_category_name,product_category_name_english\r",
    ),
];

#[test]
fn files_and_first_lines_are_the_originals() {
    assert_eq!(SHOP.raw.keys().cloned().collect::<Vec<_>>(), expected_files());
    for (name, columns) in COLUMNS {
        let text = str::from_utf8(&SHOP.raw[name]).unwrap();
        assert_eq!(text.split('\n').next(), Some(columns), "{name}");
    }
}

#[test]
fn every_reference_leads_somewhere() {
    check_references(&SHOP);
}

#[test]
fn the_smallest_shops_are_whole() {
    for customers in [1, 2, 10] {
        let shop = ReadShop::make(customers, 1);
        check_references(&shop);
        let people: BTreeSet<&str> = shop.customers.column("customer_unique_id").collect();
        assert_eq!(people.len(), customers as usize);
        let last_completed = shop.completed_days_by_person().into_values().flatten().max().unwrap();
        assert_eq!(last_completed.to_string(), "2018-08-29");
    }
}

fn check_references(shop: &ReadShop) {
    let orders = unique_ids(&shop.orders, "order_id");
    let customers = unique_ids(&shop.customers, "customer_id");
    let products = unique_ids(&shop.products, "product_id");
    let sellers = unique_ids(&shop.sellers, "seller_id");
    assert_eq!(shop.orders.column("customer_id").collect::<BTreeSet<_>>(), customers);
    assert!(shop.items.column("order_id").all(|id| orders.contains(id)));
    assert!(shop.items.column("product_id").all(|id| products.contains(id)));
    assert!(shop.items.column("seller_id").all(|id| sellers.contains(id)));
    assert_eq!(shop.payments.column("order_id").collect::<BTreeSet<_>>(), orders);
    assert!(shop.reviews.column("order_id").all(|id| orders.contains(id)));
}

/// The values of a key column: each once, 32 lower-case hex digits.
fn unique_ids<'a>(table: &'a Table, column: &str) -> BTreeSet<&'a str> {
    let ids: BTreeSet<&str> = table.column(column).collect();
    assert_eq!(ids.len(), table.rows.len(), "{column} repeats");
    let is_hex = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
    assert!(ids.iter().all(|id| id.len() == 32 && id.bytes().all(is_hex)), "{column} is not hex");
    ids
}

#[test]
fn summary_counts_what_was_written() {
    let summary = &SHOP.summary;
    let people: BTreeSet<&str> = SHOP.customers.column("customer_unique_id").collect();
    assert_eq!((summary.customers, people.len()), (20_000, 20_000));
    assert_eq!(summary.orders as usize, SHOP.orders.rows.len());
    assert_eq!(summary.items as usize, SHOP.items.rows.len());
    assert_eq!(summary.payments as usize, SHOP.payments.rows.len());
    assert_eq!(summary.reviews as usize, SHOP.reviews.rows.len());
    assert_eq!(summary.products as usize, SHOP.products.rows.len());
    assert_eq!(summary.sellers as usize, SHOP.sellers.rows.len());
}

#[test]
fn marker_tells_seed_size_and_planted_truth() {
    assert_eq!((SHOP.marker.seed, SHOP.marker.customers), (42, 20_000));
    assert_eq!(SHOP.marker.planted, SHOP.summary.planted);
}

#[test]
fn review_keys_are_review_and_order_together() {
    let pairs: BTreeSet<(&str, &str)> =
        SHOP.reviews.column("review_id").zip(SHOP.reviews.column("order_id")).collect();
    assert_eq!(pairs.len(), SHOP.reviews.rows.len());
    let shared = SHOP.reviews.counts("review_id").into_values().filter(|&orders| orders > 1).count();
    assert!(shared > 10, "{shared} reviews stand under several orders");
    let several = SHOP.reviews.counts("order_id").into_values().filter(|&reviews| reviews > 1).count();
    assert!(several > 50, "{several} orders have several reviews");
    let without = SHOP.orders.rows.len() - SHOP.reviews.counts("order_id").len();
    assert!(without > 80, "{without} orders have no review");
}

#[test]
fn comments_hold_what_trips_naive_readers() {
    let messages: Vec<&str> = SHOP.reviews.column("review_comment_message").collect();
    for text in ["\r\n", "\"", ",", "ã"] {
        assert!(messages.iter().filter(|message| message.contains(text)).count() > 20, "too few {text:?}");
    }
    assert!(messages.iter().any(|message| message.replace("\r\n", "").contains('\n')), "no bare line feed");
    let raw = str::from_utf8(&SHOP.raw["olist_order_reviews_dataset.csv"]).unwrap();
    assert!(raw.lines().count() > SHOP.reviews.rows.len() + 500, "too few line breaks inside comments");
    assert!(raw.contains("\"\""), "no doubled quotation mark");
}

#[test]
fn translation_file_has_71_lines_and_leaves_two_categories_out() {
    let bytes = &SHOP.raw["product_category_name_translation.csv"];
    assert!(bytes.starts_with(b"\xef\xbb\xbf") && !bytes.ends_with(b"\n"));
    assert_eq!(SHOP.translation.rows.len(), 71);
    let translated: BTreeSet<&str> = SHOP.translation.rows.iter().map(|row| &row[0]).collect();
    let in_use: BTreeSet<&str> = SHOP.products.column("product_category_name").collect();
    let untranslated: Vec<&&str> = in_use.difference(&translated).collect();
    assert_eq!(untranslated, [&"", &"pc_gamer", &"portateis_cozinha_e_preparadores_de_alimentos"]);
}

#[test]
fn ids_of_products_and_sellers_are_quoted_if_they_begin_with_a_digit() {
    for name in ["olist_products_dataset.csv", "olist_sellers_dataset.csv"] {
        let text = str::from_utf8(&SHOP.raw[name]).unwrap();
        for line in text.lines().skip(1) {
            let is_quoted = line.starts_with('"');
            let first = line.trim_start_matches('"').as_bytes()[0];
            assert_eq!(is_quoted, first.is_ascii_digit(), "{line}");
        }
    }
}

#[test]
fn items_are_numbered_and_paid_to_the_cent() {
    let mut due: BTreeMap<&str, i64> = BTreeMap::new();
    let mut last_number: BTreeMap<&str, u32> = BTreeMap::new();
    let price = SHOP.items.column("price").zip(SHOP.items.column("freight_value"));
    let order = SHOP.items.column("order_id").zip(SHOP.items.column("order_item_id"));
    for ((order, number), (price, freight)) in order.zip(price) {
        let last = last_number.entry(order).or_default();
        *last += 1;
        assert_eq!(number.parse(), Ok(*last));
        *due.entry(order).or_default() += cents(price) + cents(freight);
    }
    let mut paid: BTreeMap<&str, i64> = BTreeMap::new();
    let is_defined = SHOP.payments.column("payment_type").map(|payment_type| payment_type != "not_defined");
    let payments = SHOP.payments.column("order_id").zip(SHOP.payments.column("payment_value"));
    for ((order, value), _) in payments.zip(is_defined).filter(|(_, is_defined)| *is_defined) {
        *paid.entry(order).or_default() += cents(value);
    }
    for (order, cents) in due {
        assert!(paid.get(order).is_none_or(|paid| *paid == cents), "order {order}");
    }
}

fn cents(amount: &str) -> i64 {
    let (whole, decimals) = amount.split_once('.').unwrap();
    assert_eq!(decimals.len(), 2);
    whole.parse::<i64>().unwrap() * 100 + decimals.parse::<i64>().unwrap()
}

#[test]
fn a_product_has_one_price_and_one_seller() {
    let mut seen: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    let offers = SHOP.items.column("price").zip(SHOP.items.column("seller_id"));
    for (product, offer) in SHOP.items.column("product_id").zip(offers) {
        assert_eq!(*seen.entry(product).or_insert(offer), offer);
    }
}

#[test]
fn times_of_an_order_are_in_order() {
    let times = [
        "order_purchase_timestamp",
        "order_approved_at",
        "order_delivered_carrier_date",
        "order_delivered_customer_date",
    ];
    let columns = times.map(|name| SHOP.orders.column(name).collect::<Vec<_>>());
    for row in 0..SHOP.orders.rows.len() {
        let present: Vec<&str> =
            columns.iter().map(|column| column[row]).filter(|time| !time.is_empty()).collect();
        assert!(present.is_sorted(), "{present:?}");
    }
}
