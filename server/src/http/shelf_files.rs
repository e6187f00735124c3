//! `GET /export/rejects.csv`: the refused rows of a snapshot. `GET /export/snapshot-customers.csv?before=…&after=…&which=came`:
//! the customers that came, or `vanished`, between two snapshots. Both `&for=people|machines`.

use std::sync::Arc;

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use clientele_analytics::read_kept_rejects;
use clientele_app::query_string::decode_pairs;
use clientele_contract::{AnalyticsError, Scope};
use http::{HeaderValue, StatusCode, Uri, header};
use tokio::task::spawn_blocking;

use super::{
    Shared,
    export::{ROW_COUNT, refusal, requested_reader},
    plain_text,
    viewed::{ViewedAnalytics, analytics_of},
};
use crate::{
    config::Reader,
    export::table::{Cell, ExportTable},
};

pub(super) const REJECTS_PATH: &str = "/export/rejects.csv";
pub(super) const CUSTOMERS_PATH: &str = "/export/snapshot-customers.csv";

/// The refused rows of the snapshot that is looked at.
pub(super) async fn rejects(
    State(shared): State<Shared>,
    viewed: Option<Extension<ViewedAnalytics>>,
    uri: Uri,
) -> Response {
    let analytics = analytics_of(viewed.as_deref(), &shared.live);
    let data = shared.desk.data().to_path_buf();
    let make = move || {
        let info = analytics.snapshot(&Scope::everything()).map_err(|error| refusal(&error))?;
        let rows =
            read_kept_rejects(&data, &info.snapshot_id).map_err(|error| not_found(&error.to_string()))?;
        let table = table_of_rejects(&rows).map_err(|error| fault(&error))?;
        Ok((format!("rejects-{}.csv", info.as_of), table))
    };
    answer(shared, uri, make).await
}

/// The customers of one of two snapshots alone.
pub(super) async fn customers(State(shared): State<Shared>, uri: Uri) -> Response {
    let query = uri.query().unwrap_or_default().to_owned();
    let operations = Arc::clone(&shared.operations);
    let make = move || {
        let word =
            |key: &str| decode_pairs(&query).filter(|(found, _)| found == key).map(|(_, word)| word).last();
        let (before, after) = (word("before").unwrap_or_default(), word("after").unwrap_or_default());
        let (engine, other) = match word("which").as_deref() {
            Some("came") => (&after, &before),
            Some("vanished") => (&before, &after),
            _ => {
                let words = "“which” is neither came nor vanished\n";
                return Err(plain_text(StatusCode::BAD_REQUEST, words));
            }
        };
        let customers = operations.customers_only_in(engine, other).map_err(|words| not_found(&words))?;
        let rows = customers.into_iter().map(|customer| {
            vec![
                Cell::text(customer.customer_id),
                Cell::figure(customer.segment.slug()),
                Cell::figure(customer.orders),
                Cell::money(customer.spent_cents),
                Cell::text(customer.state),
                Cell::figure(customer.first_order),
                Cell::figure(customer.last_order),
            ]
        });
        let columns = ["customer_id", "segment", "orders", "spent", "state", "first_order", "last_order"];
        let table = ExportTable { columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() };
        let which = word("which").unwrap_or_default();
        Ok((format!("customers-{which}-{}.csv", engine.get(..10).unwrap_or_default()), table))
    };
    answer(shared, uri, make).await
}

/// Makes the table off the async threads and sends it to its reader.
async fn answer(
    shared: Shared,
    uri: Uri,
    make: impl FnOnce() -> Result<(String, ExportTable), Response> + Send + 'static,
) -> Response {
    let _permit = match shared.exports.begin() {
        Ok(permit) => permit,
        Err(refused) => return refused,
    };
    let reader = match requested_reader(uri.query().unwrap_or_default()) {
        Ok(reader) => reader,
        Err(words) => return plain_text(StatusCode::BAD_REQUEST, &format!("{words}\n")),
    };
    match spawn_blocking(move || make().map(|(name, table)| file(&name, &table, reader))).await {
        Ok(Ok(response) | Err(response)) => response,
        Err(error) => fault(&error),
    }
}

fn file(name: &str, table: &ExportTable, reader: Reader) -> Response {
    let bytes = match table.to_csv(reader) {
        Ok(bytes) => bytes,
        Err(error) => return fault(&error),
    };
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (ROW_COUNT, HeaderValue::from(table.rows.len() as u64)),
    ];
    (headers, bytes).into_response()
}

fn not_found(words: &str) -> Response {
    plain_text(StatusCode::NOT_FOUND, &format!("{words}\n"))
}

fn fault(error: &dyn std::fmt::Display) -> Response {
    refusal(&AnalyticsError::Internal(error.to_string()))
}

/// Names of files and reasons are words of the shop; the line is a number.
fn table_of_rejects(text: &[u8]) -> csv::Result<ExportTable> {
    let mut reader = csv::Reader::from_reader(text);
    let columns = reader.headers()?.iter().map(str::to_owned).collect();
    let cell = |(position, field): (usize, &str)| {
        if position == 1 { Cell::figure(field) } else { Cell::text(field) }
    };
    let rows: csv::Result<Vec<Vec<Cell>>> =
        reader.records().map(|record| Ok(record?.iter().enumerate().map(cell).collect())).collect();
    Ok(ExportTable { columns, rows: rows? })
}
