//! What holds for every shop, however odd: no order or unit of time matters, and no number is undefined.

use clientele_analytics::lifetime::{
    Horizon, LifetimeError, PurchaseHistories, PurchaseModel, PurchaseModelKind, PurchaseSummary, SpendModel,
    SpendSummary, TimeUnit, ValuedCustomer, calibrate, fit_purchases, fit_spend, lifetime_values, track,
};
use proptest::prelude::*;

const KINDS: [PurchaseModelKind; 2] = [PurchaseModelKind::BgNbd, PurchaseModelKind::MbgNbd];

fn summary(frequency: u32, recency: f64, age: f64) -> PurchaseSummary {
    PurchaseSummary { frequency, recency, age }
}

/// A shop whose customers differ in how often they buy and when they leave.
fn mixed_shop(customers: u32) -> Vec<PurchaseSummary> {
    let customer = |number: u32| {
        let age = f64::from(30 + number * 7 % 300);
        let frequency = [0, 0, 0, 0, 1, 0, 2, 0, 1, 5][(number % 10) as usize];
        let share = f64::from(1 + number * 13 % 97) / 100.0;
        summary(frequency, if frequency == 0 { 0.0 } else { (age * share).ceil() }, age)
    };
    (0..customers).map(customer).collect()
}

fn days_model(kind: PurchaseModelKind) -> PurchaseModel {
    PurchaseModel::new(kind, [0.243, 30.9, 0.793, 2.426]).unwrap()
}

/// The lifetime value of a customer whose purchases are worth 1 each.
fn worth(model: &PurchaseModel, purchases: &PurchaseSummary, horizon: &Horizon) -> f64 {
    let spend = SpendModel::new([1.0, 2.0, 1.0]).unwrap();
    assert_eq!(spend.expected_value_of_new(), Some(1.0));
    let customer =
        ValuedCustomer { purchases: *purchases, spend: SpendSummary { frequency: 0, mean_value: 0.0 } };
    lifetime_values(model, &spend, &[customer], horizon)[0].unwrap()
}

#[track_caller]
fn assert_close(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{found}, not {expected}");
}

#[test]
fn the_order_of_the_customers_changes_no_digit() {
    let customers = mixed_shop(500);
    let (mut turned, mut mixed) = (customers.clone(), customers.clone());
    turned.reverse();
    mixed.sort_by_key(|customer| (customer.age as u32 * 7_919) % 101);
    for kind in KINDS {
        let fit = fit_purchases(kind, &customers).unwrap();
        assert_eq!(fit, fit_purchases(kind, &turned).unwrap());
        assert_eq!(fit, fit_purchases(kind, &mixed).unwrap());
    }
}

#[test]
fn each_customer_twice_halves_the_variance_and_leaves_the_parameters() {
    let once = mixed_shop(500);
    let twice = [once.clone(), once.clone()].concat();
    let (once, twice) = (fit_purchases(KINDS[1], &once).unwrap(), fit_purchases(KINDS[1], &twice).unwrap());
    assert_eq!(once.distinct_rows, twice.distinct_rows);
    assert_close(twice.log_likelihood, 2.0 * once.log_likelihood, 1e-12);
    let errors = once.standard_errors.unwrap().into_iter().zip(twice.standard_errors.unwrap());
    errors.for_each(|(once, twice)| assert_close(twice, once / 2_f64.sqrt(), 1e-6));
    let parameters = once.model.parameters().into_iter().zip(twice.model.parameters());
    parameters.for_each(|(once, twice)| assert_close(twice, once, 1e-7));
}

#[test]
fn days_and_weeks_come_to_the_same_shop() {
    let days = mixed_shop(500);
    let weeks: Vec<PurchaseSummary> =
        days.iter().map(|of| summary(of.frequency, of.recency / 7.0, of.age / 7.0)).collect();
    for kind in KINDS {
        let (days_fit, weeks_fit) =
            (fit_purchases(kind, &days).unwrap(), fit_purchases(kind, &weeks).unwrap());
        let ([r, alpha, a, b], in_weeks) = (days_fit.model.parameters(), weeks_fit.model.parameters());
        for (found, expected) in in_weeks.into_iter().zip([r, alpha / 7.0, a, b]) {
            assert_close(found, expected, 1e-6);
        }
        let (one, other) = (&days[6], &weeks[6]);
        let expected = days_fit.model.expected_purchases(one, 70.0);
        assert_close(weeks_fit.model.expected_purchases(other, 10.0), expected, 1e-6);
        let in_days = worth(&days_fit.model, one, &Horizon::of_days(200, 100, TimeUnit::Day));
        let in_weeks = worth(&weeks_fit.model, other, &Horizon::of_days(200, 100, TimeUnit::Week));
        assert_close(in_weeks, in_days, 1e-6);
    }
}

