//! What is to be expected of each customer within a horizon.

use clientele_contract::{BASIS_POINTS_OF_WHOLE, Expectation, ExpectedTotals, PurchaseModelKind};
use rayon::prelude::*;

use super::{
    fitted::{FittedModel, says_probability},
    pasts::{Pasts, UNIT},
};
use crate::lifetime::{Horizon, PurchaseFit, PurchaseSummary, SpendFit, figures_if_alive};

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
        let purchases =
            by_customer(pasts, fitted, fit, |past| fit.model.expected_purchases_if_alive(past, ahead));
        let mut revenue =
            by_customer(pasts, fitted, fit, |past| horizon.discounted_purchases_if_alive(&fit.model, past));
        revenue.par_iter_mut().enumerate().for_each(|(row, revenue)| {
            // Without a model of spend, money is withheld and nobody asks.
            let value = spend.and_then(|spend| spend.model.expected_value(&pasts.spends[row]));
            *revenue *= value.unwrap_or(0.0);
        });
        Self { purchases, revenue }
    }
}

/// A figure of customers who are still customers, times the probability that they are; by customer of the shop.
fn by_customer(
    pasts: &Pasts,
    fitted: &FittedModel,
    fit: &PurchaseFit,
    figure: impl Fn(&PurchaseSummary) -> f64 + Send + Sync,
) -> Vec<f64> {
    let if_alive = figures_if_alive(&fit.model, pasts.known().copied(), figure);
    let mut of_known = if_alive.into_iter();
    let figure = |(past, alive): (&Option<PurchaseSummary>, &f64)| {
        past.as_ref().and_then(|_| of_known.next()).map_or(0.0, |if_alive| alive * if_alive)
    };
    pasts.summaries.iter().zip(&fitted.alive).map(figure).collect()
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
