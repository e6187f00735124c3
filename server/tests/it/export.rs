use std::io::Cursor;

use axum::body::Body;
use calamine::{Data, DataType, Reader, Xlsx};
use http::{Request, StatusCode, header};
use serde_json::Value;

use crate::{
    browser::{Answer, empty_service, get, send, service, service_over_data},
    published_demo::PublishedDemo,
};

fn rows(answer: &Answer) -> Vec<csv::StringRecord> {
    let text = answer.text().trim_start_matches('\u{feff}');
    csv::Reader::from_reader(text.as_bytes()).records().collect::<Result<_, _>>().expect("well-formed CSV")
}

#[tokio::test]
async fn the_file_has_as_many_rows_as_the_tile_says() {
    // Expected counts follow from the fake shop: segments, tiers and states take turns among 400 customers.
    let cases =
        [("", 400), ("segment=lost", 36), ("segment=lost&segment=new", 73), ("tier=gold&state=SP", 33)];
    for (query, expected) in cases {
        for reader in ["people", "machines"] {
            let answer = get(service(), &format!("/export/customers.csv?{query}&for={reader}")).await;
            assert_eq!(rows(&answer).len(), expected, "{query}");
            let name = answer.header(header::CONTENT_DISPOSITION);
            assert!(name.contains(&format!("-2018-08-30-{expected}-rows")), "{name}");
            assert_eq!(answer.header("row-count"), expected.to_string(), "{query}");
        }
        let page = get(service(), &format!("/segments?{query}")).await;
        let told = format!("Export {expected}\u{a0}customers");
        assert!(page.text().contains(&told), "the page for {query:?} names {expected}");
    }
}

#[tokio::test]
async fn only_the_file_for_people_is_guarded_against_formulas() {
    let people = get(service(), "/export/customers.csv").await;
    assert!(people.body.starts_with("\u{feff}Customer,".as_bytes()));
    assert_eq!(rows(&people)[0].get(0), Some("'=cmd|' /C calc'!A0"));
    assert_eq!(rows(&people)[1].get(0), Some("'+49 170 1234567"));
    let machines = get(service(), "/export/customers.csv?for=machines").await;
    assert!(machines.body.starts_with(b"\"customer_id\","));
    assert_eq!(rows(&machines)[0].get(0), Some("=cmd|' /C calc'!A0"));
    assert_eq!(rows(&machines)[3].get(0), Some("two\nlines"));
}

#[tokio::test]
async fn without_data_there_is_no_file() {
    for file in ["customers.csv", "customers.xlsx", "customers.manifest.json"] {
        let answer = get(empty_service(), &format!("/export/{file}")).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{file}");
        assert!(answer.text().contains("clientele refresh"), "{file}");
    }
}

