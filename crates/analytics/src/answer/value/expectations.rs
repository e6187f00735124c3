//! What is to be expected of each customer within a horizon.

use clientele_contract::{BASIS_POINTS_OF_WHOLE, Expectation, ExpectedTotals, PurchaseModelKind};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rayon::prelude::*;

use super::{
    fitted::{FittedModel, says_probability},
    pasts::{Pasts, UNIT},
};
use crate::lifetime::{Horizon, PurchaseFit, PurchaseSummary, SpendFit};

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

/// What is expected of a customer of some frequency and age who is still one.
#[derive(Debug, Clone, Copy, Default)]
struct IfAlive {
    purchases: f64,
    discounted: f64,
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
        let (places, if_alive) = if_alive(outlook, fit, &pasts.summaries);
        let of = |row: usize| places[row].map_or(IfAlive::default(), |place| if_alive[place as usize]);
        let value_of_purchase = |row: usize| {
            spend.and_then(|spend| spend.model.expected_value(&pasts.spends[row])).unwrap_or(0.0)
        };
        Self {
            purchases: (0..count).map(|row| fitted.alive[row] * of(row).purchases).collect(),
            revenue: (0..count)
                .into_par_iter()
                .map(|row| fitted.alive[row] * of(row).discounted * value_of_purchase(row))
                .collect(),
        }
    }
}

/// Of each distinct pair of frequency and age once, and which pair each customer has: there are far fewer pairs than
/// customers.
fn if_alive(
    outlook: Outlook,
    fit: &PurchaseFit,
    pasts: &[Option<PurchaseSummary>],
) -> (Vec<Option<u32>>, Vec<IfAlive>) {
    let horizon =
        Horizon::with_yearly_discount(outlook.horizon_days, outlook.discount_basis_points_per_year, UNIT);
    let mut numbers: HashMap<(u32, u64), u32, FixedState> = HashMap::default();
    let mut distinct: Vec<PurchaseSummary> = Vec::new();
    let place = |past: &Option<PurchaseSummary>| {
        let past = past.as_ref()?;
        Some(*numbers.entry((past.frequency, past.age.to_bits())).or_insert_with(|| {
            distinct.push(*past);
            distinct.len() as u32 - 1
        }))
    };
    let places = pasts.iter().map(place).collect();
    let ahead = UNIT.of_days(f64::from(outlook.horizon_days));
    let expected = |past: &PurchaseSummary| IfAlive {
        purchases: fit.model.expected_purchases_if_alive(past, ahead),
        discounted: horizon.discounted_purchases_if_alive(&fit.model, past),
    };
    (places, distinct.par_iter().map(expected).collect())
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
