//! How a source of unknown make is read: its layout, the forms of its values, the meaning of its columns.

mod column;
mod join;
mod meaning;
mod problem;
mod written;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub(crate) use self::written::{Explanations, write_mapping};
pub use self::{column::ColumnRef, join::Join, meaning::Meaning, problem::MappingProblem};
use super::{
    text::{
        encoding::TextEncoding,
        rows::{Cut, Delimiter},
    },
    values::{dates::DateOrder, numbers::DecimalMark},
};
use crate::{ConfigError, OrderMeaning};

/// How a table of orders or of order lines is read. Kept in a file that people read and edit; see
/// `docs/SOURCES.md`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// How the file is cut into fields.
    pub file: FileLayout,
    /// How dates and amounts are written.
    pub values: ValueForms,
    /// Which column means what.
    pub columns: BTreeMap<Meaning, ColumnRef>,
    /// What is made of the rows.
    #[serde(default)]
    pub rules: ReadingRules,
    /// Each word of the status column and what it means.
    #[serde(default)]
    pub status: BTreeMap<String, OrderMeaning>,
    /// How several tables become the one whose columns are named; none for a single table.
    #[serde(default, rename = "join")]
    pub joins: Vec<Join>,
}

/// How a file is cut into fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileLayout {
    /// How its characters are stored.
    #[serde(default = "utf_8")]
    pub encoding: TextEncoding,
    /// What stands between two fields.
    pub delimiter: Delimiter,
    /// What stands around a field that holds the delimiter.
    #[serde(default)]
    pub quote: Quote,
    /// The first row names the columns.
    #[serde(default = "yes")]
    pub header: bool,
}

impl FileLayout {
    pub(crate) fn cut(&self) -> Cut {
        Cut { delimiter: self.delimiter, quote: self.quote.0 }
    }
}

fn utf_8() -> TextEncoding {
    TextEncoding::Utf8
}

fn yes() -> bool {
    true
}

/// The character around fields that hold the delimiter, if there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Quote(pub(crate) Option<u8>);

impl Default for Quote {
    fn default() -> Self {
        Self(Some(b'"'))
    }
}

impl TryFrom<String> for Quote {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        match text.as_str() {
            "\"" => Ok(Self(Some(b'"'))),
            "'" => Ok(Self(Some(b'\''))),
            "none" => Ok(Self(None)),
            _ => Err(format!("quote {text:?}: expected a double quote, a single quote or \"none\"")),
        }
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(quote) => write!(f, "{}", char::from(quote)),
            None => f.write_str("none"),
        }
    }
}

/// How dates and amounts are written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueForms {
    /// The order of day, month and year.
    pub dates: DateOrder,
    /// What stands before the decimals.
    pub decimal: DecimalMark,
    /// What the dashboard shows before an amount.
    #[serde(default)]
    pub currency: String,
}

/// What is made of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReadingRules {
    /// How rows belong to orders.
    pub orders: OrderRule,
    /// Who ordered.
    pub customers: CustomerRule,
    /// What is summed.
    pub measure: AmountMeasure,
    /// Where amounts come from.
    pub amounts: AmountSource,
    /// Whether what an order came to holds its shipping.
    pub shipping: ShippingRule,
    /// Orders whose id begins so are returns.
    pub return_prefix: String,
    /// What becomes of a row that equals an earlier one in every field.
    pub duplicates: DuplicateRule,
    /// The day of every order of a source without dates.
    #[serde(deserialize_with = "read_day")]
    pub date: Option<NaiveDate>,
}

/// A day as TOML writes it: without quotes.
fn read_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let day = toml::value::Datetime::deserialize(deserializer)?.to_string();
    day.parse().map(Some).map_err(|_| serde::de::Error::custom("expected a day such as 2025-12-31"))
}

/// How rows belong to orders.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderRule {
    /// A column names the order.
    #[default]
    Column,
    /// Each row is an order.
    EachRow,
    /// The rows of one customer on one day are an order.
    CustomerAndDay,
}

/// Who ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerRule {
    /// A column names the customer.
    #[default]
    Column,
    /// Nobody knows: each order stands alone.
    None,
    /// One of a thousand made-up ids, from the order's id.
    Synthetic,
}

/// What is summed on all pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmountMeasure {
    /// What customers paid.
    #[default]
    Revenue,
    /// What was left after the cost of the goods.
    Profit,
}

/// Where amounts come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AmountSource {
    /// From columns.
    #[default]
    Columns,
    /// There are none: all amounts are 0.
    None,
}

