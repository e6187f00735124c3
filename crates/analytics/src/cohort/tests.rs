use chrono::NaiveDate;
use clientele_contract::{CohortMean, Payback};
use proptest::prelude::*;

use super::*;
use crate::model::epoch_days;

fn day(text: &str) -> NaiveDate {
    clientele_contract::parse_iso_date(text).expect("a date")
}

/// The orders of customers, each a list of (date, cents), as columns.
struct Shop {
    starts: Vec<u32>,
    dates: Vec<i32>,
    value_cents: Vec<i64>,
}

impl Shop {
    fn new(customers: &[Vec<(i32, i64)>]) -> Self {
        let mut shop = Self { starts: vec![0], dates: Vec::new(), value_cents: Vec::new() };
        for orders in customers {
            let mut orders = orders.clone();
            orders.sort_unstable();
            shop.dates.extend(orders.iter().map(|(date, _)| date));
            shop.value_cents.extend(orders.iter().map(|(_, cents)| cents));
            shop.starts.push(shop.dates.len() as u32);
        }
        shop
    }

    fn of_texts(customers: &[&[(&str, i64)]]) -> Self {
        let days = |orders: &&[(&str, i64)]| {
            orders.iter().map(|(date, cents)| (epoch_days(day(date)), *cents)).collect()
        };
        Self::new(&customers.iter().map(days).collect::<Vec<_>>())
    }

    fn count(&self, grain: CohortGrain, as_of: NaiveDate, columns_max: usize) -> (CohortCounts, PeriodTable) {
        let first = self.dates.iter().min().copied().map(crate::model::civil_date).unwrap_or_default();
        let periods = PeriodTable::new(first, as_of, grain);
        let orders =
            OrdersByCustomer { starts: &self.starts, dates: &self.dates, value_cents: &self.value_cents };
        let selected = vec![true; self.starts.len() - 1];
        (count_cohorts(orders, &selected, &periods, columns_max), periods)
    }

    fn rows(&self, grain: CohortGrain, as_of: &str) -> Vec<CohortRow> {
        let (counts, periods) = self.count(grain, day(as_of), columns_max(grain));
        counts.rows(&periods, day(as_of))
    }
}

fn customers_of(row: &CohortRow) -> Vec<u64> {
    row.cells.iter().map(|cell| cell.customers).collect()
}

#[test]
fn a_customer_counts_once_in_a_period_and_each_order_for_itself() {
    let shop = Shop::of_texts(&[
        &[("2018-01-05", 100), ("2018-01-05", 50), ("2018-03-01", 7), ("2018-03-31", 3)],
        &[("2018-01-31", 40)],
    ]);
    let rows = shop.rows(CohortGrain::Month, "2018-04-01");
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].period.to_string().as_str(), rows[0].size), ("2018-01", 2));
    assert_eq!(customers_of(&rows[0]), [2, 0, 1]);
    let orders: Vec<u64> = rows[0].cells.iter().map(|cell| cell.orders).collect();
    assert_eq!(orders, [3, 0, 2]);
    let revenue: Vec<_> =
        rows[0].cells.iter().map(|cell| (cell.revenue_cents, cell.cumulative_revenue_cents)).collect();
    assert_eq!(revenue, [(190, 190), (0, 190), (10, 200)]);
}

#[test]
fn weeks_go_over_the_end_of_a_year() {
    let shop =
        Shop::of_texts(&[&[("2020-12-28", 1), ("2021-01-03", 1), ("2021-01-04", 1)], &[("2021-01-02", 1)]]);
    let rows = shop.rows(CohortGrain::Week, "2021-01-11");
    assert_eq!(rows[0].period.to_string(), "2020-W53");
    assert_eq!((rows[0].size, customers_of(&rows[0])), (2, vec![2, 1]));
    assert!(rows[0].cells.iter().all(|cell| !cell.in_progress));
}

