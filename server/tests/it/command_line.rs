//! The program itself, as a script would run it.

use std::{
    ffi::OsStr,
    path::Path,
    process::{Command, Output, Stdio},
};

use clientele_analytics::open_current;
use clientele_contract::{Analytics, Scope};
use serde_json::Value;
use tempfile::TempDir;

use crate::damage::damage_newest;

fn clientele<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(args)
        .current_dir(folder)
        .env_remove("CLIENTELE_DATA_DIR")
        .output()
        .expect("the program starts")
}

fn succeed<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> String {
    let output = clientele(folder, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("results are text")
}

/// The exit code and what was said on stderr; nothing may have come on stdout.
fn fail<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> (Option<i32>, String) {
    let output = clientele(folder, args);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "results only on stdout");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

fn folder_with_demo_shop() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    succeed(folder.path(), ["demo-data", "--out", "shop", "--customers", "300", "--seed", "7"]);
    folder
}

fn count_rows(csv: &str) -> u64 {
    csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes()).records().count() as u64
}

#[test]
fn from_made_up_orders_to_a_file_of_customers() {
    let folder = folder_with_demo_shop();
    let published = succeed(folder.path(), ["refresh", "--source", "shop"]);
    assert!(published.starts_with("published "), "{published}");

    let from_source = succeed(folder.path(), ["report", "--source", "shop", "--format", "json"]);
    let from_published = succeed(folder.path(), ["report", "--format", "json"]);
    assert_eq!(from_source, from_published, "the snapshot answers as its source");
    let report: Value = serde_json::from_str(&from_published).expect("one JSON object");
    let customers = report["customers"].as_u64().expect("a count");
    assert!(customers > 0);

    for reader in ["people", "machines"] {
        let csv = succeed(folder.path(), ["export", "--for", reader]);
        assert_eq!(count_rows(&csv), customers, "{reader}");
    }
    for (name, segment) in report["segments"].as_object().expect("segments by name") {
        let filter = format!("segment={}", name.to_lowercase().replace(' ', "-"));
        let csv = succeed(folder.path(), ["export", "--filter", &filter]);
        assert_eq!(Some(count_rows(&csv)), segment["customers"].as_u64(), "{filter}");
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = folder_with_demo_shop();
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    let told = succeed(folder.path(), ["export", "--out", "all.csv", "--for", "machines"]);
    let csv = std::fs::read_to_string(folder.path().join("all.csv")).expect("the file is there");
    assert!(told.contains(&format!("wrote {}\u{a0}customers", count_rows(&csv))), "{told}");
    let manifest = std::fs::read(folder.path().join("all.csv.manifest.json")).expect("it lies beside");
    let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
    assert_eq!(
        (manifest["file"].as_str(), manifest["rows"].as_u64()),
        (Some("all.csv"), Some(count_rows(&csv)))
    );
    assert_eq!(manifest["sha256"].as_str().map(str::len), Some(64));
    let mut left = std::fs::read_dir(folder.path()).expect("the folder").flatten();
    assert!(
        !left.any(|file| file.file_name().to_string_lossy().ends_with(".partial")),
        "nothing is left over"
    );
    let (code, _) = fail(folder.path(), ["export", "--out", "no/such/folder/all.csv"]);
    assert_eq!(code, Some(1));
}

#[test]
fn a_name_that_ends_otherwise_than_its_form_is_not_taken() {
    let folder = folder_with_demo_shop();
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    let (code, said) = fail(folder.path(), ["export", "--out", "list.pdf"]);
    assert!(code == Some(2) && said.contains("list.pdf") && said.contains("--format csv"), "{code:?} {said}");
    assert!(!folder.path().join("list.pdf").exists());
    for args in [["list.txt", "--format", "csv"], ["list", "--for", "machines"]] {
        let told = succeed(folder.path(), ["export", "--out"].into_iter().chain(args));
        assert!(told.contains(args[0]) && folder.path().join(args[0]).exists(), "{told}");
    }
}

#[test]
fn a_mapping_is_not_written_over_another_and_one_that_is_missing_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let orders = "order_id,customer_id,date,line_total\n1,a,2025-01-02,10.50\n2,b,2025-01-03,11.50\n";
    std::fs::write(folder.path().join("orders.csv"), orders).expect("written");
    let recognise = ["recognise", "--source", "orders.csv", "--out", "src.toml"];
    succeed(folder.path(), recognise);
    let (code, said) = fail(folder.path(), recognise);
    assert!(
        code == Some(2) && said.contains("src.toml exists already; choose another name"),
        "{code:?} {said}"
    );
    let (_, said) = fail(folder.path(), ["refresh", "--source", "orders.csv", "--mapping", "nope.toml"]);
    assert!(said.contains("nope.toml is not there") && said.contains("clientele recognise"), "{said}");
}

