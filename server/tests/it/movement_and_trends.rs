use std::sync::LazyLock;

use http::StatusCode;

use crate::{
    browser::{Answer, get, service_over_data},
    published_demo::PublishedDemo,
};

static DEMO: LazyLock<PublishedDemo> = LazyLock::new(|| PublishedDemo::of(200));

async fn answer(address: &str) -> Answer {
    get(service_over_data(&DEMO.data()), address).await
}

/// The column of a file, as numbers.
fn column(answer: &Answer, name: &str) -> Vec<f64> {
    let text = answer.text().trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let index = reader.headers().expect("a heading").iter().position(|head| head == name).expect(name);
    let cell =
        |row: csv::Result<csv::StringRecord>| row.expect("well-formed CSV")[index].parse().expect("a number");
    reader.records().map(cell).collect()
}

async fn customers_of(query: &str) -> usize {
    let answer = answer(&format!("/export/customers.csv?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}");
    answer.header("row-count").parse().expect("a number")
}

#[tokio::test]
async fn the_file_of_movement_holds_every_customer_once() {
    let file = answer("/export/movement.csv?from=180-days").await;
    let customers = column(&file, "customers").iter().sum::<f64>();
    assert_eq!(customers, customers_of("").await as f64);
    assert!(file.text().lines().any(|line| line.contains(",stayed")));
}

#[tokio::test]
async fn a_flow_of_the_file_is_as_many_customers_in_an_export() {
    let file = answer("/export/movement.csv?from=2018-03-01&to=2018-07-01&for=machines").await;
    let mut reader = csv::Reader::from_reader(file.text().as_bytes());
    for row in reader.records().map(|row| row.expect("well-formed CSV")) {
        let query = format!("was=2018-03-01.{}&was=2018-07-01.{}", &row[2], &row[3]);
        assert_eq!(customers_of(&query).await.to_string(), row[4], "{query}");
    }
    let name = answer("/export/customers.csv?was=2018-03-01.not-yet").await;
    assert!(
        name.header("content-disposition").contains("was-2018-03-01.not-yet"),
        "the file says who is in it"
    );
}

#[tokio::test]
async fn days_that_cannot_be_compared_are_refused_in_a_file_and_explained_on_the_page() {
    for query in ["from=1990-01-01", "to=2090-01-01", "from=soon"] {
        let file = answer(&format!("/export/movement.csv?{query}")).await;
        assert_eq!(file.status, StatusCode::BAD_REQUEST, "{query}: {}", file.text());
    }
    let page = answer("/segments/movement?from=1990-01-01").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Nobody had ordered before 1990-01-01; choose two days from"));
}

#[tokio::test]
async fn the_file_of_trends_adds_up_to_all_orders_whatever_the_grain() {
    let orders = |grain: &str| answer_sum(format!("/export/trends.csv?period=all&grain={grain}"));
    let months = orders("month").await;
    assert_eq!(orders("week").await, months);
    assert!(months > 0.0);
    let refused = answer("/export/trends.csv?grain=hour").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
    assert!(refused.text().contains("day, week or month"));
}

async fn answer_sum(address: String) -> f64 {
    column(&answer(&address).await, "orders").iter().sum()
}
