//! Measures over time: against another program, and what adds up.

use chrono::{Datelike, Days, NaiveDate};
use clientele_analytics::Engine;
use clientele_contract::{
    Analytics, CompareWith, CustomerFilter, DayRange, Grain, Period, PeriodQuestion, Scope, Span,
    TrendFigures, TrendMeasure, TrendQuestion, Trends,
};
use proptest::prelude::*;

use crate::{
    drill_down::{demo, listed, ordered_in, span},
    olist_sample::olist,
    shop_files::ShopFiles,
};

fn day(text: &str) -> NaiveDate {
    clientele_contract::parse_iso_date(text).unwrap()
}

fn range(first: &str, last: &str) -> DayRange {
    DayRange { first: day(first), last: day(last) }
}

fn question(period: Period, grain: Grain, measure: TrendMeasure) -> TrendQuestion {
    let period = PeriodQuestion { period, ..PeriodQuestion::default() };
    TrendQuestion { filter: CustomerFilter::default(), period, grain: Some(grain), measure }
}

fn asked(engine: &Engine, question: &TrendQuestion) -> Trends {
    engine.trends(&Scope::everything(), question).unwrap()
}

/// The points follow one another, and what can be added up adds up to the period.
fn assert_adds_up(trends: &Trends) {
    let sum = |pick: fn(&TrendFigures) -> i64| trends.points.iter().map(pick).sum::<i64>();
    let period = &trends.period;
    assert_eq!(sum(|point| point.revenue_cents), period.revenue_cents);
    assert_eq!(sum(|point| point.orders as i64), period.orders as i64);
    assert_eq!(sum(|point| point.units as i64), period.units as i64);
    assert_eq!(sum(|point| point.new_customers as i64), period.new_customers as i64);
    assert_eq!(sum(|point| point.reviewed_orders as i64), period.reviewed_orders as i64);
    assert!(sum(|point| point.customers as i64) >= period.customers as i64);
    let review_sum: f64 = trends.points.iter().map(|point| point.review_sum).sum();
    assert!((review_sum - period.review_sum).abs() < 1e-6);
    let follows = |pair: &[TrendFigures]| pair[0].days.last.succ_opt() == Some(pair[1].days.first);
    assert!(trends.points.windows(2).all(follows));
    for point in &trends.points {
        assert!(point.repeat_customers <= point.customers && point.new_customers <= point.customers);
        assert!(point.customers <= point.orders && point.orders <= point.units);
    }
}

/// The figures below were counted with pandas from the source files: orders `delivered` with items, joined to
/// persons and to the mean of each order's reviews, grouped by day.
type Counted = (i64, u64, u64, u64, u64, u64, u64, f64);

fn counted(point: &TrendFigures) -> Counted {
    let score = (point.value(TrendMeasure::ReviewScore).unwrap() * 1e8).round() / 1e8;
    (
        point.revenue_cents,
        point.orders,
        point.units,
        point.customers,
        point.new_customers,
        point.repeat_customers,
        point.reviewed_orders,
        score,
    )
}

#[test]
fn months_of_the_olist_sample_are_those_counted_by_another_program() {
    let Some(engine) = olist() else { return };
    let trends = asked(engine, &question(Period::Last90Days, Grain::Month, TrendMeasure::Revenue));
    assert_adds_up(&trends);
    let expected: [Counted; 3] = [
        (22_199_699, 1_442, 1_641, 1_441, 1_438, 4, 418, 4.349_282_3),
        (22_500_329, 1_368, 1_543, 1_364, 1_352, 16, 399, 4.343_358_4),
        (24_133_689, 1_488, 1_677, 1_486, 1_479, 9, 446, 4.219_730_94),
    ];
    assert_eq!(trends.points.iter().map(counted).collect::<Vec<_>>(), expected);
    let shape = |point: &TrendFigures| (point.in_progress, point.is_cut_off);
    // The data end on 29 August.
    assert_eq!(
        trends.points.iter().map(shape).collect::<Vec<_>>(),
        [(false, false), (false, false), (true, true)]
    );
    assert_eq!(trends.compared.unwrap().days, range("2018-03-03", "2018-05-31"));
    assert_eq!(trends.trailing_means, [Vec::new(), Vec::new()], "only days have them");
}

