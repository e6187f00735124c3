//! The state of a view, as the address holds it: filter, matrix axes, sort and page.
//!
//! Pure functions without web types, so that pages, server functions and the export route read addresses
//! in the same way. Pages read leniently with [`parse_query`], exports strictly with
//! [`parse_export_query`].

mod export_query;

use std::{collections::BTreeSet, str::FromStr};

use clientele_contract::{
    CustomerFilter, CustomerQuery, CustomerSort, MatrixAxes, Measure, ScoreFilter, Segment, SortDirection,
    Span, Tier,
};

use crate::{
    format::format_amount_field,
    query_string::{append_pair, decode_pairs},
};

pub use export_query::{ExportQueryError, parse_export_query};

/// Rows on one page of the customer table.
pub const PAGE_SIZE: u32 = 25;

/// More of an address than this is not read.
const QUERY_BYTES_MAX: usize = 16 * 1024;
/// Longer texts than this are no state, category or action.
const TEXT_CHARACTERS_MAX: usize = 80;
/// How much of a value that was not understood is shown.
const NOTICE_CHARACTERS_MAX: usize = 40;

/// What the reader must know about an address: a part of it was left out or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice(pub String);

/// Everything that an address says about a view of customers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SegmentsUrl {
    /// Which customers.
    pub filter: CustomerFilter,
    /// The person's choice of matrix axes; `None` leaves it to the engine.
    pub axes: Option<MatrixAxes>,
    /// What the customer table is sorted by.
    pub sort: CustomerSort,
    /// In which direction.
    pub direction: SortDirection,
    /// Page of the customer table, from 1.
    pub page: Page,
}

/// A page number, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Page(pub u32);

impl Default for Page {
    fn default() -> Self {
        Self(1)
    }
}

/// Reads a query string, with or without the question mark. Never fails: what is not understood is left
/// out and named in the notices.
pub fn parse_query(query: &str) -> (SegmentsUrl, Vec<Notice>) {
    let mut reader = Reader::default();
    let end = query.floor_char_boundary(QUERY_BYTES_MAX);
    for (key, value) in decode_pairs(&query[..end]) {
        // Keys of other parties, such as a campaign's, are none of ours.
        let _ = reader.read(&key, value.trim());
    }
    let cut = (end < query.len()).then(|| "The address is too long; its end was left out.".to_owned());
    let left_out = reader.misread.iter().map(|fault| format!("{fault}; it was left out."));
    let mut notices: Vec<_> = cut.into_iter().chain(left_out).map(Notice).collect();
    let swapped = order_ranges(&mut reader.url.filter);
    notices.extend(swapped.map(|what| Notice(format!("The two ends of the range of {what} were swapped."))));
    (reader.url, notices)
}

impl SegmentsUrl {
    /// A view of these customers with everything else at its default.
    pub fn of_filter(filter: CustomerFilter) -> Self {
        Self { filter, ..Self::default() }
    }

    /// The same view with other customers, from the first page.
    pub fn with_filter(&self, filter: CustomerFilter) -> Self {
        Self { filter, page: Page::default(), ..self.clone() }
    }

    /// The query string without question mark; defaults are left out, so an untouched view gives "".
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        write_filter(&mut query, &self.filter);
        if let Some(axes) = self.axes {
            append_pair(&mut query, "axes", axes.slug());
        }
        if self.sort != CustomerSort::default() {
            append_pair(&mut query, "sort", self.sort.slug());
        }
        if self.direction != SortDirection::default() {
            append_pair(&mut query, "dir", direction_word(self.direction));
        }
        if self.page != Page::default() {
            append_pair(&mut query, "page", &self.page.0.to_string());
        }
        query
    }

    /// The address of this view under a path: `/segments?segment=at-risk`.
    pub fn link(&self, path: &str) -> String {
        let query = self.to_query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The question to the customer table.
    pub fn customer_query(&self) -> CustomerQuery {
        CustomerQuery {
            filter: self.filter.clone(),
            sort: self.sort,
            direction: self.direction,
            page: self.page.0,
            page_size: PAGE_SIZE,
        }
    }
}

