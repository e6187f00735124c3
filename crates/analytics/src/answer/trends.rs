//! Measures over time, with trailing means.

use std::collections::BTreeMap;

use clientele_contract::{
    AnalyticsError, CompareWith, CustomerFilter, Grain, Month, Period, PeriodQuestion, Scope, TrendFigures,
    TrendMeasure, TrendQuestion, TrendReport, Trends,
};

use super::{
    Engine,
    periods::{DataDays, DaySpan, resolve},
    trend::{Stretch, cut, cut_to_match},
};
use crate::model::{civil_date, epoch_days};

/// Up to so many days a point of the page of trends is a day unless the question says otherwise.
const PAGE_DAILY_UP_TO: i32 = 92;
/// Up to so many days a point is a week.
const PAGE_WEEKLY_UP_TO: i32 = 400;

impl Engine {
    pub(crate) fn summarize_trends(
        &self,
        scope: &Scope,
        question: &TrendQuestion,
    ) -> Result<Trends, AnalyticsError> {
        let data = self.data_days();
        let resolved = resolve(&question.period, data)?;
        let grain = grain_of(question.grain, resolved.days);
        let selected = self.selector(scope, &question.filter).selected();
        let figures = |stretches: &[Stretch]| self.trend_figures(&selected, stretches, grain);
        let whole = |days: DaySpan| {
            let total = self.trend_figures(&selected, &[Stretch { days, whole_last: days.last }], Grain::Day);
            TrendFigures { is_cut_off: false, ..total[0] }
        };
        let today = epoch_days(data.today);
        let mut stretches = cut(resolved.days, grain);
        stretches.retain(|stretch| stretch.days.first <= today);
        let compared_points = |days| figures(&cut_to_match(resolved.days, days, grain));
        Ok(Trends {
            customers: selected.iter().filter(|selected| **selected).count() as u64,
            period: whole(resolved.days),
            compared: resolved.compared.map(whole),
            not_comparable: resolved.not_comparable.map(DaySpan::range),
            grain,
            points: figures(&stretches),
            compared_points: resolved.compared.map(compared_points).unwrap_or_default(),
            trailing_means: match grain {
                Grain::Day => self.trailing_means(&selected, &stretches, question.measure, data),
                Grain::Week | Grain::Month => Default::default(),
            },
        })
    }

    /// The orders of the selected customers in stretches that follow one another.
    fn trend_figures(&self, selected: &[bool], stretches: &[Stretch], grain: Grain) -> Vec<TrendFigures> {
        let today = epoch_days(self.data_days().today);
        let mut points: Vec<TrendFigures> =
            stretches.iter().map(|stretch| nothing_in(*stretch, grain, today)).collect();
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return points };
        let days = DaySpan { first: first.days.first, last: last.days.last };
        let point_of_day: Vec<u32> = stretches
            .iter()
            .zip(0..)
            .flat_map(|(stretch, point)| std::iter::repeat_n(point, stretch.days.length() as usize))
            .collect();
        let point_of = |date: i32| point_of_day[(date - days.first) as usize] as usize;
        for row in (0..selected.len()).filter(|&row| selected[row]) {
            self.add_customer(row, days, &mut points, point_of);
        }
        self.add_order_parts(selected, days, &mut points, point_of);
        points
    }

    /// Counts a customer and their orders in the points that the orders fall into.
    fn add_customer(
        &self,
        row: usize,
        days: DaySpan,
        points: &mut [TrendFigures],
        point_of: impl Fn(i32) -> usize,
    ) {
        let orders = &self.orders.by_customer;
        let first_order = orders.of(row).start;
        let mut counted_in = None;
        let mut is_repeat = false;
        for order in orders.within(row, days) {
            let index = point_of(orders.dates[order]);
            let point = &mut points[index];
            point.orders += 1;
            point.revenue_cents += orders.value_cents[order];
            let was_repeat = is_repeat;
            // Orders come by date, so those of one point come one after the other.
            if counted_in.replace(index) != Some(index) {
                point.customers += 1;
                point.new_customers += u64::from(order == first_order);
                is_repeat = order > first_order;
                point.repeat_customers += u64::from(is_repeat);
            } else if !was_repeat {
                is_repeat = true;
                point.repeat_customers += 1;
            }
        }
    }

    /// Counts items and reviews, which are known by order.
    fn add_order_parts(
        &self,
        selected: &[bool],
        days: DaySpan,
        points: &mut [TrendFigures],
        point_of: impl Fn(i32) -> usize,
    ) {
        for (order, (&customer, &date)) in self.orders.customers.iter().zip(&self.orders.dates).enumerate() {
            if !selected[customer as usize] || !(days.first..=days.last).contains(&date) {
                continue;
            }
            let point = &mut points[point_of(date)];
            point.units += self.lines.of_order(order as u32).map(|line| self.lines.units(line)).sum::<u64>();
            if let Some(score) = self.orders.review_scores[order] {
                point.reviewed_orders += 1;
                point.review_sum += score;
            }
        }
    }

    fn trailing_means(
        &self,
        selected: &[bool],
        stretches: &[Stretch],
        measure: TrendMeasure,
        data: DataDays,
    ) -> [Vec<Option<f64>>; 2] {
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else {
            return Default::default();
        };
        let lead = TrendQuestion::TRAILING_DAYS.into_iter().max().unwrap_or(1) - 1;
        let span = DaySpan { first: first.days.first - lead, last: last.days.last };
        let days = self.trend_figures(selected, &cut(span, Grain::Day), Grain::Day);
        let parts: Vec<(f64, f64)> = days.iter().map(|day| day.parts(measure)).collect();
        let data_begin = (epoch_days(data.first_order) - span.first).max(0) as usize;
        TrendQuestion::TRAILING_DAYS
            .map(|length| trailing_means(&parts, length as usize, data_begin).split_off(lead as usize))
    }

    /// Every month from the first order to the last that has begun.
    pub(crate) fn report_months(&self, scope: &Scope) -> BTreeMap<String, TrendReport> {
        let month = |stretch: &Stretch| super::columns::month_of(stretch.days.first);
        self.report_trend(scope, Grain::Month, |stretch| Month::from_ordinal(month(stretch)).to_string())
    }

    /// Every week from that of the first order to the last that has begun, by its Monday.
    pub(crate) fn report_weeks(&self, scope: &Scope) -> BTreeMap<String, TrendReport> {
        self.report_trend(scope, Grain::Week, |stretch| civil_date(stretch.whole_last - 6).to_string())
    }

    fn report_trend(
        &self,
        scope: &Scope,
        grain: Grain,
        name_of: impl Fn(&Stretch) -> String,
    ) -> BTreeMap<String, TrendReport> {
        let data = self.data_days();
        let question = PeriodQuestion {
            period: Period::All,
            compare: CompareWith::Nothing,
            ..PeriodQuestion::default()
        };
        // All time is always a period.
        let Ok(resolved) = resolve(&question, data) else { return BTreeMap::new() };
        let mut stretches = cut(resolved.days, grain);
        stretches.retain(|stretch| stretch.days.first <= epoch_days(data.today));
        let selected = self.selector(scope, &CustomerFilter::default()).selected();
        let points = self.trend_figures(&selected, &stretches, grain);
        stretches.iter().map(name_of).zip(points.iter().map(report_of)).collect()
    }
}