#[test]
fn a_one_time_buyer_is_alive_for_certain_under_bg_nbd_and_fades_under_mbg_nbd() {
    let [bg, mbg] = KINDS.map(days_model);
    assert_eq!(bg.probability_alive(&summary(0, 0.0, 900.0)), 1.0);
    let fading = [0.0, 10.0, 100.0, 900.0].map(|age| mbg.probability_alive(&summary(0, 0.0, age)));
    assert!(fading.is_sorted_by(|one, next| one > next), "{fading:?}");
    let [_, _, a, b] = mbg.parameters();
    assert_close(fading[0], b / (a + b), 1e-12);
}

#[test]
fn nobody_to_learn_from_is_said() {
    assert_eq!(fit_purchases(KINDS[0], &[]).unwrap_err(), LifetimeError::NoCustomers);
    let one_timers = [summary(0, 0.0, 20.0), summary(0, 0.0, 30.0)];
    let error = fit_purchases(KINDS[0], &one_timers).unwrap_err();
    assert_eq!(error, LifetimeError::NoRepeatBuyers { customers: 2 });
    assert!(error.to_string().contains("none of 2 customers bought on a second day"));
    for impossible in
        [summary(1, 3.0, 2.0), summary(1, -1.0, 2.0), summary(0, 1.0, 2.0), summary(1, 1.0, f64::NAN)]
    {
        let error = fit_purchases(KINDS[0], &[impossible]).unwrap_err();
        assert!(matches!(error, LifetimeError::ImpossibleAges { .. }), "{error}");
    }
}

#[test]
fn a_single_repeat_buyer_and_equal_customers_give_finite_numbers() {
    let shops = [
        vec![summary(1, 3.0, 20.0)],
        vec![summary(3, 20.0, 20.0); 1_000],
        vec![summary(1, 0.0, 0.0)],
        vec![summary(4_000_000, 30.0, 30.0), summary(0, 0.0, 30.0)],
        [vec![summary(0, 0.0, 1e9); 50], vec![summary(1, 1e-6, 1e9)]].concat(),
    ];
    for (customers, kind) in shops.iter().flat_map(|shop| KINDS.map(|kind| (shop, kind))) {
        let fit = fit_purchases(kind, customers).unwrap();
        assert!(fit.log_likelihood.is_finite(), "{fit:?}");
        assert_eq!(fit.converged, fit.standard_errors.is_some(), "{fit:?}");
        for time in [0.0, 1.0, 5_200.0, 1e9] {
            assert_is_number(fit.model.expected_purchases(&customers[0], time));
            assert_is_number(fit.model.expected_purchases_of_new(time));
        }
    }
}

#[track_caller]
fn assert_is_number(expected: f64) {
    assert!(expected.is_finite() && expected >= 0.0, "{expected}");
}

#[test]
fn nobody_who_ever_leaves_is_the_edge_of_the_model_and_not_a_maximum() {
    let regulars: Vec<PurchaseSummary> =
        (1..200).map(|number| summary(10 + number % 7, 99.0 + f64::from(number % 2), 100.0)).collect();
    let fit = fit_purchases(PurchaseModelKind::BgNbd, &regulars).unwrap();
    assert!(!fit.converged, "{fit:?}");
    assert!(fit.model.probability_alive(&regulars[0]) > 0.99);
}

#[test]
fn equal_amounts_and_no_amounts_are_said() {
    let of = |frequency, mean_value| SpendSummary { frequency, mean_value };
    assert_eq!(fit_spend(&[]).unwrap_err(), LifetimeError::NoValues);
    let worthless = [of(0, 50.0), of(2, 0.0), of(1, -3.0), of(1, f64::NAN)];
    assert_eq!(fit_spend(&worthless).unwrap_err(), LifetimeError::NoValues);
    let equal = [of(1, 20.0), of(2, 20.0), of(0, 0.0), of(9, 20.0)];
    assert_eq!(fit_spend(&equal).unwrap_err(), LifetimeError::EqualValues { customers: 3 });
    let nearly_equal = [of(1, 20.0), of(2, 20.01), of(3, 20.0)];
    let fit = fit_spend(&nearly_equal).unwrap();
    assert!(
        fit.log_likelihood.is_finite()
            && fit.model.expected_value(&nearly_equal[0]).is_none_or(f64::is_finite)
    );
    let once_each = [of(1, 10.0), of(1, 30.0), of(1, 31.0)];
    assert_eq!(fit_spend(&once_each).unwrap().correlation, None);
}

