//! What a person chose in the form of a mapping, and what it comes to.

use std::collections::{BTreeMap, BTreeSet};

use clientele_analytics::{
    AmountSource, ColumnRef, CustomerRule, FileLayout, Mapping, MappingProblem, Meaning, OrderMeaning,
    OrderRule, RecognisedTable, meaning_of_status,
};
use serde::{Serialize, de::DeserializeOwned};

use super::chosen_joins::joined_word;

/// The fields of the form that say how the file is cut.
const LAYOUT: [&str; 4] = ["encoding", "delimiter", "quote", "header"];
/// Begins the names of fields for words of the status column.
const STATUS: &str = "status.";

/// The answer to a question about a column, `q12` for the twelfth, that it is not used.
const UNUSED: &str = "unused";

/// The mapping that a person's choices come to.
pub(super) struct Chosen {
    pub(super) mapping: Mapping,
    /// What cannot be understood.
    pub(super) mistakes: Vec<String>,
    /// Columns, by position, with a meaning that another column is said to have, too.
    pub(super) doubled: BTreeMap<usize, Meaning>,
    /// Fields whose word cannot be understood: what was typed.
    pub(super) misunderstood: BTreeMap<String, String>,
    /// Somebody has seen the form, so nothing in it is a guess any more.
    pub(super) by_person: bool,
    /// No column is an amount, so it is proposed to do without.
    pub(super) proposes_no_amounts: bool,
    /// Words of a status column that a person has picked, of which nobody has said yet what they mean.
    pub(super) unsaid_words: BTreeSet<String>,
}

impl Chosen {
    /// Guesses, overruled by the mapping in use, overruled by the form.
    pub(super) fn of(table: &RecognisedTable, in_use: Option<&Mapping>, pairs: &[(String, String)]) -> Self {
        let by_form = pairs.iter().any(|(key, _)| column_number(key).is_some());
        let mapping = in_use.unwrap_or(&table.mapping).clone();
        let mut chosen = Self {
            mapping,
            mistakes: Vec::new(),
            doubled: BTreeMap::new(),
            misunderstood: BTreeMap::new(),
            by_person: by_form || in_use.is_some(),
            proposes_no_amounts: false,
            unsaid_words: BTreeSet::new(),
        };
        if by_form {
            chosen.take_form(table, pairs);
        } else if chosen.mapping.problems().contains(&MappingProblem::NoAmount) {
            chosen.proposes_no_amounts = true;
            chosen.mapping.rules.amounts = AmountSource::None;
        }
        // Those by which the table came about.
        chosen.mapping.joins.clone_from(&table.mapping.joins);
        chosen
    }

    pub(super) fn has(&self, meaning: Meaning) -> bool {
        self.mapping.columns.contains_key(&meaning)
    }

    fn take_form(&mut self, table: &RecognisedTable, pairs: &[(String, String)]) {
        // Columns of another cut, or of other tables, are other columns.
        let is_other_cut =
            value(pairs, "layout").is_some_and(|seen| Some(seen.to_owned()) != layout_word(pairs));
        let is_joined_otherwise =
            value(pairs, "joined").is_some_and(|seen| seen != joined_word(&table.mapping.joins));
        if is_other_cut || is_joined_otherwise {
            self.mapping = table.mapping.clone();
            self.by_person = false;
            return;
        }
        self.take_columns(table, pairs);
        self.take_status_words(table);
        for (key, word) in pairs {
            self.take_word(key, word.trim());
        }
        self.follow_columns(table);
    }

    fn take_columns(&mut self, table: &RecognisedTable, pairs: &[(String, String)]) {
        self.mapping.columns.clear();
        let (mut twice, mut said) = (BTreeSet::new(), BTreeMap::new());
        for (key, word) in pairs.iter().filter(|(_, word)| !word.is_empty()) {
            let Some(number) = column_number(key) else { continue };
            let Some(column) = table.columns.get(number - 1) else { continue };
            if key.strip_prefix('c').and_then(|number| value(pairs, &format!("q{number}"))) == Some(UNUSED) {
                continue;
            }
            let Some(meaning) = Meaning::ALL.into_iter().find(|meaning| meaning.name() == word) else {
                self.mistakes.push(format!("“{word}” is not something that a column can mean."));
                continue;
            };
            said.insert(number - 1, meaning);
            if self.mapping.columns.insert(meaning, column.reference.clone()).is_some() {
                twice.insert(meaning);
            }
        }
        self.doubled = said;
        self.doubled.retain(|_, meaning| twice.contains(meaning));
        for meaning in twice {
            let name = meaning.name().replace('_', " ");
            self.mistakes.push(format!("Two columns are said to be the {name}. Choose one of them."));
        }
    }

    /// Of a column that was not guessed to be the status only the samples are known.
    fn take_status_words(&mut self, table: &RecognisedTable) {
        let status = self.mapping.columns.get(&Meaning::Status);
        if status == table.mapping.columns.get(&Meaning::Status) {
            return;
        }
        let column = status.and_then(|reference| column_of(table, reference));
        let samples = column.map(|column| table.columns[column].samples.as_slice()).unwrap_or_default();
        let meaning = |word: &String| meaning_of_status(word).unwrap_or(OrderMeaning::Completed);
        self.mapping.status = samples.iter().map(|word| (word.clone(), meaning(word))).collect();
        self.unsaid_words =
            samples.iter().filter(|word| meaning_of_status(word).is_none()).cloned().collect();
    }

