//! How likely it was over time that one customer would buy again.

use clientele_contract::{AliveHistory, AlivePoint, HORIZON_DAYS_DEFAULT, PurchaseModelKind, Scope};

use super::pasts::UNIT;
use crate::{
    answer::{Engine, columns::row_with_id},
    lifetime::{PurchaseModel, PurchaseSummary},
    model::{civil_date, epoch_days},
};

/// The line has at most so many points.
const POINTS_MAX: i32 = 120;

impl Engine {
    /// `None` if the scope has no customer with this id.
    pub(crate) fn history_of(&self, scope: &Scope, customer_id: &str) -> Option<AliveHistory> {
        let everyone = self.selector(scope, &clientele_contract::CustomerFilter::default());
        let row = row_with_id(&self.customers.ids, customer_id).filter(|&row| everyone.in_scope(row))?;
        let kind = PurchaseModelKind::default();
        let fitted = self.fitted_model(scope, kind);
        let model = fitted.fit.as_ref().filter(|_| fitted.trust.of_purchases()).map(|fit| fit.model);
        let history = &self.orders.by_customer;
        let mut days = history.dates[history.of(row)].to_vec();
        days.dedup();
        Some(AliveHistory {
            model: kind,
            horizon_days: HORIZON_DAYS_DEFAULT,
            trust: fitted.trust.clone(),
            points: model
                .map(|model| points(&model, &days, epoch_days(self.facts.as_of)))
                .unwrap_or_default(),
            outlook: self.standard_predictor(scope).of(row),
        })
    }
}

/// At equal distances from the first of the days, which are distinct and rise, to today.
fn points(model: &PurchaseModel, days: &[i32], today: i32) -> Vec<AlivePoint> {
    let Some(&first) = days.first().filter(|first| **first <= today) else { return Vec::new() };
    let age = today - first;
    let steps = age.clamp(1, POINTS_MAX - 1);
    // The distance is not a whole number of days, so that the line ends today.
    let day_of = |step: i32| first + (i64::from(age) * i64::from(step) / i64::from(steps)) as i32;
    let mut seen = 0;
    let mut points = Vec::with_capacity(steps as usize + 1);
    for step in 0..=steps {
        let day = day_of(step);
        let until = days.partition_point(|bought| *bought <= day);
        let last = days[until - 1];
        let past = PurchaseSummary {
            frequency: (until - 1) as u32,
            recency: UNIT.of_days(f64::from(last - first)),
            age: UNIT.of_days(f64::from(day - first)),
        };
        points.push(AlivePoint {
            day: civil_date(day),
            p_alive: model.probability_alive(&past),
            orders: days[seen..until].iter().copied().map(civil_date).collect(),
        });
        seen = until;
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lifetime::PurchaseModelKind as Kind;

    #[test]
    fn the_line_runs_from_the_first_order_to_today_and_names_every_order_once() {
        let model = PurchaseModel::new(Kind::MbgNbd, [0.5, 30.0, 0.8, 2.5]).unwrap();
        for (days, today) in [(vec![100, 130, 131, 700], 900), (vec![100], 100), (vec![100, 101], 102)] {
            let points = points(&model, &days, today);
            assert_eq!(points[0].day, civil_date(100));
            assert_eq!(points.last().unwrap().day, civil_date(today));
            assert!(points.len() <= POINTS_MAX as usize);
            let orders: Vec<_> = points.iter().flat_map(|point| point.orders.clone()).collect();
            assert_eq!(orders, days.iter().copied().map(civil_date).collect::<Vec<_>>());
            assert!(points.iter().all(|point| (0.0..=1.0).contains(&point.p_alive)));
        }
    }

    #[test]
    fn the_probability_falls_between_orders_and_rises_with_one() {
        let model = PurchaseModel::new(Kind::MbgNbd, [0.5, 30.0, 0.8, 2.5]).unwrap();
        let points = points(&model, &[0, 60], 119);
        for pair in points.windows(2) {
            let rises = pair[1].p_alive > pair[0].p_alive;
            assert_eq!(rises, !pair[1].orders.is_empty(), "{pair:?}");
        }
    }
}
