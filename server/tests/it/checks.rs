//! Checks before publishing: through the command line, on the page, and what is handed out about refused rows.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use clientele_analytics::{current_snapshot_id, kept_snapshots};
use http::{StatusCode, header};

use crate::browser::{get, post_form, service_over_data};

/// A folder with a file of orders, its mapping and a data folder.
struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Writes orders of as many days of 2026-02 as asked for, five a day; the last `broken` rows have no date.
    fn write_orders(&self, days: u32, broken: u32, status: &str) {
        let mut text = "order id,customer id,order date,product,quantity,unit price,status\n".to_owned();
        for order in 0..days * 5 {
            let day = 1 + order / 5;
            let status = if order == 0 { status } else { "paid" };
            text += &format!("o{order},c{},2026-02-{day:02},soap,1,9.90,{status}\n", order % 40);
        }
        for row in 0..broken {
            text += &format!("x{row},c1,never,soap,1,9.90,paid\n");
        }
        fs::write(self.path("orders.csv"), text).expect("written");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write_checks(&self, checks: &str) {
        let settings = self.data().join("settings");
        fs::create_dir_all(&settings).expect("the folder is made");
        let source = self.path("orders.csv");
        let text =
            format!("[source]\nkind = \"files\"\npath = {:?}\n\n{checks}\n", source.display().to_string());
        fs::write(settings.join("source.toml"), text).expect("written");
    }

    fn refresh(&self, more: &[&str]) -> Output {
        let source = self.path("orders.csv");
        refresh(&source, &self.data(), more)
    }
}

fn refresh(source: &Path, data: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clientele"));
    command.arg("refresh").arg("--source").arg(source).arg("--data").arg(data).args(more);
    command.output().expect("the program starts")
}

