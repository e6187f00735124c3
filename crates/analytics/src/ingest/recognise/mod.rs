//! What a table of unknown make says about itself: how it is cut, how its values are written, what its columns
//! mean. Each guess has a confidence and a reason; what is not certain is a doubt that a person settles.

mod contents;
mod corrected;
mod dictionary;
mod forms;
mod layout;
mod meanings;
mod names;
mod parquet;
mod profile;
mod return_prefix;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

pub(crate) use self::corrected::recognise_file_as;
pub use self::names::meaning_of_status;
use self::{
    forms::{Decided, decide_date_order, decide_decimal_mark},
    layout::{Sample, cut_as, recognise_layout},
    meanings::{Guess, guess_meanings, tell_of_order_discount},
    profile::{Profile, profile_column},
    return_prefix::guess_return_prefix,
};
pub(crate) use self::{
    names::{ID_WORDS, are_of_woocommerce, meanings_of_name, normalise},
    parquet::recognise_parquet,
};
use super::{
    assemble::assemble,
    mapping::{
        ColumnRef, CustomerRule, Explanations, FileLayout, Join, Mapping, Meaning, OrderRule, Quote,
        ReadingRules, ShippingRule, ValueForms, write_mapping,
    },
    sniff,
    source::{OpenedSource, Source, file_name},
    text::encoding::{TextEncoding, Utf8Text},
    unpack::Unpacking,
    values::{
        dates::DateOrder,
        numbers::{DecimalMark, currency_named},
    },
};
use crate::{OrderMeaning, RefreshError, ShopConfig, Silent};

/// From here on a guess is used without asking.
pub const CERTAIN_PERCENT: u8 = 70;
/// How much of a file is looked at.
const SAMPLE_BYTES: u64 = 4 << 20;

/// What a source was recognised as.
#[derive(Debug, Clone)]
pub enum RecognisedSource {
    /// Olist's nine files: nothing is left to say.
    Olist,
    /// One table of orders or order lines.
    Table(Box<RecognisedTable>),
}

/// A table and what is guessed about it.
#[derive(Debug, Clone)]
pub struct RecognisedTable {
    /// Names of the files that make up the table.
    pub files: Vec<String>,
    /// Rows that were looked at.
    pub rows_seen: u64,
    /// How it would be read.
    pub mapping: Mapping,
    /// Every column of the table.
    pub columns: Vec<RecognisedColumn>,
    /// What a person must settle before the table can be read; empty if it is certain enough.
    pub doubts: Vec<String>,
    /// What a person should know about how the files were taken.
    pub notes: Vec<String>,
    /// How sure the order of day and month is.
    pub dates: Certainty,
    /// How sure the decimal mark is.
    pub decimal: Certainty,
    /// Numbers were seen that only one decimal mark makes sense of.
    pub(crate) has_decimals: bool,
    explanations: Explanations,
}

/// How sure a guess is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Certainty {
    /// 0–100.
    pub percent: u8,
    /// Why, in words.
    pub reason: String,
}

impl Certainty {
    /// It is used without asking.
    pub fn is_enough(&self) -> bool {
        self.percent >= CERTAIN_PERCENT
    }
}

/// A column and what is guessed about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecognisedColumn {
    /// Its name in the header, or its number.
    pub name: String,
    /// How a mapping names it.
    pub reference: ColumnRef,
    /// `None`: it is not used.
    pub meaning: Option<Meaning>,
    /// How sure the meaning is, 0–100.
    pub percent: u8,
    /// Why, in words.
    pub reason: String,
    /// Its first different values.
    pub samples: Vec<String>,
}

impl RecognisedTable {
    /// The mapping as a file with comments.
    pub fn to_toml(&self) -> String {
        write_mapping(&self.mapping, &self.explanations)
    }
}

/// Looks at a source. What is packed is unpacked into a folder within `staging`, which is removed again.
///
/// # Errors
/// A source that is not there, holds no table, is no text, or whose files are not parts of one table.
pub fn recognise_source(
    path: &Path,
    config: &ShopConfig,
    staging: &Path,
) -> Result<RecognisedSource, RefreshError> {
    let unpacking = Unpacking { folder: staging, limits: &config.unpack, progress: &Silent };
    let mut opened = OpenedSource::open(path, unpacking)?;
    let files = match &opened.source {
        Source::Olist(_) => return Ok(RecognisedSource::Olist),
        Source::Parquet(files) => {
            let mut table = recognise_parquet(files)?;
            table.notes.extend(opened.notes.iter().cloned());
            return Ok(RecognisedSource::Table(Box::new(table)));
        }
        Source::Tables(files) => files,
    };
    let assembled = assemble(files, None, &mut opened.unpacked)?;
    opened.check_unchanged()?;
    let mut table = assembled.recognised.ok_or_else(|| RefreshError::NoTable { path: path.to_owned() })?;
    table.notes.extend(opened.notes.iter().cloned().chain(assembled.notes));
    Ok(RecognisedSource::Table(Box::new(table)))
}

