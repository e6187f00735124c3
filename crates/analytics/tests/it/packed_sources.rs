//! Sources that are packed, or are workbooks: the same figures as the plain text, and no way out of a folder.

use std::{fs, io::Write, path::PathBuf};

use clientele_analytics::{
    BuildRequest, CustomerRule, Engine, Mapping, Progress, RecognisedSource, RefreshError, RuleBook, Stage,
    UnpackLimits, build_shop, recognise_source,
};
use clientele_contract::{Analytics, Scope};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::desk::{Desk, figures, gzip, quality, real_data, zip};

const ORDERS: &str = "\
Bestell-Nr.;Kunden-Nr.;Bestelldatum;Artikel;Warengruppe;Menge;Einzelpreis;Bundesland
A-1;K 17;31.12.2025;Kaffeemühle;Küche;1;1.249,90;Thüringen
A-1;K 17;31.12.2025;Filter;Küche;12;0,99;Thüringen
A-2;K 18;05.04.2025;Löffel;Küche;6;3,50;Hessen
";
const ORDERS_CENTS: i64 = 124_990 + 1_188 + 2_100;

/// The German table as a person keeps it: dates and numbers as such, a title above, remarks on another sheet.
fn german_workbook() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Hinweise").unwrap().write(0, 0, "Stand: Januar").unwrap();
    let sheet = workbook.add_worksheet().set_name("Bestellungen").unwrap();
    sheet.write(0, 1, "Bestellungen 2025").unwrap();
    write_german_rows(sheet);
    workbook.save_to_buffer().unwrap()
}

fn write_german_rows(sheet: &mut Worksheet) {
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let money = Format::new().set_num_format("#,##0.00 €");
    for (row, line) in (2_u32..).zip(ORDERS.lines()) {
        for (column, field) in (1_u16..).zip(line.split(';')) {
            let number = field.replace('.', "").replace(',', ".").parse::<f64>();
            match (column, number) {
                (3, _) if row > 2 => {
                    let parts: Vec<u16> = field.split('.').map(|part| part.parse().unwrap()).collect();
                    let day = ExcelDateTime::from_ymd(parts[2], parts[1] as u8, parts[0] as u8).unwrap();
                    sheet.write_with_format(row, column, &day, &date).unwrap();
                }
                (6 | 7, Ok(number)) => drop(sheet.write_with_format(row, column, number, &money).unwrap()),
                _ => drop(sheet.write(row, column, field).unwrap()),
            }
        }
    }
}

#[test]
fn a_table_is_read_the_same_packed_with_gzip_or_zip_or_in_a_workbook() {
    let text = ORDERS.as_bytes();
    for (name, content) in [
        ("orders.csv", text.to_vec()),
        ("orders.csv.gz", gzip(text)),
        ("orders", gzip(text)),
        (
            "export.zip",
            zip(&[("orders.csv", text), ("README.md", b"read me"), ("__MACOSX/._orders.csv", b"x\0")]),
        ),
        ("export", zip(&[("orders.unknown", text)])),
        ("shop.xlsx", german_workbook()),
        ("shop.bin", german_workbook()),
    ] {
        let desk = Desk::new();
        let path = desk.write(name, &content);
        let recognised = desk.recognise(&path);
        assert_eq!(recognised.doubts, Vec::<String>::new(), "{name}");
        assert_eq!(recognised.rows_seen, 3, "{name}");
        let engine = desk.read(&path, None).unwrap();
        assert_eq!(figures(&engine), (2, 2, ORDERS_CENTS), "{name}");
        assert_eq!(engine.snapshot(&Scope::everything()).unwrap().as_of.to_string(), "2026-01-01", "{name}");
        // As a person corrects it and reads it again.
        let mapping = Mapping::from_toml(&recognised.to_toml(), "source.toml").unwrap();
        assert_eq!(figures(&desk.read(&path, Some(&mapping)).unwrap()), (2, 2, ORDERS_CENTS), "{name}");
    }
}

