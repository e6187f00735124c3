//! What columns mean by their values: each alone, and beside the others.

use std::collections::HashMap;

use super::{
    CERTAIN_PERCENT,
    layout::Sample,
    meanings::{Guess, is_share_of_one},
    names::meaning_of_status,
    profile::Profile,
};
use crate::{OrderMeaning, ingest::Meaning};

/// Repeated values that are needed before what they have in common says something.
const LEAST_REPEATING: usize = 5;
/// A column with more different values is no list of categories.
const CATEGORIES_MAX: usize = 500;

/// What the values suggest; `named` are the guesses by the names of the columns.
pub(super) fn guess_by_contents(sample: &Sample, profiles: &[Profile], named: &[Guess]) -> Vec<Guess> {
    let mut guesses: Vec<Guess> = Vec::new();
    for (column, profile) in profiles.iter().enumerate() {
        guesses.extend(by_values(column, profile, sample.header.is_some()));
    }
    if sample.header.is_none() {
        guesses.extend(ids_without_names(sample, profiles));
        return guesses;
    }
    let table = Table { sample, profiles, named };
    let mut unnamed: Vec<usize> = (0..sample.columns).filter(|column| table.is_unnamed(*column)).collect();
    let status = unnamed.iter().find_map(|column| table.as_status(*column));
    let order_id = unnamed.iter().find_map(|column| table.as_order_id(*column));
    let known: Vec<Guess> = status.into_iter().chain(order_id).collect();
    unnamed.retain(|column| known.iter().all(|guess| guess.column != *column));
    guesses.extend(known);
    guesses.extend(table.as_category(&unnamed));
    guesses
}

/// What the values alone suggest.
fn by_values(column: usize, profile: &Profile, has_header: bool) -> Vec<Guess> {
    let mut guesses = Vec::new();
    let mut suggest = |meaning, percent, reason: &str| {
        guesses.push(Guess { column, meaning, percent, reason: reason.to_owned() });
    };
    if profile.filled * 2 < profile.rows {
        return guesses;
    }
    if profile.are_dates() {
        suggest(Meaning::Date, 74, "holds dates");
    } else if profile.is_mostly(profile.emails) {
        suggest(Meaning::CustomerId, 74, "holds e-mail addresses");
    } else if profile.are_money() && !is_share_of_one(profile) {
        // A name that nobody knows may be that of a tax.
        suggest(Meaning::LineTotal, if has_header { 60 } else { 71 }, "holds amounts");
    } else if !has_header
        && profile.are_whole()
        && profile.is_mostly(profile.from_0_to_100)
        && profile.distinct > 1
    {
        suggest(Meaning::Quantity, 55, "holds small whole numbers");
    }
    guesses
}

/// A table with names of columns, some of which nobody knows.
struct Table<'a> {
    sample: &'a Sample,
    profiles: &'a [Profile],
    named: &'a [Guess],
}

