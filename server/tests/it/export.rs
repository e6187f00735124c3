use http::{StatusCode, header};

use crate::browser::{Answer, empty_service, get, service};

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
            assert!(name.contains(&format!("_{expected}-customers_for-{reader}.csv")), "{name}");
        }
        let page = get(service(), &format!("/segments?{query}")).await;
        let told = format!("Export {expected}\u{a0}customers");
        assert!(page.text().contains(&told), "the page for {query:?} names {expected}");
    }
}

#[tokio::test]
async fn the_file_is_named_for_date_filter_and_reader_and_not_stored() {
    let answer = get(service(), "/export/customers.csv?segment=at-risk").await;
    assert_eq!(
        answer.header(header::CONTENT_DISPOSITION),
        "attachment; filename=\"clientele_2018-08-30_segment-at-risk_36-customers_for-people.csv\""
    );
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    assert!(answer.header(header::CONTENT_TYPE).starts_with("text/csv"));
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
    let answer = get(empty_service(), "/export/customers.csv").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.text().contains("clientele refresh"));
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