#[track_caller]
fn assert_published(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
fn assert_stopped(output: &Output, words: &[&str]) {
    let message = String::from_utf8_lossy(&output.stderr).replace('\u{a0}', " ");
    assert_eq!(output.status.code(), Some(3), "{message}");
    for words in words {
        assert!(message.contains(words), "{words} in {message}");
    }
}

#[test]
fn a_check_stops_a_refresh_and_force_publishes_once() {
    let shop = Shop::new();
    shop.write_orders(28, 0, "paid");
    shop.write_checks("[checks]\norders_at_least_percent_of_last = 90");
    assert_published(&shop.refresh(&[]));
    let whole = current_snapshot_id(&shop.data());

    shop.write_orders(20, 0, "paid");
    assert_stopped(
        &shop.refresh(&[]),
        &[
            "100 completed orders were found, which is 71.43 % of the 140 in service, but the checks ask for at least 90 %.",
            "Nothing was published.",
            "--force",
        ],
    );
    assert_eq!(current_snapshot_id(&shop.data()), whole, "the data in service stay");
    assert_eq!(kept_snapshots(&shop.data()).expect("listed").len(), 1);

    assert_published(&shop.refresh(&["--force"]));
    assert_ne!(current_snapshot_id(&shop.data()), whole);
    assert_published(&shop.refresh(&[]));
}

/// What cannot be compared has not passed.
#[test]
fn a_comparing_check_stops_a_refresh_while_the_data_in_service_cannot_be_read() {
    let shop = Shop::new();
    shop.write_orders(28, 0, "paid");
    assert_published(&shop.refresh(&[]));
    let whole = current_snapshot_id(&shop.data()).expect("published");
    shop.write_checks("[checks]\norders_at_least_percent_of_last = 90");
    let manifest = shop.data().join("snapshots").join(&whole).join("manifest.json");
    fs::write(manifest, "{").expect("written");
    shop.write_orders(20, 0, "paid");
    let stopped = shop.refresh(&[]);
    let message = String::from_utf8_lossy(&stopped.stderr);
    assert_eq!(stopped.status.code(), Some(1), "{message}");
    assert!(message.contains(&whole) && message.contains("--force"), "{message}");
    assert_eq!(current_snapshot_id(&shop.data()), Some(whole));
    assert_published(&shop.refresh(&["--force"]));
}

#[test]
fn an_export_that_holds_every_order_twice_is_stopped_by_bounds_from_above() {
    let shop = Shop::new();
    shop.write_orders(14, 0, "paid");
    assert_published(&shop.refresh(&[]));
    shop.write_checks(
        "[checks]\norders_at_most_percent_of_last = 150\nrevenue_at_most_percent_of_last = 150",
    );
    shop.write_orders(28, 0, "paid");
    let words = "which is 200.00 % of the";
    assert_stopped(
        &shop.refresh(&[]),
        &[
            &format!(
                "140 completed orders were found, {words} 70 in service, but the checks allow at most 150 %."
            ),
            "\nThe revenue is",
            "but the checks allow at most 150 %.\nNothing was published.",
        ],
    );
    shop.write_orders(21, 0, "paid");
    assert_published(&shop.refresh(&[]));
}

#[test]
fn each_check_says_what_it_found_and_what_it_allows() {
    let shop = Shop::new();
    shop.write_orders(28, 0, "paid");
    assert_published(&shop.refresh(&[]));
    for (checks, days, broken, status, words) in [
        (
            "last_week_orders_at_least_percent = 101",
            28,
            0,
            "paid",
            "the last 7 days have 35 orders, which is 100.00 % of the 35 of the 7 days before, but",
        ),
        (
            "rejected_rows_at_most_percent = 1.5",
            28,
            3,
            "paid",
            "3 rows were refused, which is 2.10 % of the 143 that were read, but the checks allow at most 1.5 %.",
        ),
        (
            "no_new_status_words = true",
            28,
            0,
            "refunded",
            "the data in service do not have the status “refunded”, but the checks allow no new one.",
        ),
        ("revenue_at_least_percent_of_last = 90", 20, 0, "paid", "but the checks ask for at least 90 %."),
        (
            "customers_at_least_percent_of_last = 90",
            7,
            0,
            "paid",
            "35 customers were found, which is 87.50 % of the 40 in service, but",
        ),
        ("customers_at_most_percent_of_last = 80", 7, 0, "paid", "but the checks allow at most 80 %."),
        ("data_no_older_than_days = 3", 28, 0, "paid", "days old, but the checks allow at most 3 days."),
    ] {
        shop.write_checks(&format!("[checks]\n{checks}"));
        shop.write_orders(days, broken, status);
        assert_stopped(&shop.refresh(&[]), &[words]);
    }
}

#[test]
fn a_mistake_in_the_file_is_told_with_its_line() {
    let shop = Shop::new();
    shop.write_orders(5, 0, "paid");
    for (part, words) in [
        ("[checks]\norders_at_least = 90", "unknown field `orders_at_least`"),
        ("[keep]\nnewest = 0", "expected at least 1"),
        ("[checks]\nno_new_status_words = 1", "expected a boolean"),
    ] {
        shop.write_checks(part);
        assert_stopped(&shop.refresh(&[]), &["source.toml", "line 6", words]);
    }
    assert_eq!(current_snapshot_id(&shop.data()), None);
}

#[test]
fn as_many_snapshots_are_kept_as_the_file_says() {
    let shop = Shop::new();
    shop.write_checks("[keep]\nnewest = 2");
    for days in 5..9 {
        shop.write_orders(days, 0, "paid");
        assert_published(&shop.refresh(&[]));
    }
    assert_eq!(kept_snapshots(&shop.data()).expect("listed").len(), 2);
}

#[tokio::test]
async fn checks_and_rules_of_keeping_are_changed_on_pages() {
    let shop = Shop::new();
    shop.write_orders(28, 0, "paid");
    shop.write_checks("");
    assert_published(&shop.refresh(&[]));
    let service = service_over_data(&shop.data());
    let form = "orders_at_least_percent_of_last=95&rejected_rows_at_most_percent=2,5&data_no_older_than_days=\
                &no_new_status_words=true";
    let saved = post_form(service.clone(), "/data/checks/save", form).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(saved.header(header::LOCATION), "/data?done=checks-saved");
    let saved = post_form(service.clone(), "/data/snapshots/keep", "newest=7&days=90").await;
    assert_eq!(saved.header(header::LOCATION), "/data/snapshots?done=keep-saved");
    let text = fs::read_to_string(shop.data().join("settings/source.toml")).expect("it is there");
    for line in [
        "orders_at_least_percent_of_last = 95",
        "rejected_rows_at_most_percent = 2.5",
        "no_new_status_words = true",
        "newest = 7",
        "days = 90",
        "orders.csv",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    assert!(!text.contains("data_no_older_than_days"), "{text}");

    shop.write_orders(20, 0, "refunded");
    assert_stopped(
        &shop.refresh(&[]),
        &["at least 95 %.\nThe data in service do not have the status “refunded”"],
    );
    let page = get(service.clone(), "/data").await;
    let words = page.text().replace('\u{a0}', " ");
    assert!(words.contains("2 checks stopped the last refresh"), "{words}");
    assert!(words.contains("70.71 %") && words.contains("“refunded”"), "{words}");

    for (address, form, words) in [
        (
            "/data/checks/save",
            "orders_at_least_percent_of_last=many",
            "“Completed orders, at least % of those in service” is “many”",
        ),
        ("/data/checks/save", "rejected_rows_at_most_percent=101", "from 0 to 100"),
        (
            "/data/checks/save",
            "customers_at_least_percent_of_last=95&customers_at_most_percent_of_last=90",
            "For “Customers” at least 95\u{a0}% and at most 90\u{a0}% are asked for",
        ),
        ("/data/snapshots/keep", "newest=0&days=", "t least 1 snapshot"),
        ("/data/snapshots/keep", "newest=5&days=-1", "“Days that they are kept” is “-1”"),
    ] {
        let refused = post_form(service.clone(), address, form).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{form}");
        assert!(refused.text().contains(words), "{words} in {}", refused.text());
    }
}

#[tokio::test]
async fn refused_rows_are_handed_out_with_their_lines() {
    let shop = Shop::new();
    shop.write_orders(28, 4, "paid");
    assert_published(&shop.refresh(&[]));
    let service = service_over_data(&shop.data());
    let page = get(service.clone(), "/data").await;
    assert!(page.text().contains("Download the 4\u{a0}refused rows"), "{}", page.text());
    let machines = get(service.clone(), "/export/rejects.csv?for=machines").await;
    assert_eq!(machines.header("row-count"), "4");
    assert_eq!(machines.header(header::CACHE_CONTROL), "no-store");
    let lines: Vec<&str> = machines.text().lines().collect();
    assert_eq!(lines[0], r#""file","line","reason""#);
    assert_eq!(lines.len(), 5);
    assert!(lines[1].starts_with(r#""orders.csv","142","date is not a date"#), "{}", lines[1]);
    let people = get(service.clone(), "/export/rejects.csv").await;
    assert!(people.text().starts_with("\u{feff}file,line,reason\r\n"), "{}", people.text());
    assert_eq!(people.text().lines().count(), 5);
}

/// The operator needs the list most where nothing was published.
#[tokio::test]
async fn refused_rows_of_a_refused_refresh_are_handed_out() {
    let shop = Shop::new();
    shop.write_orders(28, 0, "paid");
    assert_published(&shop.refresh(&[]));
    let service = service_over_data(&shop.data());
    // Below the share at which reading stops, and above that of the check.
    shop.write_checks("[checks]\nrejected_rows_at_most_percent = 0.5");
    shop.write_orders(28, 2, "paid");
    assert_stopped(&shop.refresh(&[]), &["2 rows were refused"]);
    let by_check = list_on_page(&service, "Download the 2\u{a0}refused rows").await;
    let list = get(service.clone(), &by_check).await;
    assert_eq!((list.status, list.header("row-count")), (StatusCode::OK, "2"));
    assert_eq!(list.header(header::CACHE_CONTROL), "no-store");
    assert!(list.text().contains("orders.csv,142,\"date is not a date"), "{}", list.text());

    // A refusal without rows leaves the list of the one before.
    fs::write(shop.path("orders.csv"), "order id,nothing\n1,2\n").expect("written");
    assert_stopped(&shop.refresh(&[]), &[]);
    assert_eq!(get(service.clone(), &by_check).await.status, StatusCode::OK);

    shop.write_orders(28, 10, "paid");
    assert_stopped(&shop.refresh(&[]), &["10 of 150 rows cannot be used"]);
    let by_reading = list_on_page(&service, "Download the 10\u{a0}refused rows").await;
    let list = get(service.clone(), &format!("{by_reading}&for=machines")).await;
    assert_eq!(list.header("row-count"), "10");
    assert_eq!(
        list.text().lines().nth(1),
        Some(r#""orders.csv","142","date is not a date such as 2025-12-31, of 1990 to 2100""#)
    );
    assert_eq!(
        get(service.clone(), &by_check).await.status,
        StatusCode::NOT_FOUND,
        "the newer took its place"
    );
    for query in ["", "?refresh=", "?refresh=../../settings/source", "?refresh=99"] {
        let address = format!("/data/refreshes/refused-rows.csv{query}");
        assert_eq!(get(service.clone(), &address).await.status, StatusCode::NOT_FOUND, "{query}");
    }
}

/// The address behind these words on the page Refreshes.
async fn list_on_page(service: &axum::Router, words: &str) -> String {
    let page = get(service.clone(), "/data/refreshes").await;
    assert_eq!(page.text().matches(words).count(), 1, "{words} in {}", page.text());
    let before = page.text().split_once("/data/refreshes/refused-rows.csv?refresh=").map(|(_, after)| after);
    let id: String = before.unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
    format!("/data/refreshes/refused-rows.csv?refresh={id}")
}

#[tokio::test]
async fn two_snapshots_are_compared_and_their_customers_listed() {
    let shop = Shop::new();
    shop.write_orders(7, 0, "paid");
    assert_published(&shop.refresh(&[]));
    shop.write_orders(28, 0, "paid");
    assert_published(&shop.refresh(&[]));
    let kept = kept_snapshots(&shop.data()).expect("listed");
    let (new, old) = (kept[0].id.clone(), kept[1].id.clone());
    let service = service_over_data(&shop.data());
    let page = get(service.clone(), "/data/snapshots/compare").await;
    let words = page.text().replace('\u{a0}', " ");
    assert_eq!(page.status, StatusCode::OK);
    assert!(words.contains("5 customers came and 0 vanished"), "{words}");
    assert!(words.contains("105 (") && words.contains("No order was corrected"), "{words}");
    let list = format!("/export/snapshot-customers.csv?before={old}&after={new}&which=came&for=machines");
    let list = get(service.clone(), &list).await;
    assert_eq!(list.header("row-count"), "5");
    let ids: Vec<&str> = list.text().lines().skip(1).filter_map(|line| line.split('"').nth(1)).collect();
    assert_eq!(ids, ["c35", "c36", "c37", "c38", "c39"]);
    let back = get(service.clone(), &format!("/data/snapshots/compare?a={new}&b={old}")).await;
    assert!(back.text().replace('\u{a0}', " ").contains("0 customers came and 5 vanished"));

    for address in ["?a=2001-01-01-000000000000&b=x", "?a=../..&b=", "?a=%22%3E%3Cscript%3E"] {
        let page = get(service.clone(), &format!("/data/snapshots/compare{address}")).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert!(page.text().contains("These two cannot be compared"), "{address}");
    }
    for query in ["which=came&before=x&after=y", "which=all"] {
        let refused = get(service.clone(), &format!("/export/snapshot-customers.csv?{query}")).await;
        assert!(refused.status.is_client_error(), "{query}");
    }
}

#[tokio::test]
async fn a_changed_file_is_noticed_on_the_page() {
    let shop = Shop::new();
    shop.write_orders(28, 0, "paid");
    assert_published(&shop.refresh(&[]));
    let service = service_over_data(&shop.data());
    assert!(
        !get(service.clone(), "/data").await.text().contains("The source looks"),
        "nothing to compare with"
    );
    shop.write_orders(27, 0, "refunded");
    let text = fs::read_to_string(shop.path("orders.csv")).expect("readable");
    let text =
        text.replacen("order date", "ordered on", 1).replacen("product", "article", 1).replace(',', ";");
    fs::write(shop.path("orders.csv"), text).expect("written");
    assert_published(&shop.refresh(&[]));
    let service = service_over_data(&shop.data());
    let page = get(service.clone(), "/data").await;
    for words in [
        "4\u{a0}changes in the source",
        "date: “order date” is “ordered on” now",
        "product: “product” is “article” now",
        "delimiter: “,” is “;” now",
        "“refunded”",
    ] {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    let compared = get(service, "/data/snapshots/compare").await;
    assert!(compared.text().contains("delimiter: “,” is “;” now"));
}