/// The word for a direction in addresses.
pub fn direction_word(direction: SortDirection) -> &'static str {
    match direction {
        SortDirection::Ascending => "asc",
        SortDirection::Descending => "desc",
    }
}

fn write_filter(query: &mut String, filter: &CustomerFilter) {
    for segment in &filter.segments {
        append_pair(query, "segment", segment.slug());
    }
    for tier in &filter.tiers {
        append_pair(query, "tier", tier.slug());
    }
    for (key, values) in
        [("state", &filter.states), ("category", &filter.categories), ("action", &filter.actions)]
    {
        for value in values {
            append_pair(query, key, value);
        }
    }
    let spent = filter.spent_cents;
    write_span(query, "recency", filter.recency_days, |days| days.to_string());
    write_span(query, "orders", filter.orders, |orders| orders.to_string());
    write_span(query, "spent", spent, format_amount_field);
    for (key, measure) in [("r", Measure::Recency), ("f", Measure::Frequency), ("m", Measure::Monetary)] {
        for score in filter.scores.of(measure) {
            append_pair(query, key, &score.to_string());
        }
    }
    if filter.high_value_at_risk {
        append_pair(query, "unhappy", "1");
    }
}

fn write_span<T: Copy>(query: &mut String, name: &str, span: Span<T>, text: impl Fn(T) -> String) {
    for (end, value) in [("min", span.min), ("max", span.max)] {
        if let Some(value) = value {
            append_pair(query, &format!("{name}_{end}"), &text(value));
        }
    }
}

#[derive(Default)]
struct Reader {
    url: SegmentsUrl,
    /// Values that were not understood, and as what.
    misread: Vec<String>,
}

impl Reader {
    /// Takes up a pair; false if there is no such key.
    fn read(&mut self, key: &str, value: &str) -> bool {
        let url = &mut self.url;
        let filter = &mut url.filter;
        let understood = match key {
            "segment" => insert_parsed::<Segment>(&mut filter.segments, value),
            "tier" => insert_parsed::<Tier>(&mut filter.tiers, value),
            "state" => insert_text(&mut filter.states, value),
            "category" => insert_text(&mut filter.categories, value),
            "action" => insert_text(&mut filter.actions, value),
            "recency_min" => set(&mut filter.recency_days.min, parse_whole(value)),
            "recency_max" => set(&mut filter.recency_days.max, parse_whole(value)),
            "orders_min" => set(&mut filter.orders.min, parse_whole(value)),
            "orders_max" => set(&mut filter.orders.max, parse_whole(value)),
            "spent_min" => set(&mut filter.spent_cents.min, parse_amount(value)),
            "spent_max" => set(&mut filter.spent_cents.max, parse_amount(value)),
            "r" => insert_score(&mut filter.scores, Measure::Recency, value),
            "f" => insert_score(&mut filter.scores, Measure::Frequency, value),
            "m" => insert_score(&mut filter.scores, Measure::Monetary, value),
            "unhappy" => flag(&mut filter.high_value_at_risk, value),
            "axes" => set(&mut url.axes, MatrixAxes::from_slug(value)),
            "sort" => assign(&mut url.sort, CustomerSort::from_slug(value)),
            "dir" => assign(&mut url.direction, parse_direction(value)),
            "page" => assign(&mut url.page, parse_page(value)),
            _ => return false,
        };
        if !understood {
            self.misread.push(format!("“{}” is not understood as {}", shorten(value), key_in_words(key)));
        }
        true
    }
}

/// Puts swapped ends right and tells of what.
fn order_ranges(filter: &mut CustomerFilter) -> impl Iterator<Item = &'static str> + use<> {
    let swapped = [
        ("days since the last order", order_ends(&mut filter.recency_days)),
        ("orders", order_ends(&mut filter.orders)),
        ("spend", order_ends(&mut filter.spent_cents)),
    ];
    swapped.into_iter().filter(|(_, was_swapped)| *was_swapped).map(|(what, _)| what)
}

