//! Whatever a file holds, reading ends with an answer: rows kept and refused add up to those that a plain serial
//! reader finds, and nothing panics.

use clientele_analytics::RefreshError;
use proptest::prelude::*;

use crate::desk::{Desk, quality};

/// Pieces of which hostile files are made.
const CORPUS: [&str; 30] = [
    "order id",
    "customer id",
    "date",
    "total",
    "2025-03-10",
    "31.12.2025",
    "12.50",
    "1.234,50",
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "|",
    "\n",
    "\r\n",
    "\r",
    "\u{feff}",
    " ",
    "é",
    "€",
    "\0",
    "'",
    "-",
    "#1001",
    "ada@example.com",
    "NaN",
    "9999999999999999999",
    "{\"a\": [1]}",
    "PK\u{3}\u{4}",
];

fn bytes_of(text: &str, encoding: u8) -> Vec<u8> {
    match encoding {
        0 => text.as_bytes().to_vec(),
        1 => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        2 => text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect(),
        3 => [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat(),
        _ => [b"\xfe\xff".to_vec(), text.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat(),
    }
}

/// Reading ended as it may: with figures, or with a message about the input.
fn assert_is_answer<T>(result: Result<T, RefreshError>) {
    if let Err(error) = result {
        assert!(error.is_bad_input(), "{error}");
        assert!(!error.to_string().is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_text_makes_the_reader_panic(
        pieces in prop::collection::vec(prop::sample::select(&CORPUS[..]), 0..120),
        encoding in 0_u8..5,
        ending in prop::sample::select(vec!["csv", "xlsx", "gz", "zip"]),
    ) {
        let desk = Desk::new();
        let path = desk.write(&format!("orders.{ending}"), &bytes_of(&pieces.concat(), encoding));
        assert_is_answer(desk.read(&path, None));
        assert_is_answer(desk.read(&desk.source(), None));
    }

    #[test]
    fn no_bytes_make_the_reader_panic(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"PAR1", b"\xff\xfe"]),
        rest in prop::collection::vec(any::<u8>(), 0..600),
    ) {
        let desk = Desk::new();
        let path = desk.write("orders.csv", &[start, &rest[..]].concat());
        assert_is_answer(desk.read(&path, None));
    }

    /// A workbook with some bytes changed, as a bad disk or a bad person changes them.
    #[test]
    fn no_damaged_workbook_or_archive_makes_the_reader_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        is_workbook in any::<bool>(),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut bytes = if is_workbook { workbook() } else { crate::desk::zip(&[("orders.csv", SMALL.as_bytes())]) };
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Some(cut) = cut {
            let length = cut.index(bytes.len());
            bytes.truncate(length);
        }
        let desk = Desk::new();
        let path = desk.write("orders.xlsx", &bytes);
        assert_is_answer(desk.read(&path, None));
    }

    /// The `csv` crate alone, over the decoded text, is the other reader.
    #[test]
    fn kept_and_refused_rows_add_up_to_what_a_serial_reader_finds(
        rows in prop::collection::vec((0_u32..30, 1_u32..29, "[a-zé €\";,\n]{0,14}", 0_u8..12), 20..120),
        encoding in 0_u8..5,
        with_returns in any::<bool>(),
    ) {
        let end = if with_returns { "\r\n" } else { "\n" };
        let mut text = format!("order id;customer id;date;total;note{end}");
        for (order, (customer, day, note, fault)) in rows.iter().enumerate() {
            let total = if *fault == 0 { "much" } else { "1,50" };
            let note = note.replace('"', "\"\"");
            text.push_str(&format!("{order};c{customer};2025-03-{day:02};{total};\"{note}\"{end}"));
        }
        let bytes = bytes_of(&text, encoding);
        // A note of Latin-1 that happens to be UTF-8 as well would be another text.
        let mut config_desk = Desk::new();
        config_desk.config.reject_threshold = 1.0;
        let path = config_desk.write("orders.csv", &bytes);
        let mut serial = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(text.as_bytes());
        let expected: Vec<bool> = serial.records().map(|row| row.unwrap()[3] != *"much").collect();
        let good = expected.iter().filter(|is_good| **is_good).count() as u64;
        match config_desk.read(&path, None) {
            Ok(engine) => {
                let file = &quality(&engine).files[0];
                let refused: u64 = file.rejected.iter().map(|count| count.rows).sum();
                prop_assert_eq!((file.rows_read, file.rows_kept), (expected.len() as u64, good));
                prop_assert_eq!(file.rows_kept + refused, file.rows_read);
            }
            Err(error) => prop_assert!(
                matches!(error, RefreshError::Doubtful { .. } | RefreshError::NoCompletedOrder { .. }),
                "{}", error
            ),
        }
    }
}

const SMALL: &str = "order id,customer id,date,total\n1,a,2025-01-31,10.50\n2,b,2025-02-01,7.50\n";

fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(SMALL.lines()) {
        for (column, field) in (0..).zip(line.split(',')) {
            sheet.write(row, column, field).unwrap();
        }
    }
    workbook.save_to_buffer().unwrap()
}
