//! What must hold for the overview of any shop and any days.

use chrono::{Days, NaiveDate};
use clientele_contract::{Analytics, AnalyticsError, CompareWith, DayRange, Period, PeriodQuestion, Scope};
use proptest::prelude::*;

use crate::{drill_down::assert_overview_leads_to_customers, shop_files::ShopFiles};

const START: NaiveDate = NaiveDate::from_ymd_opt(2016, 11, 20).unwrap();

/// Customer, days after the start, price.
type Order = (u32, u64, u32);

fn shop_of(orders: &[Order]) -> ShopFiles {
    let mut files = ShopFiles::of_customers(0);
    for (number, &(customer, day, price)) in orders.iter().enumerate() {
        files.add_order(customer, number as u32, &(START + Days::new(day)).to_string(), price);
    }
    files
}

fn any_days() -> impl Strategy<Value = DayRange> {
    (0_u64..700, 0_u64..400).prop_map(|(first, length)| DayRange {
        first: START - Days::new(50) + Days::new(first),
        last: START - Days::new(50) + Days::new(first + length),
    })
}

fn any_question() -> impl Strategy<Value = PeriodQuestion> {
    let period = prop_oneof![
        Just(Period::All),
        Just(Period::Last30Days),
        Just(Period::Last90Days),
        Just(Period::Last12Months),
        Just(Period::ThisMonth),
        Just(Period::LastMonth),
        Just(Period::ThisYear),
        any_days().prop_map(Period::Between),
    ];
    let compare = prop_oneof![
        Just(CompareWith::Previous),
        Just(CompareWith::LastYear),
        Just(CompareWith::Nothing),
        any_days().prop_map(CompareWith::Between),
    ];
    (period, compare, any::<bool>()).prop_map(|(period, compare, match_weekdays)| PeriodQuestion {
        period,
        compare,
        match_weekdays,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    /// Figures are those of the list of orders, trends add up to them, and each leads to its customers.
    #[test]
    fn figures_are_those_of_the_orders(
        orders in prop::collection::vec((0_u32..12, 0_u64..600, 1_u32..60), 1..40),
        question in any_question(),
    ) {
        let engine = shop_of(&orders).engine();
        let scope = Scope::everything();
        assert_overview_leads_to_customers(&engine, &scope, question);
        assert_overview_leads_to_customers(&engine, &Scope::of_states(["RJ".to_owned()]), question);
        let overview = engine.overview(&scope, &question).unwrap();
        for figures in std::iter::once(overview.period).chain(overview.compared) {
            let date = |order: &Order| START + Days::new(order.1);
            let within = |order: &&Order| (figures.days.first..=figures.days.last).contains(&date(order));
            let so_far = |customer: u32| {
                orders.iter().filter(|order| order.0 == customer && date(order) <= figures.days.last).count()
            };
            let before = |customer: u32| {
                orders.iter().any(|order| order.0 == customer && date(order) < figures.days.first)
            };
            let mut customers: Vec<u32> = orders.iter().filter(within).map(|order| order.0).collect();
            prop_assert_eq!(figures.orders, customers.len() as u64);
            customers.sort_unstable();
            customers.dedup();
            prop_assert_eq!(figures.customers, customers.len() as u64);
            let cents = orders.iter().filter(within).map(|order| i64::from(order.2) * 100 + 600).sum::<i64>();
            prop_assert_eq!(figures.revenue_cents, cents);
            let new = customers.iter().filter(|customer| !before(**customer)).count();
            prop_assert_eq!(figures.new_customers, new as u64);
            let repeat = customers.iter().filter(|customer| so_far(**customer) >= 2).count();
            prop_assert_eq!(figures.repeat_customers, repeat as u64);
        }
    }

    /// Customers who ordered in the days, whoever comes first in the files.
    #[test]
    fn the_order_of_the_source_changes_no_answer(
        orders in prop::collection::vec((0_u32..12, 0_u64..600, 1_u32..60), 2..40),
        question in any_question(),
    ) {
        let files = shop_of(&orders);
        let mut reversed = files.clone();
        for lines in reversed.0.values_mut() {
            lines[1..].reverse();
        }
        let scope = Scope::everything();
        let answer = |files: &ShopFiles| files.engine().overview(&scope, &question).unwrap();
        prop_assert_eq!(answer(&files), answer(&reversed));
    }
}

#[test]
fn days_without_an_order_and_a_scope_without_customers_have_undefined_ratios() {
    let engine = shop_of(&[(0, 0, 10), (1, 300, 20)]).engine();
    let quiet = DayRange { first: START + Days::new(10), last: START + Days::new(40) };
    let question = PeriodQuestion { period: Period::Between(quiet), ..PeriodQuestion::default() };
    let nobody = Scope::of_states(["XX".to_owned()]);
    for scope in [Scope::everything(), nobody] {
        assert_overview_leads_to_customers(&engine, &scope, question);
        let figures = engine.overview(&scope, &question).unwrap().period;
        assert_eq!((figures.revenue_cents, figures.orders, figures.customers), (0, 0, 0));
        assert_eq!(
            (figures.average_order_value_cents, figures.repeat_rate, figures.review_score),
            (None, None, None)
        );
    }
}

#[test]
fn one_customer_with_one_order_is_a_shop() {
    let engine = shop_of(&[(0, 0, 10)]).engine();
    for period in [Period::All, Period::Last30Days, Period::ThisYear, Period::LastMonth] {
        let question = PeriodQuestion { period, ..PeriodQuestion::default() };
        assert_overview_leads_to_customers(&engine, &Scope::everything(), question);
        let overview = engine.overview(&Scope::everything(), &question).unwrap();
        assert_eq!(overview.compared, None, "nothing lies before the first order");
        assert!(overview.not_comparable.is_some());
    }
    let profile = engine.customer(&Scope::everything(), "u0000").unwrap().unwrap();
    assert_eq!((profile.orders.len(), profile.customers_in_cell, profile.neighbours.len()), (1, 1, 0));
}

#[test]
fn days_that_end_before_they_begin_are_answered_in_words() {
    let engine = shop_of(&[(0, 0, 10)]).engine();
    let reversed = DayRange { first: START, last: START - Days::new(1) };
    let question = PeriodQuestion { period: Period::Between(reversed), ..PeriodQuestion::default() };
    let expected = "the period begins on 2016-11-20, after its end on 2016-11-19; exchange the two days";
    assert_eq!(
        engine.overview(&Scope::everything(), &question),
        Err(AnalyticsError::InvalidQuestion(expected.to_owned()))
    );
}