/// Looks at one file.
pub(crate) fn recognise_file(path: &Path) -> Result<RecognisedTable, RefreshError> {
    let (encoding, text) = read_sample(path)?;
    let mut table =
        recognise_text(&text, encoding).ok_or_else(|| RefreshError::NoColumns { file: file_name(path) })?;
    table.files = vec![file_name(path)];
    Ok(table)
}

/// Looks at a table that was made of several, each join with how sure it is and why.
pub(crate) fn recognise_joined(
    path: &Path,
    joins: Vec<Join>,
    reasons: &[(u8, String)],
) -> Result<RecognisedTable, RefreshError> {
    let mut table = recognise_file(path)?;
    for (join, (percent, reason)) in joins.iter().zip(reasons) {
        if *percent < CERTAIN_PERCENT {
            let Join { table: from, column, to, key } = join;
            table.doubts.push(format!(
                "does column {column:?} of {from} name the rows of {to} by their column {key:?}? only {percent} % sure: \
                 {reason}"
            ));
        }
    }
    table.explanations.joins =
        reasons.iter().map(|(percent, reason)| format!("{percent} %: {reason}")).collect();
    table.mapping.joins = joins;
    Ok(table)
}

/// The text is cut into columns.
pub(crate) fn has_columns(text: &str) -> bool {
    recognise_layout(text).is_some()
}

/// The encoding of a whole file, and the beginning of its text, cut after a line.
fn read_sample(path: &Path) -> Result<(TextEncoding, String), RefreshError> {
    let open =
        || File::open(path).map(BufReader::new).map_err(|error| RefreshError::io("opening", path, error));
    let name = file_name(path);
    let of_reading = |fault| RefreshError::of_reading(path, fault);
    sniff::check_is_no_other_format(&name, open()?.fill_buf().map_err(of_reading)?)?;
    let encoding = TextEncoding::recognise(&mut open()?).map_err(of_reading)?;
    Ok((encoding, read_sample_as(path, encoding)?))
}

/// The beginning of a text, cut after a line.
fn read_sample_as(path: &Path, encoding: TextEncoding) -> Result<String, RefreshError> {
    let file = File::open(path).map_err(|error| RefreshError::io("opening", path, error))?;
    let of_reading = |fault| RefreshError::of_reading(path, fault);
    let mut sample = Vec::new();
    let text = Utf8Text::new(BufReader::new(file), encoding);
    text.take(SAMPLE_BYTES).read_to_end(&mut sample).map_err(of_reading)?;
    if sample.len() as u64 == SAMPLE_BYTES {
        let end = sample.iter().rposition(|&byte| byte == b'\n').unwrap_or(sample.len());
        sample.truncate(end);
    }
    sniff::check_has_no_zero(&file_name(path), &sample)?;
    Ok(String::from_utf8_lossy(&sample).into_owned())
}

/// Guesses everything from a text; `None` if it has no columns.
pub(crate) fn recognise_text(text: &str, encoding: TextEncoding) -> Option<RecognisedTable> {
    Some(recognise_sample(&recognise_layout(text)?, encoding))
}

/// Guesses everything from rows that are cut into fields.
fn recognise_sample(sample: &Sample, encoding: TextEncoding) -> RecognisedTable {
    let profiles: Vec<Profile> =
        (0..sample.columns).map(|column| profile_column(&sample.rows, column)).collect();
    let decimal = decide_decimal_mark(&profiles, sample.cut.delimiter);
    let guesses = guess_meanings(sample, &profiles);
    let dates = decide_dates(&guesses, &profiles, decimal.value);
    let references = column_references(sample);
    let mut doubts = Vec::new();
    let status = guess_status(sample, &guesses, &mut doubts);
    let rules = ReadingRules {
        orders: guess_order_rule(&guesses),
        customers: if guesses.contains_key(&Meaning::CustomerId) {
            CustomerRule::Column
        } else {
            CustomerRule::None
        },
        shipping: guess_shipping_rule(sample, &guesses),
        return_prefix: guess_return_prefix(sample, &guesses, decimal.value).unwrap_or_default(),
        ..ReadingRules::default()
    };
    let mapping = Mapping {
        file: FileLayout {
            encoding,
            delimiter: sample.cut.delimiter,
            quote: Quote(sample.cut.quote),
            header: sample.header.is_some(),
        },
        values: ValueForms {
            dates: dates.value,
            decimal: decimal.value,
            currency: guess_currency(&guesses, &profiles, sample).unwrap_or_default(),
        },
        columns: guesses
            .iter()
            .map(|(meaning, guess)| (*meaning, references[guess.column].clone()))
            .collect(),
        rules,
        status,
        joins: Vec::new(),
    };
    doubts.extend(find_doubts(&mapping, &guesses, &dates, &decimal, &references));
    RecognisedTable {
        files: Vec::new(),
        rows_seen: sample.rows.len() as u64,
        columns: describe_columns(&references, &guesses, &profiles),
        explanations: explain(&mapping, &guesses, &profiles, &references, &dates, &decimal),
        mapping,
        doubts,
        notes: tell_of_order_discount(sample, &profiles),
        dates: Certainty { percent: dates.percent, reason: dates.reason },
        decimal: Certainty { percent: decimal.percent, reason: decimal.reason },
        has_decimals: profiles.iter().any(Profile::has_decimals),
    }
}