#[test]
fn a_period_is_in_progress_until_its_last_day_is_over() {
    let shop = Shop::of_texts(&[&[("2018-01-15", 1), ("2018-03-30", 1)]]);
    for (grain, as_of, in_progress) in [
        (CohortGrain::Month, "2018-03-31", vec![false, false, true]),
        (CohortGrain::Month, "2018-04-01", vec![false, false, false]),
        (CohortGrain::Quarter, "2018-03-31", vec![true]),
        (CohortGrain::Quarter, "2018-04-01", vec![false]),
        // The data may end long before their date.
        (CohortGrain::Quarter, "2018-07-02", vec![false, false, true]),
    ] {
        let rows = shop.rows(grain, as_of);
        let found: Vec<bool> = rows[0].cells.iter().map(|cell| cell.in_progress).collect();
        assert_eq!(found, in_progress, "{grain:?} {as_of}");
        let means = weighted_means(&rows, 0, None);
        let complete = in_progress.iter().map(|in_progress| u64::from(!in_progress)).collect::<Vec<_>>();
        assert_eq!(means.iter().map(|mean| mean.size).collect::<Vec<_>>(), complete);
        assert!(means.iter().all(|mean| mean.rate.is_some() == (mean.size > 0)));
    }
}

/// The mean that many notebooks print is that of the rates: one cohort of one customer makes 50 % of it.
#[test]
fn the_mean_is_weighted_by_cohort_size() {
    let once: Vec<Vec<(i32, i64)>> = vec![vec![(epoch_days(day("2018-02-10")), 500)]; 99];
    let mut customers =
        vec![vec![(epoch_days(day("2018-01-10")), 1_000), (epoch_days(day("2018-02-10")), 2_000)]];
    customers.extend(once);
    let shop = Shop::new(&customers);
    let means = weighted_means(&shop.rows(CohortGrain::Month, "2018-04-01"), 0, Some(2_500));
    assert_eq!((means[1].customers, means[1].size, means[1].rate), (1, 100, Some(0.01)));
    assert_eq!(means[1].orders_per_customer, Some(0.01));
    assert_eq!(means[1].revenue_cents_per_customer, Some(20.0));
    // (1,000 + 99 × 500) / 100 before it; a quarter of the sum.
    assert_eq!(means[1].cumulative_revenue_cents_per_customer, Some(525.0));
    assert_eq!(means[1].cumulative_margin_cents_per_customer, Some(131.25));
}

#[test]
fn payback_is_the_first_period_that_covers_the_cost() {
    // Two customers with 30.00 at once, 10.00 in month 1 and 20.00 in month 2: 15.00, 20.00 and 30.00 each.
    let shop = Shop::of_texts(&[
        &[("2018-01-03", 2_000), ("2018-02-03", 1_000)],
        &[("2018-01-09", 1_000), ("2018-03-09", 2_000)],
    ]);
    let rows = shop.rows(CohortGrain::Month, "2018-04-15");
    let revenue: Vec<_> = weighted_means(&rows, 0, None)
        .iter()
        .map(|mean| mean.cumulative_revenue_cents_per_customer)
        .collect();
    assert_eq!(revenue, [Some(1_500.0), Some(2_000.0), Some(3_000.0), None]);
    for (cost_cents, margin, payback) in [
        (0, None, Payback::InPeriod(0)),
        (1_500, None, Payback::InPeriod(0)),
        (1_501, None, Payback::InPeriod(1)),
        (3_000, None, Payback::InPeriod(2)),
        (3_001, None, Payback::NotUntil(2)),
        (750, Some(5_000), Payback::InPeriod(0)),
        (1_000, Some(5_000), Payback::InPeriod(1)),
        (1_001, Some(5_000), Payback::InPeriod(2)),
        (1, Some(0), Payback::NotUntil(2)),
        (i64::MAX, Some(10_000), Payback::NotUntil(2)),
    ] {
        let means = weighted_means(&rows, 0, margin);
        assert_eq!(payback_of(&means, cost_cents), payback, "{cost_cents} {margin:?}");
    }
    let nothing_complete = CohortMean { period: 0, ..CohortMean::default() };
    assert_eq!(payback_of(&[nothing_complete], 5), Payback::Unknown);
    assert_eq!(payback_of(&[], 5), Payback::Unknown);
}