#[test]
fn a_spend_model_without_a_mean_withholds_the_value_of_new_customers() {
    let model = SpendModel::new([6.0, 0.9, 15.0]).unwrap();
    assert_eq!(model.expected_value_of_new(), None);
    let known = SpendSummary { frequency: 3, mean_value: 20.0 };
    assert_close(model.expected_value(&known).unwrap(), 6.0 * (15.0 + 60.0) / (18.0 - 0.1), 1e-12);
}

#[test]
fn mean_values_are_whole_cents_with_halves_up() {
    let mean = |frequency, cents| SpendSummary::of_repeat_purchases(frequency, cents).mean_value;
    // Customer 1 of CDNOW: 29.73 and 14.96, published as 22.35.
    assert_eq!([mean(2, 4_469), mean(3, 100), mean(0, 0), mean(4, -6)], [22.35, 0.33, 0.0, -0.01]);
}

#[test]
fn parameters_that_cannot_be_are_refused() {
    for wrong in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
        assert!(PurchaseModel::new(KINDS[0], [1.0, 1.0, wrong, 1.0]).is_err());
        assert!(SpendModel::new([1.0, wrong, 1.0]).is_err());
    }
}

/// A long horizon and many ages are interpolated; one customer at a time over short steps is not.
#[test]
fn values_of_many_customers_are_those_of_one_at_a_time() {
    let spend = SpendModel::new([6.25, 3.74, 15.45]).unwrap();
    let customers: Vec<ValuedCustomer> = (0..2_000)
        .map(|number| ValuedCustomer {
            purchases: summary(number % 3, f64::from(number % 3 * 3), f64::from(20 + number % 700)),
            spend: SpendSummary { frequency: number % 3, mean_value: f64::from(5 + number % 90) },
        })
        .collect();
    for (kind, days) in KINDS.into_iter().zip([365, 9_000]) {
        let (model, horizon) = (days_model(kind), Horizon::of_days(days, 100, TimeUnit::Day));
        let together = lifetime_values(&model, &spend, &customers, &horizon);
        for (customer, value) in customers.iter().zip(together) {
            let alone = lifetime_values(&model, &spend, std::slice::from_ref(customer), &horizon);
            let [Some(alone)] = alone[..] else { panic!("{alone:?}") };
            assert_close(value.unwrap(), alone, 1e-9);
            assert_close(alone, month_by_month(&model, &spend, customer, days), 1e-9);
        }
    }
}

/// The definition: what each month of 30.415 days adds, at the end of that month.
fn month_by_month(model: &PurchaseModel, spend: &SpendModel, of: &ValuedCustomer, days: u32) -> f64 {
    let (mut value, mut before, mut month) = (0.0, 0.0, 0.0_f64);
    while before < f64::from(days) {
        month += 1.0;
        let end = (30.415 * month).min(f64::from(days));
        let added =
            model.expected_purchases(&of.purchases, end) - model.expected_purchases(&of.purchases, before);
        value += added * spend.expected_value(&of.spend).unwrap() / 1.01_f64.powf(end / 30.415);
        before = end;
    }
    value
}

#[test]
fn no_horizon_is_worth_nothing_and_a_hundred_years_are_worth_a_finite_amount() {
    let (model, new) = (days_model(KINDS[0]), PurchaseSummary::NEW);
    let worth = |days, rate| worth(&model, &new, &Horizon::of_days(days, rate, TimeUnit::Day));
    assert_eq!(worth(0, 100), 0.0);
    let [year, century, endless] = [365, 36_500, u32::MAX].map(|days| worth(days, 100));
    assert!(
        0.0 < year && year < century && century <= endless && endless < 20.0,
        "{year} {century} {endless}"
    );
    assert_close(worth(365, 0), model.expected_purchases_of_new(365.0), 1e-12);
    assert!(worth(36_500, u32::MAX) < 1e-3);
}

