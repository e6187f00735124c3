//! Lifetime value through the whole engine: sums that add up, figures of an independent program, odd shops.

use std::{fs, ops::ControlFlow, sync::LazyLock};

use chrono::Days;
use clientele_analytics::Engine;
use clientele_contract::{
    Analytics, CustomerFilter, CustomerRow, LifetimeValue, PurchaseModelKind, Scope, Span, TrustCheckKind,
    ValueQuestion, parse_iso_date,
};

use crate::{
    drill_down::{demo, listed},
    olist_sample::{olist, test_data},
    shop_files::{CUSTOMERS, ITEMS, ORDERS, PRODUCTS, ShopFiles},
};

/// A shop whose customers buy and leave as MBG/NBD has it, whatever they spend; read once for all tests.
fn shop() -> &'static Engine {
    static SHOP: LazyLock<Engine> = LazyLock::new(|| returning_customers(1_500).engine());
    &SHOP
}

/// Purchase rates are exponential with a mean of one in 50 days, the probability of leaving after a purchase is
/// Beta(1, 3), the first order comes at any time in the first 500 of 640 days.
fn returning_customers(customers: u32) -> ShopFiles {
    let mut files = ShopFiles::of_customers(0);
    let mut state = 20_180_829_u64;
    // Knuth's generator of MMIX; its upper bits are evenly spread over 0 to 1, both excluded.
    let mut uniform = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    };
    let start = parse_iso_date("2017-01-01").unwrap();
    for customer in 0..customers {
        let rate = -uniform().ln() / 50.0;
        let leaves = 1.0 - uniform().cbrt();
        let usual = 20.0 + 80.0 * uniform();
        let mut day = 500.0 * uniform();
        for order in 0.. {
            let date = start + Days::new(day as u64);
            files.add_order(customer, order, &date.to_string(), (usual * (0.6 + 0.8 * uniform())) as u32);
            day += -uniform().ln() / rate;
            if uniform() < leaves || day >= 640.0 {
                break;
            }
        }
    }
    files
}

fn value(engine: &Engine, question: &ValueQuestion) -> LifetimeValue {
    engine.lifetime_value(&Scope::everything(), question).unwrap()
}

fn by(model: PurchaseModelKind) -> ValueQuestion {
    ValueQuestion { model, ..ValueQuestion::default() }
}

fn rows(engine: &Engine, filter: &CustomerFilter) -> Vec<CustomerRow> {
    let mut rows = Vec::new();
    let mut keep = |row: &CustomerRow| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    };
    engine.visit_customers(&Scope::everything(), filter, &mut keep).unwrap();
    rows
}

fn is_close(found: f64, expected: f64, relative: f64) -> bool {
    (found - expected).abs() <= relative * expected.abs()
}

fn assert_defined(value: &LifetimeValue) {
    let text = format!("{value:?}");
    assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
}

fn failed(value: &LifetimeValue) -> Vec<TrustCheckKind> {
    value.forecast.trust.checks.iter().filter(|check| !check.passed).map(|check| check.kind).collect()
}

#[test]
fn segments_add_up_to_the_total_and_to_the_lists() {
    let engine = shop();
    let filters = [
        CustomerFilter::default(),
        CustomerFilter { orders: Span { min: Some(2), max: None }, ..CustomerFilter::default() },
        CustomerFilter { states: ["SP".to_owned()].into(), ..CustomerFilter::default() },
    ];
    for filter in filters {
        let answer = value(engine, &ValueQuestion { filter: filter.clone(), ..ValueQuestion::default() });
        let listed = rows(engine, &filter);
        let segments = &answer.segments;
        assert_eq!(answer.customers, listed.len() as u64);
        assert_eq!(segments.iter().map(|row| row.customers).sum::<u64>(), answer.customers);
        assert_eq!(segments.iter().map(|row| row.revenue_cents).sum::<i64>(), answer.revenue_cents);
        assert_eq!(listed.iter().map(|row| row.spent_cents).sum::<i64>(), answer.revenue_cents);
        let expected = answer.forecast.expected.expect("the shop passes the checks");
        let cents = expected.value_cents.expect("the shop passes the checks");
        let of_segments = segments.iter().map(|row| row.expected.unwrap().value_cents.unwrap());
        assert_eq!(of_segments.sum::<i64>(), cents);
        let of_rows = listed.iter().map(|row| row.expected.unwrap().value_cents.unwrap());
        assert_eq!(of_rows.sum::<i64>(), cents);
        let purchases: f64 = listed.iter().map(|row| row.expected.unwrap().purchases).sum();
        assert!(is_close(purchases, expected.purchases, 1e-9));
        assert_defined(&answer);
    }
}