/// By its name, or by its number where names are missing or not unique.
fn column_references(sample: &Sample) -> Vec<ColumnRef> {
    let by_number = |column: usize| ColumnRef::Number(column as u32 + 1);
    let Some(names) = &sample.header else { return (0..sample.columns).map(by_number).collect() };
    let is_unique = |name: &String| names.iter().filter(|other| *other == name).count() == 1;
    let reference = |(column, name): (usize, &String)| {
        if name.is_empty() || !is_unique(name) { by_number(column) } else { ColumnRef::Name(name.clone()) }
    };
    names.iter().enumerate().map(reference).collect()
}

fn decide_dates(
    guesses: &BTreeMap<Meaning, Guess>,
    profiles: &[Profile],
    decimal: DecimalMark,
) -> Decided<DateOrder> {
    let counts = guesses.get(&Meaning::Date).map(|guess| profiles[guess.column].dates);
    decide_date_order(&counts.unwrap_or_default(), decimal)
}

/// Without a column for it: a line with a product is part of what a customer bought that day, else an order.
fn guess_order_rule(guesses: &BTreeMap<Meaning, Guess>) -> OrderRule {
    let has = |meaning| guesses.contains_key(&meaning);
    match (has(Meaning::OrderId), has(Meaning::CustomerId) && has(Meaning::Product)) {
        (true, _) => OrderRule::Column,
        (false, true) => OrderRule::CustomerAndDay,
        (false, false) => OrderRule::EachRow,
    }
}

/// The meaning of each status in the sample; words that nobody knows count, and are a doubt.
fn guess_status(
    sample: &Sample,
    guesses: &BTreeMap<Meaning, Guess>,
    doubts: &mut Vec<String>,
) -> BTreeMap<String, OrderMeaning> {
    let Some(guess) = guesses.get(&Meaning::Status) else { return BTreeMap::new() };
    let mut words: BTreeSet<&str> = sample.rows.iter().map(|row| row[guess.column].trim()).collect();
    words.remove("");
    let is_woocommerce =
        are_of_woocommerce(sample.header.as_deref().unwrap_or_default(), words.iter().copied());
    let meaning = |word: &str| {
        let is_paid = is_woocommerce && normalise(word) == "processing";
        let known = meaning_of_status(word).filter(|_| !is_paid);
        (word.to_owned(), known.unwrap_or(OrderMeaning::Completed))
    };
    let status: BTreeMap<String, OrderMeaning> = words.iter().copied().map(meaning).collect();
    let unknown: Vec<String> = words
        .iter()
        .filter(|word| meaning_of_status(word).is_none())
        .take(5)
        .map(|word| format!("{word:?}"))
        .collect();
    if !unknown.is_empty() {
        doubts.push(format!(
            "the status {} is not known: say under [status] whether it is \"completed\", \"open\" or \"void\"",
            unknown.join(", ")
        ));
    }
    status
}

/// A subtotal is what the goods came to.
fn guess_shipping_rule(sample: &Sample, guesses: &BTreeMap<Meaning, Guess>) -> ShippingRule {
    let total = guesses.get(&Meaning::OrderTotal).zip(sample.header.as_ref());
    let name = total.map(|(guess, names)| normalise(&names[guess.column])).unwrap_or_default();
    let is_subtotal = ["subtotal", "sub total", "zwischensumme"].iter().any(|word| name.contains(word));
    if is_subtotal { ShippingRule::BesideTotal } else { ShippingRule::InTotal }
}