#[test]
fn weeks_begin_on_monday_and_are_cut_at_the_edges_of_the_period() {
    let Some(engine) = olist() else { return };
    let trends = asked(engine, &question(Period::Last90Days, Grain::Week, TrendMeasure::Revenue));
    assert_adds_up(&trends);
    assert_eq!(trends.points.len(), 14);
    let (first, week, last) = (&trends.points[0], &trends.points[5], &trends.points[13]);
    assert_eq!((first.days, first.is_cut_off), (range("2018-06-01", "2018-06-03"), true));
    assert_eq!((week.days, week.is_whole()), (range("2018-07-02", "2018-07-08"), true));
    assert_eq!(counted(week), (3_412_895, 250, 276, 250, 247, 3, 75, 4.56));
    assert_eq!((last.days, last.in_progress), (range("2018-08-27", "2018-08-29"), true));
}

#[test]
fn trailing_means_of_the_olist_sample_are_those_counted_by_another_program() {
    let Some(engine) = olist() else { return };
    let means = |measure| {
        let trends = asked(engine, &question(Period::Last30Days, Grain::Day, measure));
        let at = |date: &str| trends.points.iter().position(|point| point.days.first == day(date)).unwrap();
        ["2018-08-01", "2018-08-29"].map(|date| {
            let place = at(date);
            [0, 1].map(|length| trends.trailing_means[length][place].unwrap())
        })
    };
    let close = |found: [[f64; 2]; 2], expected: [[f64; 2]; 2]| {
        for (found, expected) in found.iter().flatten().zip(expected.iter().flatten()) {
            assert!((found / expected - 1.0).abs() < 1e-12, "{found} instead of {expected}");
        }
    };
    let revenue = [[934_591.0, 750_401.464_285_714_3], [203_974.428_571_428_58, 822_049.785_714_285_7]];
    close(means(TrendMeasure::Revenue), revenue);
    let orders =
        [[56.428_571_428_571_43, 45.357_142_857_142_854], [15.571_428_571_428_571, 50.428_571_428_571_43]];
    close(means(TrendMeasure::Orders), orders);
    // Revenue of the days by their orders, not the mean of the daily ratios.
    let order_value =
        [[16_562.372_151_898_733, 16_544.284_251_968_504], [13_099.275_229_357_798, 16_301.270_538_243_625]];
    close(means(TrendMeasure::AverageOrderValue), order_value);
}

#[test]
fn a_trailing_mean_begins_when_so_many_days_are_known() {
    let Some(engine) = olist() else { return };
    let days = Period::Between(range("2016-09-10", "2016-10-20"));
    let trends = asked(engine, &question(days, Grain::Day, TrendMeasure::Revenue));
    for (means, (first, value)) in trends
        .trailing_means
        .iter()
        .zip([("2016-09-21", 2_049.428_571_428_571_6), ("2016-10-12", 43_504.392_857_142_855)])
    {
        let begin = means.iter().position(Option::is_some).unwrap();
        assert_eq!(trends.points[begin].days.first, day(first));
        assert!((means[begin].unwrap() / value - 1.0).abs() < 1e-12);
        assert!(means[begin..].iter().all(Option::is_some));
    }
}