#[test]
fn a_row_of_a_sheet_is_named_by_its_number_there() {
    let desk = Desk::new();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Orders of the shop").unwrap();
    for (column, name) in (0..).zip(["order id", "customer id", "date", "total"]) {
        sheet.write(2, column, name).unwrap();
    }
    for row in 3..60_u32 {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 1, if row % 3 == 0 { "ada" } else { "bob" }).unwrap();
        sheet.write(row, 2, "2025-03-01").unwrap();
        sheet.write(row, 3, if row == 40 { "much" } else { "12.50" }).unwrap();
    }
    let path = desk.write("orders.xlsx", &workbook.save_to_buffer().unwrap());
    let report = quality(&desk.read(&path, None).unwrap());
    assert_eq!(report.files[0].file, "Sheet1 in orders.xlsx");
    assert_eq!((report.files[0].rows_read, report.files[0].rejected[0].first_line), (57, 41));
}

#[test]
fn parts_of_a_table_may_be_packed_each_in_its_way() {
    let header = "order id,customer id,date,total\n";
    let (january, february) =
        (format!("{header}1,a,2025-01-31,10.50\n"), format!("{header}2,b,2025-02-27,11.50\n"));
    let march = format!("{header}3,a,2025-03-21,12.50\n");
    let desk = Desk::new();
    desk.write("2025-01.csv", january.as_bytes());
    desk.write("2025-02.csv.gz", &gzip(february.as_bytes()));
    desk.write("2025-03.zip", &zip(&[("march.csv", march.as_bytes()), ("january.csv", january.as_bytes())]));
    let engine = desk.read(&desk.source(), None).unwrap();
    assert_eq!(figures(&engine), (2, 3, 3_450), "January stands there twice, and counts once");
    let report = quality(&engine);
    let files: Vec<&str> = report.files.iter().map(|file| file.file.as_str()).collect();
    assert_eq!(files, ["2025-01.csv", "2025-02.csv.gz", "march.csv in 2025-03.zip"]);
    let note = "january.csv in 2025-03.zip holds the same bytes as 2025-01.csv, and was left out";
    assert!(report.files[0].notes.contains(&note.to_owned()), "{:?}", report.files[0].notes);
}

#[test]
fn parts_of_a_table_may_come_from_different_programs() {
    let desk = Desk::new();
    desk.write(
        "2025-01.csv",
        b"order id,customer id,date,total\n1,a,2025-01-31,10.50\n2,\"b, c\",2025-01-30,9.00\n",
    );
    let of_february: Vec<u8> = "order id;customer id;date;total\n3;Jos\u{e9};2025-02-21;12.50\n"
        .chars()
        .map(|letter| u8::try_from(u32::from(letter)).unwrap())
        .collect();
    desk.write("2025-02.csv", &of_february);
    let recognised = desk.recognise(&desk.source());
    let mapping = Mapping::from_toml(&recognised.to_toml(), "source.toml").unwrap();
    for mapping in [None, Some(&mapping)] {
        let engine = desk.read(&desk.source(), mapping).unwrap();
        assert_eq!(figures(&engine), (3, 3, 3_200));
        assert!(engine.customer(&Scope::everything(), "Jos\u{e9}").unwrap().is_some());
    }
    desk.write(
        "2025-01.csv",
        b"order id,customer id,date,total\n1,a,31/01/2025,10.50\n2,b,30/01/2025,9.00\n",
    );
    desk.write(
        "2025-02.csv",
        b"order id,customer id,date,total\n3,a,02/21/2025,10.50\n4,b,02/27/2025,9.00\n",
    );
    let message = desk.refusal(&desk.source());
    assert!(
        message.starts_with("2025-02.csv: found dates as 12/31/2025 beside dates as 31.12.2025"),
        "{message}"
    );
    desk.write("2025-01.csv", b"order id;customer id;date;total\n1;a;2025-01-31;10.50\n2;b;2025-01-30;9\n");
    desk.write(
        "2025-02.csv",
        b"order id;customer id;date;total\n3;a;2025-02-21;1.234\n4;b;2025-02-27;9,50\n",
    );
    let message = desk.refusal(&desk.source());
    assert!(message.starts_with("2025-02.csv: found amounts as 12,50 beside amounts as 12.50"), "{message}");
    desk.write("2025-02.csv", b"order id;customer id;date;total\n3;a;2025-02-21;12\n4;b;2025-02-27;9\n");
    assert_eq!(figures(&desk.read(&desk.source(), None).unwrap()), (2, 4, 1_050 + 900 + 1_200 + 900));
}