fn guess_currency(
    guesses: &BTreeMap<Meaning, Guess>,
    profiles: &[Profile],
    sample: &Sample,
) -> Option<String> {
    let by_column = || {
        let column = guesses.get(&Meaning::Currency)?.column;
        sample.rows.iter().find_map(|row| currency_named(&row[column]))
    };
    let amounts = [Meaning::LineTotal, Meaning::UnitPrice, Meaning::OrderTotal];
    let columns: Vec<usize> =
        amounts.iter().filter_map(|meaning| guesses.get(meaning)).map(|guess| guess.column).collect();
    let beside_amounts = || columns.iter().find_map(|column| profiles[*column].currency);
    let in_names = || {
        let names = sample.header.as_ref()?;
        let words = columns.iter().flat_map(|column| names[*column].split([' ', '(', ')', '[', ']', '_']));
        words.filter(|word| !word.is_empty()).find_map(currency_named)
    };
    by_column().or_else(beside_amounts).or_else(in_names).map(str::to_owned)
}

fn find_doubts(
    mapping: &Mapping,
    guesses: &BTreeMap<Meaning, Guess>,
    dates: &Decided<DateOrder>,
    decimal: &Decided<DecimalMark>,
    references: &[ColumnRef],
) -> Vec<String> {
    // Without an id of customers nothing is taken for granted, so the rule that stands in for it is a doubt.
    let mut asked = mapping.clone();
    asked.rules.customers = CustomerRule::Column;
    let mut doubts: Vec<String> = asked.problems().iter().map(ToString::to_string).collect();
    let needed = [
        Meaning::OrderId,
        Meaning::CustomerId,
        Meaning::Date,
        Meaning::UnitPrice,
        Meaning::LineTotal,
        Meaning::OrderTotal,
        Meaning::DiscountPercent,
        Meaning::DiscountShare,
        Meaning::DiscountAmount,
    ];
    for guess in needed.iter().filter_map(|meaning| guesses.get(meaning)) {
        if guess.percent < CERTAIN_PERCENT {
            let (column, meaning, percent) = (&references[guess.column], guess.meaning, guess.percent);
            doubts.push(format!("is {column} the {meaning}? only {percent} % sure: {}", guess.reason));
        }
    }
    if dates.percent < CERTAIN_PERCENT {
        doubts.push(format!(
            "in which order do day and month stand? {}: say so with dates under [values]",
            dates.reason
        ));
    }
    if decimal.percent < CERTAIN_PERCENT {
        doubts.push(format!(
            "what is the decimal mark? {}: say so with decimal under [values]",
            decimal.reason
        ));
    }
    doubts
}

fn describe_columns(
    references: &[ColumnRef],
    guesses: &BTreeMap<Meaning, Guess>,
    profiles: &[Profile],
) -> Vec<RecognisedColumn> {
    let describe = |(column, profile): (usize, &Profile)| {
        let guess = guesses.values().find(|guess| guess.column == column);
        RecognisedColumn {
            name: match &references[column] {
                ColumnRef::Name(name) => name.clone(),
                ColumnRef::Number(number) => format!("column {number}"),
            },
            reference: references[column].clone(),
            meaning: guess.map(|guess| guess.meaning),
            percent: guess.map_or(0, |guess| guess.percent),
            reason: guess.map(|guess| guess.reason.clone()).unwrap_or_default(),
            samples: profile.samples.clone(),
        }
    };
    profiles.iter().enumerate().map(describe).collect()
}

fn explain(
    mapping: &Mapping,
    guesses: &BTreeMap<Meaning, Guess>,
    profiles: &[Profile],
    references: &[ColumnRef],
    dates: &Decided<DateOrder>,
    decimal: &Decided<DecimalMark>,
) -> Explanations {
    let sure = |percent: u8, reason: &str| format!("{percent} %: {reason}");
    let is_used = |column: usize| guesses.values().any(|guess| guess.column == column);
    let samples = |profile: &Profile| format!("such as {}", profile.samples.join(" | "));
    let unused = (0..references.len()).filter(|column| !is_used(*column));
    Explanations {
        columns: guesses
            .iter()
            .map(|(meaning, guess)| (*meaning, sure(guess.percent, &guess.reason)))
            .collect(),
        dates: sure(dates.percent, &dates.reason),
        decimal: sure(decimal.percent, &decimal.reason),
        customers: match mapping.rules.customers {
            CustomerRule::Column => "\"column\", \"none\" or \"synthetic\"".to_owned(),
            _ => "to decide: no column says who ordered; \"none\" or \"synthetic\", or name a column above"
                .to_owned(),
        },
        orders: match mapping.rules.orders {
            OrderRule::Column => "\"column\", \"each-row\" or \"customer-and-day\"".to_owned(),
            _ => "no column names the order; \"each-row\" or \"customer-and-day\"".to_owned(),
        },
        return_prefix: "how the ids of returns begin, such as \"C\"; empty: no id says so".to_owned(),
        joins: Vec::new(),
        unused: unused.map(|column| (references[column].clone(), samples(&profiles[column]))).collect(),
    }
}

#[cfg(test)]
mod tests;
