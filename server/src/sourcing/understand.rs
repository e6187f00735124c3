//! How a candidate would be read: what is recognised, corrected by what a person chose.

use std::path::Path;

use clientele_analytics::{
    CERTAIN_PERCENT, FileLayout, Join, JoinLook, JoinTable, LookedJoin, Mapping, MappingProblem, Meaning,
    OrderMeaning, RecognisedColumn, RecognisedSource, RecognisedTable, RefreshError, ShopConfig, SourceLook,
    meaning_of_status,
};
use clientele_app::{
    failed_change::as_sentence,
    format::{format_count, format_counted, format_percent},
};
use clientele_contract::{
    JoinedTable, MappedColumn, MappedJoin, MappingChoice, MappingPreview, StatusWord, TableJoins,
    TableMapping, Understanding,
};

use super::{
    SourcingError,
    choices::{Chosen, column_of, layout_of, value, words_of},
    chosen_joins::{ChosenJoins, joined_word},
};

/// What is looked at, and what is said of it already.
pub(super) struct Candidacy<'a> {
    /// Where it lies.
    pub(super) path: &'a Path,
    /// Where what is packed is unpacked, and removed again.
    pub(super) staging: &'a Path,
    /// How it is read now, if it is the source in use.
    pub(super) in_use: Option<&'a Mapping>,
    /// The fields of the form.
    pub(super) chosen: &'a [(String, String)],
    /// Not all keys of its tables are there, so rows that miss them say nothing.
    pub(super) is_cut: bool,
}

/// What pages show of a candidate.
pub(super) fn describe(candidacy: &Candidacy<'_>) -> Understanding {
    let config = ShopConfig::default();
    let look = match look_at(candidacy, &config) {
        Ok(look) => look,
        Err(fault) => return Understanding::Refused(fault.to_string()),
    };
    match &look.recognised {
        RecognisedSource::Olist => Understanding::Certain("Olist’s files".to_owned()),
        RecognisedSource::Table(table) => {
            Understanding::Table(Box::new(describe_table(&look, table, &config, candidacy)))
        }
    }
}

/// The mapping as it is written down; `None`: the source says itself how it is read.
pub(super) fn settle(candidacy: &Candidacy<'_>) -> Result<Option<String>, SourcingError> {
    let config = ShopConfig::default();
    let look = look_at(candidacy, &config)?;
    let RecognisedSource::Table(table) = &look.recognised else { return Ok(None) };
    let chosen = Chosen::of(table, candidacy.in_use, candidacy.chosen);
    let mut problems = problems_of(&chosen, &look, candidacy);
    // The page asks for it beside the words themselves.
    problems.extend(
        chosen.unsaid_words.iter().map(|word| format!("Say whether orders that are “{word}” count.")),
    );
    if problems.is_empty() {
        let preview = look.preview(&chosen.mapping)?;
        problems.extend(preview.and_then(|preview| too_many_refused(&preview, &config, candidacy)));
    }
    if !problems.is_empty() {
        return Err(SourcingError::Unsettled(problems));
    }
    let mut table = table.clone();
    table.correct(chosen.mapping);
    Ok(Some(table.to_toml()))
}

/// As a person says that it is joined and cut into fields, as the mapping in use says, or as it is recognised.
fn look_at<'a>(candidacy: &Candidacy<'a>, config: &'a ShopConfig) -> Result<SourceLook<'a>, RefreshError> {
    let &Candidacy { path, staging, in_use, chosen, .. } = candidacy;
    let said = ChosenJoins::of(chosen).map(|said| said.joins);
    let joins = said.as_deref().or_else(|| in_use.map(|mapping| &mapping.joins[..]));
    // A layout is that of the tables that the form was about.
    let seen = value(chosen, "joined");
    let is_joined_otherwise = seen.is_some_and(|seen| seen != joined_word(joins.unwrap_or_default()));
    let layout = layout_of(chosen).or_else(|| in_use.map(|mapping| mapping.file.clone()));
    let layout: Option<FileLayout> = layout.filter(|_| !is_joined_otherwise);
    SourceLook::open(path, config, staging, layout.as_ref(), joins)
}

