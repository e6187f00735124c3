//! Orders of any make, from the command line.

use std::{fs, path::Path, process::Command};

fn clientele(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(args)
        .current_dir(folder)
        .env_remove("CLIENTELE_DATA_DIR")
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn write_orders(folder: &Path, header: &str) {
    let mut text = format!("{header}\n");
    for order in 0..60 {
        let (customer, day) = (order % 17, 1 + order % 28);
        text.push_str(&format!("B-{order};K{customer};{day:02}.03.2025;Tee;{},90\n", 5 + order % 9));
    }
    fs::write(folder.join("orders.csv"), text).expect("the file is written");
}

#[test]
fn a_certain_table_is_published_at_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_orders(folder.path(), "Bestellnummer;Kundennummer;Datum;Artikel;Betrag in EUR");
    let (code, told, _) = clientele(folder.path(), &["recognise", "--source", "orders.csv"]);
    assert_eq!(code, Some(0));
    for expected in ["fields separated by \";\"", "customer_id", "K0 | K1 | K2", "certain enough", "€"] {
        assert!(told.contains(expected), "{expected} in {told}");
    }
    let (code, told, message) = clientele(folder.path(), &["refresh", "--source", "orders.csv"]);
    assert_eq!(code, Some(0), "{message}");
    assert!(told.contains("17\u{a0}customers") || told.contains("17 customers"), "{told}");
}

#[test]
fn what_is_doubtful_is_written_down_corrected_and_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_orders(folder.path(), "Bestellnummer;X;Datum;Artikel;Betrag in EUR");
    let (code, _, message) = clientele(folder.path(), &["refresh", "--source", "orders.csv"]);
    assert_eq!(code, Some(3));
    assert!(message.contains("who ordered") && message.contains("clientele recognise"), "{message}");
    assert!(!folder.path().join("clientele-data/snapshots").exists(), "nothing is written");

    let write = ["recognise", "--source", "orders.csv", "--out", "source.toml"];
    let (code, told, _) = clientele(folder.path(), &write);
    assert_eq!(code, Some(0));
    assert!(told.contains("to settle") && told.contains("wrote source.toml"), "{told}");
    assert_eq!(clientele(folder.path(), &write).0, Some(2), "a corrected mapping is never overwritten");

    let path = folder.path().join("source.toml");
    let mapping = fs::read_to_string(&path).expect("it was written");
    let mapping = mapping.replace("[columns]", "[columns]\ncustomer_id = \"X\"");
    fs::write(&path, mapping.replace("customers = \"none\"", "customers = \"column\""))
        .expect("it is corrected");
    let refresh = ["refresh", "--source", "orders.csv", "--mapping", "source.toml"];
    let (code, _, message) = clientele(folder.path(), &refresh);
    assert_eq!(code, Some(0), "{message}");

    fs::write(&path, "[file]\ndelimiter = \";;\"\n").expect("it is broken");
    let (code, _, message) = clientele(folder.path(), &refresh);
    assert_eq!(code, Some(3));
    assert!(message.contains("source.toml") && message.contains("line 2"), "{message}");
}
