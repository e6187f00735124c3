//! A shop of 20,000 looks like the published figures of the full Olist set.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::SHOP;

#[track_caller]
fn check_between(found: f64, least: f64, most: f64) {
    assert!((least..=most).contains(&found), "{found} is not between {least} and {most}");
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn about_three_percent_come_back() {
    let days = SHOP.completed_days_by_person();
    let repeat = days.values().filter(|days| days.len() > 1).count();
    check_between(repeat as f64 / days.len() as f64, 0.025, 0.036);
}

#[test]
fn customers_live_in_all_states_as_published() {
    let states = SHOP.customers.counts("customer_state");
    assert_eq!(states.len(), 27);
    for (state, share) in
        [("SP", 0.42), ("RJ", 0.129), ("MG", 0.117), ("RS", 0.055), ("PR", 0.051), ("BA", 0.034)]
    {
        let tolerance = if state == "SP" { 0.02 } else { 0.008 };
        check_between(SHOP.customers.share("customer_state", state), share - tolerance, share + tolerance);
    }
}

#[test]
fn statuses_are_as_published() {
    for (status, least, most) in [
        ("delivered", 0.965, 0.975),
        ("shipped", 0.008, 0.014),
        ("canceled", 0.004, 0.009),
        ("unavailable", 0.004, 0.009),
    ] {
        check_between(SHOP.orders.share("order_status", status), least, most);
    }
    let with_items: BTreeSet<&str> = SHOP.items.column("order_id").collect();
    let orders = SHOP.orders.column("order_id").zip(SHOP.orders.column("order_status"));
    let mut without_items: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, status) in orders.filter(|(order, _)| !with_items.contains(order)) {
        *without_items.entry(status).or_default() += 1;
    }
    assert!(without_items["unavailable"] > 80, "{without_items:?}");
    assert!(!without_items.contains_key("delivered"), "{without_items:?}");
}

#[test]
fn scores_are_as_published_and_fall_with_lateness() {
    for (score, share) in [("5", 0.577), ("4", 0.192), ("3", 0.082), ("2", 0.032), ("1", 0.114)] {
        check_between(SHOP.reviews.share("review_score", score), share - 0.02, share + 0.02);
    }
    let delivered = SHOP.orders.column("order_delivered_customer_date");
    let promised = SHOP.orders.column("order_estimated_delivery_date");
    let is_late = delivered
        .zip(promised)
        .map(|(delivered, promised)| (!delivered.is_empty()).then(|| delivered[..10] > promised[..10]));
    let is_late: BTreeMap<&str, Option<bool>> = SHOP.orders.column("order_id").zip(is_late).collect();
    let scores = SHOP.reviews.column("order_id").zip(SHOP.reviews.numbers("review_score"));
    let (late, on_time): (Vec<_>, Vec<_>) = scores
        .filter(|(order, _)| is_late[order].is_some())
        .partition(|(order, _)| is_late[order] == Some(true));
    check_between(late.len() as f64 / (late.len() + on_time.len()) as f64, 0.05, 0.09);
    check_between(mean(&late.iter().map(|(_, score)| *score).collect::<Vec<_>>()), 2.3, 2.9);
    check_between(mean(&on_time.iter().map(|(_, score)| *score).collect::<Vec<_>>()), 4.15, 4.4);
}

#[test]
fn prices_and_freight_are_as_published() {
    let prices = SHOP.items.numbers("price");
    check_between(mean(&prices), 110.0, 131.0);
    check_between(median(prices), 68.0, 82.0);
    let freight = SHOP.items.numbers("freight_value");
    check_between(mean(&freight), 18.5, 21.0);
    check_between(median(freight), 15.5, 17.5);
    let orders_with_items = SHOP.items.counts("order_id").len();
    check_between(SHOP.items.rows.len() as f64 / orders_with_items as f64, 1.12, 1.17);
}

#[test]
fn payment_types_are_as_published() {
    for (payment_type, share) in
        [("credit_card", 0.74), ("boleto", 0.19), ("voucher", 0.055), ("debit_card", 0.015)]
    {
        check_between(SHOP.payments.share("payment_type", payment_type), share - 0.015, share + 0.015);
    }
    check_between(SHOP.payments.share("payment_installments", "1"), 0.45, 0.55);
}

#[test]
fn the_shop_grows_from_2016_09_to_2018_08_with_its_peak_on_black_friday() {
    let mut by_day: BTreeMap<&str, u32> = BTreeMap::new();
    let mut by_month: BTreeMap<&str, u32> = BTreeMap::new();
    for purchased in SHOP.orders.column("order_purchase_timestamp") {
        *by_day.entry(&purchased[..10]).or_default() += 1;
        *by_month.entry(&purchased[..7]).or_default() += 1;
    }
    let peak = by_day.iter().max_by_key(|(_, orders)| **orders).map(|(day, _)| *day);
    assert_eq!(peak, Some("2017-11-24"));
    assert_eq!(by_month.keys().next(), Some(&"2016-09"));
    assert_eq!(by_day.keys().next_back(), Some(&"2018-08-29"));
    assert!(by_month["2018-03"] > 2 * by_month["2017-03"]);
    assert!(by_month["2017-03"] > 5 * by_month["2016-10"]);
}

#[test]
fn the_catalogue_keeps_its_gaps() {
    check_between(SHOP.products.share("product_category_name", ""), 0.01, 0.025);
    assert!(SHOP.geolocation.rows.len() <= 20_000);
    let located: BTreeSet<&str> = SHOP.geolocation.column("geolocation_zip_code_prefix").collect();
    let lost =
        SHOP.customers.column("customer_zip_code_prefix").filter(|prefix| !located.contains(prefix)).count();
    check_between(lost as f64 / SHOP.customers.rows.len() as f64, 0.000_1, 0.03);
}