#[test]
fn a_split_that_leaves_one_part_empty_is_refused() {
    let mut histories = PurchaseHistories::default();
    let split = |histories: &PurchaseHistories, split_day, last_day| {
        calibrate(KINDS[0], histories, TimeUnit::Day, split_day, last_day)
            .map(|calibration| calibration.classes.len())
    };
    assert_eq!(split(&histories, 0, 10), Err(LifetimeError::NoCustomers));
    assert_eq!(
        track(&days_model(KINDS[0]), &histories, TimeUnit::Day, 7, 10),
        Err(LifetimeError::NoCustomers)
    );
    histories.push([9, 5, 5, 7]);
    histories.push([]);
    histories.push([30]);
    assert_eq!(histories.iter().map(<[i32]>::len).collect::<Vec<_>>(), [3, 0, 1]);
    assert_eq!(split(&histories, 4, 10), Err(LifetimeError::EmptyPart));
    assert_eq!(split(&histories, 8, 8), Err(LifetimeError::EmptyPart));
    assert_eq!(split(&histories, 6, 40), Err(LifetimeError::NoRepeatBuyers { customers: 1 }));
    assert_eq!(split(&histories, 8, i32::MAX), Ok(1));
    let steps = track(&days_model(KINDS[0]), &histories, TimeUnit::Day, 0, 10).unwrap();
    assert_eq!((steps.len(), steps[5].actual_purchases), (6, 2));
    assert_eq!(
        track(&days_model(KINDS[0]), &histories, TimeUnit::Day, 7, 4),
        Err(LifetimeError::NoCustomers)
    );
}

proptest! {
    #[test]
    fn no_customer_and_no_model_leads_to_an_undefined_number(
        logarithms in proptest::array::uniform4(-20.0..20.0_f64),
        frequency in 0..100_000_u32,
        recency in prop_oneof![0.0..1e6_f64, Just(f64::NAN), Just(-1.0), Just(f64::INFINITY)],
        age in prop_oneof![0.0..1e6_f64, Just(f64::NAN), Just(f64::INFINITY)],
        time in prop_oneof![0.0..1e4_f64, Just(1e12)],
    ) {
        let of = summary(frequency, recency, age);
        for kind in KINDS {
            let model = PurchaseModel::new(kind, logarithms.map(f64::exp)).unwrap();
            let alive = model.probability_alive(&of);
            prop_assert!((0.0..=1.0).contains(&alive), "{alive}");
            let expected = model.expected_purchases(&of, time);
            prop_assert!(expected.is_finite() && expected >= 0.0, "{expected}");
            prop_assert!(expected >= model.expected_purchases(&of, time / 2.0) * (1.0 - 1e-9));
            prop_assert!(!model.log_likelihood(&of).is_nan());
        }
    }

    #[test]
    fn no_shop_makes_a_fit_panic_or_a_number_undefined(
        rows in proptest::collection::vec((0..6_u32, 0.0..1.0_f64, 0.0..200.0_f64), 1..40),
    ) {
        let customers: Vec<PurchaseSummary> = rows
            .iter()
            .map(|&(frequency, share, age)| summary(frequency, if frequency > 0 { share * age } else { 0.0 }, age))
            .collect();
        let repeat_buyers = customers.iter().filter(|customer| customer.frequency > 0).count();
        for kind in KINDS {
            match fit_purchases(kind, &customers) {
                Ok(fit) => {
                    prop_assert!(fit.log_likelihood.is_finite());
                    prop_assert_eq!(fit.repeat_buyers, repeat_buyers as u64);
                    prop_assert!(customers.iter().all(|of| fit.model.expected_purchases(of, 52.0).is_finite()));
                }
                Err(error) => prop_assert!(repeat_buyers == 0, "{}", error),
            }
        }
    }

    #[test]
    fn no_amounts_make_a_fit_panic_or_a_number_undefined(
        rows in proptest::collection::vec((0..5_u32, 0..100_000_i64), 0..40),
    ) {
        let customers: Vec<SpendSummary> =
            rows.iter().map(|&(frequency, cents)| SpendSummary::of_repeat_purchases(frequency, cents)).collect();
        if let Ok(fit) = fit_spend(&customers) {
            prop_assert!(fit.log_likelihood.is_finite());
            for of in &customers {
                prop_assert!(fit.model.expected_value(of).is_none_or(|value| value.is_finite() && value > 0.0));
            }
        }
    }
}
