//! A mapping as a file that people read: every line with the reason for it.

use std::collections::BTreeMap;

use super::{
    AmountMeasure, AmountSource, ColumnRef, CustomerRule, DuplicateRule, Mapping, Meaning, OrderRule,
    ShippingRule,
};
use crate::ingest::values::numbers::DecimalMark;

/// Why each part of a mapping is as it is, in words; parts without a word are left without one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Explanations {
    pub(crate) columns: BTreeMap<Meaning, String>,
    pub(crate) dates: String,
    pub(crate) decimal: String,
    pub(crate) customers: String,
    pub(crate) orders: String,
    pub(crate) return_prefix: String,
    /// Of each join.
    pub(crate) joins: Vec<String>,
    /// Columns that mean nothing here: what they are called, and what they hold.
    pub(crate) unused: Vec<(ColumnRef, String)>,
}

const HEADING: &str = "\
# How Clientele reads this source: written by `clientele recognise`, read by `clientele refresh --mapping`.
# Correct what is wrong. What each word means is in docs/SOURCES.md.
";

/// The mapping as TOML with comments.
pub(crate) fn write_mapping(mapping: &Mapping, why: &Explanations) -> String {
    let mut text = Lines(HEADING.to_owned());
    let file = &mapping.file;
    text.section("file");
    text.text("encoding", file.encoding.name(), "");
    text.text("delimiter", &file.delimiter.to_string(), "");
    text.text("quote", &file.quote.to_string(), "");
    text.pair("header", if file.header { "true" } else { "false" }, "the first row names the columns");

    text.section("values");
    text.text("dates", mapping.values.dates.name(), &why.dates);
    let decimal = if mapping.values.decimal == DecimalMark::Comma { "," } else { "." };
    text.text("decimal", decimal, &why.decimal);
    text.text("currency", &mapping.values.currency, "shown before every amount");

    text.section("columns");
    for meaning in Meaning::ALL {
        if let Some(column) = mapping.columns.get(&meaning) {
            text.pair(
                meaning.name(),
                &reference(column),
                why.columns.get(&meaning).map_or("", String::as_str),
            );
        }
    }
    for (column, holds) in &why.unused {
        text.comment(&format!("not used: {} {holds}", reference(column)));
    }
    write_rules(mapping, why, &mut text);
    if !mapping.status.is_empty() {
        text.section("status");
        text.comment("what each word of the status column means: \"completed\", \"open\" or \"void\"");
        for (word, meaning) in &mapping.status {
            text.text(&quoted(word), meaning.name(), "");
        }
    }
    write_joins(mapping, why, &mut text);
    text.0
}

fn write_joins(mapping: &Mapping, why: &Explanations, text: &mut Lines) {
    for (position, join) in mapping.joins.iter().enumerate() {
        text.section("[join]");
        let reason = why.joins.get(position).map_or("", String::as_str);
        text.text("table", &join.table, "each of its rows is completed by the row of another table");
        text.text("column", &join.column, "");
        text.text("to", &join.to, "");
        text.text("key", &join.key, reason);
    }
}

fn write_rules(mapping: &Mapping, why: &Explanations, text: &mut Lines) {
    let rules = &mapping.rules;
    text.section("rules");
    let orders = match rules.orders {
        OrderRule::Column => "column",
        OrderRule::EachRow => "each-row",
        OrderRule::CustomerAndDay => "customer-and-day",
    };
    text.text("orders", orders, &why.orders);
    let customers = match rules.customers {
        CustomerRule::Column => "column",
        CustomerRule::None => "none",
        CustomerRule::Synthetic => "synthetic",
    };
    text.text("customers", customers, &why.customers);
    let measure = match rules.measure {
        AmountMeasure::Revenue => "revenue",
        AmountMeasure::Profit => "profit",
    };
    text.text("measure", measure, "\"profit\" needs the column unit_cost");
    if rules.amounts == AmountSource::None {
        text.text("amounts", "none", "");
    }
    let is_beside = rules.shipping == ShippingRule::BesideTotal;
    if is_beside || mapping.columns.contains_key(&Meaning::OrderTotal) {
        let word = if is_beside { "beside-total" } else { "in-total" };
        text.text(
            "shipping",
            word,
            "whether order_total holds the shipping: \"in-total\" or \"beside-total\"",
        );
    }
    text.text("return_prefix", &rules.return_prefix, &why.return_prefix);
    let duplicates = if rules.duplicates == DuplicateRule::Drop { "drop" } else { "keep" };
    text.text("duplicates", duplicates, "rows that are alike in every field: \"keep\" or \"drop\"");
    if let Some(date) = rules.date {
        text.pair("date", &date.to_string(), "the day of all orders");
    }
}

/// Lines of a TOML file.
struct Lines(String);

impl Lines {
    fn section(&mut self, name: &str) {
        self.0.push_str(&format!("\n[{name}]\n"));
    }

    fn comment(&mut self, comment: &str) {
        self.0.push_str(&format!("# {}\n", one_line(comment)));
    }

    fn text(&mut self, key: &str, value: &str, comment: &str) {
        self.pair(key, &quoted(value), comment);
    }

    fn pair(&mut self, key: &str, value: &str, comment: &str) {
        self.0.push_str(&format!("{key} = {value}"));
        if !comment.is_empty() {
            self.0.push_str(&format!("  # {}", one_line(comment)));
        }
        self.0.push('\n');
    }
}

fn reference(column: &ColumnRef) -> String {
    match column {
        ColumnRef::Name(name) => quoted(name),
        ColumnRef::Number(number) => number.to_string(),
    }
}

/// A TOML string in one line, whatever it holds.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A comment must not end before its line.
fn one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EXAMPLE: &str = "[file]\ndelimiter = \"tab\"\nheader = false\nquote = \"none\"\n[values]\n\
        dates = \"day-month-year\"\ndecimal = \",\"\ncurrency = \"€\"\n[columns]\ndate = 2\nline_total = 5\n\
        [rules]\norders = \"each-row\"\ncustomers = \"none\"\nduplicates = \"drop\"\nreturn_prefix = \"C\"\nshipping = \"beside-total\"\n";

    proptest! {
        #[test]
        fn what_is_written_is_read_back(name in "\\PC{1,20}", control in any::<char>(), word in "\\PC{1,20}", why in any::<String>()) {
            let mut mapping = Mapping::from_toml(EXAMPLE, "example").unwrap();
            mapping.columns.insert(Meaning::Product, ColumnRef::Name(format!("{name}{control}")));
            mapping.status.insert(word, crate::OrderMeaning::Open);
            let explanations = Explanations {
                dates: why.clone(),
                unused: vec![(ColumnRef::Name(name), why.clone())],
                columns: [(Meaning::Product, why)].into(),
                ..Explanations::default()
            };
            let text = write_mapping(&mapping, &explanations);
            prop_assert_eq!(Mapping::from_toml(&text, "written").unwrap(), mapping, "{}", text);
        }
    }
}
