//! The only place where numbers become text.
//!
//! Every function is a pure function of its arguments: no clock and no locale, so that the server and the
//! browser write the same characters.

#[cfg(feature = "ssr")]
mod moments;
#[cfg(feature = "ssr")]
mod sizes;

use chrono::{Datelike, NaiveDate};
#[cfg(feature = "ssr")]
use clientele_contract::{CohortGrain, CohortPeriod};
use clientele_contract::{DayRange, Month};

#[cfg(feature = "ssr")]
pub use moments::{format_date_time, format_elapsed, format_moment, format_week_moment};
#[cfg(feature = "ssr")]
pub use sizes::format_bytes;

/// Keeps a number and its unit on one line.
const NO_BREAK_SPACE: char = '\u{a0}';
const MINUS: char = '−';
const MONTH_NAMES: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A count with thousands separators: `1,234,567`.
pub fn format_count(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count and its noun: `1 customer`, `4,407 customers`.
pub fn format_counted(count: u64, singular: &str, plural: &str) -> String {
    let noun = if count == 1 { singular } else { plural };
    format!("{}{NO_BREAK_SPACE}{noun}", format_count(count))
}

/// A change of a count, with its sign: `+1,204`, `−33`, `0`.
pub fn format_change(change: i64) -> String {
    let sign = if change > 0 { "+".to_owned() } else { sign_of(change < 0) };
    format!("{sign}{}", format_count(change.unsigned_abs()))
}

/// An exact amount: `R$ 7,274.88`.
pub fn format_money(cents: i64, currency_symbol: &str) -> String {
    beside_currency(currency_symbol, &format_amount(cents))
}

/// Orders of unknown currency have no symbol.
fn beside_currency(currency_symbol: &str, amount: &str) -> String {
    if currency_symbol.is_empty() {
        return amount.to_owned();
    }
    format!("{currency_symbol}{NO_BREAK_SPACE}{amount}")
}

/// An exact amount without its currency, where it is clear: `7,274.88`.
pub fn format_amount(cents: i64) -> String {
    let magnitude = cents.unsigned_abs();
    let (units, rest) = (format_count(magnitude / 100), magnitude % 100);
    format!("{}{units}.{rest:02}", sign_of(cents < 0))
}

/// An amount with at most three significant digits, for tiles: `R$ 1.14 m`, `R$ 372 k`, `R$ 57.3`.
pub fn format_money_short(cents: f64, currency_symbol: &str) -> String {
    let units = cents / 100.0;
    let magnitude = units.abs();
    let (scaled, suffix) = match magnitude {
        _ if magnitude >= 999_500_000.0 => (magnitude / 1e9, " bn"),
        _ if magnitude >= 999_500.0 => (magnitude / 1e6, " m"),
        _ if magnitude >= 999.5 => (magnitude / 1e3, " k"),
        _ => (magnitude, ""),
    };
    let number = format_three_digits(scaled);
    let suffix = suffix.replace(' ', "\u{a0}");
    beside_currency(currency_symbol, &format!("{}{number}{suffix}", sign_of(units < 0.0)))
}

/// A share with one decimal: `3.2 %`. The share is a fraction: 0.032.
pub fn format_percent(share: f64) -> String {
    format_signed(share * 100.0, 1, "\u{a0}%")
}

/// A share with two decimals, where it is compared with a bound: `89.99 %`.
#[cfg(feature = "ssr")]
pub fn format_percent_exact(share: f64) -> String {
    format_signed(share * 100.0, 2, "\u{a0}%")
}

/// A share that may be small, with two decimals below one per cent: `0.48 %`, `3.2 %`.
#[cfg(feature = "ssr")]
pub fn format_rate(share: f64) -> String {
    let decimals = if share.abs() < 0.01 && share != 0.0 { 2 } else { 1 };
    format_signed(share * 100.0, decimals, "\u{a0}%")
}

/// A share without decimals, for sentences: `99 %`.
///
/// Only the whole reads as `100 %` and only nothing as `0 %`: 99.7 % is `99 %`, 0.2 % is `1 %`.
pub fn format_percent_rounded(share: f64) -> String {
    let percent = share * 100.0;
    let rounded = match percent.round() {
        whole if whole >= 100.0 && percent < 100.0 => 99.0,
        none if none <= 0.0 && percent > 0.0 => 1.0,
        rounded => rounded,
    };
    format_signed(rounded, 0, "\u{a0}%")
}

/// A share that may be very small, with two significant digits below one per cent: `3.2 %`, `0.19 %`, `0.0021 %`.
#[cfg(feature = "ssr")]
pub fn format_small_percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent >= 0.995 || percent <= 0.0 {
        return format_percent(share);
    }
    let decimals = (1.0 - percent.log10().floor()).clamp(1.0, 9.0) as usize;
    format_signed(percent, decimals, "\u{a0}%")
}

