//! Lifetime value: what customers were worth, and what they can be expected to be worth.

mod concentration;

use clientele_contract::{
    AliveHistory, AnalyticsError, LifetimeValue, Scope, Segment, SegmentValue, ValueForecast, ValueQuestion,
};

use super::{
    Engine,
    totals::{ratio, share_of_cents},
};

impl Engine {
    pub(crate) fn summarize_value(
        &self,
        scope: &Scope,
        question: &ValueQuestion,
    ) -> Result<LifetimeValue, AnalyticsError> {
        let question = question.within_bounds();
        let rows: Vec<usize> = self.selector(scope, &question.filter).rows().collect();
        let spent: Vec<i64> = rows.iter().map(|&row| self.customers.spent_cents[row]).collect();
        let revenue_cents: i64 = spent.iter().sum();
        let customers = rows.len() as u64;
        Ok(LifetimeValue {
            customers,
            repeat_customers: rows.iter().filter(|&&row| self.customers.orders[row] >= 2).count() as u64,
            revenue_cents,
            mean_revenue_cents: ratio(revenue_cents as f64, customers),
            segments: self.segment_values(&rows, revenue_cents),
            concentration: concentration::of_spend(spent),
            forecast: ValueForecast {
                model: question.model,
                horizon_days: question.horizon_days,
                discount_basis_points_per_year: question.discount_basis_points_per_year,
                margin_basis_points: question.margin_basis_points,
                ..ValueForecast::default()
            },
        })
    }

    /// The segments of these customers, who have spent `revenue_cents`.
    fn segment_values(&self, rows: &[usize], revenue_cents: i64) -> Vec<SegmentValue> {
        let mut sums = [(0_u64, 0_i64); Segment::ALL.len()];
        for &row in rows {
            let (customers, cents) = &mut sums[usize::from(self.customers.segments[row].index())];
            *customers += 1;
            *cents += self.customers.spent_cents[row];
        }
        let all = rows.len() as f64;
        let with_customers = Segment::ALL.into_iter().zip(sums).filter(|(_, (customers, _))| *customers > 0);
        with_customers
            .map(|(segment, (customers, cents))| SegmentValue {
                segment,
                customers,
                share_of_customers: customers as f64 / all,
                revenue_cents: cents,
                mean_revenue_cents: cents as f64 / customers as f64,
                share_of_revenue: share_of_cents(cents, revenue_cents),
                expected: None,
            })
            .collect()
    }

    pub(crate) fn summarize_alive_history(
        &self,
        scope: &Scope,
        customer_id: &str,
    ) -> Result<Option<AliveHistory>, AnalyticsError> {
        let _ = (scope, customer_id);
        Ok(None)
    }
}
