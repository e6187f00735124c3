//! Reviews: scores that fall with lateness, and comments with every quirk of free text.

use crate::calendar::{DAY, Day, Moment, day_of};
use crate::orders::{Order, OrderStatus};
use crate::phrases::{BAD, GOOD, LATE, MISSING, MIXED, QUOTING, TITLES_BAD, TITLES_GOOD, TITLES_MIXED};
use crate::sampling::{HexId, RandomSource, WeightedChoice};

#[derive(Debug, Clone)]
pub(crate) struct Review {
    pub(crate) id: HexId,
    /// 1 to 5.
    pub(crate) score: u64,
    /// Empty if there is none.
    pub(crate) title: &'static str,
    /// Empty if there is none.
    pub(crate) message: String,
    pub(crate) asked: Day,
    pub(crate) answered: Moment,
}

/// Draws reviews.
#[derive(Debug)]
pub(crate) struct ReviewModel {
    on_time: WeightedChoice,
    late: WeightedChoice,
    not_delivered: WeightedChoice,
}

/// Relative frequency of scores 1 to 5.
const ON_TIME_WEIGHTS: [u64; 5] = [70, 28, 78, 204, 620];
const LATE_WEIGHTS: [u64; 5] = [460, 80, 110, 130, 220];
const NOT_DELIVERED_WEIGHTS: [u64; 5] = [620, 80, 100, 70, 130];
const WITHOUT_REVIEW_SHARE: f64 = 0.007_7;
const SECOND_REVIEW_SHARE: f64 = 0.005_5;
/// Share of reviews with a message and with a title, by score 1 to 5.
const MESSAGE_SHARES: [f64; 5] = [0.77, 0.65, 0.42, 0.31, 0.37];
const TITLE_SHARES: [f64; 5] = [0.16, 0.11, 0.09, 0.09, 0.12];
/// Orders of a person that follow each other within so many days are reviewed together.
const REVIEWED_TOGETHER_DAYS: i64 = 30;
const NEW_LINE_SHARE: f64 = 0.1;
/// Share of messages that end with a sentence in which something is quoted.
const QUOTING_SHARE: f64 = 0.01;
const TRAILING_SPACE_SHARE: f64 = 0.1;

impl ReviewModel {
    pub(crate) fn new() -> Self {
        Self {
            on_time: WeightedChoice::new(ON_TIME_WEIGHTS),
            late: WeightedChoice::new(LATE_WEIGHTS),
            not_delivered: WeightedChoice::new(NOT_DELIVERED_WEIGHTS),
        }
    }

    /// The reviews of a person's orders, each with the position of its order.
    ///
    /// As in Olist's file a few orders have none, a few have two, and a review may stand under two orders.
    pub(crate) fn draw_reviews(&self, orders: &[Order], random: &mut RandomSource) -> Vec<(usize, Review)> {
        let mut reviews: Vec<(usize, Review)> = Vec::new();
        for (position, order) in orders.iter().enumerate().rev() {
            let next_order = orders.get(position + 1);
            let is_with_next = next_order
                .is_some_and(|next| next.purchased - order.purchased <= REVIEWED_TOGETHER_DAYS * DAY);
            let of_next = reviews.last().filter(|(reviewed, _)| *reviewed == position + 1);
            let shared = of_next.filter(|_| is_with_next).map(|(_, review)| review.clone());
            if let Some(review) = shared {
                reviews.push((position, review));
            } else if !random.chance(WITHOUT_REVIEW_SHARE) {
                reviews.push((position, self.draw_review(order, random)));
            }
            if random.chance(SECOND_REVIEW_SHARE) {
                reviews.push((position, self.draw_review(order, random)));
            }
        }
        reviews.reverse();
        reviews
    }

    fn draw_review(&self, order: &Order, random: &mut RandomSource) -> Review {
        let scores = match order.status {
            OrderStatus::Delivered if order.is_late() => &self.late,
            OrderStatus::Delivered => &self.on_time,
            _ => &self.not_delivered,
        };
        let score_index = scores.draw(random);
        let asked = asked_on(order);
        let answered = asked * DAY + (random.log_normal(1.7, 0.8) * DAY as f64) as i64;
        let titles = [TITLES_BAD, TITLES_BAD, TITLES_MIXED, TITLES_GOOD, TITLES_GOOD][score_index];
        Review {
            id: random.hex_id(),
            score: score_index as u64 + 1,
            title: if random.chance(TITLE_SHARES[score_index]) { random.choose(titles) } else { "" },
            message: if random.chance(MESSAGE_SHARES[score_index]) {
                draw_message(order, score_index, random)
            } else {
                String::new()
            },
            asked,
            answered,
        }
    }
}

/// The shop asks the day after delivery, or two days after the promised day if nothing has arrived by then.
fn asked_on(order: &Order) -> Day {
    let given_up = order.promised + 2;
    order.delivered.map_or(given_up, |delivered| given_up.min(day_of(delivered) + 1))
}

/// One to three sentences, rarely four.
fn draw_message(order: &Order, score_index: usize, random: &mut RandomSource) -> String {
    let sentences = match score_index {
        3 | 4 => GOOD,
        2 => MIXED,
        _ if order.status != OrderStatus::Delivered => MISSING,
        _ if order.is_late() => LATE,
        _ => BAD,
    };
    let mut message = random.choose(sentences).to_owned();
    for _ in 0..random.below(3) {
        message.push_str(draw_separator(random));
        message.push_str(random.choose(sentences));
    }
    if random.chance(QUOTING_SHARE) {
        message.push_str(". ");
        message.push_str(random.choose(QUOTING));
    }
    if random.chance(TRAILING_SPACE_SHARE) {
        message.push(' ');
    }
    message
}

fn draw_separator(random: &mut RandomSource) -> &'static str {
    const NEW_LINES: [&str; 4] = ["\r\n", "\r\n", "\r\n\r\n", "\n"];
    const ON_THE_LINE: [&str; 4] = [". ", ", ", "! ", " e "];
    if random.chance(NEW_LINE_SHARE) { random.choose(&NEW_LINES) } else { random.choose(&ON_THE_LINE) }
}
