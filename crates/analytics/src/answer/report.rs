//! All headline figures in one value.

use std::collections::BTreeMap;

use clientele_contract::{
    CohortMatrix, CohortQuestion, CohortReport, CustomerFilter, KMeansReport, Report, SampleCustomer, Scope,
    SegmentReport, Tier,
};

use super::{
    Engine,
    select::{Selector, UNHAPPY_REVIEW},
    totals::ratio,
};
use crate::{clustering::Clustering, score::tiers};

const TOP: usize = 5;
/// Customers between the first and the last id that are shown for comparison.
const SAMPLES_BETWEEN: usize = 11;
const SILHOUETTE_SAMPLE: usize = 5_000;

impl Engine {
    pub(crate) fn summarize_report(&self, scope: &Scope) -> Report {
        let selector = self.selector(scope, &CustomerFilter::default());
        let totals = self.totals(&selector);
        let kpis = totals.kpis();
        let quality = &self.facts.quality;
        let rows: Vec<usize> = selector.rows().collect();
        let selected = selector.selected();
        let sums = self.sums_of_days(&selected, self.all_days());
        let cohorts = self.summarize_cohorts(scope, &CohortQuestion::default());
        let lines = || {
            (0..self.lines.customers.len())
                .filter(|&line| selector.selects(self.lines.customers[line] as usize))
        };
        let months = self.months(&selected);
        // Tiers and source files are those of the whole shop.
        let sees_all = scope.states().is_none();
        Report {
            orders_by_status: quality
                .orders_by_status
                .iter()
                .map(|count| (count.status.clone(), count.orders))
                .collect(),
            as_of: self.facts.as_of,
            completed_orders: kpis.orders,
            excluded_orders: quality.excluded_orders,
            order_items: lines().count() as u64,
            revenue_cents_price_plus_freight: lines().map(|line| self.lines.value_cents(line)).sum(),
            revenue_cents_price_only: lines().map(|line| self.lines.price_cents[line]).sum(),
            customers: kpis.customers,
            repeat_customers: kpis.repeat_customers,
            sum_recency_days: totals.recency_days,
            sum_frequency: kpis.orders,
            sum_monetary_cents: kpis.revenue_cents,
            average_order_value_cents: kpis.average_order_value_cents,
            frequency_rule: self.frequency_rule(),
            segments: self.segment_reports(&rows),
            r_score_counts: self.score_counts(&rows, |scores| scores.recency),
            f_score_counts: self.score_counts(&rows, |scores| scores.frequency),
            m_score_counts: self.score_counts(&rows, |scores| scores.monetary),
            sample_customers: self.sample_customers(&rows),
            customers_with_review: kpis.reviewed_customers,
            customers_mean_review_at_most_2: self.unhappy_customers(&selector),
            customers_by_state_top5: top(self
                .states_by_customers(&sums)
                .into_iter()
                .map(|(state, customers, _)| (state, customers))),
            revenue_cents_by_category_top5: top(self.categories_by_revenue(&sums)),
            revenue_cents_by_month: months
                .iter()
                .filter(|point| point.orders > 0)
                .map(|point| (point.month.to_string(), point.revenue_cents))
                .collect(),
            cohort_sizes: cohorts
                .cohorts
                .iter()
                .map(|cohort| (cohort.period.to_string(), cohort.size))
                .collect(),
            cohort_returns_total_k_ge_1: cohorts.returns,
            cohorts: cohort_report(cohorts),
            basket_rules: self.basket_reports(scope),
            kmeans_k4: sees_all.then(|| self.kmeans_report()).flatten(),
            products: self.report_products(scope),
            places: self.report_places(scope),
            quality: sees_all.then(|| quality.clone()),
            segment_movement: self.movement_report(scope),
            trends: self.report_months(scope),
            trends_by_week: self.report_weeks(scope),
            lifetime_value: self.report_value(scope),
        }
    }