#[test]
fn the_totals_of_a_period_are_those_of_the_overview() {
    for period in [Period::Last30Days, Period::Last12Months, Period::All, Period::ThisMonth] {
        let question = question(period, Grain::Week, TrendMeasure::Revenue);
        let trends = asked(demo(), &question);
        assert_adds_up(&trends);
        let overview = demo().overview(&Scope::everything(), &question.period).unwrap();
        let figures =
            |days, revenue, orders, customers, new, repeat| (days, revenue, orders, customers, new, repeat);
        let of_overview = |it: clientele_contract::PeriodFigures| {
            figures(it.days, it.revenue_cents, it.orders, it.customers, it.new_customers, it.repeat_customers)
        };
        let of_trends = |it: TrendFigures| {
            figures(it.days, it.revenue_cents, it.orders, it.customers, it.new_customers, it.repeat_customers)
        };
        assert_eq!(of_trends(trends.period), of_overview(overview.period));
        assert_eq!(trends.compared.map(of_trends), overview.compared.map(of_overview));
        assert_eq!(trends.period.in_progress, overview.period_in_progress);
        assert_eq!(trends.not_comparable, overview.not_comparable);
    }
}

#[test]
fn points_lead_to_as_many_customers_as_they_count() {
    let scope = Scope::of_states(["SP".to_owned(), "RJ".to_owned()]);
    for grain in [Grain::Day, Grain::Week, Grain::Month] {
        let question = question(Period::Last90Days, grain, TrendMeasure::Customers);
        let trends = demo().trends(&scope, &question).unwrap();
        for point in trends.points.iter().step_by(trends.points.len() / 10 + 1) {
            assert_eq!(point.customers, listed(demo(), &scope, ordered_in(point.days)), "{point:?}");
            let new = CustomerFilter { first_order: span(point.days), ..CustomerFilter::default() };
            assert_eq!(point.new_customers, listed(demo(), &scope, new), "{point:?}");
        }
    }
}

#[test]
fn a_filter_counts_the_orders_of_its_customers_alone() {
    let everyone = question(Period::All, Grain::Month, TrendMeasure::Revenue);
    let of = |states: &[&str]| {
        let states = states.iter().map(|state| (*state).to_owned()).collect();
        let filter = CustomerFilter { states, ..CustomerFilter::default() };
        asked(demo(), &TrendQuestion { filter, ..everyone.clone() })
    };
    let scope = Scope::of_states(["SP".to_owned()]);
    assert_eq!(of(&["SP"]).points, demo().trends(&scope, &everyone).unwrap().points);
    let once = CustomerFilter { orders: Span { min: None, max: Some(1) }, ..CustomerFilter::default() };
    let trends = asked(demo(), &TrendQuestion { filter: once, ..everyone.clone() });
    assert!(trends.points.iter().all(|point| point.repeat_customers == 0));
    assert_eq!(trends.period.orders, trends.period.customers);
}

#[test]
fn days_to_come_have_no_points_and_days_without_orders_no_ratios() {
    let mut files = ShopFiles::of_customers(0);
    files.add_order(1, 0, "2018-03-05", 20);
    files.add_order(1, 1, "2018-03-09", 30);
    let engine = files.engine();
    let trends = asked(&engine, &question(Period::ThisMonth, Grain::Day, TrendMeasure::AverageOrderValue));
    assert!(trends.period.in_progress);
    assert_eq!(trends.points.len(), 9, "1 to 9 March");
    assert_eq!(trends.points[5].value(TrendMeasure::AverageOrderValue), None);
    assert_eq!(trends.points[8].value(TrendMeasure::RepeatShare), Some(1.0));
    assert_eq!((trends.points[4].repeat_customers, trends.points[4].new_customers), (0, 1));
    // The shop has five days, so no seven are known.
    assert!(trends.trailing_means.iter().flatten().all(Option::is_none));
    let after = Period::Between(range("2030-01-01", "2030-01-31"));
    let trends = asked(&engine, &question(after, Grain::Day, TrendMeasure::Revenue));
    assert_eq!((trends.points.len(), trends.period.orders, trends.period.in_progress), (0, 0, true));
    let before = Period::Between(range("2001-01-01", "2001-01-31"));
    let trends = asked(&engine, &question(before, Grain::Week, TrendMeasure::Revenue));
    assert_eq!((trends.points.len(), trends.period.orders), (5, 0));
}