fn describe_table(
    look: &SourceLook<'_>,
    table: &RecognisedTable,
    config: &ShopConfig,
    candidacy: &Candidacy<'_>,
) -> TableMapping {
    let chosen = Chosen::of(table, candidacy.in_use, candidacy.chosen);
    let mut problems = problems_of(&chosen, look, candidacy);
    let preview = match look.preview(&chosen.mapping) {
        Ok(preview) => preview,
        Err(fault) => {
            problems.push(fault.to_string());
            None
        }
    };
    let settled = preview.as_ref().filter(|_| problems.is_empty());
    TableMapping {
        too_many_refused: settled.and_then(|preview| too_many_refused(preview, config, candidacy)),
        rows_seen: table.rows_seen,
        joins: look.joins.as_ref().map(describe_joins),
        columns: describe_columns(table, &chosen),
        choices: describe_choices(table, &chosen),
        status: describe_status(&chosen),
        notes: table.notes.clone(),
        problems,
        preview,
    }
}

fn describe_joins(look: &JoinLook) -> TableJoins {
    let describe = |LookedJoin { join, percent, reason }: &LookedJoin| {
        let Join { table, column, to, key } = join.clone();
        let is_doubtful = look.are_found && *percent < CERTAIN_PERCENT;
        MappedJoin { table, column, to, key, percent: *percent, reason: reason.clone(), is_doubtful }
    };
    let table = |JoinTable { name, columns }: &JoinTable| JoinedTable {
        name: name.clone(),
        columns: columns.clone(),
    };
    TableJoins {
        tables: look.tables.iter().map(table).collect(),
        joins: look.joins.iter().map(describe).collect(),
        fault: look.fault.clone(),
    }
}

fn describe_columns(table: &RecognisedTable, chosen: &Chosen) -> Vec<MappedColumn> {
    let describe = |(position, column): (usize, &RecognisedColumn)| {
        let doubled = chosen.doubled.get(&position).copied();
        let meaning = doubled.or_else(|| meaning_of(&chosen.mapping, table, position));
        let is_guess = meaning == column.meaning;
        let by_person = "you said so".to_owned();
        MappedColumn {
            name: column.name.clone(),
            samples: column.samples.clone(),
            meaning: meaning.map(|meaning| meaning.name().to_owned()).unwrap_or_default(),
            percent: meaning.filter(|_| is_guess).map(|_| column.percent),
            reason: if is_guess { column.reason.clone() } else { by_person },
            mistake: doubled.map(|_| "Another column is said to be the same. Choose one of them.".to_owned()),
            is_doubtful: !chosen.by_person
                && is_guess
                && meaning.is_some_and(is_needed)
                && column.percent < CERTAIN_PERCENT,
        }
    };
    table.columns.iter().enumerate().map(describe).collect()
}

fn meaning_of(mapping: &Mapping, table: &RecognisedTable, position: usize) -> Option<Meaning> {
    let is_it = |meaning: &&Meaning| column_of(table, &mapping.columns[*meaning]) == Some(position);
    mapping.columns.keys().find(is_it).copied()
}

/// Figures follow from it, so that a wrong guess must not pass unnoticed.
fn is_needed(meaning: Meaning) -> bool {
    !matches!(
        meaning,
        Meaning::Status
            | Meaning::Product
            | Meaning::Category
            | Meaning::Place
            | Meaning::Currency
            | Meaning::Review
            | Meaning::UnitCost
    )
}

fn describe_choices(table: &RecognisedTable, chosen: &Chosen) -> Vec<MappingChoice> {
    let doubt_about = |key: &str| {
        if chosen.by_person {
            return None;
        }
        match key {
            "dates" if !table.dates.is_enough() && chosen.has(Meaning::Date) => {
                Some(table.dates.reason.clone())
            }
            "decimal" if !table.decimal.is_enough() => Some(table.decimal.reason.clone()),
            "customers" if !chosen.has(Meaning::CustomerId) => Some("no column says who ordered".to_owned()),
            "amounts" if chosen.proposes_no_amounts => Some("no column is an amount".to_owned()),
            _ => None,
        }
    };
    let has_long_currency = chosen.mapping.problems().contains(&MappingProblem::LongCurrency);
    let needs_day = !chosen.has(Meaning::Date) && chosen.mapping.rules.date.is_none();
    words_of(&chosen.mapping)
        .into_iter()
        .map(|(key, value)| {
            let doubt = doubt_about(key).or_else(|| {
                (key == "day" && needs_day).then(|| "no column is the date of the order".to_owned())
            });
            let typed = chosen.misunderstood.get(key);
            let mistake = typed.map(|typed| not_understood(key, typed)).or_else(|| {
                let is_long = key == "currency" && has_long_currency;
                is_long.then(|| words_of_problem(MappingProblem::LongCurrency))
            });
            let value = typed.cloned().unwrap_or(value);
            MappingChoice { key: key.to_owned(), value, doubt, mistake }
        })
        .collect()
}

