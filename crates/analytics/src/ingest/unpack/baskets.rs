//! Texts whose rows are baskets: lists of items, as many as were bought, without names, days or amounts.
//!
//! Such a text becomes a table with a row for each item, the order being the number of the row that it stood in.

use std::{
    collections::HashSet,
    fs::File,
    io::{BufReader, BufWriter, Read, Write},
    path::{Path, PathBuf},
};

use csv::ByteRecord;

use super::{Unpacked, limits::Budget, too_much};
use crate::{
    RefreshError,
    ingest::{
        recognise::has_columns,
        source::file_name,
        text::{
            encoding::{TextEncoding, Utf8Text},
            rows::{Cut, Delimiter, RowReader},
        },
        values::dates::shape_of_date,
    },
};

/// The names of the columns, as the recogniser knows them.
const HEADER: &str = "order id,product\n";
/// How much of a text is looked at.
const SAMPLE_BYTES: u64 = 1 << 20;
/// Fewer rows say too little.
const ROWS_MIN: usize = 10;
/// Letters of an item's name; a sentence is longer.
const ITEM_LETTERS: usize = 60;

impl Unpacked<'_> {
    /// Writes a text of baskets as a table of items, and says how many baskets it holds; `None` if it is none.
    pub(crate) fn unpack_baskets(&mut self, path: &Path) -> Result<Option<(PathBuf, u64)>, RefreshError> {
        let (encoding, sample) = read_sample(path)?;
        let Some(cut) = recognise_baskets(&sample) else { return Ok(None) };
        // A character of another encoding may stand below the sample.
        let encoding = if encoding == TextEncoding::Utf8 {
            let mut file = BufReader::new(open(path)?);
            TextEncoding::recognise(&mut file).map_err(|error| RefreshError::io("reading", path, error))?
        } else {
            encoding
        };
        let name = file_name(path);
        let table = self.new_path(&name)?;
        let Self { request, total, .. } = &mut *self;
        let file = open(path)?;
        let length = file.metadata().map_err(|error| RefreshError::io("reading", path, error))?.len();
        let mut budget = Budget::new(request.limits, length, total);
        let mut rows = RowReader::new(Utf8Text::new(BufReader::new(file), encoding), cut);
        let of_writing = |error| RefreshError::io("writing", &table, error);
        let mut writer = BufWriter::new(File::create_new(&table).map_err(of_writing)?);
        writer.write_all(HEADER.as_bytes()).map_err(of_writing)?;
        let (mut record, mut number, mut line) = (ByteRecord::new(), 0_u64, Vec::new());
        while rows.read(&mut record).map_err(|error| RefreshError::of_reading(path, error))? {
            request.progress.check()?;
            number += 1;
            line.clear();
            items(&record).for_each(|item| push_item(&mut line, number, item));
            budget.spend(line.len() as u64).map_err(|excess| too_much(&name, &excess))?;
            writer.write_all(&line).map_err(of_writing)?;
        }
        writer.flush().map_err(of_writing)?;
        Ok(Some((table, number)))
    }
}

fn open(path: &Path) -> Result<File, RefreshError> {
    File::open(path).map_err(|error| RefreshError::io("opening", path, error))
}

/// The beginning of a text, cut after a line.
fn read_sample(path: &Path) -> Result<(TextEncoding, String), RefreshError> {
    let of_reading = |error| RefreshError::io("reading", path, error);
    let mut start = Vec::new();
    open(path)?.take(SAMPLE_BYTES).read_to_end(&mut start).map_err(of_reading)?;
    if start.len() as u64 == SAMPLE_BYTES {
        let end = start.iter().rposition(|&byte| byte == b'\n').unwrap_or(start.len());
        start.truncate(end);
    }
    let encoding = TextEncoding::recognise(&mut &start[..]).map_err(of_reading)?;
    let mut text = Vec::new();
    // What cannot be decoded is told by whoever reads the text as a table.
    drop(Utf8Text::new(&start[..], encoding).read_to_end(&mut text));
    Ok((encoding, String::from_utf8_lossy(&text).into_owned()))
}