#[test]
fn a_workbook_is_written_for_people() {
    let folder = folder_with_demo_shop();
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    succeed(folder.path(), ["export", "--out", "all.xlsx", "--columns", "customer_id,spent"]);
    let mut workbook: calamine::Xlsx<_> =
        calamine::open_workbook(folder.path().join("all.xlsx")).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut workbook, "Customers").expect("the sheet is there");
    let csv = succeed(folder.path(), ["export", "--for", "machines"]);
    assert_eq!((range.height() as u64 - 1, range.width()), (count_rows(&csv), 2));
    for wrong in [
        &["export", "--format", "xlsx", "--for", "machines"][..],
        &["export", "--columns", "spend"],
        &["export", "--format", "ods"],
    ] {
        let (code, message) = fail(folder.path(), wrong);
        assert_eq!(code, Some(2), "{wrong:?}");
        assert!(message.contains("--format") || message.contains("spend"), "{message}");
    }
}

#[test]
fn every_command_answers_with_the_settings_in_force() {
    let folder = folder_with_demo_shop();
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    let report = || succeed(folder.path(), ["report", "--format", "json"]);
    let json = |text: &str| serde_json::from_str::<Value>(text).expect("one JSON object");
    let published = report();
    let settings = folder.path().join("clientele-data/settings");
    std::fs::create_dir_all(&settings).expect("made");
    std::fs::write(settings.join("scoring.toml"), "map = \"grid\"\n").expect("written");
    let by_grid = json(&report());
    assert_ne!(by_grid["segments"], json(&published)["segments"]);
    for (name, segment) in by_grid["segments"].as_object().expect("segments by name") {
        let filter = format!("segment={}", name.to_lowercase().replace(' ', "-"));
        let csv = succeed(folder.path(), ["export", "--filter", &filter]);
        assert_eq!(Some(count_rows(&csv)), segment["customers"].as_u64(), "{filter}");
    }

    std::fs::write(settings.join("scoring.toml"), "map = \n").expect("written");
    for command in ["report", "export"] {
        let output = clientele(folder.path(), [command]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{message}");
        assert!(message.contains("note:") && message.contains("settings/scoring.toml"), "{message}");
    }
    assert_eq!(report(), published);
}

#[test]
fn a_reader_who_has_seen_enough_is_no_failure() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    succeed(folder.path(), ["demo-data", "--out", "shop", "--customers", "3000", "--seed", "7"]);
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    let mut export = Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(["export", "--for", "machines"])
        .current_dir(folder.path())
        .env_remove("CLIENTELE_DATA_DIR")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // More than a pipe holds is still to come.
    drop(export.stdout.take());
    let output = export.wait_with_output().expect("the program ends");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!message.contains("clientele:"), "{message}");
    assert!(output.status.success());
}

#[test]
fn refreshing_twice_publishes_once() {
    let folder = folder_with_demo_shop();
    let first = succeed(folder.path(), ["refresh", "--source", "shop", "--data", "data"]);
    let second = succeed(folder.path(), ["refresh", "--source", "shop", "--data", "data"]);
    assert!(first.starts_with("published ") && second.starts_with("already published "), "{first}{second}");
}

#[test]
fn a_missing_source_is_refused_with_its_name() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (code, message) = fail(folder.path(), ["refresh", "--source", "nowhere"]);
    assert_eq!(code, Some(3));
    assert!(message.contains("nowhere"), "{message}");
    assert!(!folder.path().join("clientele-data").exists(), "nothing is written for input that is refused");
}