#[test]
fn too_many_points_become_weeks_or_months() {
    let century = Period::Between(range("1950-01-01", "2049-12-31"));
    let trends = asked(demo(), &question(century, Grain::Day, TrendMeasure::Revenue));
    assert_eq!(trends.grain, Grain::Month);
    assert_adds_up(&trends);
    let two_years = Period::Between(range("2016-08-30", "2018-08-29"));
    assert_eq!(asked(demo(), &question(two_years, Grain::Day, TrendMeasure::Revenue)).grain, Grain::Week);
}

#[test]
fn the_report_has_every_month() {
    let report = demo().report(&Scope::everything()).unwrap();
    let cents = |month: &str| report.trends[month].revenue_cents;
    assert_eq!(report.trends.values().map(|month| month.orders).sum::<u64>(), report.completed_orders);
    for (month, expected) in &report.revenue_cents_by_month {
        assert_eq!(cents(month), *expected, "{month}");
    }
}

#[test]
fn the_report_has_every_week_by_its_monday() {
    let report = demo().report(&Scope::everything()).unwrap();
    let weeks = report.trends_by_week;
    assert_eq!(weeks.values().map(|week| week.orders).sum::<u64>(), report.completed_orders);
    let mondays: Vec<_> = weeks.keys().map(|monday| day(monday)).collect();
    assert!(mondays.windows(2).all(|pair| pair[1] - pair[0] == chrono::TimeDelta::days(7)), "{mondays:?}");
    assert_eq!(mondays[0].weekday(), chrono::Weekday::Mon);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Figures and trailing means are those of the list of orders, counted the slow way.
    #[test]
    fn figures_and_means_are_those_of_the_orders(
        orders in prop::collection::vec((0_u32..8, 0_u64..120, 1_u32..60), 1..40),
        days in (0_u64..120, 0_u64..90),
        grain in prop::sample::select(vec![Grain::Day, Grain::Week, Grain::Month]),
    ) {
        let start = day("2017-11-20");
        let mut files = ShopFiles::of_customers(0);
        for (number, &(customer, after, price)) in orders.iter().enumerate() {
            files.add_order(customer, number as u32, &(start + Days::new(after)).to_string(), price);
        }
        let first = start + Days::new(days.0);
        let period = Period::Between(DayRange { first, last: first + Days::new(days.1) });
        let mut question = question(period, grain, TrendMeasure::Orders);
        question.period.compare = CompareWith::Nothing;
        let trends = asked(&files.engine(), &question);
        assert_adds_up(&trends);
        let date = |order: &(u32, u64, u32)| start + Days::new(order.1);
        for point in &trends.points {
            let within = |order: &&(u32, u64, u32)| {
                (point.days.first..=point.days.last).contains(&date(order))
            };
            let mut customers: Vec<u32> = orders.iter().filter(within).map(|order| order.0).collect();
            prop_assert_eq!(point.orders, customers.len() as u64);
            customers.sort_unstable();
            customers.dedup();
            prop_assert_eq!(point.customers, customers.len() as u64);
            let so_far = |customer: u32| {
                orders.iter().filter(|order| order.0 == customer && date(order) <= point.days.last).count()
            };
            let repeat = customers.iter().filter(|customer| so_far(**customer) >= 2).count();
            prop_assert_eq!(point.repeat_customers, repeat as u64);
            let before = |customer: u32| {
                orders.iter().any(|order| order.0 == customer && date(order) < point.days.first)
            };
            let new = customers.iter().filter(|customer| !before(**customer)).count();
            prop_assert_eq!(point.new_customers, new as u64);
        }
        let first_order = orders.iter().map(date).min().unwrap();
        for (means, length) in trends.trailing_means.iter().zip(TrendQuestion::TRAILING_DAYS) {
            for (mean, point) in means.iter().zip(&trends.points) {
                let begin = point.days.first - Days::new(length as u64 - 1);
                let window = begin..=point.days.first;
                let count = orders.iter().filter(|order| window.contains(&date(order))).count();
                let expected = (begin >= first_order).then(|| count as f64 / f64::from(length));
                prop_assert_eq!(*mean, expected);
            }
        }
    }
}
