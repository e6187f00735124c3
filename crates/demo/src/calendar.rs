//! When people buy: the growth of the shop, the rhythm of the week and the day, and Black Friday.

use chrono::{Datelike, Days, NaiveDate};

use crate::sampling::{RandomSource, WeightedChoice};

/// A civil day, as days since 1970-01-01.
pub(crate) type Day = i64;
/// A civil time of the shop, as seconds since 1970-01-01 00:00:00.
pub(crate) type Moment = i64;

pub(crate) const MINUTE: i64 = 60;
pub(crate) const DAY: i64 = 24 * 60 * MINUTE;

/// Nobody buys before this day.
pub(crate) const FIRST_DAY: NaiveDate = civil_date(2016, 9, 4);
/// The last day with a completed order.
pub(crate) const LAST_DAY: NaiveDate = civil_date(2018, 8, 29);
/// The day of the first completed order of every shop with at least two customers.
pub(crate) const OPENING_DAY: NaiveDate = civil_date(2016, 9, 15);

/// Relative number of orders by month, from 2016-09.
const MONTH_WEIGHTS: [u64; 24] = [
    4, 320, 0, 1, 800, 1_780, 2_680, 2_400, 3_700, 3_250, 4_030, 4_330, 4_290, 4_630, 7_540, 5_670, 7_270,
    6_730, 7_210, 6_940, 6_870, 6_170, 6_290, 6_510,
];
/// Relative number of orders by day of the week, from Monday.
const WEEKDAY_WEIGHTS: [u64; 7] = [165, 158, 155, 149, 141, 113, 118];
/// Relative number of orders by hour of the day, from midnight.
const HOUR_WEIGHTS: [u64; 24] =
    [25, 12, 6, 3, 2, 2, 6, 13, 30, 46, 61, 68, 60, 66, 64, 65, 67, 61, 57, 59, 65, 64, 58, 41];
/// Black Friday and the four days after it, with the rise over an ordinary day in percent.
const BLACK_FRIDAY_PERCENT: [(NaiveDate, u64); 5] = [
    (civil_date(2017, 11, 24), 640),
    (civil_date(2017, 11, 25), 320),
    (civil_date(2017, 11, 26), 240),
    (civil_date(2017, 11, 27), 200),
    (civil_date(2017, 11, 28), 180),
];
/// Weeks in which parcels took longer: after Black Friday, and the carriers' crisis of early 2018.
const SLOW_WEEKS: [(NaiveDate, NaiveDate); 2] =
    [(civil_date(2017, 11, 20), civil_date(2017, 12, 2)), (civil_date(2018, 2, 12), civil_date(2018, 3, 20))];

/// Draws the days and times of first purchases.
#[derive(Debug)]
pub(crate) struct Calendar {
    first_day: Day,
    days: WeightedChoice,
    hours: WeightedChoice,
}

impl Calendar {
    pub(crate) fn new() -> Self {
        Self {
            first_day: day_number(FIRST_DAY),
            days: WeightedChoice::new(day_weights()),
            hours: WeightedChoice::new(HOUR_WEIGHTS),
        }
    }

    pub(crate) fn draw_day(&self, random: &mut RandomSource) -> Day {
        self.first_day + self.days.draw(random) as Day
    }

    pub(crate) fn draw_moment_of(&self, day: Day, random: &mut RandomSource) -> Moment {
        let hour = self.hours.draw(random) as i64;
        day * DAY + hour * 60 * MINUTE + random.between(0, 60 * MINUTE - 1)
    }
}

pub(crate) fn day_number(date: NaiveDate) -> Day {
    Day::from(date.num_days_from_ce()) - Day::from(EPOCH.num_days_from_ce())
}

pub(crate) fn day_of(moment: Moment) -> Day {
    moment.div_euclid(DAY)
}

/// Year, month and day of the month.
pub(crate) fn civil_parts(day: Day) -> (i32, u32, u32) {
    let days_from_ce = day + Day::from(EPOCH.num_days_from_ce());
    let date =
        i32::try_from(days_from_ce).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(EPOCH);
    (date.year(), date.month(), date.day())
}

/// How much longer than usual a parcel bought on this day is on its way.
pub(crate) fn congestion(day: Day) -> f64 {
    let is_slow = SLOW_WEEKS.iter().any(|&(from, to)| (day_number(from)..=day_number(to)).contains(&day));
    if is_slow { 1.35 } else { 1.0 }
}

const EPOCH: NaiveDate = civil_date(1970, 1, 1);

/// Only for constants, where a day that does not exist stops the build.
const fn civil_date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar")
}

/// One weight per day from `FIRST_DAY` to `LAST_DAY`, such that each month keeps its share of the orders.
fn day_weights() -> Vec<u64> {
    let days: Vec<NaiveDate> = (0..)
        .map_while(|offset| FIRST_DAY.checked_add_days(Days::new(offset)))
        .take_while(|&day| day <= LAST_DAY)
        .collect();
    let mut month_sums = [0_u64; MONTH_WEIGHTS.len()];
    for &day in &days {
        month_sums[month_index(day)] += weight_within_month(day);
    }
    let weight = |&day: &NaiveDate| {
        let month = month_index(day);
        MONTH_WEIGHTS[month] * 1_000_000 * weight_within_month(day) / month_sums[month]
    };
    days.iter().map(weight).collect()
}

fn weight_within_month(day: NaiveDate) -> u64 {
    let percent =
        BLACK_FRIDAY_PERCENT.iter().find(|(date, _)| *date == day).map_or(100, |&(_, percent)| percent);
    WEEKDAY_WEIGHTS[day.weekday().num_days_from_monday() as usize] * percent
}

fn month_index(day: NaiveDate) -> usize {
    let months_since = (day.year() - FIRST_DAY.year()) * 12 + day.month0() as i32 - FIRST_DAY.month0() as i32;
    months_since.unsigned_abs() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_civil_dates_agree() {
        assert_eq!(day_number(EPOCH), 0);
        assert_eq!(day_number(FIRST_DAY), 17_048);
        assert_eq!(civil_parts(17_048), (2016, 9, 4));
        assert_eq!(civil_parts(day_number(civil_date(2018, 2, 28)) + 1), (2018, 3, 1));
        assert_eq!(day_of(-1), -1);
    }

    #[test]
    fn black_friday_has_the_greatest_weight() {
        let weights = day_weights();
        let black_friday = (day_number(civil_date(2017, 11, 24)) - day_number(FIRST_DAY)) as usize;
        let others =
            weights.iter().enumerate().filter(|(day, _)| *day != black_friday).map(|(_, weight)| weight);
        assert!(weights[black_friday] > 2 * others.max().copied().unwrap());
        assert_eq!(weights.len() as i64, day_number(LAST_DAY) - day_number(FIRST_DAY) + 1);
    }
}