/// A probability: `0.013`, `< 0.001`.
#[cfg(feature = "ssr")]
pub fn format_probability(probability: f64) -> String {
    if probability < 0.000_5 {
        return format!("<{NO_BREAK_SPACE}0.001");
    }
    format_signed(probability, 3, "")
}

/// How many times, with three significant digits where it may be many: `404 ×`, `11.2 ×`, `1.59 ×`.
#[cfg(feature = "ssr")]
pub fn format_times_short(ratio: f64) -> String {
    format!("{}{}{NO_BREAK_SPACE}×", sign_of(ratio < 0.0), format_three_digits(ratio.abs()))
}

/// The distance between two shares: `0.8 points`, without a sign.
pub fn format_points(difference: f64) -> String {
    format!("{:.1}{NO_BREAK_SPACE}points", (difference * 100.0).abs())
}

/// How many times: `1.59 ×`.
pub fn format_times(ratio: f64) -> String {
    format_signed(ratio, 2, "\u{a0}×")
}

/// A number with two decimals, such as a mean review: `4.02`.
pub fn format_score(score: f64) -> String {
    format_signed(score, 2, "")
}

/// A fitted parameter with five significant digits: `0.24259`, `15.448`, `1,204.0`.
#[cfg(feature = "ssr")]
pub fn format_estimate(value: f64) -> String {
    let whole_digits = value.abs().max(1e-9).log10().floor() as i32 + 1;
    let decimals = (5 - whole_digits).clamp(0, 9) as usize;
    format_signed(value, decimals, "")
}

/// An expected count: `0.4`, `123.4`, from a thousand on `1,234`.
#[cfg(feature = "ssr")]
pub fn format_expected(count: f64) -> String {
    if count.abs() < 999.95 { format_mean(count) } else { format_count(count.round() as u64) }
}

/// An index, where 100 is the usual: `114`.
#[cfg(feature = "ssr")]
pub fn format_index(index: f64) -> String {
    format_signed(index, 0, "")
}

/// A change with its sign: `+29.7 %`, `−8.1 %`, `0.0 %`.
#[cfg(feature = "ssr")]
pub fn format_percent_change(change: f64) -> String {
    let text = format_percent(change);
    if change > 0.0 && text.chars().any(|character| matches!(character, '1'..='9')) {
        return format!("+{text}");
    }
    text
}

/// A number with one decimal, such as a mean number of days: `213.4`.
pub fn format_mean(mean: f64) -> String {
    format_signed(mean, 1, "")
}

/// A duration as people say it: `1 day`, `45 days`, from 60 days on in months: `14 months`.
pub fn format_duration(days: i32) -> String {
    match days {
        1 => format!("1{NO_BREAK_SPACE}day"),
        ..60 => format!("{days}{NO_BREAK_SPACE}days"),
        _ => format!("{:.0}{NO_BREAK_SPACE}months", f64::from(days) / 30.4375),
    }
}

/// A date: `29 Aug 2018`.
pub fn format_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// Days of the calendar, both included: `1 to 31 Aug 2018`, `from 1 Aug 2018`, `any day`.
pub fn format_date_range(first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    match (first, last) {
        (Some(first), Some(last)) => format_days(DayRange { first, last }),
        (Some(first), None) => format!("from {}", format_date(first)),
        (None, Some(last)) => format!("until {}", format_date(last)),
        (None, None) => "any day".to_owned(),
    }
}

