//! Parquet files: their columns have names and types, so there is no layout to guess.

use std::path::PathBuf;

use super::{
    RecognisedTable,
    layout::{SAMPLE_ROWS, Sample},
    recognise_sample,
};
use crate::{
    RefreshError,
    ingest::{
        Quote,
        parquet_table::{TextSample, is_parquet, sample},
        source::file_name,
        text::{
            encoding::TextEncoding,
            rows::{Cut, Delimiter},
        },
    },
};

/// Looks at the first rows of the first file; the others must have the same columns.
pub(crate) fn recognise_parquet(files: &[PathBuf]) -> Result<RecognisedTable, RefreshError> {
    let Some((first, others)) = files.split_first() else {
        return Err(RefreshError::NoTable { path: PathBuf::new() });
    };
    let TextSample { names, rows } = sample(first, SAMPLE_ROWS)?;
    let columns = names.len();
    if columns < 2 {
        return Err(RefreshError::NoColumns { file: file_name(first) });
    }
    for other in others {
        if !is_parquet(other) || sample(other, 0)?.names != names {
            return Err(RefreshError::SeveralTables { file: file_name(first), other: file_name(other) });
        }
    }
    // What a mapping says of a text is of no use here.
    let cut = Cut { delimiter: Delimiter::Character(b','), quote: Quote::default().0 };
    let sample = Sample { cut, header: Some(names), rows, columns };
    let mut table = recognise_sample(&sample, TextEncoding::Utf8);
    table.files = files.iter().map(|file| file_name(file)).collect();
    Ok(table)
}