#[test]
fn all_missing_files_are_named_at_once() {
    let folder = folder_with_demo_shop();
    for file in ["olist_orders_dataset.csv", "olist_customers_dataset.csv"] {
        std::fs::remove_file(folder.path().join("shop").join(file)).expect("the file was there");
    }
    let (code, message) = fail(folder.path(), ["refresh", "--source", "shop"]);
    assert_eq!(code, Some(3));
    assert!(message.contains("olist_orders_dataset.csv"), "{message}");
    assert!(message.contains("olist_customers_dataset.csv"), "{message}");
}

#[test]
fn without_published_data_the_next_step_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for command in ["export", "report"] {
        let (code, message) = fail(folder.path(), [command]);
        assert_eq!(code, Some(4), "{command}");
        assert!(message.contains("clientele refresh --source DIR"), "{message}");
    }
}

#[test]
fn a_filter_that_is_not_understood_exports_nobody() {
    let folder = folder_with_demo_shop();
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    let doubtful = [
        ("segment=at-rsk", "at-rsk"),
        ("segmnt=at-risk", "segmnt"),
        ("at-risk", "="),
        ("segment=", "segment"),
    ];
    for (filter, named) in doubtful {
        let (code, message) = fail(folder.path(), ["export", "--filter", filter]);
        assert_eq!(code, Some(2), "{filter}");
        assert!(message.contains(named) && message.contains("nothing was exported"), "{message}");
    }
    succeed(folder.path(), ["export", "--filter", "orders_min=9&orders_max=1"]);
}

#[test]
fn who_reads_older_data_is_told_and_only_on_stderr() {
    let folder = folder_with_demo_shop();
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    let expected = [succeed(folder.path(), ["export"]), succeed(folder.path(), ["report"])];
    succeed(folder.path(), ["demo-data", "--out", "newer", "--customers", "300", "--seed", "8"]);
    succeed(folder.path(), ["refresh", "--source", "newer"]);
    let damaged = damage_newest(&folder.path().join("clientele-data"));
    for (command, expected) in ["export", "report"].into_iter().zip(expected) {
        let output = clientele(folder.path(), [command]);
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("note:") && message.contains(&damaged), "{command}: {message}");
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{command}");
    }
}

#[test]
fn published_data_are_not_read_in_another_way_afterwards() {
    let folder = folder_with_demo_shop();
    succeed(folder.path(), ["refresh", "--source", "shop"]);
    for option in ["--config=shop.toml", "--rules=rules.toml", "--as-of=2018-01-01"] {
        let (code, message) = fail(folder.path(), ["report", option]);
        assert_eq!(code, Some(2), "{option}");
        assert!(message.contains("--source"), "{message}");
    }
    succeed(folder.path(), ["report", "--source", "shop", "--as-of", "2030-01-01"]);
}

#[test]
fn a_made_up_shop_says_that_it_is_made_up() {
    let folder = folder_with_demo_shop();
    let is_demo_after_refresh = || {
        succeed(folder.path(), ["refresh", "--source", "shop"]);
        let opened = open_current(&folder.path().join("clientele-data")).expect("a published snapshot");
        opened.engine.snapshot(&Scope::everything()).expect("an answer").is_demo
    };
    assert!(is_demo_after_refresh());
    std::fs::remove_file(folder.path().join("shop").join(clientele_demo::MARKER_FILE)).expect("it is there");
    assert!(!is_demo_after_refresh(), "without its mark it is a shop like any other");
}

#[test]
fn a_broken_configuration_is_refused_with_its_place() {
    let folder = folder_with_demo_shop();
    std::fs::write(folder.path().join("shop.toml"), "currency_symbol = \n").expect("written");
    let (code, message) = fail(folder.path(), ["refresh", "--source", "shop", "--config", "shop.toml"]);
    assert_eq!(code, Some(3));
    assert!(message.contains("shop.toml") && message.contains("line 1"), "{message}");
}

#[test]
fn the_help_shows_commands_examples_and_exit_codes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let help = succeed(folder.path(), ["--help"]);
    for word in
        ["refresh", "serve", "demo-data", "export", "report", "Exit codes", "clientele demo-data --out"]
    {
        assert!(help.contains(word), "{word} in {help}");
    }
}
