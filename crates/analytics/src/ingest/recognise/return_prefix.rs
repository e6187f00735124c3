use std::collections::BTreeMap;

use super::{layout::Sample, meanings::Guess};
use crate::ingest::{
    mapping::Meaning,
    values::numbers::{DecimalMark, parse_number},
};

/// A letter before the number of every order that is a return, as in `C536379`.
pub(super) fn guess_return_prefix(
    sample: &Sample,
    guesses: &BTreeMap<Meaning, Guess>,
    decimal: DecimalMark,
) -> Option<String> {
    let order = guesses.get(&Meaning::OrderId)?.column;
    let amount =
        [Meaning::Quantity, Meaning::LineTotal].iter().find_map(|meaning| guesses.get(meaning))?.column;
    let mut with_letter: BTreeMap<char, (usize, usize)> = BTreeMap::new();
    let mut numbers = 0;
    for row in &sample.rows {
        let id = row[order].trim();
        let mut letters = id.chars();
        let Some(first) = letters.next() else { continue };
        let rest = letters.as_str();
        if id.bytes().all(|byte| byte.is_ascii_digit()) {
            numbers += 1;
        } else if first.is_ascii_alphabetic()
            && !rest.is_empty()
            && rest.bytes().all(|byte| byte.is_ascii_digit())
        {
            let (rows, negative) = with_letter.entry(first).or_default();
            *rows += 1;
            *negative += usize::from(parse_number(&row[amount], decimal).is_some_and(|number| number < 0));
        }
    }
    let is_return =
        |(_, (rows, negative)): &(&char, &(usize, usize))| *negative * 10 >= *rows * 9 && *rows * 3 < numbers;
    with_letter.iter().find(is_return).map(|(letter, _)| letter.to_string())
}
