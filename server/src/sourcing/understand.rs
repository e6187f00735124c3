//! How a candidate would be read: what is recognised, corrected by what a person chose.

use std::path::Path;

use clientele_analytics::{
    CERTAIN_PERCENT, FileLayout, Mapping, MappingProblem, Meaning, OrderMeaning, RecognisedColumn,
    RecognisedSource, RecognisedTable, RefreshError, ShopConfig, SourceLook, meaning_of_status,
};
use clientele_app::format::{format_count, format_counted, format_percent};
use clientele_contract::{
    MappedColumn, MappingChoice, MappingPreview, StatusWord, TableMapping, Understanding,
};

use super::{
    SourcingError,
    choices::{Chosen, column_of, layout_of, words_of},
};

/// What pages show of a candidate. What is packed is unpacked within `staging`, and removed again.
pub(super) fn describe(
    path: &Path,
    staging: &Path,
    in_use: Option<&Mapping>,
    chosen: &[(String, String)],
) -> Understanding {
    let config = ShopConfig::default();
    let look = match look_at(path, &config, staging, in_use, chosen) {
        Ok(look) => look,
        Err(fault) => return Understanding::Refused(fault.to_string()),
    };
    match &look.recognised {
        RecognisedSource::Olist => Understanding::Certain("Olist’s files".to_owned()),
        RecognisedSource::Table(table) => {
            Understanding::Table(Box::new(describe_table(&look, table, &config, in_use, chosen)))
        }
    }
}

/// The mapping as it is written down; `None`: the source says itself how it is read.
pub(super) fn settle(
    path: &Path,
    staging: &Path,
    in_use: Option<&Mapping>,
    chosen: &[(String, String)],
) -> Result<Option<String>, SourcingError> {
    let config = ShopConfig::default();
    let look = look_at(path, &config, staging, in_use, chosen)?;
    let RecognisedSource::Table(table) = &look.recognised else { return Ok(None) };
    let chosen = Chosen::of(table, in_use, chosen);
    let mut problems = problems_of(&chosen);
    // The page asks for it beside the words themselves.
    problems.extend(
        chosen.unsaid_words.iter().map(|word| format!("Say whether orders that are “{word}” count.")),
    );
    if problems.is_empty() {
        let preview = look.preview(&chosen.mapping)?;
        problems.extend(preview.and_then(|preview| too_many_refused(&preview, &config)));
    }
    if !problems.is_empty() {
        return Err(SourcingError::Unsettled(problems));
    }
    let mut table = table.clone();
    table.correct(chosen.mapping);
    Ok(Some(table.to_toml()))
}

/// As a person says that it is cut into fields, as the mapping in use says, or as it is recognised.
fn look_at<'a>(
    path: &Path,
    config: &'a ShopConfig,
    staging: &'a Path,
    in_use: Option<&Mapping>,
    chosen: &[(String, String)],
) -> Result<SourceLook<'a>, RefreshError> {
    let layout: Option<FileLayout> = layout_of(chosen).or_else(|| in_use.map(|mapping| mapping.file.clone()));
    SourceLook::open(path, config, staging, layout.as_ref())
}

fn describe_table(
    look: &SourceLook<'_>,
    table: &RecognisedTable,
    config: &ShopConfig,
    in_use: Option<&Mapping>,
    pairs: &[(String, String)],
) -> TableMapping {
    let chosen = Chosen::of(table, in_use, pairs);
    let mut problems = problems_of(&chosen);
    let preview = match look.preview(&chosen.mapping) {
        Ok(preview) => preview,
        Err(fault) => {
            problems.push(fault.to_string());
            None
        }
    };
    let settled = preview.as_ref().filter(|_| problems.is_empty());
    TableMapping {
        too_many_refused: settled.and_then(|preview| too_many_refused(preview, config)),
        rows_seen: table.rows_seen,
        columns: describe_columns(table, &chosen),
        choices: describe_choices(table, &chosen),
        status: describe_status(&chosen),
        notes: table.notes.clone(),
        problems,
        preview,
    }
}

fn describe_columns(table: &RecognisedTable, chosen: &Chosen) -> Vec<MappedColumn> {
    let describe = |(position, column): (usize, &RecognisedColumn)| {
        let meaning = meaning_of(&chosen.mapping, table, position);
        let is_guess = meaning == column.meaning;
        let by_person = "you said so".to_owned();
        MappedColumn {
            name: column.name.clone(),
            samples: column.samples.clone(),
            meaning: meaning.map(|meaning| meaning.name().to_owned()).unwrap_or_default(),
            percent: meaning.filter(|_| is_guess).map(|_| column.percent),
            reason: if is_guess { column.reason.clone() } else { by_person },
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
    let needs_day = !chosen.has(Meaning::Date) && chosen.mapping.rules.date.is_none();
    words_of(&chosen.mapping)
        .into_iter()
        .map(|(key, value)| {
            let doubt = doubt_about(key).or_else(|| {
                (key == "day" && needs_day).then(|| "no column is the date of the order".to_owned())
            });
            MappingChoice { key: key.to_owned(), value, doubt }
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
fn too_many_refused(preview: &MappingPreview, config: &ShopConfig) -> Option<String> {
    let MappingPreview { rows_read, rows_usable, refused, .. } = preview;
    let unusable = rows_read.saturating_sub(*rows_usable);
    if unusable as f64 <= config.reject_threshold * *rows_read as f64 {
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
fn problems_of(chosen: &Chosen) -> Vec<String> {
    let words = |problem: MappingProblem| {
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
    };
    let of_mapping = chosen.mapping.problems().into_iter().map(words);
    of_mapping.chain(chosen.mistakes.iter().cloned()).collect()
}