fn report_of(point: &TrendFigures) -> TrendReport {
    TrendReport {
        revenue_cents: point.revenue_cents,
        orders: point.orders,
        units: point.units,
        customers: point.customers,
        new_customers: point.new_customers,
        repeat_customers: point.repeat_customers,
        average_order_value_cents: point.value(TrendMeasure::AverageOrderValue),
        repeat_share: point.value(TrendMeasure::RepeatShare),
        review_score: point.value(TrendMeasure::ReviewScore),
        in_progress: point.in_progress,
    }
}

/// The length of a point: as asked, or one that gives a few dozen points; longer where there would be too many,
/// months at the most.
fn grain_of(asked: Option<Grain>, days: DaySpan) -> Grain {
    let grain = asked.unwrap_or(match days.length() {
        length if length <= PAGE_DAILY_UP_TO => Grain::Day,
        length if length <= PAGE_WEEKLY_UP_TO => Grain::Week,
        _ => Grain::Month,
    });
    match grain {
        Grain::Day if days.length() > TrendQuestion::POINTS_MAX => grain_of(Some(Grain::Week), days),
        Grain::Week if days.length() > 7 * TrendQuestion::POINTS_MAX => Grain::Month,
        fitting => fitting,
    }
}

fn nothing_in(stretch: Stretch, grain: Grain, today: i32) -> TrendFigures {
    let Stretch { days, whole_last } = stretch;
    let is_begun_late = cut(DaySpan { first: days.first - 1, last: days.first }, grain).len() == 1;
    TrendFigures {
        days: days.range(),
        revenue_cents: 0,
        orders: 0,
        units: 0,
        customers: 0,
        new_customers: 0,
        repeat_customers: 0,
        reviewed_orders: 0,
        review_sum: 0.0,
        in_progress: whole_last > today,
        is_cut_off: grain != Grain::Day && (is_begun_late || days.last < whole_last),
    }
}

/// The mean over each entry and those before it, `length` in all: sums of numerators by sums of denominators.
/// Entries before `begin` are not known, and windows that reach over them have no mean.
fn trailing_means(parts: &[(f64, f64)], length: usize, begin: usize) -> Vec<Option<f64>> {
    let mean = |end: usize| {
        let start = (end + 1).checked_sub(length).filter(|start| *start >= begin)?;
        let (numerator, denominator) =
            parts[start..=end].iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        (denominator > 0.0).then(|| numerator / denominator)
    };
    (0..parts.len()).map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_means_are_those_counted_by_hand() {
        let days = [3.0, 0.0, 6.0, 9.0].map(|value| (value, 1.0));
        assert_eq!(trailing_means(&days, 3, 0), [None, None, Some(3.0), Some(5.0)]);
        assert_eq!(trailing_means(&days, 1, 2), [None, None, Some(6.0), Some(9.0)]);
    }

    #[test]
    fn the_trailing_mean_of_a_ratio_weighs_by_its_denominator() {
        // 100 for one order and 20 for four orders: 120 for five, not the mean of 100 and 5.
        let days = [(100.0, 1.0), (20.0, 4.0), (0.0, 0.0), (0.0, 0.0)];
        assert_eq!(trailing_means(&days, 2, 0), [None, Some(24.0), Some(5.0), None]);
    }

    #[test]
    fn the_length_of_points_follows_the_length_of_the_period() {
        let days = |length| DaySpan { first: 0, last: length - 1 };
        assert_eq!(grain_of(None, days(92)), Grain::Day);
        assert_eq!(grain_of(None, days(93)), Grain::Week);
        assert_eq!(grain_of(None, days(401)), Grain::Month);
        assert_eq!(grain_of(Some(Grain::Day), days(400)), Grain::Day);
        assert_eq!(grain_of(Some(Grain::Day), days(401)), Grain::Week);
        assert_eq!(grain_of(Some(Grain::Day), days(36_525)), Grain::Month);
    }
}