/// Whether what an order came to holds its shipping; it matters where lines have no amounts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShippingRule {
    /// It does, as a total or a grand total.
    #[default]
    InTotal,
    /// It does not, as a subtotal.
    BesideTotal,
}

/// What becomes of a row that equals an earlier one in every field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DuplicateRule {
    /// It counts: a customer can buy the same twice.
    #[default]
    Keep,
    /// It is left out: the export was joined from parts that overlap.
    Drop,
}

impl Mapping {
    /// Reads a mapping.
    ///
    /// # Errors
    /// Names the file, the place and the expectation when the text is not TOML, or all that is missing.
    pub fn from_toml(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let mapping: Self = toml::from_str(text).map_err(|error| ConfigError::Syntax {
            file: file_name.to_owned(),
            message: error.to_string(),
        })?;
        let problems = mapping.problems();
        if problems.is_empty() {
            return Ok(mapping);
        }
        let words: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Err(ConfigError::Meaning { file: file_name.to_owned(), message: words.join("; ") })
    }

    /// What must be said before a source can be read with this mapping.
    pub fn problems(&self) -> Vec<MappingProblem> {
        let has = |meaning| self.columns.contains_key(&meaning);
        let rules = &self.rules;
        let currency = &self.values.currency;
        let demands = [
            (has(Meaning::Date) || rules.date.is_some(), MappingProblem::NoDate),
            (self.has_amounts() || rules.amounts == AmountSource::None, MappingProblem::NoAmount),
            (has(Meaning::CustomerId) || rules.customers != CustomerRule::Column, MappingProblem::NoCustomer),
            (has(Meaning::OrderId) || rules.orders != OrderRule::Column, MappingProblem::NoOrder),
            (
                rules.customers != CustomerRule::Synthetic || rules.orders == OrderRule::Column,
                MappingProblem::SyntheticWithoutOrder,
            ),
            (
                rules.orders != OrderRule::CustomerAndDay || rules.customers == CustomerRule::Column,
                MappingProblem::DayWithoutCustomer,
            ),
            (
                rules.measure != AmountMeasure::Profit || (has(Meaning::UnitCost) && self.has_line_amounts()),
                MappingProblem::ProfitWithoutCost,
            ),
            (
                currency.chars().count() <= 8 && !currency.contains(char::is_control),
                MappingProblem::LongCurrency,
            ),
        ];
        let unmet = demands.into_iter().filter(|(is_met, _)| !is_met).map(|(_, problem)| problem);
        unmet.chain(self.column_named_twice().map(MappingProblem::TwoMeanings)).collect()
    }

    fn column_named_twice(&self) -> Option<ColumnRef> {
        let mut seen = BTreeSet::new();
        self.columns.values().find(|column| !seen.insert(*column)).cloned()
    }

    /// An amount stands at each line, rather than once for the order.
    pub(crate) fn has_line_amounts(&self) -> bool {
        self.columns.contains_key(&Meaning::LineTotal) || self.columns.contains_key(&Meaning::UnitPrice)
    }

    fn has_amounts(&self) -> bool {
        self.has_line_amounts() || self.columns.contains_key(&Meaning::OrderTotal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str =
        "[file]\ndelimiter = \";\"\n[values]\ndates = \"day-month-year\"\ndecimal = \",\"\n[columns]\n";

    #[test]
    fn all_that_is_missing_is_named_at_once() {
        let error = Mapping::from_toml(SMALL, "source.toml").unwrap_err().to_string();
        for expected in ["source.toml", "date of the order", "amount", "who ordered", "order's id"] {
            assert!(error.contains(expected), "{expected} in {error}");
        }
    }

    #[test]
    fn a_word_that_is_not_known_is_named_with_its_line() {
        let text = format!("{SMALL}prize = \"Preis\"\n");
        let error = Mapping::from_toml(&text, "source.toml").unwrap_err().to_string();
        assert!(error.contains("line 7") && error.contains("prize"), "{error}");
        let text = SMALL.replace("\";\"", "\";;\"");
        assert!(
            Mapping::from_toml(&text, "source.toml").unwrap_err().to_string().contains("delimiter \";;\"")
        );
    }

    #[test]
    fn a_column_has_one_meaning() {
        let text =
            format!("{SMALL}date = \"Datum\"\norder_id = \"Nr\"\ncustomer_id = \"Nr\"\nline_total = 4\n");
        let error = Mapping::from_toml(&text, "source.toml").unwrap_err().to_string();
        assert!(error.contains("column \"Nr\" has two meanings"), "{error}");
    }
}