fn insert_parsed<T: FromStr + Ord>(set: &mut BTreeSet<T>, value: &str) -> bool {
    let parsed = value.parse().ok();
    parsed.is_some_and(|value| {
        set.insert(value);
        true
    })
}

fn insert_text(set: &mut BTreeSet<String>, value: &str) -> bool {
    let plausible = value.chars().count() <= TEXT_CHARACTERS_MAX && !value.chars().any(char::is_control);
    if plausible {
        set.insert(value.to_owned());
    }
    plausible
}

fn insert_score(scores: &mut ScoreFilter, measure: Measure, value: &str) -> bool {
    let set = match measure {
        Measure::Recency => &mut scores.recency,
        Measure::Frequency => &mut scores.frequency,
        Measure::Monetary => &mut scores.monetary,
    };
    match value.parse() {
        Ok(score @ 1..=5) => {
            set.insert(score);
            true
        }
        _ => false,
    }
}

fn set<T>(target: &mut Option<T>, value: Option<T>) -> bool {
    let understood = value.is_some();
    if understood {
        *target = value;
    }
    understood
}

fn assign<T>(target: &mut T, value: Option<T>) -> bool {
    value.is_some_and(|value| {
        *target = value;
        true
    })
}

fn flag(target: &mut bool, value: &str) -> bool {
    let understood = value == "1";
    *target |= understood;
    understood
}

/// A whole number that is not negative.
fn parse_whole<T: TryFrom<u32>>(value: &str) -> Option<T> {
    value.parse::<u32>().ok().and_then(|number| T::try_from(number).ok())
}

/// An amount in currency units, such as `12`, `12.5` or `12,50`, in cents; further digits are cut off.
/// `1,234` may mean two amounts and is none.
fn parse_amount(value: &str) -> Option<i64> {
    let (units, rest) = value.split_once(['.', ',']).unwrap_or((value, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let may_be_thousands = (1..=3).contains(&units.len()) && rest.len() == 3 && !units.starts_with('0');
    if !all_digits(units) || !all_digits(rest) || may_be_thousands || (units.is_empty() && rest.is_empty()) {
        return None;
    }
    let units: i64 = if units.is_empty() { 0 } else { units.parse().ok()? };
    let mut digits = rest.bytes().map(|byte| i64::from(byte - b'0')).chain([0, 0]);
    let cents = digits.next()? * 10 + digits.next()?;
    units.checked_mul(100)?.checked_add(cents)
}

fn parse_direction(value: &str) -> Option<SortDirection> {
    [SortDirection::Ascending, SortDirection::Descending]
        .into_iter()
        .find(|direction| direction_word(*direction) == value)
}

fn parse_page(value: &str) -> Option<Page> {
    value.parse().ok().filter(|page| *page >= 1).map(Page)
}

fn order_ends<T: PartialOrd + Copy>(span: &mut Span<T>) -> bool {
    let reversed = matches!((span.min, span.max), (Some(min), Some(max)) if min > max);
    if reversed {
        std::mem::swap(&mut span.min, &mut span.max);
    }
    reversed
}

fn shorten(value: &str) -> String {
    let mut short: String =
        value.chars().filter(|character| !character.is_control()).take(NOTICE_CHARACTERS_MAX).collect();
    if short.chars().count() < value.chars().count() {
        short.push('…');
    }
    short
}

fn key_in_words(key: &str) -> &'static str {
    match key {
        "segment" => "a segment",
        "tier" => "a tier",
        "state" => "a state",
        "category" => "a category",
        "action" => "an action",
        "recency_min" | "recency_max" => "a number of days",
        "orders_min" | "orders_max" => "a number of orders",
        "spent_min" | "spent_max" => "an amount",
        "r" | "f" | "m" => "a score from 1 to 5",
        "axes" => "a choice of axes",
        "sort" => "a column to sort by",
        "dir" => "a direction to sort in",
        "page" => "a page number",
        _ => "a choice",
    }
}

#[cfg(test)]
mod tests;
