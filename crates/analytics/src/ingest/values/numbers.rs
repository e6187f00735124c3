//! Numbers and amounts: `1,234.50`, `1.234,50 €`, `R$ 99,90`, `(12.00)`, `1'234.50`, `-3`.

use serde::{Deserialize, Serialize};

/// What separates the whole part of a number from its decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum DecimalMark {
    /// `1,234.50`
    #[serde(rename = ".")]
    Point,
    /// `1.234,50`
    #[serde(rename = ",")]
    Comma,
}

impl DecimalMark {
    pub(crate) fn character(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// Numbers are read in ten-thousandths: a unit price can be less than a cent.
pub(crate) const SCALE: i64 = 10_000;
const DECIMALS: usize = 4;
/// More than any order is worth.
const WHOLE_DIGITS: usize = 12;

/// What stands beside an amount, and the symbol by which the currency is shown. Longer forms come first.
const CURRENCIES: [(&str, &str); 31] = [
    ("US$", "$"),
    ("R$", "R$"),
    ("EUR", "€"),
    ("USD", "$"),
    ("GBP", "£"),
    ("BRL", "R$"),
    ("CHF", "CHF"),
    ("PLN", "zł"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("CZK", "Kč"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("CAD", "CA$"),
    ("AUD", "A$"),
    ("MXN", "MX$"),
    ("TRY", "₺"),
    ("CNY", "CN¥"),
    ("HUF", "Ft"),
    ("zł", "zł"),
    ("Kč", "Kč"),
    ("Fr.", "CHF"),
    ("kr", "kr"),
    ("€", "€"),
    ("$", "$"),
    ("£", "£"),
    ("¥", "¥"),
    ("₹", "₹"),
    ("₺", "₺"),
    ("Ft", "Ft"),
];

/// The symbol of a currency that is named by its code or symbol alone.
pub(crate) fn currency_named(text: &str) -> Option<&'static str> {
    let is_it = |(form, _): &&(&str, &str)| form.eq_ignore_ascii_case(text.trim());
    CURRENCIES.iter().find(is_it).map(|(_, symbol)| *symbol)
}

/// An amount without the currency beside it, and the symbol of that currency.
pub(crate) fn split_currency(text: &str) -> (Option<&'static str>, &str) {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit() || b".,-".contains(&byte)) {
        return (None, text);
    }
    let body = text.strip_prefix(['-', '−', '+']).unwrap_or(text);
    for (form, symbol) in CURRENCIES {
        if let Some(number) = text.strip_prefix(form).or_else(|| text.strip_suffix(form)) {
            return (Some(symbol), number.trim());
        }
        // `-€5.00`: the sign stands before the currency; it stays with the caller's text only if it is part of it.
        if body.len() < text.len() && body.starts_with(form) {
            return (Some(symbol), text);
        }
    }
    (None, text)
}

/// A number in ten-thousandths; further decimals are rounded, half away from zero.
pub(crate) fn parse_number(field: &str, mark: DecimalMark) -> Option<i64> {
    let (negative, body) = split_sign(field.trim())?;
    let mut whole = 0_i64;
    let mut whole_digits = 0;
    let mut group: Option<usize> = None;
    let mut letters = body.char_indices();
    let mut decimals = None;
    for (position, letter) in letters.by_ref() {
        if let Some(digit) = letter.to_digit(10) {
            whole = whole * 10 + i64::from(digit);
            whole_digits += 1;
            group = group.map(|digits| digits + 1);
            if whole_digits > WHOLE_DIGITS {
                return None;
            }
        } else if letter == mark.character() {
            decimals = Some(&body[position + letter.len_utf8()..]);
            break;
        } else if is_group_separator(letter, mark)
            && whole_digits > 0
            && group.is_none_or(|digits| digits == 3)
        {
            group = Some(0);
        } else {
            return None;
        }
    }
    if group.is_some_and(|digits| digits != 3) || (whole_digits == 0 && decimals.is_none()) {
        return None;
    }
    let fraction = parse_decimals(decimals, whole_digits)?;
    let number = whole * SCALE + fraction;
    Some(if negative { -number } else { number })
}

/// As [`parse_number`], of a field that may be a percentage.
pub(crate) fn number_of_text(field: &str, mark: DecimalMark) -> Option<i64> {
    parse_number(field.strip_suffix('%').unwrap_or(field), mark)
}

/// True if the text is a number under either decimal mark; and which marks allow it.
pub(crate) fn marks_of(field: &str) -> [bool; 2] {
    [parse_number(field, DecimalMark::Point).is_some(), parse_number(field, DecimalMark::Comma).is_some()]
}

/// Whether the number is below zero (`-5`, `5-`, `(5)`), and its body without sign and currency.
fn split_sign(text: &str) -> Option<(bool, &str)> {
    let mut negative = false;
    let mut body = text;
    if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (negative, body) = (true, inner);
    }
    // The sign may stand before or after the currency.
    for _ in 0..2 {
        for sign in ['-', '−'] {
            if let Some(rest) = body.strip_prefix(sign).or_else(|| body.strip_suffix(sign)) {
                if negative {
                    return None;
                }
                (negative, body) = (true, rest.trim());
            }
        }
        body = body.strip_prefix('+').unwrap_or(body);
        body = split_currency(body).1;
    }
    (!body.is_empty()).then_some((negative, body))
}

fn is_group_separator(letter: char, mark: DecimalMark) -> bool {
    match letter {
        '.' | ',' => letter != mark.character(),
        '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' => true,
        _ => false,
    }
}

/// The decimals in ten-thousandths; a mark without digits before or after it is no number.
fn parse_decimals(decimals: Option<&str>, whole_digits: usize) -> Option<i64> {
    let Some(decimals) = decimals else { return Some(0) };
    if decimals.is_empty() || (whole_digits == 0 && decimals.len() > 18) {
        return None;
    }
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digit = |position: usize| decimals.as_bytes().get(position).map_or(0, |byte| i64::from(byte - b'0'));
    let fraction = (0..DECIMALS).fold(0, |sum, position| sum * 10 + digit(position));
    Some(fraction + i64::from(digit(DECIMALS) >= 5))
}

/// Ten-thousandths to cents, half away from zero.
pub(crate) fn to_cents(number: i128) -> Option<i64> {
    let unit = i128::from(SCALE / 100);
    let half = if number < 0 { -unit / 2 } else { unit / 2 };
    i64::try_from((number + half) / unit).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn amounts_of_many_forms_are_read() {
        use DecimalMark::{Comma, Point};
        for (text, mark, expected) in [
            ("1234.5", Point, 12_345_000),
            ("1,234.50", Point, 12_345_000),
            ("1.234,50", Comma, 12_345_000),
            ("1 234,50 €", Comma, 12_345_000),
            ("1\u{202f}234,50\u{a0}€", Comma, 12_345_000),
            ("1'234.50", Point, 12_345_000),
            ("CHF 1'234.50", Point, 12_345_000),
            ("R$ 99,90", Comma, 999_000),
            ("$12", Point, 120_000),
            ("-$12.00", Point, -120_000),
            ("$-12.00", Point, -120_000),
            ("(12.00)", Point, -120_000),
            ("12,00-", Comma, -120_000),
            ("−3", Point, -30_000),
            ("+3", Point, 30_000),
            (".5", Point, 5_000),
            ("0.001", Point, 10),
            ("0.00005", Point, 1),
            ("12.989999999", Point, 129_900),
            ("1.234.567", Comma, 12_345_670_000),
        ] {
            assert_eq!(parse_number(text, mark), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            "12,5",
            "1,23,456",
            "1e3",
            "abc",
            "--1",
            "(−1)",
            "1234567890123",
            "1 2",
            "12.5.6",
            "€",
            "NaN",
            "2025-01-01",
            "1,2345",
        ] {
            assert_eq!(parse_number(text, DecimalMark::Point), None, "{text}");
        }
    }

    #[test]
    fn cents_are_rounded_half_away_from_zero() {
        for (number, cents) in [(49, 0), (50, 1), (-50, -1), (-49, 0), (12_345_000, 123_450)] {
            assert_eq!(to_cents(number), Some(cents));
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_fail(text in "\\PC{0,40}") {
            marks_of(&text);
            split_currency(&text);
        }

        #[test]
        fn every_amount_is_read_back(cents in -99_999_999_999_i64..99_999_999_999) {
            let plain = format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
            prop_assert_eq!(parse_number(&plain, DecimalMark::Point), Some(cents * 100));
            prop_assert_eq!(parse_number(&plain.replace('.', ","), DecimalMark::Comma), Some(cents * 100));
        }
    }
}
