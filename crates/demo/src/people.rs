//! Who buys and how often: one person at a time, each from a random sequence of their own.

use crate::calendar::{Calendar, DAY, Day, LAST_DAY, Moment, OPENING_DAY, day_number, day_of};
use crate::places::{Atlas, Place};
use crate::sampling::{HexId, RandomSource};
use crate::truth::PurchaseProcess;

/// The parameters of the planted process. See [`PurchaseProcess`] for their meaning.
const R: f64 = 0.07;
const ALPHA_WEEKS: f64 = 54.0;
const A: f64 = 0.8;
const B: f64 = 1.2;
/// Share of the people whose only order never completes.
const INCOMPLETE_SHARE: f64 = 0.0308;

/// A person with the days of their orders.
#[derive(Debug)]
pub(crate) struct Person {
    pub(crate) unique_id: HexId,
    pub(crate) place: Place,
    pub(crate) first_purchase: Moment,
    /// Whether the first order completes. If not, it is the only one.
    pub(crate) completes: bool,
    /// Days of the repeat orders, in order.
    pub(crate) repeat_days: Vec<Day>,
}

/// Draws person number `index` of `customers`.
///
/// Two people are fixed so that every shop spans the same time: the last one buys on the last day, and of two or
/// more the first one buys on the opening day. Both orders complete.
pub(crate) fn draw_person(
    index: u64,
    customers: u64,
    calendar: &Calendar,
    atlas: &Atlas,
    random: &mut RandomSource,
) -> Person {
    let unique_id = random.hex_id();
    let place = atlas.draw_customer_place(random);
    let drawn_day = calendar.draw_day(random);
    let drawn_completes = !random.chance(INCOMPLETE_SHARE);
    let (first_day, completes) = if index + 1 == customers {
        (day_number(LAST_DAY), true)
    } else if index == 0 {
        (day_number(OPENING_DAY), true)
    } else {
        (drawn_day, drawn_completes)
    };
    let first_purchase = calendar.draw_moment_of(first_day, random);
    let repeat_days = if completes { draw_repeat_days(first_purchase, random) } else { Vec::new() };
    Person { unique_id, place, first_purchase, completes, repeat_days }
}

pub(crate) fn purchase_process() -> PurchaseProcess {
    PurchaseProcess {
        model: "BG/NBD".to_owned(),
        time_unit: "week".to_owned(),
        r: R,
        alpha: ALPHA_WEEKS,
        a: A,
        b: B,
        observed_until: LAST_DAY.to_string(),
    }
}

fn draw_repeat_days(first_purchase: Moment, random: &mut RandomSource) -> Vec<Day> {
    const WEEK: f64 = (7 * DAY) as f64;
    let end = ((day_number(LAST_DAY) + 1) * DAY) as f64;
    let rate_per_week = random.gamma(R, ALPHA_WEEKS);
    let dropout_probability = random.beta(A, B);
    let mut days = Vec::new();
    let mut now = first_purchase as f64;
    loop {
        now += random.exponential(rate_per_week) * WEEK;
        // Written so that an undefined time (a rate of 0) ends the loop too.
        let is_seen = now < end;
        if !is_seen {
            return days;
        }
        days.push(day_of(now as Moment));
        if random.chance(dropout_probability) {
            return days;
        }
    }
}
