//! What is to be expected of each customer within a horizon.

use clientele_contract::{BASIS_POINTS_OF_WHOLE, Expectation, ExpectedTotals, PurchaseModelKind};

use super::{
    fitted::{FittedModel, says_probability},
    pasts::{Pasts, UNIT},
};
use crate::lifetime::{
    Horizon, PurchaseFit, PurchaseModel, SpendFit, SpendModel, ValuedCustomer, figures_if_alive,
    lifetime_values,
};

/// How far ahead, and what later money is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Outlook {
    pub(super) kind: PurchaseModelKind,
    pub(super) horizon_days: u32,
    pub(super) discount_basis_points_per_year: u32,
}

/// By customer of the shop; customers outside of the scope have zeros and are never asked for.
pub(super) struct Expectations {
    /// Days with a purchase.
    purchases: Vec<f64>,
    /// Discounted revenue in currency units.
    revenue: Vec<f64>,
}

impl Expectations {
    pub(super) fn new(
        outlook: Outlook,
        pasts: &Pasts,
        fitted: &FittedModel,
        spend: Option<&SpendFit>,
    ) -> Self {
        let count = pasts.summaries.len();
        let Some(fit) = &fitted.fit else {
            return Self { purchases: vec![0.0; count], revenue: vec![0.0; count] };
        };
        let horizon =
            Horizon::with_yearly_discount(outlook.horizon_days, outlook.discount_basis_points_per_year, UNIT);
        let ahead = UNIT.of_days(f64::from(outlook.horizon_days));
        // Without a model of spend, money is withheld and nobody asks.
        let revenue = spend.map_or_else(
            || vec![0.0; count],
            |spend| expected_revenue(pasts, &fit.model, &spend.model, &horizon),
        );
        Self { purchases: expected_purchases(pasts, fitted, fit, ahead), revenue }
    }
}

/// Of customers who are still customers, times the probability that they are; by customer of the shop.
fn expected_purchases(pasts: &Pasts, fitted: &FittedModel, fit: &PurchaseFit, ahead: f64) -> Vec<f64> {
    let if_alive = figures_if_alive(&fit.model, pasts.known().copied(), |past| {
        fit.model.expected_purchases_if_alive(past, ahead)
    });
    let purchases = pasts.by_customer(if_alive, 0.0).into_iter().zip(&fitted.alive);
    purchases.map(|(if_alive, alive)| alive * if_alive).collect()
}

/// In currency units, by customer of the shop.
fn expected_revenue(
    pasts: &Pasts,
    purchases: &PurchaseModel,
    spend: &SpendModel,
    horizon: &Horizon,
) -> Vec<f64> {
    let pairs = pasts.summaries.iter().zip(&pasts.spends);
    let customers: Vec<ValuedCustomer> = pairs
        .filter_map(|(past, spend)| past.map(|purchases| ValuedCustomer { purchases, spend: *spend }))
        .collect();
    let values = lifetime_values(purchases, spend, &customers, horizon);
    pasts.by_customer(values, None).into_iter().map(|value| value.unwrap_or(0.0)).collect()
}

/// Everything that is known of what customers will do, with what is withheld left out.
pub(super) struct Forecast<'a> {
    pub(super) kind: PurchaseModelKind,
    pub(super) margin_basis_points: Option<u32>,
    pub(super) pasts: &'a Pasts,
    pub(super) fitted: &'a FittedModel,
    pub(super) expectations: &'a Expectations,
}

impl Forecast<'_> {
    pub(super) fn has_money(&self) -> bool {
        self.fitted.trust.of_money()
    }

    /// Of one customer; `None` where it is withheld.
    pub(super) fn of(&self, row: usize) -> Option<Expectation> {
        let past = self.pasts.summaries[row].as_ref().filter(|_| self.fitted.trust.of_purchases())?;
        Some(Expectation {
            purchases: self.expectations.purchases[row],
            p_alive: says_probability(self.kind, past).then(|| self.fitted.alive[row]),
            value_cents: self.has_money().then(|| self.value_cents(row)),
        })
    }

    /// Of some customers; `None` where it is withheld. Money is the sum of the customers' own cents.
    pub(super) fn totals(&self, rows: impl Iterator<Item = usize>) -> Option<ExpectedTotals> {
        self.fitted.trust.of_purchases().then_some(())?;
        let (mut purchases, mut alive, mut with_alive, mut cents) = (0.0, 0.0, 0_u64, 0_i64);
        for expected in rows.filter_map(|row| self.of(row)) {
            purchases += expected.purchases;
            cents = cents.saturating_add(expected.value_cents.unwrap_or(0));
            if let Some(p_alive) = expected.p_alive {
                alive += p_alive;
                with_alive += 1;
            }
        }
        Some(ExpectedTotals {
            purchases,
            mean_p_alive: (with_alive > 0).then(|| alive / with_alive as f64),
            customers_with_p_alive: with_alive,
            value_cents: self.has_money().then_some(cents),
        })
    }

    /// Whole cents, so that sums are the same in whichever order they are made.
    pub(super) fn value_cents(&self, row: usize) -> i64 {
        let margin = self.margin_basis_points.unwrap_or(BASIS_POINTS_OF_WHOLE);
        let share = f64::from(margin) / f64::from(BASIS_POINTS_OF_WHOLE);
        (self.expectations.revenue[row] * share * 100.0).round() as i64
    }
}