/// Days from one to another, saying month and year once where they are the same: `1 to 31 Aug 2018`.
pub fn format_days(days: DayRange) -> String {
    let DayRange { first, last } = days;
    if first == last {
        return format_date(first);
    }
    let same_year = first.year() == last.year();
    let start = match (same_year, first.month() == last.month()) {
        (true, true) => first.day().to_string(),
        (true, false) => format!("{} {}", first.day(), month_name(first.month())),
        (false, _) => format_date(first),
    };
    format!("{start} to {}", format_date(last))
}

/// A month: `Aug 2018`.
pub fn format_month(month: Month) -> String {
    format!("{} {}", month_name(u32::from(month.month)), month.year)
}

/// The period of a cohort: `Aug 2018`, `Q3 2018`, `W34 2018`.
#[cfg(feature = "ssr")]
pub fn format_cohort_period(period: CohortPeriod) -> String {
    match period.grain {
        CohortGrain::Month => format_month(Month::from_ordinal(period.ordinal)),
        CohortGrain::Quarter | CohortGrain::Week => {
            let label = period.to_string();
            label.split_once('-').map(|(year, part)| format!("{part} {year}")).unwrap_or(label)
        }
    }
}

/// An amount without its currency, at most three significant digits: `372 k`.
#[cfg(feature = "ssr")]
pub fn format_amount_short(cents: f64) -> String {
    format_money_short(cents, "").trim_start_matches(NO_BREAK_SPACE).to_owned()
}

/// The month alone: `Aug`.
pub fn format_month_short(month: Month) -> String {
    month_name(u32::from(month.month)).to_owned()
}

/// A category as people read it: `bed bath table`.
pub fn format_category(category: &str) -> String {
    category.replace('_', " ")
}

/// Whether the source names a category; where it does not, all items are of the category `unknown`.
pub fn is_named_category(category: &str) -> bool {
    category != "unknown"
}

/// A category as people read it, or a dash where the source names none.
pub fn format_category_or_dash(category: &str) -> String {
    if is_named_category(category) { format_category(category) } else { "–".to_owned() }
}

/// The beginning of a long id, enough to tell it from others: `0a1b2c3d…`.
pub fn shorten_id(id: &str) -> String {
    const CHARACTERS: usize = 8;
    let mut short: String = id.chars().take(CHARACTERS).collect();
    if short.len() < id.len() {
        short.push('…');
    }
    short
}

/// A product's id as people read it. Long codes are cut as by [`shorten_id`]; names and short codes stay whole.
pub fn shorten_product_id(id: &str) -> String {
    const CODE_CHARACTERS_MIN: usize = 20;
    let is_code = id.len() >= CODE_CHARACTERS_MIN && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_code { shorten_id(id) } else { id.to_owned() }
}

/// Words with a capital at the beginning, for the start of a sentence. The name of a file or of a setting stays as it is.
pub fn with_capital(words: &str) -> String {
    let first = words.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ',', ':', ';']);
    if first.contains(['.', '/', '\\', '_']) {
        return words.to_owned();
    }
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A figure, or a dash where there is none.
#[cfg(feature = "ssr")]
pub fn or_dash(figure: Option<String>) -> String {
    figure.unwrap_or_else(|| "–".to_owned())
}

/// An amount for a number field, in currency units without separators: `12.50`, `12`.
pub fn format_amount_field(cents: i64) -> String {
    let (units, rest) = (cents / 100, (cents % 100).abs());
    if rest == 0 { units.to_string() } else { format!("{units}.{rest:02}") }
}

/// A number for a number field, without separators: `12.50` with two decimals.
pub fn format_number_field(value: f64, decimals: u8) -> String {
    format!("{value:.*}", usize::from(decimals))
}

fn format_three_digits(magnitude: f64) -> String {
    match magnitude {
        _ if magnitude >= 99.95 => format!("{magnitude:.0}"),
        _ if magnitude >= 9.995 => format!("{magnitude:.1}"),
        _ => format!("{magnitude:.2}"),
    }
}

fn format_signed(value: f64, decimals: usize, unit: &str) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.chars().all(|character| matches!(character, '0' | '.'));
    format!("{}{text}{unit}", sign_of(value < 0.0 && !is_zero))
}

fn sign_of(negative: bool) -> String {
    if negative { MINUS.to_string() } else { String::new() }
}

fn month_name(month: u32) -> &'static str {
    MONTH_NAMES.get(month.saturating_sub(1) as usize).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests;