fn describe_status(chosen: &Chosen) -> Vec<StatusWord> {
    if !chosen.has(Meaning::Status) {
        return Vec::new();
    }
    let describe = |(word, meaning): (&String, &OrderMeaning)| StatusWord {
        word: word.clone(),
        meaning: meaning.name().to_owned(),
        is_doubtful: chosen.unsaid_words.contains(word)
            || (!chosen.by_person && meaning_of_status(word).is_none()),
    };
    chosen.mapping.status.iter().map(describe).collect()
}

/// A refresh would refuse the table for the share of rows that cannot be used; what to do instead.
fn too_many_refused(
    preview: &MappingPreview,
    config: &ShopConfig,
    candidacy: &Candidacy<'_>,
) -> Option<String> {
    let MappingPreview { rows_read, rows_usable, refused, .. } = preview;
    let unusable = rows_read.saturating_sub(*rows_usable);
    if candidacy.is_cut || unusable as f64 <= config.reject_threshold * *rows_read as f64 {
        return None;
    }
    let most = refused.first().map(|count| {
        format!(" Most often: {}, first in line {}.", count.reason, format_count(count.first_line))
    });
    Some(format!(
        "{} of the first {} cannot be used, more than the {} that a refresh leaves out.{} Correct the file and upload it \
         again, or say below what its columns mean.",
        format_count(unusable),
        format_counted(*rows_read, "row", "rows"),
        format_percent(config.reject_threshold),
        most.unwrap_or_default()
    ))
}

/// What keeps the table from being read, in the words of the page.
fn problems_of(chosen: &Chosen, look: &SourceLook<'_>, candidacy: &Candidacy<'_>) -> Vec<String> {
    let of_joins = look.joins.as_ref().and_then(problem_of_joins);
    // Without its other tables a table lacks columns that are there.
    let is_whole = of_joins.is_none();
    let has_half = ChosenJoins::of(candidacy.chosen).is_some_and(|said| said.has_half);
    let half = has_half.then(|| {
        "A join needs two columns: the one that names a row, and the key that it names. Choose both."
            .to_owned()
    });
    let of_mapping = chosen.mapping.problems().into_iter().filter(|_| is_whole).map(words_of_problem);
    let of_words = chosen.misunderstood.iter().map(|(key, word)| not_understood(key, word));
    let of_table = of_mapping.chain(chosen.mistakes.iter().cloned()).chain(of_words);
    of_joins.into_iter().chain(half).chain(of_table).collect()
}

fn problem_of_joins(look: &JoinLook) -> Option<String> {
    let fault = as_sentence(look.fault.as_deref()?);
    let advice = if look.joins.is_empty() { " Or say below how the tables are joined." } else { "" };
    Some(format!("{fault}{advice}"))
}

fn not_understood(key: &str, word: &str) -> String {
    format!("“{word}” is not understood for {}.", key.replace('_', " "))
}

fn words_of_problem(problem: MappingProblem) -> String {
    match problem {
        MappingProblem::NoDate => {
            "No column is the date of the order. Choose it among the columns, or give all orders one day.".to_owned()
        }
        MappingProblem::NoAmount => {
            "No column is an amount. Choose one among the columns as line total, price or order total, or say that there \
             are none."
                .to_owned()
        }
        MappingProblem::NoCustomer => {
            "No column says who ordered. Choose it among the columns, or say what stands in for it.".to_owned()
        }
        MappingProblem::NoOrder => {
            "No column is the order’s number. Choose it among the columns, or say which rows are one order.".to_owned()
        }
        MappingProblem::SyntheticWithoutOrder => {
            "Customers are made up from the order’s number, so a column has to hold it.".to_owned()
        }
        MappingProblem::DayWithoutCustomer => {
            "What a customer bought in a day is an order only where a column names the customer.".to_owned()
        }
        MappingProblem::ProfitWithoutCost => {
            "Profit needs a column with the cost of one piece, and a price or total at each line.".to_owned()
        }
        MappingProblem::LongCurrency => {
            "The currency is longer than 8 characters. Give a symbol or a code, such as € or EUR.".to_owned()
        }
        other @ MappingProblem::TwoMeanings(_) => other.to_string(),
    }
}