/// The young cohort spends less at once. Were the sums of the cohorts averaged, month 1 would count the old one alone,
/// and what a customer has brought would go from 60.00 to 100.00 without a single order.
#[test]
fn what_a_customer_has_brought_grows_by_orders_alone() {
    let shop = Shop::of_texts(&[&[("2018-01-03", 10_000)], &[("2018-02-03", 2_000)]]);
    let means = weighted_means(&shop.rows(CohortGrain::Month, "2018-03-01"), 0, None);
    assert_eq!((means[0].size, means[1].size), (2, 1));
    assert_eq!(means[1].cumulative_revenue_cents_per_customer, Some(6_000.0));
    assert_eq!(payback_of(&means, 7_000), Payback::NotUntil(1));
}

#[test]
fn a_column_of_too_few_customers_ends_what_adds_up() {
    let shop = Shop::of_texts(&[&[("2018-01-03", 100)], &[("2018-02-03", 100)], &[("2018-02-04", 100)]]);
    let means = weighted_means(&shop.rows(CohortGrain::Month, "2018-03-01"), 2, None);
    assert_eq!(means[0].cumulative_revenue_cents_per_customer, Some(100.0));
    assert_eq!((means[1].rate, means[1].cumulative_revenue_cents_per_customer), (Some(0.0), None));
    assert_eq!(payback_of(&means, 101), Payback::NotUntil(0));
}

#[test]
fn nobody_makes_no_row_and_no_mean() {
    let shop = Shop::of_texts(&[&[("2018-01-03", 100)]]);
    let orders =
        OrdersByCustomer { starts: &shop.starts, dates: &shop.dates, value_cents: &shop.value_cents };
    let periods = PeriodTable::new(day("2018-01-03"), day("2018-01-04"), CohortGrain::Month);
    let counts = count_cohorts(orders, &[false], &periods, 61);
    assert_eq!((counts.customers(), counts.one_time_customers, counts.cut(&periods)), (0, 0, None));
    let rows = counts.rows(&periods, day("2018-01-04"));
    assert_eq!((rows.len(), weighted_means(&rows, 0, None).len()), (0, 0));
}

prop_compose! {
    fn any_customers()(
        customers in prop::collection::vec(prop::collection::vec((17_000_i32..18_200, 0_i64..50_000), 1..6), 1..40),
    ) -> Vec<Vec<(i32, i64)>> {
        customers
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Nothing is lost and nothing counted twice, whatever the grain and however few columns there are.
    #[test]
    fn totals_are_conserved(customers in any_customers(), columns_max in 1_usize..80, days_after in 1_i32..40) {
        let shop = Shop::new(&customers);
        let as_of = crate::model::civil_date(shop.dates.iter().max().copied().unwrap_or(0) + days_after);
        for grain in CohortGrain::ALL {
            let (counts, periods) = shop.count(grain, as_of, columns_max);
            let rows = counts.rows(&periods, as_of);
            let cut = counts.cut(&periods).unwrap_or_default();
            let cells = || rows.iter().flat_map(|row| &row.cells);
            prop_assert_eq!(rows.iter().map(|row| row.size).sum::<u64>(), customers.len() as u64);
            prop_assert_eq!(cells().map(|cell| cell.orders).sum::<u64>() + cut.orders, shop.dates.len() as u64);
            let revenue = cells().map(|cell| cell.revenue_cents).sum::<i64>() + cut.revenue_cents;
            prop_assert_eq!(revenue, shop.value_cents.iter().sum::<i64>());
            for row in &rows {
                prop_assert_eq!(row.cells[0].customers, row.size);
                prop_assert!(row.cells.len() <= columns_max);
                prop_assert!(row.cells.iter().all(|cell| cell.customers <= cell.orders && cell.customers <= row.size));
            }
        }
    }

    /// The order of the customers, and so the way they are shared out among threads, changes nothing.
    #[test]
    fn customers_may_come_in_any_order(customers in any_customers()) {
        let mut reversed = customers.clone();
        reversed.reverse();
        let as_of = day("2020-01-01");
        for grain in CohortGrain::ALL {
            let (counts, _) = Shop::new(&customers).count(grain, as_of, 20);
            prop_assert_eq!(&counts, &Shop::new(&reversed).count(grain, as_of, 20).0);
        }
    }
}
