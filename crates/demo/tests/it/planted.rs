//! What was planted can be found again, with figures that do not come from the generator.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use clientele_demo::PurchaseProcess;

use crate::support::{ReadShop, SHOP};

#[test]
fn planted_pairs_have_the_lift_they_announce() {
    let mut baskets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (order, product) in SHOP.items.column("order_id").zip(SHOP.items.column("product_id")) {
        baskets.entry(order).or_default().insert(product);
    }
    let share = |products: &[&str]| {
        let holds_all = |basket: &&BTreeSet<&str>| products.iter().all(|product| basket.contains(product));
        baskets.values().filter(holds_all).count() as f64 / baskets.len() as f64
    };
    let pairs = &SHOP.marker.planted.product_pairs;
    assert_eq!(pairs.len(), 6);
    for pair in pairs {
        let (first, second) = (pair.first_product_id.as_str(), pair.second_product_id.as_str());
        let both = share(&[first, second]);
        let lift = both / (share(&[first]) * share(&[second]));
        assert!(lift > 10.0, "{}: lift {lift}", pair.name);
        assert!(
            (lift / pair.expected_lift - 1.0).abs() < 0.6,
            "{}: {lift}, not {}",
            pair.name,
            pair.expected_lift
        );
        let expected_both = pair.order_share * pair.companion_probability;
        assert!((both / expected_both - 1.0).abs() < 0.6, "{}: {both}, not {expected_both}", pair.name);
    }
}

#[test]
fn states_lean_to_their_categories() {
    let category_of: BTreeMap<&str, &str> =
        SHOP.products.column("product_id").zip(SHOP.products.column("product_category_name")).collect();
    let english: BTreeMap<&str, &str> = SHOP.translation.rows.iter().map(|row| (&row[0], &row[1])).collect();
    let state_of_customer: BTreeMap<&str, &str> =
        SHOP.customers.column("customer_id").zip(SHOP.customers.column("customer_state")).collect();
    let state_of_order: BTreeMap<&str, &str> = SHOP
        .orders
        .column("order_id")
        .zip(SHOP.orders.column("customer_id").map(|customer| state_of_customer[customer]))
        .collect();
    let items = SHOP.items.column("order_id").zip(SHOP.items.column("product_id"));
    let bought: Vec<(&str, Option<&str>)> = items
        .map(|(order, product)| (state_of_order[order], english.get(category_of[product]).copied()))
        .collect();
    for leaning in &SHOP.marker.planted.state_leanings {
        let share = |inside: bool| {
            let of_place = bought.iter().filter(|(state, _)| (*state == leaning.state) == inside);
            let in_category =
                of_place.clone().filter(|(_, category)| *category == Some(&leaning.category)).count();
            in_category as f64 / of_place.count() as f64
        };
        assert!(share(true) > 1.2 * share(false), "{leaning:?}: {} and {}", share(true), share(false));
    }
}

/// Against the closed forms of the BG/NBD paper, averaged over the observed first purchases.
#[test]
fn repeat_purchases_follow_the_announced_process() {
    let shop = ReadShop::make(100_000, 7);
    let process = &shop.marker.planted.purchase_process;
    let end: NaiveDate = process.observed_until.parse().unwrap();
    let (mut repeat_buyers, mut repeat_orders) = (0.0, 0.0);
    let (mut expected_buyers, mut expected_orders) = (0.0, 0.0);
    for days in shop.completed_days_by_person().values() {
        // Half a day, because people buy around noon and the last day counts in full.
        let weeks = ((end - days[0]).num_days() as f64 + 0.5) / 7.0;
        repeat_buyers += f64::from(u8::from(days.len() > 1));
        repeat_orders += days.len() as f64 - 1.0;
        expected_buyers += 1.0 - (process.alpha / (process.alpha + weeks)).powf(process.r);
        expected_orders += expected_repeat_orders(process, weeks);
    }
    // About 3,000 buyers: four standard deviations are 7 %; orders vary more.
    assert!(
        (repeat_buyers / expected_buyers - 1.0_f64).abs() < 0.07,
        "{repeat_buyers}, not {expected_buyers}"
    );
    assert!(
        (repeat_orders / expected_orders - 1.0_f64).abs() < 0.10,
        "{repeat_orders}, not {expected_orders}"
    );
}

/// E\[X(t)\], equation 9 of Fader, Hardie and Lee (2005).
fn expected_repeat_orders(process: &PurchaseProcess, weeks: f64) -> f64 {
    let &PurchaseProcess { r, alpha, a, b, .. } = process;
    let decay = (alpha / (alpha + weeks)).powf(r);
    let series = hypergeometric(r, b, a + b - 1.0, weeks / (alpha + weeks));
    (a + b - 1.0) / (a - 1.0) * (1.0 - decay * series)
}

/// Gauss's series, for 0 <= z < 1.
fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0, 1.0);
    for n in 0..400 {
        let n = f64::from(n);
        term *= (a + n) * (b + n) / ((c + n) * (n + 1.0)) * z;
        sum += term;
    }
    sum
}