impl Table<'_> {
    fn is_unnamed(&self, column: usize) -> bool {
        self.named.iter().all(|guess| guess.column != column || guess.percent < CERTAIN_PERCENT)
            && self.profiles[column].filled * 2 >= self.profiles[column].rows
    }

    /// The column that surely has a meaning by its name.
    fn named(&self, meaning: Meaning) -> Option<usize> {
        let sure = self.named.iter().filter(|guess| guess.meaning == meaning);
        let best = sure.max_by_key(|guess| guess.percent)?;
        (best.percent >= CERTAIN_PERCENT).then_some(best.column)
    }

    /// All its words are known, and one says that an order is complete.
    fn as_status(&self, column: usize) -> Option<Guess> {
        let known = self.profiles[column].known_statuses;
        let is_complete = |word: &str| meaning_of_status(word) == Some(OrderMeaning::Completed);
        let holds = known >= 2
            && known == self.profiles[column].distinct
            && self.sample.rows.iter().any(|row| is_complete(&row[column]));
        let reason = format!("all of its {known} words are known states of orders");
        holds.then_some(Guess { column, meaning: Meaning::Status, percent: 78, reason })
    }

    /// Its values repeat, and never on different days or with different customers.
    fn as_order_id(&self, column: usize) -> Option<Guess> {
        let profile = &self.profiles[column];
        let date = self.named(Meaning::Date).or_else(|| self.profiles.iter().position(Profile::are_dates))?;
        if column == date
            || profile.are_money()
            || profile.are_dates()
            || profile.distinct * 50 <= profile.rows
        {
            return None;
        }
        let rows = &self.sample.rows;
        let differs = |other: usize| repetitions(rows, column, other).1 > 0;
        let (repeating, on_several_days) = repetitions(rows, column, date);
        let is_order = repeating >= LEAST_REPEATING
            && on_several_days == 0
            && self.profiles[date].distinct > 1
            && !self.named(Meaning::CustomerId).is_some_and(differs);
        let reason = format!("{repeating} of its values repeat, each on one day and with one customer");
        is_order.then_some(Guess { column, meaning: Meaning::OrderId, percent: 76, reason })
    }

    /// Every product has one of its few values. More than one such column says nothing.
    fn as_category(&self, unnamed: &[usize]) -> Option<Guess> {
        let product = self.named(Meaning::Product)?;
        let products = self.profiles[product].distinct;
        let groups = |column: &usize| {
            let profile = &self.profiles[*column];
            let (repeating, with_several) = repetitions(&self.sample.rows, product, *column);
            let is_text = !profile.are_numbers() && !profile.are_dates();
            is_text
                && (2..=CATEGORIES_MAX.min(products / 2)).contains(&profile.distinct)
                && repeating >= LEAST_REPEATING
                && with_several == 0
        };
        let mut found = unnamed.iter().copied().filter(|column| groups(column));
        let (column, None) = (found.next()?, found.next()) else { return None };
        let reason = format!("each product has one of its {} values", self.profiles[column].distinct);
        Some(Guess { column, meaning: Meaning::Category, percent: 74, reason })
    }
}

/// An id that repeats always on one day is an order's, on several days a customer's.
fn ids_without_names(sample: &Sample, profiles: &[Profile]) -> Vec<Guess> {
    let Some(date) = profiles.iter().position(Profile::are_dates) else { return Vec::new() };
    let is_id = |column: &usize| {
        let profile = &profiles[*column];
        *column != date
            && !profile.are_money()
            && profile.distinct * 20 > profile.rows
            && profile.filled * 2 >= profile.rows
    };
    let guess = |column: usize| {
        let (repeating, on_several_days) = repetitions(&sample.rows, column, date);
        if repeating == 0 {
            return None;
        }
        let is_customer = on_several_days * 5 > repeating;
        let (meaning, on) =
            if is_customer { (Meaning::CustomerId, "several days") } else { (Meaning::OrderId, "one day") };
        let reason = format!("{repeating} of its values repeat, on {on}");
        Some(Guess { column, meaning, percent: 72, reason })
    };
    (0..sample.columns).filter(is_id).filter_map(guess).collect()
}

/// How many values of a column repeat, and how many of these with more than one value of another column.
pub(super) fn repetitions(rows: &[Vec<String>], column: usize, other: usize) -> (usize, usize) {
    let mut seen: HashMap<&str, (&str, bool, bool)> = HashMap::new();
    for row in rows.iter().filter(|row| !row[column].trim().is_empty()) {
        let value = row[other].trim();
        let entry = seen.entry(row[column].trim());
        entry
            .and_modify(|(first, repeats, differs)| {
                *repeats = true;
                // What an order says once is left empty in its further rows.
                *differs |= !value.is_empty() && *first != value;
            })
            .or_insert((value, false, false));
    }
    let repeating = seen.values().filter(|(_, repeats, _)| *repeats).count();
    (repeating, seen.values().filter(|(.., differs)| *differs).count())
}