    fn segment_reports(&self, rows: &[usize]) -> BTreeMap<String, SegmentReport> {
        let mut reports: BTreeMap<String, SegmentReport> = BTreeMap::new();
        for &row in rows {
            let report = reports.entry(self.customers.segments[row].name().to_owned()).or_default();
            report.customers += 1;
            report.revenue_cents += self.customers.spent_cents[row];
            report.orders += u64::from(self.customers.orders[row]);
            report.recency += i64::from(self.customers.recency_days[row]);
        }
        reports
    }

    fn score_counts(
        &self,
        rows: &[usize],
        pick: fn(clientele_contract::RfmScores) -> u8,
    ) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for &row in rows {
            *counts.entry(pick(self.customers.scores[row]).to_string()).or_default() += 1;
        }
        counts
    }

    fn sample_customers(&self, rows: &[usize]) -> BTreeMap<String, SampleCustomer> {
        let Some(last) = rows.len().checked_sub(1) else { return BTreeMap::new() };
        let positions = (0..=SAMPLES_BETWEEN + 1).map(|step| step * last / (SAMPLES_BETWEEN + 1));
        let sample = |position: usize| {
            let row = self.customer_row(rows[position]);
            let sample = SampleCustomer {
                recency_days: row.recency_days,
                frequency: row.orders,
                monetary_cents: row.spent_cents,
                code: row.scores.code().to_string(),
                segment: row.segment.name().to_owned(),
            };
            (row.customer_id, sample)
        };
        positions.map(sample).collect()
    }

    fn unhappy_customers(&self, selector: &Selector<'_>) -> u64 {
        let review = |row: &usize| self.customers.review_scores[*row];
        selector.rows().filter(|row| review(row).is_some_and(|score| score <= UNHAPPY_REVIEW)).count() as u64
    }

    /// Of the whole shop: tiers are formed over all customers.
    fn kmeans_report(&self) -> Option<KMeansReport> {
        let customers = &self.customers;
        let measures = self.measures();
        let labels: Option<Vec<u8>> = customers.tiers.iter().map(|tier| tier.map(Tier::index)).collect();
        let labels = labels?;
        let features = tiers::standardised_features(measures);
        let mut sums = [[0.0; 4]; tiers::TIERS];
        for (row, &label) in labels.iter().enumerate() {
            let sum = &mut sums[usize::from(label)];
            sum[0] += 1.0;
            sum[1] += f64::from(customers.recency_days[row]);
            sum[2] += f64::from(customers.orders[row]);
            sum[3] += customers.spent_cents[row] as f64 / 100.0;
        }
        let clustering = Clustering::of_labels(&features, labels, tiers::TIERS, SILHOUETTE_SAMPLE);
        Some(KMeansReport {
            inertia_sum: clustering.inertia,
            sizes_by_monetary_desc: sums.iter().map(|sum| sum[0] as u64).collect(),
            profiles: sums
                .iter()
                .map(|&[size, days, orders, spent]| mean_profile(size, days, orders, spent))
                .collect(),
            silhouette_sample5000: clustering.silhouette,
        })
    }
}

fn cohort_report(cohorts: CohortMatrix) -> CohortReport {
    let month_1 = cohorts.means.get(1).copied().unwrap_or_default();
    CohortReport {
        one_time_customers: cohorts.one_time_customers,
        one_time_share: ratio(cohorts.one_time_customers as f64, cohorts.customers),
        month_1_size: month_1.size,
        month_1_customers: month_1.customers,
        month_1_rate: month_1.rate,
        matrix: cohorts.cohorts,
        means: cohorts.means,
        cut: cohorts.cut,
    }
}

fn mean_profile(size: f64, days: f64, orders: f64, spent: f64) -> [f64; 4] {
    let divisor = size.max(1.0);
    [size, days / divisor, orders / divisor, spent / divisor]
}

fn top<'a, V>(rows: impl IntoIterator<Item = (&'a str, V)>) -> BTreeMap<String, V> {
    rows.into_iter().take(TOP).map(|(name, value)| (name.to_owned(), value)).collect()
}
