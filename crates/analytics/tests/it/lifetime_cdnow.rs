//! Figures published for CDNOW: of the purchase model by Fader, Hardie and Lee (2005), of both models in the
//! documentation of the Python package `lifetimes`. Where no figure was published, SciPy computed it from the
//! formulas of the papers (`scipy.special.hyp2f1`, minimum by Nelder–Mead with a tolerance of 1e-10).

use std::{collections::BTreeMap, fs, path::PathBuf};

use clientele_analytics::lifetime::{
    Horizon, PurchaseFit, PurchaseHistories, PurchaseModelKind, PurchaseSummary, SpendFit, SpendSummary,
    TimeUnit, ValuedCustomer, calibrate, fit_purchases, fit_spend, lifetime_values, track,
};

fn data(file: &str) -> Option<String> {
    let folder = PathBuf::from(std::env::var_os("CLIENTELE_TEST_DATA")?);
    fs::read_to_string(folder.join("data/cdnow").join(file)).ok()
}

/// 2,357 customers in weeks.
fn summary_file() -> Option<Vec<PurchaseSummary>> {
    let text = data("cdnow_customers_summary.csv")?;
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        PurchaseSummary {
            frequency: cells[1].parse().unwrap(),
            recency: cells[2].parse().unwrap(),
            age: cells[3].parse().unwrap(),
        }
    };
    Some(text.lines().skip(1).map(row).collect())
}

fn fit_of(kind: PurchaseModelKind) -> Option<PurchaseFit> {
    Some(fit_purchases(kind, &summary_file()?).unwrap())
}

/// Days since 1997-01-01 of a date written 19970131, for the years of CDNOW.
fn day_number(date: u32) -> i32 {
    let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
    let months_before: u32 =
        [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][..month as usize - 1].iter().sum();
    ((year - 1997) * 365 + months_before + day) as i32 - 1
}

const CALIBRATION_END: u32 = 19_970_930;
const HOLDOUT_END: u32 = 19_980_630;

/// Of each customer of the sample, cents by day.
fn sample_file() -> Option<Vec<BTreeMap<i32, i64>>> {
    let text = data("CDNOW_sample.txt")?;
    let mut customers: BTreeMap<u32, BTreeMap<i32, i64>> = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split_ascii_whitespace().collect();
        let (customer, date) = (cells[1].parse().unwrap(), cells[2].parse().unwrap());
        let cents: i64 = cells[4].replace('.', "").parse().unwrap();
        *customers.entry(customer).or_default().entry(day_number(date)).or_default() += cents;
    }
    Some(customers.into_values().collect())
}

/// What the repeat purchases of the calibration period were worth.
fn spend_in_calibration_period() -> Option<Vec<SpendSummary>> {
    let spend = |days: BTreeMap<i32, i64>| {
        let repeats = days.range(..=day_number(CALIBRATION_END)).skip(1);
        let (count, cents) = repeats.fold((0, 0), |(count, sum), (_, cents)| (count + 1, sum + cents));
        SpendSummary::of_repeat_purchases(count, cents)
    };
    Some(sample_file()?.into_iter().map(spend).collect())
}

fn spend_fit() -> Option<SpendFit> {
    Some(fit_spend(&spend_in_calibration_period()?).unwrap())
}

fn histories() -> Option<PurchaseHistories> {
    let mut histories = PurchaseHistories::default();
    for days in sample_file()? {
        histories.push(days.into_keys());
    }
    Some(histories)
}

#[track_caller]
fn assert_close(found: f64, expected: f64, tolerance: f64) {
    assert!((found / expected - 1.0).abs() <= tolerance, "{found}, not {expected}");
}

#[track_caller]
fn assert_all_close<const N: usize>(found: [f64; N], expected: [f64; N], tolerance: f64) {
    found.iter().zip(expected).for_each(|(found, expected)| assert_close(*found, expected, tolerance));
}

