//! The overview of the Olist sample for some days.
//!
//! The expected figures were computed from the source files with Python's csv module: orders with the status
//! `delivered` and at least one item, joined to persons, items and categories in dictionaries, then counted
//! order by order.

use chrono::NaiveDate;
use clientele_contract::{
    Analytics, CompareWith, DayRange, Finding, Grain, Overview, Period, PeriodQuestion, Scope, Segment, Tier,
};

use crate::olist_sample::olist;

fn day(text: &str) -> NaiveDate {
    clientele_contract::parse_iso_date(text).unwrap()
}

fn range(first: &str, last: &str) -> DayRange {
    DayRange { first: day(first), last: day(last) }
}

fn asked(period: Period, compare: CompareWith, match_weekdays: bool) -> Option<Overview> {
    let question = PeriodQuestion { period, compare, match_weekdays };
    olist().map(|engine| engine.overview(&Scope::everything(), &question).unwrap())
}

#[test]
fn july_2018_against_june() {
    let Some(overview) = asked(Period::LastMonth, CompareWith::Previous, false) else { return };
    let july = overview.period;
    assert_eq!(july.days, range("2018-07-01", "2018-07-31"));
    assert_eq!((july.revenue_cents, july.orders, july.customers), (22_500_329, 1_368, 1_364));
    assert_eq!((july.new_customers, july.repeat_customers), (1_352, 16));
    assert!((july.review_score.unwrap() - 4.349_875_930_5).abs() < 1e-9);
    assert!((july.average_order_value_cents.unwrap() - 22_500_329.0 / 1_368.0).abs() < 1e-9);
    assert!((july.repeat_rate.unwrap() - 16.0 / 1_364.0).abs() < 1e-12);
    let june = overview.compared.unwrap();
    assert_eq!(june.days, range("2018-06-01", "2018-06-30"));
    assert_eq!((june.revenue_cents, june.orders, june.customers), (22_199_699, 1_442, 1_441));
    assert_eq!((june.new_customers, june.repeat_customers), (1_438, 4));
    assert_eq!((overview.grain, overview.trend.len(), overview.compared_trend.len()), (Grain::Day, 31, 30));
    assert!(!overview.period_in_progress);
}

#[test]
fn best_sellers_of_july_2018() {
    let Some(overview) = asked(Period::LastMonth, CompareWith::Nothing, false) else { return };
    let products = overview.products.iter().map(|row| (&row.product_id[..6], row.units, row.customers));
    assert_eq!(products.take(2).collect::<Vec<_>>(), [("19936f", 4, 1), ("dd113c", 1, 1)]);
    assert_eq!(overview.products[0].revenue_cents, 727_488);
    let categories = overview.categories.iter().map(|row| {
        let category = row.category.as_str();
        (category, row.units, row.customers, row.revenue_cents)
    });
    assert_eq!(
        categories.take(4).collect::<Vec<_>>(),
        [
            ("health_beauty", 172, 153, 2_686_038),
            ("watches_gifts", 113, 112, 2_131_123),
            ("sports_leisure", 124, 107, 1_976_999),
            ("housewares", 125, 104, 1_582_702),
        ]
    );
    let share = overview.categories[0].revenue_share.unwrap();
    assert!((share - 2_686_038.0 / 22_500_329.0).abs() < 1e-12);
    let states = overview.states.iter().map(|row| (row.state.as_str(), row.customers, row.revenue_cents));
    assert_eq!(
        states.take(4).collect::<Vec<_>>(),
        [("SP", 577, 7_567_139), ("RJ", 151, 2_586_057), ("MG", 145, 2_625_876), ("PR", 84, 1_319_490)]
    );
    assert!((overview.states[0].customer_share.unwrap() - 577.0 / 1_364.0).abs() < 1e-12);
    assert_eq!((overview.products.len(), overview.categories.len(), overview.states.len()), (10, 10, 10));
}

#[test]
fn weeks_of_the_last_90_days() {
    let Some(overview) = asked(Period::Last90Days, CompareWith::Previous, false) else { return };
    assert_eq!((overview.grain, overview.trend.len(), overview.compared_trend.len()), (Grain::Week, 14, 14));
    let figures = |position: usize| {
        let point = overview.trend[position];
        (point.days.first, point.revenue_cents, point.orders, point.customers, point.in_progress)
    };
    // A Friday, the Monday after it, and the running week.
    assert_eq!(figures(0), (day("2018-06-01"), 1_949_887, 135, 135, false));
    assert_eq!(figures(1), (day("2018-06-04"), 5_264_422, 325, 325, false));
    assert_eq!(figures(12), (day("2018-08-20"), 3_296_370, 229, 229, false));
    assert_eq!(figures(13), (day("2018-08-27"), 191_718, 21, 21, true));
    let compared = overview.compared.unwrap();
    assert_eq!(compared.days, range("2018-03-03", "2018-05-31"));
    assert_eq!((compared.revenue_cents, compared.orders, compared.repeat_customers), (79_233_845, 4_657, 37));
    for (point, below) in overview.trend.iter().zip(&overview.compared_trend) {
        assert_eq!(point.days.last - point.days.first, below.days.last - below.days.first);
    }
}

