//! What people read on the page of a product.

use chrono::NaiveDate;
use clientele_contract::{BasketItem, BoughtTogether, FrequencyRule, GuestSales, Month, ProductMonth};

use super::*;

fn snapshot() -> SnapshotInfo {
    let date = |day| NaiveDate::from_ymd_opt(2018, 8, day).expect("a date");
    SnapshotInfo {
        snapshot_id: "s".to_owned(),
        as_of: date(30),
        first_order: date(1),
        last_order: date(29),
        customers: 10,
        completed_orders: 12,
        excluded_orders: 0,
        currency_symbol: "R$".to_owned(),
        frequency_rule: FrequencyRule::Quintiles,
        is_older: false,
        is_demo: false,
        notices: Vec::new(),
        refresh_notice: None,
    }
}

fn month(month: u8, units: u64) -> ProductMonth {
    let revenue_cents = 10_000 * units as i64;
    ProductMonth { month: Month { year: 2018, month }, units, revenue_cents, in_progress: false }
}

fn product() -> ProductProfile {
    let item = BasketItem { id: "p1".to_owned(), category: "baby_toys".to_owned() };
    ProductProfile {
        item,
        units: 5,
        revenue_cents: 50_000,
        orders: 4,
        customers: 3,
        repeat_customers: 1,
        reviewed_orders: 2,
        review_score: Some(4.5),
        category_rank: 2,
        category_products: 7,
        category_share: Some(0.25),
        months: vec![month(7, 0), month(8, 5)],
        ..ProductProfile::default()
    }
}

#[test]
fn figures_and_place_are_said() {
    let html = draw_product(product(), &snapshot()).1.replace('\u{a0}', " ");
    for words in [
        "Baby toys",
        "R$ 500.00",
        "R$ 100.00 each",
        "Number 2 of 7 products by revenue in baby toys, 25.0 % of its revenue",
        "1 came back for it",
        "4.50",
        "Sold best in Aug 2018: 5 items",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(html.contains("/customers?product=p1\""), "{html}");
}

#[test]
fn a_product_is_called_by_category_and_id_and_its_mean_price_is_rounded() {
    let item = BasketItem { id: "0a1b2c3d4e5f60718293a4b5c6d7e8f9".to_owned(), ..product().item };
    let (title, html) =
        draw_product(ProductProfile { item, revenue_cents: 50_004, ..product() }, &snapshot());
    assert_eq!(title, "Baby toys 0a1b2c3d…");
    assert!(html.contains("100.01"), "{html}");
}

#[test]
fn a_product_without_a_category_is_called_by_its_name() {
    let item = BasketItem { id: "Cast iron pan".to_owned(), category: "unknown".to_owned() };
    let (title, html) = draw_product(ProductProfile { item, ..product() }, &snapshot());
    assert_eq!(title, "Cast iron pan");
    assert!(html.contains("class=\"product-title\">Cast iron pan"), "{html}");
    assert!(!html.contains("nknown"), "{html}");
}

#[test]
fn what_was_sold_without_a_customer_is_said_and_opens_no_list() {
    let guests = Some(GuestSales { orders: 4, units: 5, revenue_cents: 50_000, are_counted: true });
    let product = ProductProfile { customers: 0, repeat_customers: 0, guests, ..product() };
    let html = draw_product(product, &snapshot()).1.replace('\u{a0}', " ");
    assert!(html.contains("Without a customer: 4 orders with 5 items (R$ 500.00)"), "{html}");
    assert!(html.contains("none of a customer"), "{html}");
    assert!(!html.contains("/customers?product=p1\""), "{html}");
    assert!(!html.contains("always bought alone"), "{html}");
}

#[test]
fn a_product_that_is_bought_alone_says_so() {
    let html = draw_product(product(), &snapshot()).1;
    assert!(
        html.contains("It is always bought alone") && html.contains("No rule with this product"),
        "{html}"
    );
}

#[test]
fn what_is_bought_with_it_leads_to_those_who_miss_it() {
    let item = BasketItem { id: "p2".to_owned(), category: "toys".to_owned() };
    let often = BoughtTogether { item, orders: 3, share: 0.75, lift: 2.5, q_value: 0.01, targets: 2 };
    let once = BoughtTogether { orders: 1, lift: 250.0, ..often.clone() };
    let together = vec![often, once];
    let product = ProductProfile { orders_with_others: 3, together_products: 2, together, ..product() };
    let html = draw_product(product, &snapshot()).1;
    assert!(html.contains("/customers?product=p1&amp;not_product=p2"), "{html}");
    assert!(html.contains("strong") && html.contains("too few orders"), "{html}");
}

#[test]
fn a_best_month_is_better_than_another() {
    for months in [vec![month(8, 5)], vec![month(7, 1), month(8, 1)]] {
        let (_, html) = draw_product(ProductProfile { months, ..product() }, &snapshot());
        assert!(html.contains("Items by month") && !html.contains("Sold best"), "{html}");
    }
}