#[test]
fn bg_nbd_on_the_summary_has_the_published_parameters_likelihood_and_standard_errors() {
    let Some(fit) = fit_of(PurchaseModelKind::BgNbd) else { return };
    assert_all_close(fit.model.parameters(), [0.242_593, 4.413_532, 0.792_886, 2.425_753], 2e-6);
    assert!((fit.log_likelihood + 9_582.425_6).abs() < 1e-4, "{}", fit.log_likelihood);
    assert_all_close(fit.standard_errors.unwrap(), [0.012_557, 0.378_221, 0.185_719, 0.705_345], 5e-5);
    assert!(fit.converged, "{fit:?}");
    assert_eq!((fit.agreeing_starts, fit.customers, fit.repeat_buyers), (fit.starts, 2_357, 946));
}

#[test]
fn bg_nbd_expects_the_published_purchases_of_new_customers_after_1_3_32_and_78_weeks() {
    let Some(fit) = fit_of(PurchaseModelKind::BgNbd) else { return };
    let expected = [1.0, 3.0, 32.0, 78.0].map(|weeks| fit.model.expected_purchases_of_new(weeks));
    assert_all_close(expected, [0.0532, 0.1506, 1.0437, 1.858], 4e-4);
    assert_all_close(expected, [0.053_184_74, 0.150_631_93, 1.043_737_22, 1.857_971_79], 1e-7);
}

#[test]
fn bg_nbd_expects_the_published_1_2259_purchases_in_39_weeks_of_a_customer_alive_with_probability_0_7266() {
    let Some(fit) = fit_of(PurchaseModelKind::BgNbd) else { return };
    let customer = PurchaseSummary { frequency: 2, recency: 30.43, age: 38.86 };
    assert!((fit.model.expected_purchases(&customer, 39.0) - 1.2259).abs() < 5e-5);
    assert!((fit.model.probability_alive(&customer) - 0.7266).abs() < 5e-5);
}

#[test]
fn mbg_nbd_on_the_summary_agrees_with_scipy() {
    let Some(fit) = fit_of(PurchaseModelKind::MbgNbd) else { return };
    assert_all_close(fit.model.parameters(), [0.524_837_95, 6.182_991_19, 0.891_356_31, 1.613_999_65], 1e-6);
    assert!((fit.log_likelihood + 9_582.132_684_90).abs() < 1e-7, "{}", fit.log_likelihood);
    assert!(fit.converged && fit.standard_errors.is_some());
    let expected = [1.0, 3.0, 32.0, 78.0].map(|weeks| fit.model.expected_purchases_of_new(weeks));
    assert_all_close(expected, [0.053_060_624, 0.150_793_007, 1.036_609_291, 1.803_636_050], 1e-7);
    let returning = PurchaseSummary { frequency: 2, recency: 30.43, age: 38.86 };
    assert_close(fit.model.expected_purchases(&returning, 39.0), 1.262_670_737, 1e-6);
    let one_timer = PurchaseSummary { frequency: 0, recency: 0.0, age: 38.86 };
    assert_close(fit.model.expected_purchases(&one_timer, 39.0), 0.153_953_648, 1e-6);
}

/// The calibration period are the 39 weeks to 1997-09-30; purchases of one day count as one, the first day does not
/// count, and mean values are whole cents.
#[test]
fn gamma_gamma_on_the_946_repeat_buyers_has_the_published_parameters_likelihood_and_correlation() {
    let Some(fit) = spend_fit() else { return };
    assert_eq!(fit.customers, 946);
    assert_all_close(fit.model.parameters(), [6.2488, 3.7446, 15.4477], 1e-5);
    assert!((fit.log_likelihood + 4_055.923).abs() < 5e-4, "{}", fit.log_likelihood);
    assert!((fit.correlation.unwrap() - 0.113_884).abs() < 5e-7);
    assert!(fit.converged && fit.standard_errors.is_some(), "{fit:?}");
}