#[tokio::test]
async fn a_selection_that_is_not_understood_exports_nobody_and_says_why() {
    let cases = [
        ("segment=at-rsk", "at-rsk"),
        ("segmnt=at-risk", "segmnt"),
        ("at-risk", "at-risk"),
        ("segment=", "segment"),
        ("segment=lost&for=machins", "for"),
    ];
    for (query, named) in cases {
        let answer = get(service(), &format!("/export/customers.csv?{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.header(header::CONTENT_TYPE), "text/plain; charset=utf-8", "{query}");
        assert_eq!(answer.header(header::CONTENT_DISPOSITION), "", "{query}");
        assert!(answer.text().contains(&format!("“{named}”")), "{}", answer.text());
    }
}

#[tokio::test]
async fn swapped_ends_of_a_range_are_understood() {
    let straight = get(service(), "/export/customers.csv?orders_min=1&orders_max=9").await;
    let swapped = get(service(), "/export/customers.csv?orders_min=9&orders_max=1").await;
    assert_eq!(swapped.status, StatusCode::OK);
    assert_eq!(swapped.body, straight.body);
}

#[tokio::test]
async fn the_file_is_named_for_filter_date_and_rows_and_not_stored() {
    const CSV: &str = "text/csv; charset=utf-8; header=present";
    const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    for (address, name, kind) in [
        ("customers.csv?segment=at-risk", "customers-at-risk-2018-08-30-36-rows.csv", CSV),
        (
            "customers.csv?segment=at-risk&for=machines",
            "customers-at-risk-2018-08-30-36-rows-for-programs.csv",
            CSV,
        ),
        ("customers.xlsx", "customers-all-2018-08-30-400-rows.xlsx", WORKBOOK),
        (
            "customers.manifest.json?tier=gold&format=xlsx",
            "customers-gold-2018-08-30-100-rows.xlsx.manifest.json",
            "application/json",
        ),
    ] {
        let answer = get(service(), &format!("/export/{address}")).await;
        let disposition = format!("attachment; filename=\"{name}\"");
        assert_eq!(answer.header(header::CONTENT_DISPOSITION), disposition, "{address}");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store", "{address}");
        assert_eq!(answer.header(header::CONTENT_TYPE), kind, "{address}");
    }
}

#[tokio::test]
async fn the_number_of_rows_is_known_before_the_file_is_made() {
    for file in ["customers.csv", "customers.xlsx"] {
        let request = Request::head(format!("/export/{file}?segment=lost")).body(Body::empty());
        let answer = send(service(), request.expect("a request")).await;
        assert_eq!((answer.status, answer.header("row-count")), (StatusCode::OK, "36"), "{file}");
        assert!(answer.body.is_empty(), "{file}");
    }
}

#[tokio::test]
async fn the_file_has_the_columns_that_were_chosen_in_its_own_order() {
    let heads = |answer: &Answer| answer.text().lines().next().expect("a heading").to_owned();
    for query in [
        "columns=spent&columns=customer_id&columns=segment",
        "columns=segment,spent,customer_id",
        "columns=spent%2Csegment&columns=customer_id",
    ] {
        let machines = get(service(), &format!("/export/customers.csv?for=machines&{query}")).await;
        assert_eq!(heads(&machines), r#""customer_id","segment","spent""#);
        assert_eq!(rows(&machines).len(), 400);
        let people = get(service(), &format!("/export/customers.csv?{query}")).await;
        assert_eq!(heads(&people), "\u{feff}Customer,Segment,Spent (R$)");
        let first: Vec<_> = rows(&people)[0].iter().map(str::to_owned).collect();
        assert_eq!(first, ["'=cmd|' /C calc'!A0", "Champions", "500.00"]);
    }
    let wrong = get(service(), "/export/customers.csv?columns=spend").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.text().contains("“spend” is no column"), "{}", wrong.text());
}

/// The cells of a sheet, row by row.
fn sheet(answer: &Answer, name: &str) -> Vec<Vec<Data>> {
    let mut workbook = Xlsx::new(Cursor::new(&answer.body)).expect("a workbook");
    let range = workbook.worksheet_range(name).expect("the sheet is there");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[tokio::test]
async fn the_workbook_holds_the_customers_as_texts_numbers_and_dates() {
    let columns = "customer_id,orders,spent,review_score,last_order";
    let answer = get(service(), &format!("/export/customers.xlsx?columns={columns}")).await;
    let cells = sheet(&answer, "Customers");
    let heads: Vec<_> = cells[0].iter().map(ToString::to_string).collect();
    assert_eq!(heads, ["Customer", "Orders", "Spent (R$)", "Mean review", "Last order"]);
    assert_eq!(cells.len(), 401);
    assert_eq!(cells[1][0], Data::String("=cmd|' /C calc'!A0".to_owned()), "a text, never a formula");
    assert_eq!(cells[4][0], Data::String("two\nlines".to_owned()));
    assert_eq!((&cells[2][1], &cells[2][2]), (&Data::Float(1.0), &Data::Float(499.99)));
    assert_eq!(cells[1][3], Data::Empty, "never reviewed");
    // A date, in days since the end of 1899, as a spreadsheet counts them: 2018-01-01.
    assert!(cells[1][4].is_datetime(), "{:?}", cells[1][4]);
    assert_eq!(cells[1][4].get_datetime().map(|date| date.as_f64()), Some(43_101.0));
    let mut workbook = Xlsx::new(Cursor::new(&answer.body)).expect("a workbook");
    let formulas = workbook.worksheet_formula("Customers").expect("the sheet is there");
    assert_eq!(formulas.used_cells().count(), 0);
}

#[tokio::test]
async fn the_workbook_says_what_the_list_is() {
    let answer = get(service(), "/export/customers.xlsx?segment=lost").await;
    let about = sheet(&answer, "About this list");
    let said = |name: &str| {
        let found = about.iter().find(|row| row[0].get_string() == Some(name));
        found.map(|row| row[1].to_string()).expect("the line is there")
    };
    assert_eq!(said("Customers"), "Segment Lost");
    assert_eq!(said("Filter"), "segment=lost");
    assert_eq!(said("Rows"), "36");
    assert_eq!(said("Days are counted to"), "30 Aug 2018");
    assert!(said("How scored").starts_with("Standard map"), "{about:?}");
    assert_eq!(said("Snapshot"), "fake-shop");
    let again = get(service(), "/export/customers.xlsx?segment=lost").await;
    assert!(again.body == answer.body, "the same list gives the same bytes");
}

#[tokio::test]
async fn a_workbook_for_programs_does_not_exist() {
    for address in ["/export/customers.xlsx?for=machines", "/export/customers.csv?format=xlsx"] {
        assert_eq!(get(service(), address).await.status, StatusCode::BAD_REQUEST, "{address}");
    }
}

#[tokio::test]
async fn the_manifest_says_what_the_file_does_not() {
    let query = "segment=lost&for=machines&columns=customer_id,spent";
    let answer = get(service(), &format!("/export/customers.manifest.json?{query}")).await;
    let manifest: Value = serde_json::from_slice(&answer.body).expect("JSON");
    for (path, expected) in [
        ("/file", "customers-lost-2018-08-30-36-rows-for-programs.csv"),
        ("/format", "csv"),
        ("/for", "machines"),
        ("/filter/query", "segment=lost"),
        ("/filter/words", "Segment Lost"),
        ("/as_of", "2018-08-30"),
        ("/snapshot", "fake-shop"),
        ("/columns/0/column", "customer_id"),
        ("/columns/1/name", "Spent"),
    ] {
        assert_eq!(manifest.pointer(path).and_then(Value::as_str), Some(expected), "{path}");
    }
    assert_eq!(manifest["rows"], 36);
    assert!(manifest["scoring"]["words"].as_str().is_some_and(|words| words.starts_with("Standard map")));
}

/// Of a shop as it comes: every kind of file holds the same people.
#[tokio::test]
async fn all_kinds_of_files_agree_on_the_demo_shop() {
    let shop = PublishedDemo::of(1_000);
    let service = service_over_data(&shop.data());
    for query in ["", "segment=lost", "tier=gold&orders_min=2", "state=SP&spent_min=100", "unhappy=1", "id=0"]
    {
        let machines = get(service.clone(), &format!("/export/customers.csv?for=machines&{query}")).await;
        let people = get(service.clone(), &format!("/export/customers.csv?{query}")).await;
        let workbook = get(service.clone(), &format!("/export/customers.xlsx?{query}")).await;
        let ids: Vec<_> = rows(&machines).iter().map(|row| row[0].to_owned()).collect();
        let of_people: Vec<_> = rows(&people).iter().map(|row| row[0].to_owned()).collect();
        let cells = sheet(&workbook, "Customers");
        let of_workbook: Vec<_> = cells.iter().skip(1).map(|row| row[0].to_string()).collect();
        assert_eq!(of_people, ids, "{query}");
        assert_eq!(of_workbook, ids, "{query}");
        assert_eq!(workbook.header("row-count"), ids.len().to_string(), "{query}");
        for (row, cells) in rows(&machines).iter().zip(cells.iter().skip(1)) {
            assert_eq!(row[7].parse().ok(), cells[7].get_float(), "{row:?}");
            assert_eq!(row[8].parse().ok(), cells[8].get_float(), "{row:?}");
        }
    }
}