#[test]
fn olists_files_in_an_archive_are_olists_files() {
    let Some(folder) = real_data("olist_sample") else { return };
    let desk = Desk::new();
    let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let files: Vec<(String, Vec<u8>)> = names
        .iter()
        .map(|name| (format!("olist/{}", name.to_string_lossy()), fs::read(folder.join(name)).unwrap()))
        .collect();
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
    let path = desk.write("archive.zip", &zip(&files));
    let recognised = recognise_source(&path, &desk.config, &desk.staging()).unwrap();
    assert!(matches!(recognised, RecognisedSource::Olist));
    let (plain, packed) = (desk.read(&folder, None).unwrap(), desk.read(&path, None).unwrap());
    let report =
        |engine: &Engine| serde_json::to_string(&engine.report(&Scope::everything()).unwrap()).unwrap();
    assert_eq!(report(&plain), report(&packed));
}

#[test]
fn real_tables_have_the_same_figures_packed() {
    for (file, expected) in [
        ("cdnow/CDNOW_master.txt", (23_570, 69_659, 250_031_563)),
        ("retail_orders/orders.csv", (9_994, 9_994, 0)),
    ] {
        let Some(path) = real_data(file) else { return };
        let text = fs::read(&path).unwrap();
        let desk = Desk::new();
        let packed =
            [desk.write("orders.gz", &gzip(&text)), desk.write("orders.zip", &zip(&[("orders.csv", &text)]))];
        let mut mapping = desk.recognise(&path).mapping;
        if expected.2 == 0 {
            mapping.rules.customers = CustomerRule::None;
        }
        let plain = figures(&desk.read(&path, Some(&mapping)).unwrap());
        assert_eq!((plain.0, plain.1), (expected.0, expected.1));
        assert!(expected.2 == 0 || plain.2 == expected.2);
        for path in packed {
            assert_eq!(desk.recognise(&path).mapping.columns, mapping.columns);
            assert_eq!(figures(&desk.read(&path, Some(&mapping)).unwrap()), plain);
        }
    }
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked_and_while_it_is() {
    let desk = Desk::with_limits(UnpackLimits { always_mib: 1, ..UnpackLimits::default() });
    let zeros = vec![b'0'; 8 << 20];
    let packed = desk.write("orders.csv.gz", &gzip(&zeros));
    let message = desk.refusal(&packed);
    assert!(
        message.starts_with("orders.csv.gz: found contents that are more than 100 times as large"),
        "{message}"
    );
    assert!(message.contains("raise `ratio` under [unpack]"), "{message}");
    let archive = zip(&[("a.csv", b"a,b\n1,2\n"), ("orders.csv", &zeros)]);
    let message = desk.refusal(&desk.write("orders.zip", &archive));
    assert!(
        message.starts_with("orders.zip, file \"orders.csv\" in it: found contents that are more than"),
        "{message}"
    );
    // One that states to be small.
    let message = desk.refusal(&desk.write("liar.zip", &with_stated_size(archive, zeros.len() as u32, 9)));
    assert!(message.contains("liar.zip, file \"orders.csv\" in it: found contents that"), "{message}");
}

/// The archive with another size in its directory.
fn with_stated_size(mut archive: Vec<u8>, size: u32, stated: u32) -> Vec<u8> {
    let places: Vec<usize> = archive
        .windows(4)
        .enumerate()
        .filter(|(_, four)| *four == size.to_le_bytes())
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for place in places {
        archive[place..place + 4].copy_from_slice(&stated.to_le_bytes());
    }
    archive
}

#[test]
fn too_much_and_too_many_are_refused() {
    let limits = UnpackLimits { entries: 2, total_mib: 1, ..UnpackLimits::default() };
    let desk = Desk::with_limits(limits);
    let many = zip(&[("1.csv", b"a"), ("2.csv", b"b"), ("3.csv", b"c")]);
    let message = desk.refusal(&desk.write("many.zip", &many));
    assert!(message.contains("found 3 files in one archive") && message.contains("`entries`"), "{message}");
    let text: Vec<u8> =
        (0..200_000_u32).flat_map(|row| format!("{row},{}\n", row * 7).into_bytes()).collect();
    for packed in [desk.write("a.zip", &zip(&[("a.csv", &text)])), desk.write("a.gz", &gzip(&text))] {
        let message = desk.refusal(&packed);
        assert!(
            message.contains("more than 1 MiB when unpacked") && message.contains("`total_mib`"),
            "{message}"
        );
    }
    let desk = Desk::with_limits(UnpackLimits { workbook_mib: 1, ..UnpackLimits::default() });
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..40_000 {
        sheet.write(row, 0, row * 7919).unwrap();
    }
    let message = desk.refusal(&desk.write("a.xlsx", &workbook.save_to_buffer().unwrap()));
    assert!(
        message.contains("more than 1 MiB when unpacked") && message.contains("`workbook_mib`"),
        "{message}"
    );
}

/// The text is packed once, and would be held for each of its cells.
#[test]
fn a_text_in_very_many_cells_is_refused_before_they_are_held() {
    let desk = Desk::with_limits(UnpackLimits { always_mib: 1, ..UnpackLimits::default() });
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let text = "x".repeat(32_000);
    for row in 0..50 {
        sheet.write(row, 0, &text).unwrap();
    }
    let message = desk.refusal(&desk.write("orders.xlsx", &workbook.save_to_buffer().unwrap()));
    assert!(message.contains("found contents that are more than 100 times as large"), "{message}");
}

#[test]
fn an_archive_is_refused_for_any_file_that_is_not_to_be_trusted() {
    let desk = Desk::new();
    let table = b"order id,customer id,date,total\n1,a,2025-01-31,10.50\n";
    let nested = zip(&[("orders.csv", table)]);
    for name in ["../orders.csv", "/tmp/orders.csv", "a\\..\\..\\orders.csv", "C:\\orders.csv"] {
        let message = desk.refusal(&desk.write("out.zip", &zip(&[("good.csv", table), (name, table)])));
        assert!(message.contains("a name that leads out of the archive"), "{name}: {message}");
    }
    let mut link = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    link.add_symlink("orders.csv", "/etc/passwd", SimpleFileOptions::default()).unwrap();
    let message = desk.refusal(&desk.write("link.zip", &link.finish().unwrap().into_inner()));
    assert!(message.contains("link.zip, file \"orders.csv\" in it: found a symbolic link"), "{message}");
    let message = desk.refusal(&desk.write("nested.zip", &zip(&[("orders.csv", &nested)])));
    assert!(message.contains("a packed file within a packed file"), "{message}");
    let message = desk.refusal(&desk.write("nested.gz", &gzip(&nested)));
    assert!(message.contains("nested.gz: found a packed file within a packed file"), "{message}");
    let mut unknown = nested.clone();
    set_in_headers(&mut unknown, 8, 10, 12);
    let message = desk.refusal(&desk.write("method.zip", &unknown));
    assert!(message.contains("found the packing method"), "{message}");
    let mut locked = nested.clone();
    set_in_headers(&mut locked, 6, 8, 1);
    let message = desk.refusal(&desk.write("locked.zip", &locked));
    assert!(message.contains("found a file with a password; pack it without one"), "{message}");
    let message = desk.refusal(&desk.write("half.zip", &nested[..nested.len() / 2]));
    assert!(message.contains("half.zip: found contents that cannot be unpacked"), "{message}");
    let half = gzip(table);
    let message = desk.refusal(&desk.write("half.gz", &half[..half.len() / 2]));
    assert!(message.contains("half.gz: found contents that cannot be unpacked"), "{message}");
    let message = desk.refusal(&desk.write("other.zip", &zip(&[("a.md", b"a"), ("b.md", b"b")])));
    assert!(message.contains("other.zip: found no table in the archive"), "{message}");
}

/// Sets two bytes of the only file's headers: at `local` of the one before it, at `central` of the directory's.
fn set_in_headers(archive: &mut [u8], local: usize, central: usize, value: u16) {
    let directory = archive.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    for at in [local, directory + central] {
        archive[at..at + 2].copy_from_slice(&value.to_le_bytes());
    }
}

#[test]
fn files_of_other_kinds_are_refused_with_what_they_are() {
    let desk = Desk::new();
    for (content, expected) in [
        (
            &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..],
            "a workbook of an old Excel or one with a password; save it as",
        ),
        (b"BZh91AY", "a bzip2 file; unpack it first"),
        (b"\xfd7zXZ\0", "an xz file"),
        (b"Rar!\x1a\x07\0", "a RAR archive"),
        (b"PAR1PAR1", "this Parquet file cannot be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "found a picture (PNG); export the table itself"),
        (b"%PDF-1.7", "found a PDF file"),
    ] {
        let message = desk.refusal(&desk.write("orders.csv", content));
        assert!(message.starts_with("orders.csv") && message.contains(expected), "{message}");
    }
    let document = zip(&[("[Content_Types].xml", b"x"), ("word/document.xml", b"x")]);
    let message = desk.refusal(&desk.write("orders.xlsx", &document));
    assert!(message.contains("orders.xlsx: found a text document; save it as .xlsx or as CSV"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_link_in_a_folder_is_refused() {
    let desk = Desk::new();
    let real = desk.write("real", b"order id,customer id,date,total\n1,a,2025-01-31,10.50\n");
    std::os::unix::fs::symlink(real, desk.path("orders.csv")).unwrap();
    let message = desk.refusal(&desk.source());
    assert!(message.contains("orders.csv: found a symbolic link"), "{message}");
}

/// Does something to a file as soon as reading begins.
struct Meddling<F: Fn(&fs::File)>(PathBuf, F);

impl<F: Fn(&fs::File) + Sync> Progress for Meddling<F> {
    fn begin(&self, stage: Stage) {
        if matches!(stage, Stage::Reading { .. }) {
            (self.1)(&fs::OpenOptions::new().append(true).open(&self.0).unwrap());
        }
    }
}

#[test]
fn a_file_that_grows_or_shrinks_while_it_is_read_is_noticed() {
    let grow = |mut file: &fs::File| file.write_all(b"9,z,2025-01-31,10.50\n").unwrap();
    let shrink = |file: &fs::File| file.set_len(60).unwrap();
    let table = b"order id,customer id,date,total\n1,a,2025-01-31,10.50\n2,b,2025-02-01,7.50\n";
    for name in ["orders.csv", "orders.csv.gz"] {
        let desk = Desk::new();
        let path = desk.path(name);
        let content = if name.ends_with("gz") { gzip(table) } else { table.to_vec() };
        let check = |progress: &dyn Progress| {
            fs::write(&path, &content).unwrap();
            let (rules, staging) = (RuleBook::default(), desk.staging());
            let request = BuildRequest {
                source: &path,
                mapping: None,
                config: &desk.config,
                rules: &rules,
                as_of: None,
                staging: &staging,
            };
            let error = build_shop(&request, progress).err().unwrap();
            // What is packed may end in the middle before that is noticed.
            assert!(matches!(error, RefreshError::Changed { .. } | RefreshError::Packed { .. }), "{error}");
            assert!(error.is_bad_input() && error.to_string().starts_with(name), "{error}");
            desk.assert_nothing_is_left();
        };
        check(&Meddling(path.clone(), grow));
        check(&Meddling(path.clone(), shrink));
    }
}

#[test]
fn work_that_is_not_wanted_any_more_ends_while_it_is_unpacked() {
    struct Unwanted;
    impl Progress for Unwanted {
        fn begin(&self, _stage: Stage) {}
        fn is_cancelled(&self) -> bool {
            true
        }
    }
    let desk = Desk::new();
    let path = desk.write("orders.csv.gz", &gzip(ORDERS.as_bytes()));
    let (rules, staging) = (RuleBook::default(), desk.staging());
    let config = &desk.config;
    let request =
        BuildRequest { source: &path, mapping: None, config, rules: &rules, as_of: None, staging: &staging };
    assert!(matches!(build_shop(&request, &Unwanted).err(), Some(RefreshError::Cancelled)));
    desk.assert_nothing_is_left();
}

const SHOPIFY: &str = "\
Name,Email,Financial Status,Currency,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Shipping Province,Notes,Lineitem discount
#1001,ada@example.com,paid,EUR,4.90,54.90,2025-01-05 23:30:00 +0100,2,Mug,15.00,Bavaria,please ring,0.00
#1001,,,,,,2025-01-05 23:30:00 +0100,1,Tea,25.00,,,5.00
#1002,bob@example.com,refunded,EUR,4.90,24.90,2025-01-06 10:00:00 +0100,1,Tea,20.00,Hesse,,0.00
#1003,ada@example.com,paid,EUR,0.00,20.00,2025-02-06 10:00:00 +0100,1,Tea,20.00,Bavaria,,0.00
#1004,cy@example.com,pending,EUR,0.00,20.00,2025-02-07 10:00:00 +0100,1,Tea,20.00,Bavaria,,0.00
";
const WOOCOMMERCE: &str = "\
Order Number,Order Status,Order Date,Email (Billing),State Code (Billing),Order Total Amount
5001,Completed,2025-02-01 12:30,ada@example.com,BY,34.90
5002,On hold,2025-02-03 09:00,bob@example.com,HE,24.90
5003,Completed,2025-02-03 09:00,bob@example.com,HE,24.90
";

#[test]
fn exports_of_shops_have_the_same_figures_as_a_text_packed_and_in_a_workbook() {
    // 2 · 15 + (25 − 5) + 4.90 shipping, then 20; 34.90 and 24.90.
    for (text, expected) in [(SHOPIFY, (1, 2, 7_490)), (WOOCOMMERCE, (2, 2, 5_980))] {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in (0..).zip(text.lines()) {
            for (column, field) in (0..).zip(line.split(',')) {
                match field.parse::<f64>() {
                    Ok(number) => drop(sheet.write(row, column, number).unwrap()),
                    Err(_) => drop(sheet.write(row, column, field).unwrap()),
                }
            }
        }
        let desk = Desk::new();
        for path in [
            desk.write("orders.csv", text.as_bytes()),
            desk.write("orders.tsv", text.replace(',', "\t").as_bytes()),
            desk.write("orders.csv.gz", &gzip(text.as_bytes())),
            desk.write("orders.zip", &zip(&[("orders.csv", text.as_bytes())])),
            desk.write("orders.xlsx", &workbook.save_to_buffer().unwrap()),
        ] {
            assert_eq!(figures(&desk.read(&path, None).unwrap()), expected, "{}", path.display());
        }
    }
}