#[test]
fn the_best_customers_are_a_list_of_as_many() {
    let engine = shop();
    let answer = value(engine, &ValueQuestion::default());
    assert_eq!(answer.concentration.curve.len(), 21);
    for best in &answer.concentration.best {
        let Some(least) = best.spent_from_cents else { continue };
        let spent_cents = Span { min: Some(least), max: None };
        let filter = CustomerFilter { spent_cents, ..CustomerFilter::default() };
        assert_eq!(listed(engine, &Scope::everything(), filter), best.customers);
    }
}

#[test]
fn most_expected_come_first_and_their_pages_say_the_same() {
    let engine = shop();
    let answer = value(engine, &ValueQuestion::default());
    let mut all: Vec<(i64, String)> = rows(engine, &CustomerFilter::default())
        .into_iter()
        .map(|row| (row.expected.unwrap().value_cents.unwrap(), row.customer_id))
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let top: Vec<_> = answer.forecast.top.iter().map(|top| top.customer_id.clone()).collect();
    assert_eq!(top, all.iter().take(10).map(|(_, id)| id.clone()).collect::<Vec<_>>());
    for top in &answer.forecast.top {
        let scope = Scope::everything();
        let history = engine.alive_history(&scope, &top.customer_id).unwrap().unwrap();
        assert_eq!(history.outlook, Some(top.expected));
        let today = history.points.last().unwrap().p_alive;
        assert!((today - top.expected.p_alive.unwrap()).abs() < 1e-12);
        let profile = engine.customer(&scope, &top.customer_id).unwrap().unwrap();
        assert_eq!(profile.customer.expected, Some(top.expected));
        let days: usize = history.points.iter().map(|point| point.orders.len()).sum();
        let mut order_days: Vec<_> = profile.orders.iter().map(|order| order.date).collect();
        order_days.dedup();
        assert_eq!(days, order_days.len());
    }
    assert!(engine.alive_history(&Scope::everything(), "nobody").unwrap().is_none());
}

#[test]
fn nobody_who_bought_once_is_ranked_by_a_certainty_that_says_nothing() {
    let engine = shop();
    let bg = value(engine, &by(PurchaseModelKind::BgNbd));
    let mbg = value(engine, &by(PurchaseModelKind::MbgNbd));
    let bg = bg.forecast.expected.unwrap();
    let mbg = mbg.forecast.expected.unwrap();
    assert!(bg.customers_with_p_alive < mbg.customers_with_p_alive);
    assert_eq!(mbg.customers_with_p_alive, 1_500);
    let once = CustomerFilter { orders: Span { min: None, max: Some(1) }, ..CustomerFilter::default() };
    let of_once = value(engine, &ValueQuestion { filter: once, ..by(PurchaseModelKind::BgNbd) });
    assert_eq!(of_once.forecast.expected.unwrap().mean_p_alive, None);
}

#[test]
fn a_scope_has_models_of_its_own_customers() {
    let engine = shop();
    let scope = Scope::of_states(["SP".to_owned()]);
    let inside = engine.lifetime_value(&scope, &ValueQuestion::default()).unwrap();
    let everything = value(engine, &ValueQuestion::default());
    let (inside_fit, fit) = (inside.forecast.diagnostics.unwrap(), everything.forecast.diagnostics.unwrap());
    assert_eq!(inside_fit.customers, inside.customers);
    assert!(inside_fit.customers < fit.customers);
    assert_ne!(inside_fit.parameters, fit.parameters);
    let outside =
        rows(engine, &CustomerFilter { states: ["RJ".to_owned()].into(), ..CustomerFilter::default() });
    assert!(engine.alive_history(&scope, &outside[0].customer_id).unwrap().is_none());
}

#[test]
fn a_horizon_of_nothing_or_a_hundred_years_is_bounded() {
    let engine = shop();
    let of = |horizon_days| value(engine, &ValueQuestion { horizon_days, ..ValueQuestion::default() });
    let (none, day, year, ten, hundred) = (of(0), of(1), of(365), of(3_650), of(36_500));
    assert_eq!((none.forecast.horizon_days, hundred.forecast.horizon_days), (1, 3_650));
    assert_eq!(none, day);
    assert_eq!(hundred, ten);
    let cents = |answer: &LifetimeValue| answer.forecast.expected.unwrap().value_cents.unwrap();
    assert!(0 < cents(&day) && cents(&day) < cents(&year) && cents(&year) < cents(&ten));
    [day, ten].iter().for_each(assert_defined);
}

