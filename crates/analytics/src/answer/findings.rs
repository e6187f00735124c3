//! What changed and what to know, as figures; the page makes the sentences.

use clientele_contract::{Finding, MonthPoint, Segment, SegmentRow, Tier};

use super::{
    Engine,
    columns::Names,
    select::{Selector, is_high_value_at_risk},
    sums::DaySums,
    totals::{Totals, ratio},
};
use crate::ingest::UNKNOWN;

const FINDINGS: usize = 5;

/// A category or state whose revenue changed by less than this share of all revenue compared with is no news.
const NEWS_SHARE: f64 = 0.01;

/// What findings are made from.
pub(crate) struct FindingSources<'a, 'b> {
    pub(crate) selector: &'a Selector<'b>,
    pub(crate) totals: &'a Totals,
    pub(crate) months: &'a [MonthPoint],
    pub(crate) segments: &'a [SegmentRow],
    /// The period and the days it is compared with, unless nothing can be said about a change.
    pub(crate) change: Option<(&'a DaySums, &'a DaySums)>,
}

impl Engine {
    /// Changes first, if there is a comparison; then what to act on; then what to know.
    pub(crate) fn findings(&self, sources: &FindingSources<'_, '_>) -> Vec<Finding> {
        let FindingSources { selector, totals, months, segments, change } = sources;
        let changes = match change {
            Some((period, compared)) => vec![
                period_change(period, compared),
                self.category_moved(period, compared),
                self.state_moved(period, compared),
            ],
            None => vec![month_change(months)],
        };
        let standing = [
            quiet_big_spenders(segments),
            one_time_buyers(totals),
            revenue_concentration(segments),
            self.unhappy_best_customers(selector),
        ];
        changes.into_iter().chain(standing).flatten().take(FINDINGS).collect()
    }

    fn category_moved(&self, period: &DaySums, compared: &DaySums) -> Option<Finding> {
        let cents = |sums: &DaySums| sums.categories.iter().map(|(_, cents)| *cents).collect();
        let moved = most_moved(&self.products.categories, cents(period), cents(compared))
            .filter(|moved| moved.name != UNKNOWN)?;
        Some(Finding::CategoryMoved {
            category: moved.name,
            revenue_cents: moved.revenue_cents,
            compared_cents: moved.compared_cents,
            days: period.figures.days,
        })
    }

    fn state_moved(&self, period: &DaySums, compared: &DaySums) -> Option<Finding> {
        let cents = |sums: &DaySums| sums.states.iter().map(|(_, cents)| *cents).collect();
        let moved = most_moved(&self.customers.states, cents(period), cents(compared))
            .filter(|moved| moved.name != UNKNOWN)?;
        Some(Finding::StateMoved {
            state: moved.name,
            revenue_cents: moved.revenue_cents,
            compared_cents: moved.compared_cents,
            days: period.figures.days,
        })
    }

    fn unhappy_best_customers(&self, selector: &Selector<'_>) -> Option<Finding> {
        let mut unhappy = (0, 0);
        for row in selector.rows().filter(|&row| is_high_value_at_risk(&self.customers, row)) {
            unhappy.0 += 1;
            unhappy.1 += self.customers.spent_cents[row];
        }
        let (customers, revenue_cents) = unhappy;
        (customers > 0).then_some(Finding::UnhappyBestCustomers {
            tier: Tier::Platinum,
            customers,
            revenue_cents,
        })
    }
}

struct Moved {
    name: String,
    revenue_cents: i64,
    compared_cents: i64,
}

/// The name with the largest change of revenue up or down; ties go to the first name.
///
/// `None` if it is no news, or if one name has all revenue: that would say the change of the period once more.
fn most_moved(names: &Names, revenue: Vec<i64>, compared: Vec<i64>) -> Option<Moved> {
    if revenue.iter().zip(&compared).filter(|cents| *cents != (&0, &0)).count() < 2 {
        return None;
    }
    let all_compared: i64 = compared.iter().sum();
    let (name, (revenue_cents, compared_cents)) = names
        .names
        .iter()
        .zip(revenue.into_iter().zip(compared))
        .rev()
        .max_by_key(|(_, (revenue, compared))| (revenue - compared).abs())?;
    let change = (revenue_cents - compared_cents).abs();
    let is_news = change > 0 && change as f64 >= NEWS_SHARE * all_compared as f64;
    is_news.then(|| Moved { name: name.clone(), revenue_cents, compared_cents })
}

fn period_change(period: &DaySums, compared: &DaySums) -> Option<Finding> {
    let (period, compared) = (&period.figures, &compared.figures);
    (compared.revenue_cents > 0).then_some(Finding::PeriodChange {
        days: period.days,
        revenue_cents: period.revenue_cents,
        orders: period.orders,
        compared_days: compared.days,
        compared_cents: compared.revenue_cents,
        compared_orders: compared.orders,
    })
}

fn month_change(months: &[MonthPoint]) -> Option<Finding> {
    let mut complete = months.iter().rev().filter(|month| !month.in_progress);
    let (last, before) = (complete.next()?, complete.next()?);
    (before.revenue_cents > 0).then_some(Finding::MonthChange {
        month: last.month,
        revenue_cents: last.revenue_cents,
        previous_cents: before.revenue_cents,
    })
}

fn quiet_big_spenders(segments: &[SegmentRow]) -> Option<Finding> {
    let quiet = segments.iter().filter(|row| matches!(row.segment, Segment::AtRisk | Segment::CannotLose));
    let (customers, revenue_cents) =
        quiet.fold((0, 0), |(customers, cents), row| (customers + row.customers, cents + row.revenue_cents));
    (customers > 0).then_some(Finding::QuietBigSpenders { customers, revenue_cents })
}

fn one_time_buyers(totals: &Totals) -> Option<Finding> {
    let kpis = totals.kpis();
    let customers = kpis.customers - kpis.repeat_customers;
    let share = ratio(customers as f64, kpis.customers)?;
    (customers > 0).then_some(Finding::OneTimeBuyers { customers, share })
}

fn revenue_concentration(segments: &[SegmentRow]) -> Option<Finding> {
    let largest = segments.iter().rev().max_by_key(|row| row.revenue_cents)?;
    Some(Finding::RevenueConcentration {
        segment: largest.segment,
        customer_share: largest.customer_share?,
        revenue_share: largest.revenue_share?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn most_moved_of(revenue: [i64; 3], compared: [i64; 3]) -> Option<(String, i64, i64)> {
        let names = Names { names: ["a", "b", "c"].map(str::to_owned).into(), codes: vec![] };
        let moved = most_moved(&names, revenue.into(), compared.into())?;
        Some((moved.name, moved.revenue_cents, moved.compared_cents))
    }

    #[test]
    fn the_largest_change_up_or_down_is_named_and_of_equals_the_first() {
        assert_eq!(most_moved_of([500, 300, 100], [490, 600, 100]), Some(("b".to_owned(), 300, 600)));
        assert_eq!(most_moved_of([200, 0, 50], [100, 100, 50]), Some(("a".to_owned(), 200, 100)));
        assert_eq!(most_moved_of([100, 20, 0], [100, 20, 0]), None, "nothing changed");
        assert_eq!(most_moved_of([10_100, 5, 0], [10_050, 5, 0]), None, "less than a hundredth");
    }

    #[test]
    fn one_name_alone_is_no_news_beside_the_change_of_the_period() {
        assert_eq!(most_moved_of([0, 900, 0], [0, 100, 0]), None);
    }
}