/// Rows of items are no table, differ in length, and name the same few things again and again.
fn recognise_baskets(text: &str) -> Option<Cut> {
    if has_columns(text) {
        return None;
    }
    let cuts = [b',', b';', b'\t', b'|']
        .map(|delimiter| Cut { delimiter: Delimiter::Character(delimiter), quote: Some(b'"') });
    cuts.into_iter().find(|cut| are_baskets(text, *cut))
}

fn are_baskets(text: &str, cut: Cut) -> bool {
    let mut reader = RowReader::new(text.as_bytes(), cut);
    let mut record = ByteRecord::new();
    let (mut rows, mut with_several, mut with_repeats, mut count) = (0, 0, 0, 0_usize);
    let (mut lengths, mut distinct) = (HashSet::new(), HashSet::new());
    while reader.read(&mut record).unwrap_or(false) {
        rows += 1;
        let mut of_row = 0;
        let mut in_row = HashSet::new();
        for item in items(&record) {
            in_row.insert(item);
            let item = String::from_utf8_lossy(item);
            if item.chars().count() > ITEM_LETTERS || shape_of_date(&item).is_some() || is_decimal(&item) {
                return false;
            }
            of_row += 1;
            distinct.insert(item.into_owned());
        }
        count += of_row;
        with_several += usize::from(of_row > 1);
        with_repeats += usize::from(in_row.len() < of_row);
        lengths.insert(of_row);
    }
    // A basket names what is in it once; sentences say the same word again.
    let says_once = with_repeats * 10 <= rows;
    rows >= ROWS_MIN
        && says_once
        && with_several * 2 >= rows
        && lengths.len() > 1
        && distinct.len() * 2 <= count
}

/// An amount: `12.50`, `12,5`.
fn is_decimal(item: &str) -> bool {
    let number = item.trim_start_matches(['-', '+']);
    number.contains(['.', ','])
        && number.chars().all(|letter| letter.is_ascii_digit() || ".,".contains(letter))
}

fn items(record: &ByteRecord) -> impl Iterator<Item = &[u8]> {
    record.iter().map(<[u8]>::trim_ascii).filter(|item| !item.is_empty())
}

fn push_item(line: &mut Vec<u8>, order: u64, item: &[u8]) {
    line.extend_from_slice(order.to_string().as_bytes());
    line.extend_from_slice(b",\"");
    for &byte in item {
        match byte {
            b'"' => line.extend_from_slice(b"\"\""),
            b'\n' | b'\r' => line.push(b' '),
            byte => line.push(byte),
        }
    }
    line.extend_from_slice(b"\"\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_different_length_are_baskets_and_tables_and_prose_are_not() {
        let lists = "milk,bread\nmilk\nbread,milk,beer\nbeer\nmilk,beer\n".repeat(4);
        assert!(recognise_baskets(&lists).is_some());
        assert!(recognise_baskets(&lists.replace(',', ";")).is_some());
        for other in [
            "order,item\n1,milk\n".repeat(20),
            "{\"a\": 1, \"b\": [1, 2, 3]}\n".to_owned(),
            "word\n".repeat(20),
            (0..30)
                .map(|row| format!("Well, this is sentence {row}, and {}\n", "so, ".repeat(row % 4)))
                .collect(),
            "2025-01-01,milk\n2025-01-02,milk,bread\n2025-01-03\n".repeat(5),
            lists.lines().take(5).collect::<Vec<_>>().join("\n"),
            String::new(),
        ] {
            assert!(recognise_baskets(&other).is_none(), "{other}");
        }
    }

    #[test]
    fn items_are_written_so_that_they_are_read_back() {
        let mut line = HEADER.as_bytes().to_vec();
        push_item(&mut line, 7, b"a \"b\", c\nd");
        let mut reader = csv::Reader::from_reader(&line[..]);
        let row = reader.records().next().unwrap().unwrap();
        assert_eq!((&row[0], &row[1]), ("7", "a \"b\", c d"));
    }
}