#[test]
fn discount_and_margin_lessen_the_expected_value() {
    let engine = shop();
    let cents = |discount, margin| {
        let question = ValueQuestion {
            discount_basis_points_per_year: discount,
            margin_basis_points: margin,
            ..ValueQuestion::default()
        };
        value(engine, &question).forecast.expected.unwrap().value_cents.unwrap() as f64
    };
    let plain = cents(0, None);
    assert!(cents(1_000, None) < plain);
    // A year at 100 %: what comes at its end is worth half, what comes at its beginning the whole.
    assert!((0.5..1.0).contains(&(cents(10_000, None) / plain)));
    // Each customer's cents are rounded.
    assert!(is_close(cents(0, Some(2_500)), plain / 4.0, 1e-4));
    assert!(cents(0, Some(0)) == 0.0);
}

fn withheld_everywhere(engine: &Engine) {
    let answer = value(engine, &ValueQuestion::default());
    assert_eq!(answer.forecast.expected.and_then(|expected| expected.value_cents), None);
    assert!(answer.forecast.top.is_empty());
    assert_defined(&answer);
    for row in rows(engine, &CustomerFilter::default()) {
        assert_eq!(row.expected.and_then(|expected| expected.value_cents), None);
        let history = engine.alive_history(&Scope::everything(), &row.customer_id).unwrap().unwrap();
        assert_eq!(history.outlook.and_then(|expected| expected.value_cents), None);
    }
    for model in engine.report(&Scope::everything()).unwrap().lifetime_value.models.values() {
        assert_eq!(model.expected_value_cents, None);
    }
}

#[test]
fn one_customer_has_a_past_and_no_forecast() {
    let mut files = ShopFiles::of_customers(0);
    files.add_order(1, 0, "2018-05-05", 10);
    let engine = files.engine();
    let answer = value(&engine, &ValueQuestion::default());
    assert_eq!((answer.customers, answer.revenue_cents), (1, 1_600));
    assert_eq!(answer.concentration.gini, Some(0.0));
    assert_eq!(failed(&answer).len(), 5);
    assert!(answer.forecast.diagnostics.is_none());
    withheld_everywhere(&engine);
}

#[test]
fn without_repeat_buyers_the_forecast_is_withheld() {
    let mut files = ShopFiles::of_customers(0);
    for customer in 0..200 {
        files.add_order(
            customer,
            0,
            &format!("2018-0{}-{:02}", 1 + customer % 8, 1 + customer % 28),
            10 + customer,
        );
        // Twice on one day is one purchase.
        files.add_order(customer, 1, &format!("2018-0{}-{:02}", 1 + customer % 8, 1 + customer % 28), 20);
    }
    let engine = files.engine();
    let answer = value(&engine, &ValueQuestion::default());
    assert_eq!(answer.repeat_customers, 200);
    assert!(failed(&answer).contains(&TrustCheckKind::RepeatBuyers));
    withheld_everywhere(&engine);
}

/// Gamma–Gamma is not defined for amounts that never differ; purchases can be told all the same.
#[test]
fn identical_amounts_withhold_money() {
    let mut files = ShopFiles::of_customers(0);
    for customer in 0..300_u32 {
        for order in 0..=(customer % 4) {
            let day = (customer * 5 + order * 37) % 224;
            files.add_order(customer, order, &format!("2018-0{}-{:02}", 1 + day / 28, 1 + day % 28), 10);
        }
    }
    let engine = files.engine();
    let answer = value(&engine, &ValueQuestion::default());
    assert!(failed(&answer).contains(&TrustCheckKind::Correlation));
    assert!(answer.forecast.diagnostics.as_ref().unwrap().spend.is_none());
    withheld_everywhere(&engine);
}

#[test]
fn nobody_has_no_value_and_no_ratio() {
    let filter = CustomerFilter { states: ["XX".to_owned()].into(), ..CustomerFilter::default() };
    let answer = value(shop(), &ValueQuestion { filter, ..ValueQuestion::default() });
    assert_eq!((answer.customers, answer.mean_revenue_cents, answer.concentration.gini), (0, None, None));
    assert!(answer.segments.is_empty());
    let nowhere = Scope::of_states(["XX".to_owned()]);
    let answer = shop().lifetime_value(&nowhere, &ValueQuestion::default()).unwrap();
    assert!(answer.forecast.trust.checks.is_empty());
    assert_eq!(answer.forecast.expected, None);
}