#[test]
fn thirty_days_against_the_same_weekdays() {
    let Some(overview) = asked(Period::Last30Days, CompareWith::Previous, true) else { return };
    let (period, compared) = (overview.period, overview.compared.unwrap());
    assert_eq!((period.revenue_cents, period.orders, period.new_customers), (25_266_066, 1_557, 1_547));
    assert_eq!(compared.days, range("2018-06-26", "2018-07-25"));
    assert_eq!((compared.revenue_cents, compared.orders, compared.new_customers), (20_493_217, 1_297, 1_284));
}

#[test]
fn findings_say_what_changed_and_then_what_to_know() {
    let Some(overview) = asked(Period::LastMonth, CompareWith::LastYear, false) else { return };
    let days = range("2018-07-01", "2018-07-31");
    let [period, category, state, quiet, once] = overview.findings.as_slice() else {
        panic!("{:?}", overview.findings)
    };
    let expected = Finding::PeriodChange {
        days,
        revenue_cents: 22_500_329,
        orders: 1_368,
        compared_days: range("2017-07-01", "2017-07-31"),
        compared_cents: 13_305_902,
        compared_orders: 930,
    };
    assert_eq!(*period, expected);
    let expected = Finding::CategoryMoved {
        category: "health_beauty".to_owned(),
        revenue_cents: 2_686_038,
        compared_cents: 722_929,
        days,
    };
    assert_eq!(*category, expected);
    let expected = Finding::StateMoved {
        state: "SP".to_owned(),
        revenue_cents: 7_567_139,
        compared_cents: 4_773_680,
        days,
    };
    assert_eq!(*state, expected);
    // Segments At Risk and Cannot Lose of reference/olist_sample.json: 54 + 4,353 customers.
    let expected = Finding::QuietBigSpenders { customers: 4_407, revenue_cents: 2_005_569 + 111_771_714 };
    assert_eq!(*quiet, expected);
    assert_eq!(*once, Finding::OneTimeBuyers { customers: 22_115, share: 22_115.0 / 22_286.0 });
}

#[test]
fn a_category_that_grew_is_told_apart_from_a_state_that_shrank() {
    let Some(overview) = asked(Period::LastMonth, CompareWith::Previous, false) else { return };
    let moved = |finding: &Finding| match finding {
        Finding::CategoryMoved { category, revenue_cents, compared_cents, .. } => {
            Some((category.clone(), *revenue_cents, *compared_cents))
        }
        Finding::StateMoved { state, revenue_cents, compared_cents, .. } => {
            Some((state.clone(), *revenue_cents, *compared_cents))
        }
        _ => None,
    };
    let found: Vec<_> = overview.findings.iter().filter_map(moved).collect();
    let expected = [("fixed_telephony".to_owned(), 864_710, 16_388), ("SP".to_owned(), 7_567_139, 8_352_889)];
    assert_eq!(found, expected);
}

#[test]
fn without_comparison_only_what_stands_is_found() {
    let Some(overview) = asked(Period::All, CompareWith::Nothing, false) else { return };
    let [month, quiet, once, concentration, unhappy] = overview.findings.as_slice() else {
        panic!("{:?}", overview.findings)
    };
    let july = "2018-07".parse().unwrap();
    let expected =
        Finding::MonthChange { month: july, revenue_cents: 22_500_329, previous_cents: 22_199_699 };
    assert_eq!(*month, expected);
    assert!(matches!(quiet, Finding::QuietBigSpenders { customers: 4_407, .. }));
    assert!(matches!(once, Finding::OneTimeBuyers { customers: 22_115, .. }));
    let expected = Finding::RevenueConcentration {
        segment: Segment::Promising,
        customer_share: 8_066.0 / 22_286.0,
        revenue_share: 187_996_137.0 / 360_945_460.0,
    };
    assert_eq!(*concentration, expected);
    // Platinum are the 171 who ordered more than once; seven of them have a mean review of 2 or less.
    let expected =
        Finding::UnhappyBestCustomers { tier: Tier::Platinum, customers: 7, revenue_cents: 190_876 };
    assert_eq!(*unhappy, expected);
}

#[test]
fn a_running_period_and_one_that_reaches_back_too_far_have_no_change() {
    let Some(running) = asked(Period::ThisMonth, CompareWith::Previous, false) else { return };
    assert!(running.period_in_progress);
    assert_eq!(running.compared.unwrap().days, range("2018-07-01", "2018-07-31"));
    // The running day is the last of the data, so 30 and 31 August are to come.
    assert_eq!(running.trend.iter().filter(|point| point.in_progress).count(), 2);
    let Some(year) = asked(Period::Last12Months, CompareWith::Previous, false) else { return };
    assert_eq!(year.not_comparable, Some(range("2016-08-30", "2017-08-29")));
    assert_eq!(year.compared, None);
    for overview in [running, year] {
        let says_change = |finding: &Finding| matches!(finding, Finding::PeriodChange { .. });
        assert!(!overview.findings.iter().any(says_change), "{:?}", overview.findings);
    }
}
