//! What each column means, from its name and its values, with how sure that is and why.

use std::collections::BTreeMap;

use super::{
    contents::{guess_by_contents, repetitions},
    layout::Sample,
    names::{meanings_of_name, normalise},
    profile::Profile,
};
use crate::ingest::Meaning;

/// Below this a guess is no guess.
const LEAST_PERCENT: u8 = 40;

const DISCOUNTS: [Meaning; 3] = [Meaning::DiscountPercent, Meaning::DiscountShare, Meaning::DiscountAmount];

/// A column with a meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Guess {
    pub(crate) column: usize,
    pub(crate) meaning: Meaning,
    pub(crate) percent: u8,
    pub(crate) reason: String,
}

/// At most one meaning for each column and one column for each meaning, surest first.
pub(crate) fn guess_meanings(sample: &Sample, profiles: &[Profile]) -> BTreeMap<Meaning, Guess> {
    let names = sample.header.as_deref().unwrap_or_default();
    let columns = names.iter().zip(profiles).enumerate();
    let mut guesses: Vec<Guess> =
        columns.flat_map(|(column, (name, profile))| by_name(column, name, profile)).collect();
    guesses.extend(guess_by_contents(sample, profiles, &guesses));
    guesses
        .retain(|guess| guess.percent >= LEAST_PERCENT && !is_no_discount_of_a_line(guess, sample, profiles));
    guesses.sort_by_key(|guess| (std::cmp::Reverse(guess.percent), guess.column, guess.meaning));
    let mut chosen: BTreeMap<Meaning, Guess> = BTreeMap::new();
    for guess in guesses {
        let is_free = |column| chosen.values().all(|known| known.column != column);
        if is_free(guess.column) && !chosen.contains_key(&guess.meaning) {
            chosen.insert(guess.meaning, guess);
        }
    }
    tell_totals_apart(sample, &mut chosen);
    leave_one_discount(&mut chosen);
    leave_sure_amounts(&mut chosen);
    chosen
}

fn by_name<'a>(column: usize, name: &'a str, profile: &'a Profile) -> impl Iterator<Item = Guess> + 'a {
    meanings_of_name(name).into_iter().map(move |(meaning, sure)| {
        let sure = if normalise(name) == "name" && profile.is_mostly(profile.numbered) { 92 } else { sure };
        let (fit, values) = fit(meaning, profile);
        Guess {
            column,
            meaning,
            percent: (u32::from(sure) * u32::from(fit) / 100) as u8,
            reason: format!("named {name:?}; {values}"),
        }
    })
}

/// How well the values fit a meaning, in percent, and what they are like.
fn fit(meaning: Meaning, profile: &Profile) -> (u8, String) {
    if profile.filled == 0 {
        return (10, "empty".to_owned());
    }
    let when = |holds: bool, words: &str| {
        (if holds { 100 } else { 15 }, format!("{}{words}", if holds { "" } else { "not " }))
    };
    let several = || if profile.distinct > 1 || profile.rows == 1 { 100 } else { 60 };
    let different = format!("{} different values in {} rows", profile.distinct, profile.rows);
    match meaning {
        Meaning::OrderId => {
            (if profile.are_dates() && !profile.are_numbers() { 15 } else { several() }, different)
        }
        Meaning::CustomerId | Meaning::Product => {
            let is_amount = profile.are_numbers() && !profile.are_whole();
            (
                if is_amount || (profile.are_dates() && !profile.are_numbers()) { 15 } else { several() },
                different,
            )
        }
        Meaning::Category => (
            if profile.are_money() || profile.distinct * 10 > profile.rows * 9 + 20 { 50 } else { 100 },
            different,
        ),
        Meaning::Place => (if profile.are_money() { 15 } else { several() }, different),
        Meaning::Date => when(profile.are_dates(), "dates"),
        Meaning::Quantity => when(profile.are_numbers() && profile.currency.is_none(), "numbers"),
        Meaning::UnitPrice
        | Meaning::LineTotal
        | Meaning::OrderTotal
        | Meaning::Shipping
        | Meaning::UnitCost => when(profile.are_numbers() && profile.percent_signs == 0, "amounts"),
        Meaning::DiscountAmount => {
            let (fit, words) = when(profile.are_numbers() && profile.percent_signs == 0, "amounts");
            // Small whole numbers are as well percentages, and fractions are shares.
            let is_ambiguous = is_share_of_one(profile) || is_whole_percent(profile);
            (if is_ambiguous { fit.min(80) } else { fit }, words)
        }
        Meaning::DiscountPercent => {
            let (fit, words) =
                when(profile.percent_signs > 0 || is_whole_percent(profile), "percentages from 0 to 100");
            (if profile.percent_signs == 0 { fit.min(85) } else { fit }, words)
        }
        Meaning::DiscountShare => {
            when(is_share_of_one(profile) && profile.percent_signs == 0, "shares from 0 to 1")
        }
        Meaning::Review => {
            when(profile.are_numbers() && profile.is_mostly(profile.from_1_to_5), "numbers from 1 to 5")
        }
        Meaning::Currency => when(profile.is_mostly(profile.currency_words), "codes of currencies"),
        Meaning::Status => match profile.known_statuses {
            0 => (
                if profile.distinct <= 12 { 60 } else { 15 },
                format!("none of its {} words is known", profile.distinct),
            ),
            known => (
                if known * 2 >= profile.distinct { 100 } else { 75 },
                format!("{known} of its {} words are known", profile.distinct),
            ),
        },
    }
}