#[test]
fn a_shop_that_the_model_describes_passes_its_checks() {
    let answer = value(shop(), &by(PurchaseModelKind::MbgNbd));
    assert_eq!(failed(&answer), [], "{:?}", answer.forecast.trust);
    let diagnostics = answer.forecast.diagnostics.unwrap();
    assert!(diagnostics.matrix.is_some());
    let last = diagnostics.tracking.last().unwrap();
    assert!(is_close(last.expected, last.actual as f64, 0.1), "{last:?}");
    // r, alpha, a, b as planted, within three standard errors.
    for (found, planted) in diagnostics.parameters.iter().zip([1.0, 50.0, 1.0, 3.0]) {
        let error = found.standard_error.unwrap();
        assert!((found.value - planted).abs() < 3.0 * error, "{found:?} instead of {planted}");
    }
}

/// Few come back to the demo shop, as in real ones: too few among 3,000 customers to tell what they will bring.
#[test]
fn the_small_demo_shop_says_what_is_missing() {
    let answer = value(demo(), &ValueQuestion::default());
    assert!(failed(&answer).contains(&TrustCheckKind::RepeatBuyers), "{:?}", answer.forecast.trust);
    assert_eq!(answer.forecast.expected, None);
    let diagnostics =
        answer.forecast.diagnostics.as_ref().expect("the checks of the model are drawn all the same");
    assert_eq!(diagnostics.matrix, None, "what the model expects of a past is withheld like all it expects");
    assert_defined(&answer);
}

/// The tenth of CDNOW's customers, one order per line.
fn cdnow_sample(text: &str) -> ShopFiles {
    let mut files = ShopFiles::empty();
    files.add(PRODUCTS, "cd,,1,1,1,1,1,1,1");
    for (number, line) in text.lines().enumerate() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [_, customer, date, _, dollars] = fields[..] else { continue };
        let day = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]);
        files.add(CUSTOMERS, &format!("c{number},{customer},01000,sao paulo,SP"));
        files.add(
            ORDERS,
            &format!("o{number},c{number},delivered,{day} 10:00:00,,,{day} 12:00:00,{day} 00:00:00"),
        );
        files.add(ITEMS, &format!("o{number},1,cd,s1,{day} 10:00:00,{dollars},0.00"));
    }
    files
}

/// Parameters r, alpha, a, b; expected purchases; expected value in currency units.
type Reference = ([f64; 4], f64, f64);

const REFERENCE_BG: Reference = ([0.253_295, 38.085_95, 0.616_940, 2.687_400], 1_957.317, 68_274.71);
const REFERENCE_MBG: Reference = ([0.618_128, 60.588_96, 0.555_724, 1.015_610], 1_929.483, 67_382.83);

/// The same 18 months by lifetimes 0.11.3 (BetaGeoFitter, ModifiedBetaGeoFitter, GammaGammaFitter without penalty),
/// in days up to 1998-07-01, months of 30.415 days, 10 % a year.
#[test]
fn cdnow_through_the_whole_engine_gives_the_figures_of_an_independent_program() {
    let Some(data) = test_data() else { return };
    let engine =
        cdnow_sample(&fs::read_to_string(data.join("data/cdnow/CDNOW_sample.txt")).unwrap()).engine();
    let expected = [REFERENCE_BG, REFERENCE_MBG];
    for (kind, (parameters, purchases, money)) in
        [PurchaseModelKind::BgNbd, PurchaseModelKind::MbgNbd].into_iter().zip(expected)
    {
        let answer = value(&engine, &by(kind));
        assert_eq!((answer.customers, answer.revenue_cents), (2_357, 24_409_194));
        let diagnostics = answer.forecast.diagnostics.as_ref().unwrap();
        assert_eq!(diagnostics.repeat_buyers, 1_139);
        for (found, expected) in diagnostics.parameters.iter().zip(parameters) {
            assert!(is_close(found.value, expected, 2e-3), "{found:?} instead of {expected}");
        }
        assert_eq!(failed(&answer), [], "{:?}", answer.forecast.trust);
        let totals = answer.forecast.expected.unwrap();
        assert!(is_close(totals.purchases, purchases, 1e-3), "{totals:?} instead of {purchases}");
        let cents = totals.value_cents.unwrap() as f64;
        assert!(is_close(cents, money * 100.0, 1e-3), "{cents} instead of {money}");
    }
}

#[test]
fn the_olist_sample_has_an_answer_of_defined_figures() {
    let Some(engine) = olist() else { return };
    for kind in PurchaseModelKind::ALL {
        let answer = value(engine, &by(kind));
        assert_defined(&answer);
        assert_eq!(answer.segments.iter().map(|row| row.customers).sum::<u64>(), 22_286);
        println!("{kind:?}: {:?} {:?}", answer.forecast.trust, answer.forecast.expected);
    }
}
