//! A period as points, and the compared days laid under it.

use chrono::Datelike;
use clientele_contract::{Grain, TrendPoint};

use super::{Engine, periods::DaySpan};
use crate::model::{civil_date, epoch_days};

/// One point to be filled: its days, and the last day of the whole week or month that they belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) days: DaySpan,
    pub(crate) whole_last: i32,
}

/// Cuts days into calendar days, weeks from Monday or calendar months.
pub(crate) fn cut(days: DaySpan, grain: Grain) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut first = days.first;
    while first <= days.last {
        let whole_last = last_of_grain(first, grain);
        stretches.push(Stretch { days: DaySpan { first, last: whole_last.min(days.last) }, whole_last });
        first = whole_last + 1;
    }
    stretches
}

/// Cuts the compared days so that each point stands for as much time as the point of the period above it.
///
/// Months line up by themselves if both begin on the same day of the month. Otherwise point by point as many
/// days are taken as the period has there. Compared days beyond the length of the period, which may be many times
/// as long, are one more point.
pub(crate) fn cut_to_match(period: DaySpan, compared: DaySpan, grain: Grain) -> Vec<Stretch> {
    let day_of_month = |day: i32| civil_date(day).day();
    if grain == Grain::Month && day_of_month(period.first) == day_of_month(compared.first) {
        return cut(compared, grain);
    }
    let offset = compared.first - period.first;
    let mut stretches: Vec<Stretch> = cut(period, grain)
        .into_iter()
        .map(|above| DaySpan {
            first: above.days.first + offset,
            last: (above.days.last + offset).min(compared.last),
        })
        .take_while(|days| days.first <= compared.last)
        .map(|days| Stretch { days, whole_last: days.last })
        .collect();
    let rest = DaySpan { first: period.last + offset + 1, last: compared.last };
    if rest.first <= rest.last {
        stretches.push(Stretch { days: rest, whole_last: rest.last });
    }
    stretches
}

fn last_of_grain(day: i32, grain: Grain) -> i32 {
    match grain {
        Grain::Day => day,
        // 1970-01-01 was a Thursday.
        Grain::Week => day + 6 - (day + 3).rem_euclid(7),
        Grain::Month => {
            let date = civil_date(day);
            day + i32::from(date.num_days_in_month()) - date.day() as i32
        }
    }
}

impl Engine {
    /// Sums the orders of the selected customers into points; the stretches follow one another.
    pub(crate) fn trend(&self, selected: &[bool], stretches: &[Stretch]) -> Vec<TrendPoint> {
        let today = epoch_days(self.data_days().today);
        let mut points: Vec<TrendPoint> = stretches
            .iter()
            .map(|stretch| TrendPoint {
                days: stretch.days.range(),
                revenue_cents: 0,
                orders: 0,
                customers: 0,
                in_progress: stretch.whole_last > today,
            })
            .collect();
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return points };
        let days = DaySpan { first: first.days.first, last: last.days.last };
        let point_of_day: Vec<u32> = stretches
            .iter()
            .zip(0..)
            .flat_map(|(stretch, point)| std::iter::repeat_n(point, stretch.days.length() as usize))
            .collect();
        let orders = &self.orders.by_customer;
        for row in (0..selected.len()).filter(|&row| selected[row]) {
            let mut counted_in = None;
            for order in orders.within(row, days) {
                let index = point_of_day[(orders.dates[order] - days.first) as usize];
                let point = &mut points[index as usize];
                point.orders += 1;
                point.revenue_cents += orders.value_cents[order];
                // Orders come by date, so those of one point come one after the other.
                point.customers += u64::from(counted_in.replace(index) != Some(index));
            }
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> DaySpan {
        let day = |text| clientele_contract::parse_iso_date(text).unwrap();
        DaySpan::new(day(first), day(last))
    }

    fn firsts(stretches: &[Stretch]) -> Vec<String> {
        stretches.iter().map(|stretch| stretch.days.range().first.to_string()).collect()
    }

    fn assert_covers(stretches: &[Stretch], days: DaySpan) {
        assert_eq!(stretches[0].days.first, days.first);
        assert_eq!(stretches[stretches.len() - 1].days.last, days.last);
        assert!(stretches.windows(2).all(|pair| pair[0].days.last + 1 == pair[1].days.first));
        assert!(stretches.iter().all(|stretch| stretch.days.first <= stretch.days.last));
    }

    #[test]
    fn weeks_begin_on_monday_and_months_on_their_first() {
        // 2018-08-29 was a Wednesday.
        let days = span("2018-08-15", "2018-08-29");
        let weeks = cut(days, Grain::Week);
        assert_eq!(firsts(&weeks), ["2018-08-15", "2018-08-20", "2018-08-27"]);
        assert_eq!(weeks[2].whole_last, span("2018-09-02", "2018-09-02").first);
        let months = cut(span("2018-01-31", "2018-03-01"), Grain::Month);
        assert_eq!(firsts(&months), ["2018-01-31", "2018-02-01", "2018-03-01"]);
        for grain in [Grain::Day, Grain::Week, Grain::Month] {
            assert_covers(&cut(days, grain), days);
        }
    }

    #[test]
    fn compared_points_lie_under_those_of_the_period() {
        let period = span("2018-08-15", "2018-08-29");
        let before = span("2018-07-31", "2018-08-14");
        let compared = cut_to_match(period, before, Grain::Week);
        assert_eq!(firsts(&compared), ["2018-07-31", "2018-08-05", "2018-08-12"]);
        assert_covers(&compared, before);
        // A year earlier months are months.
        let (year, before) = (span("2017-08-30", "2018-08-29"), span("2016-08-30", "2017-08-29"));
        assert_eq!(cut_to_match(year, before, Grain::Month), cut(before, Grain::Month));
        // Chosen days may be fewer or more.
        for chosen in [span("2018-01-01", "2018-01-07"), span("2018-01-01", "2018-02-20")] {
            for grain in [Grain::Day, Grain::Week, Grain::Month] {
                assert_covers(&cut_to_match(period, chosen, grain), chosen);
            }
        }
        let day = span("2018-08-29", "2018-08-29");
        let century = span("1918-01-01", "2017-12-31");
        assert_eq!(firsts(&cut_to_match(day, century, Grain::Day)), ["1918-01-01", "1918-01-02"]);
    }
}
