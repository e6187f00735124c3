//! What the models look at: on which days customers bought, and for how much.

use clientele_contract::Scope;

use crate::{
    answer::Engine,
    lifetime::{PurchaseHistories, PurchaseSummary, SpendSummary, TimeUnit},
    model::epoch_days,
};

/// Models count in days.
pub(super) const UNIT: TimeUnit = TimeUnit::Day;

/// The purchases of all customers of a scope. Several orders on one day are one purchase.
pub(super) struct Pasts {
    /// The customers of the scope, in the order of their ids.
    pub(super) histories: PurchaseHistories,
    /// By customer of the shop; `None` outside of the scope.
    pub(super) summaries: Vec<Option<PurchaseSummary>>,
    /// By customer of the shop: the mean value of a day with a purchase, the first day left out, as the model of
    /// spend needs it.
    pub(super) spends: Vec<SpendSummary>,
    /// "Today", to which ages are counted; days since 1970-01-01.
    pub(super) today: i32,
    /// The first day on which somebody bought; today if nobody did.
    pub(super) first_day: i32,
}

impl Pasts {
    pub(super) fn of_scope(engine: &Engine, scope: &Scope) -> Self {
        let everyone = engine.selector(scope, &clientele_contract::CustomerFilter::default());
        let today = epoch_days(engine.facts.as_of);
        let count = engine.customers.len();
        let mut histories = PurchaseHistories::with_capacity(count);
        let mut spends = vec![SpendSummary::of_repeat_purchases(0, 0); count];
        let rows: Vec<usize> = everyone.rows().collect();
        let mut first_day = today;
        for &row in &rows {
            let orders = engine.orders.by_customer.of(row);
            let days = &engine.orders.by_customer.dates[orders.clone()];
            histories.push(days.iter().copied());
            spends[row] = spend_of(days, &engine.orders.by_customer.value_cents[orders]);
            first_day = days.first().map_or(first_day, |first| first_day.min(*first));
        }
        let mut summaries = vec![None; count];
        for (&row, summary) in rows.iter().zip(histories.summaries(UNIT, today)) {
            summaries[row] = summary;
        }
        Self { histories, summaries, spends, today, first_day }
    }

    /// Customers who bought on two or more days.
    pub(super) fn repeat_buyers(&self) -> u64 {
        self.known().filter(|past| past.frequency > 0).count() as u64
    }

    /// Repeat buyers whose repeat purchases brought nothing or a loss: the model of spend leaves them out.
    pub(super) fn unprofitable_repeat_buyers(&self) -> u64 {
        let brings_nothing = |spend: &&SpendSummary| spend.frequency > 0 && spend.mean_value <= 0.0;
        self.known_spends().iter().filter(brings_nothing).count() as u64
    }

    /// The pasts of the customers of the scope.
    pub(super) fn known(&self) -> impl Iterator<Item = &PurchaseSummary> {
        self.summaries.iter().flatten()
    }

    /// By customer of the shop: the values of the customers of the scope, which come in their order, and `other` for
    /// everybody else.
    pub(super) fn by_customer<T: Copy>(&self, of_known: Vec<T>, other: T) -> Vec<T> {
        let mut of_known = of_known.into_iter();
        let value = |past: &Option<PurchaseSummary>| past.and_then(|_| of_known.next()).unwrap_or(other);
        self.summaries.iter().map(value).collect()
    }

    /// The spends of the customers of the scope.
    pub(super) fn known_spends(&self) -> Vec<SpendSummary> {
        let in_scope = self.summaries.iter().zip(&self.spends).filter(|(past, _)| past.is_some());
        in_scope.map(|(_, spend)| *spend).collect()
    }
}

/// Of one customer, whose days rise.
fn spend_of(days: &[i32], value_cents: &[i64]) -> SpendSummary {
    let first = days.first().copied().unwrap_or_default();
    let (mut repeats, mut cents, mut last) = (0, 0_i64, first);
    for (&day, &value) in days.iter().zip(value_cents).filter(|(day, _)| **day != first) {
        repeats += u32::from(day != last);
        last = day;
        cents += value;
    }
    SpendSummary::of_repeat_purchases(repeats, cents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_day_is_left_out_and_orders_of_one_day_are_one_purchase() {
        // Twice on the first day, twice on the third, once on the ninth.
        let spend = spend_of(&[10, 10, 12, 12, 18], &[10_000, 5_000, 1_000, 2_000, 5_000]);
        assert_eq!(spend, SpendSummary { frequency: 2, mean_value: 40.0 });
        assert_eq!(spend_of(&[10, 10], &[1, 2]), SpendSummary { frequency: 0, mean_value: 0.0 });
    }

    #[test]
    fn who_came_back_for_nothing_or_at_a_loss_is_counted() {
        let days = [[10, 12]; 4].map(|days| days.to_vec()).into_iter().chain([vec![10, 10]]);
        // At a gain, at a loss, for nothing, for a cent; and twice on one day only.
        let cents = [[-9, 5], [9, -5], [9, 0], [9, 1], [-9, -9]];
        let mut histories = PurchaseHistories::with_capacity(5);
        days.clone().for_each(|days| histories.push(days));
        let summaries = histories.summaries(UNIT, 20).collect();
        let spends = days.zip(cents).map(|(days, cents)| spend_of(&days, &cents)).collect();
        let pasts = Pasts { histories, summaries, spends, today: 20, first_day: 10 };
        assert_eq!((pasts.repeat_buyers(), pasts.unprofitable_repeat_buyers()), (4, 2));
    }
}