    fn take_word(&mut self, key: &str, word: &str) {
        let Self { mapping, unsaid_words, .. } = self;
        let Mapping { file, values, rules, status, .. } = mapping;
        let is_understood = match key {
            "encoding" => set(&mut file.encoding, word),
            "delimiter" => set(&mut file.delimiter, word),
            "quote" => set(&mut file.quote, word),
            "header" => {
                file.header = word != "false";
                true
            }
            "dates" => set(&mut values.dates, word),
            "decimal" => set(&mut values.decimal, word),
            "currency" => {
                word.clone_into(&mut values.currency);
                true
            }
            "orders" => set(&mut rules.orders, word),
            "customers" => set(&mut rules.customers, word),
            "measure" => set(&mut rules.measure, word),
            "amounts" => set(&mut rules.amounts, word),
            "shipping" => set(&mut rules.shipping, word),
            "duplicates" => set(&mut rules.duplicates, word),
            "return_prefix" => {
                word.clone_into(&mut rules.return_prefix);
                true
            }
            "day" if word.is_empty() => {
                rules.date = None;
                true
            }
            "day" => word.parse().map(|day| rules.date = Some(day)).is_ok(),
            _ => match key.strip_prefix(STATUS) {
                Some(name) => {
                    unsaid_words.remove(name);
                    let meaning = parse::<OrderMeaning>(word);
                    meaning.map(|meaning| status.insert(name.to_owned(), meaning)).is_some()
                }
                None => true,
            },
        };
        if !is_understood {
            self.misunderstood.insert(key.to_owned(), word.to_owned());
        }
    }

    /// A column that is named now goes before a rule that only stood in for it, and a day before no column alone.
    fn follow_columns(&mut self, table: &RecognisedTable) {
        let is_new = |meaning| self.has(meaning) && !table.mapping.columns.contains_key(&meaning);
        let (customer, order) = (is_new(Meaning::CustomerId), is_new(Meaning::OrderId));
        let has_amount =
            [Meaning::LineTotal, Meaning::UnitPrice, Meaning::OrderTotal].into_iter().any(is_new);
        let has_date = self.has(Meaning::Date);
        let rules = &mut self.mapping.rules;
        if customer && rules.customers == CustomerRule::None {
            rules.customers = CustomerRule::Column;
        }
        if order {
            rules.orders = OrderRule::Column;
        }
        if has_amount {
            rules.amounts = AmountSource::Columns;
        }
        if has_date {
            rules.date = None;
        }
    }
}

/// How the form says that the file is cut; `None`: it does not say.
pub(super) fn layout_of(pairs: &[(String, String)]) -> Option<FileLayout> {
    let word = |key| value(pairs, key);
    Some(FileLayout {
        encoding: parse(word("encoding")?)?,
        delimiter: parse(word("delimiter")?)?,
        quote: parse(word("quote")?)?,
        header: word("header")? != "false",
    })
}

/// The layout in one word, by which the form tells what its columns are columns of.
fn layout_word(pairs: &[(String, String)]) -> Option<String> {
    let words: Option<Vec<&str>> = LAYOUT.into_iter().map(|key| value(pairs, key)).collect();
    words.map(|words| words.join(" "))
}

/// All that can be chosen besides columns and words of the status, as words of a mapping file.
pub(super) fn words_of(mapping: &Mapping) -> Vec<(&'static str, String)> {
    let Mapping { file, values, rules, .. } = mapping;
    let layout = [
        ("encoding", file.encoding.name().to_owned()),
        ("delimiter", file.delimiter.to_string()),
        ("quote", file.quote.to_string()),
        ("header", file.header.to_string()),
    ];
    let seen = layout.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ");
    let mut words = layout.to_vec();
    words.extend([
        ("layout", seen),
        ("joined", joined_word(&mapping.joins)),
        ("dates", values.dates.name().to_owned()),
        ("decimal", word_of(&values.decimal)),
        ("currency", values.currency.clone()),
        ("orders", word_of(&rules.orders)),
        ("customers", word_of(&rules.customers)),
        ("measure", word_of(&rules.measure)),
        ("amounts", word_of(&rules.amounts)),
        ("shipping", word_of(&rules.shipping)),
        ("return_prefix", rules.return_prefix.clone()),
        ("duplicates", word_of(&rules.duplicates)),
        ("day", rules.date.map(|day| day.to_string()).unwrap_or_default()),
    ]);
    words
}

/// The position of the column that a mapping names.
pub(super) fn column_of(table: &RecognisedTable, reference: &ColumnRef) -> Option<usize> {
    let by_name = || table.columns.iter().position(|column| &column.reference == reference);
    match reference {
        ColumnRef::Number(number) => {
            let position = usize::try_from(*number).ok()?.checked_sub(1)?;
            (position < table.columns.len()).then_some(position)
        }
        ColumnRef::Name(_) => by_name(),
    }
}

/// `c12` is the twelfth column.
fn column_number(key: &str) -> Option<usize> {
    key.strip_prefix('c')?.parse().ok().filter(|number| *number > 0)
}

/// The last value of a field.
pub(super) fn value<'a>(pairs: &'a [(String, String)], key: &str) -> Option<&'a str> {
    pairs.iter().rev().find(|(name, _)| name == key).map(|(_, word)| word.as_str())
}

fn set<T: DeserializeOwned>(place: &mut T, word: &str) -> bool {
    parse(word).map(|value| *place = value).is_some()
}

/// A word of a mapping file.
fn parse<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

fn word_of<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