#[test]
fn customers_1_to_4_are_worth_the_published_amounts_over_12_months_at_1_percent_a_month() {
    let (Some(purchases), Some(spend)) = (fit_of(PurchaseModelKind::BgNbd), spend_fit()) else { return };
    let summaries = summary_file().unwrap();
    let spends = spend_in_calibration_period().unwrap();
    let customers: Vec<ValuedCustomer> = summaries
        .iter()
        .zip(spends)
        .take(4)
        .map(|(purchases, spend)| ValuedCustomer { purchases: *purchases, spend })
        .collect();
    // Twelve months of 4.345 weeks are 364.98 days.
    let horizon = Horizon::of_days(365, 100, TimeUnit::Week);
    let values = lifetime_values(&purchases.model, &spend.model, &customers, &horizon);
    for (value, published) in values.iter().zip([36.2785, 4.6375, 8.3441, 8.3441]) {
        assert_close(value.unwrap(), published, 1e-4);
    }
}

/// The published summary rounds ages to hundredths of a week.
#[test]
fn the_sample_file_comes_to_the_published_summary() {
    let (Some(histories), Some(published)) = (histories(), summary_file()) else { return };
    let summaries = histories.summaries(TimeUnit::Week, day_number(CALIBRATION_END));
    for (summary, published) in summaries.zip(published) {
        let summary = summary.unwrap();
        assert_eq!(summary.frequency, published.frequency);
        assert!((summary.recency - published.recency).abs() < 0.006, "{summary:?} {published:?}");
        assert!((summary.age - published.age).abs() < 0.006, "{summary:?} {published:?}");
    }
}

/// Purchases per customer in weeks 40 to 78, by repeat purchases in the first 39 weeks; expectations by SciPy.
#[test]
fn holdout_purchases_by_frequency_agree_with_scipy() {
    let Some(histories) = histories() else { return };
    let (split, end) = (day_number(CALIBRATION_END), day_number(HOLDOUT_END));
    let calibration = calibrate(PurchaseModelKind::BgNbd, &histories, TimeUnit::Week, split, end).unwrap();
    let per_customer = |purchases: f64, customers: u64| purchases / customers as f64;
    let actual = [0.2367, 0.6970, 1.3925, 1.5600, 2.5323, 2.9474, 3.8621, 6.3594];
    let expected = [0.2251, 0.5231, 1.0441, 1.5203, 2.1639, 2.6538, 3.5040, 6.1571];
    assert_eq!(calibration.classes.len(), actual.len());
    for (class, (actual, expected)) in calibration.classes.iter().zip(actual.into_iter().zip(expected)) {
        assert!((per_customer(class.actual_purchases as f64, class.customers) - actual).abs() < 5e-5);
        assert!((per_customer(class.expected_purchases, class.customers) - expected).abs() < 1e-4);
    }
    assert_eq!(calibration.actual_purchases, 1_882);
    assert!((calibration.relative_error().unwrap() + 0.1215).abs() < 5e-5);
}

#[test]
fn tracked_purchases_end_with_all_repeat_purchases_and_expectations_stay_within_a_twentieth() {
    let (Some(histories), Some(fit)) = (histories(), fit_of(PurchaseModelKind::BgNbd)) else { return };
    let steps = track(&fit.model, &histories, TimeUnit::Week, 7, day_number(HOLDOUT_END)).unwrap();
    assert_eq!(steps.len(), 78);
    let [.., last] = &steps[..] else { panic!("no steps") };
    let repeats: usize = histories.iter().map(|days| days.len() - 1).sum();
    assert_eq!((last.last_day, last.actual_purchases), (545, repeats as u64));
    assert!((last.expected_purchases / repeats as f64 - 1.0).abs() < 0.05, "{last:?}");
    assert!(steps.is_sorted_by(|one, next| one.expected_purchases < next.expected_purchases));
}