/// 5, 10, 20: whole numbers up to 100.
fn is_whole_percent(profile: &Profile) -> bool {
    profile.are_whole() && profile.is_mostly(profile.from_0_to_100)
}

/// 0.2, 0.15: fractions of one, and not only 0 and 1.
pub(super) fn is_share_of_one(profile: &Profile) -> bool {
    profile.are_numbers() && profile.is_mostly(profile.from_0_to_1) && profile.whole < profile.filled
}

/// `Total` can be of the line or of the order: it is the order's if all rows of an order say the same.
fn tell_totals_apart(sample: &Sample, chosen: &mut BTreeMap<Meaning, Guess>) {
    let Some(order) = chosen.get(&Meaning::OrderId).map(|guess| guess.column) else { return };
    for (meaning, other) in
        [(Meaning::LineTotal, Meaning::OrderTotal), (Meaning::OrderTotal, Meaning::LineTotal)]
    {
        let Some(guess) = chosen.get(&meaning) else { continue };
        let (repeating, differing) = repetitions(&sample.rows, order, guess.column);
        let belongs_elsewhere = match meaning {
            Meaning::LineTotal => repeating >= 3 && differing * 20 <= repeating,
            _ => differing * 5 > repeating,
        };
        if !belongs_elsewhere || chosen.contains_key(&other) {
            continue;
        }
        if let Some(mut guess) = chosen.remove(&meaning) {
            let found = if other == Meaning::OrderTotal { "the same" } else { "different" };
            guess.reason.push_str(&format!("; {found} in all rows of an order"));
            guess.meaning = other;
            chosen.insert(other, guess);
        }
        return;
    }
}

/// A discount that is always 0 and not surely one, or that of a whole order, which Shopify writes beside those of its
/// lines.
fn is_no_discount_of_a_line(guess: &Guess, sample: &Sample, profiles: &[Profile]) -> bool {
    if !DISCOUNTS.contains(&guess.meaning) {
        return false;
    }
    let profile = &profiles[guess.column];
    let is_always_0 = profile.filled > 0 && profile.zeros == profile.filled;
    is_always_0 && guess.percent < super::CERTAIN_PERCENT
        || sample.header.as_ref().is_some_and(|names| is_order_discount(&names[guess.column], names))
}

/// The column of this name is Shopify's discount of a whole order.
fn is_order_discount(name: &str, names: &[String]) -> bool {
    let is_shopify = || {
        let names: Vec<String> = names.iter().map(|name| normalise(name)).collect();
        names.iter().any(|name| name == "financial status")
            && names.iter().any(|name| name.starts_with("lineitem "))
    };
    normalise(name) == "discount amount" && is_shopify()
}

/// What is not taken from the lines because it was given on the whole order.
pub(super) fn tell_of_order_discount(sample: &Sample, profiles: &[Profile]) -> Vec<String> {
    let names = sample.header.as_deref().unwrap_or_default();
    let is_told = |(name, profile): &(&String, &Profile)| {
        is_order_discount(name, names) && profile.zeros < profile.numbers.numbers
    };
    let columns = names.iter().zip(profiles).filter(is_told);
    columns
        .map(|(name, _)| {
            format!("column {name:?} is the discount of a whole order: it is not taken from what its lines came to")
        })
        .collect()
}

/// One discount is enough: which form it has was decided by its values.
fn leave_one_discount(chosen: &mut BTreeMap<Meaning, Guess>) {
    let best = DISCOUNTS.iter().filter_map(|meaning| chosen.get(meaning)).max_by_key(|guess| guess.percent);
    let best = best.map(|guess| guess.meaning);
    chosen.retain(|meaning, _| !DISCOUNTS.contains(meaning) || Some(*meaning) == best);
}

/// An amount that is not certain goes where another one is. `Total` beside `Item price` is mostly the order's.
fn leave_sure_amounts(chosen: &mut BTreeMap<Meaning, Guess>) {
    let percent = |meaning| chosen.get(&meaning).map_or(0, |guess: &Guess| guess.percent);
    if percent(Meaning::UnitPrice) >= percent(Meaning::LineTotal) + 10 {
        chosen.remove(&Meaning::LineTotal);
    }
    let amounts = [Meaning::LineTotal, Meaning::UnitPrice, Meaning::OrderTotal];
    let sure = amounts.iter().filter_map(|meaning| chosen.get(meaning)).map(|guess| guess.percent).max();
    if sure.is_some_and(|sure| sure > super::CERTAIN_PERCENT + 5) {
        let is_sure = |guess: &Guess| guess.percent > super::CERTAIN_PERCENT + 5;
        chosen.retain(|meaning, guess| !amounts.contains(meaning) || is_sure(guess));
    }
}
