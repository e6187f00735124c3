//! `GET /export/rejects.csv`: the refused rows of a snapshot. `GET /data/refreshes/refused-rows.csv?refresh=…`: those of a
//! refresh that published nothing. `GET /export/snapshot-customers.csv?before=…&after=…&which=came`:
//! the customers that came, or `vanished`, between two snapshots. Both `&for=people|machines`.

use std::sync::Arc;

use axum::{
    Extension,
    extract::State,
    response::{IntoResponse, Response},
};
use clientele_analytics::read_kept_rejects;
use clientele_app::query_string::decode_pairs;
use clientele_contract::Scope;
use http::{HeaderValue, StatusCode, Uri, header};
use tokio::task::spawn_blocking;
use tracing::error;

use super::{
    Shared,
    export::{ROW_COUNT, requested_reader},
    plain_text,
    viewed::{ViewedAnalytics, analytics_of},
};
use crate::{
    export::table::{Cell, ExportTable},
    refresh::read_refused_rows,
};

pub(super) const REJECTS_PATH: &str = "/export/rejects.csv";
pub(super) const REFUSED_ROWS_PATH: &str = "/data/refreshes/refused-rows.csv";
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
        let info = analytics
            .snapshot(&Scope::everything())
            .map_err(|error| Refused(StatusCode::SERVICE_UNAVAILABLE, error.to_string()))?;
        let rows = read_kept_rejects(&data, &info.snapshot_id).map_err(Refused::not_found)?;
        let table = table_of_rejects(&rows).map_err(Refused::fault)?;
        Ok((format!("rejects-{}.csv", info.as_of), table))
    };
    answer(shared, uri, make).await
}

/// The refused rows of a refresh that published nothing.
pub(super) async fn refused_rows(State(shared): State<Shared>, uri: Uri) -> Response {
    let data = shared.desk.data().to_path_buf();
    let refresh = decode_pairs(uri.query().unwrap_or_default())
        .find(|(key, _)| key == "refresh")
        .and_then(|(_, id)| id.parse().ok());
    let make = move || {
        let rows = refresh.and_then(|id: i64| read_refused_rows(&data, id)).ok_or_else(|| {
            let words = "the refused rows of this refresh are not kept; those of the last refresh that was refused \
                         because of its rows are on the page Refreshes";
            Refused(StatusCode::NOT_FOUND, words.to_owned())
        })?;
        let table = table_of_rejects(&rows).map_err(Refused::fault)?;
        Ok(("refused-rows.csv".to_owned(), table))
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
                let words = "“which” is neither came nor vanished".to_owned();
                return Err(Refused(StatusCode::BAD_REQUEST, words));
            }
        };
        let customers = operations.customers_only_in(engine, other).map_err(Refused::not_found)?;
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
    make: impl FnOnce() -> Result<(String, ExportTable), Refused> + Send + 'static,
) -> Response {
    let _permit = match shared.exports.begin() {
        Ok(permit) => permit,
        Err(refused) => return refused,
    };
    let reader = match requested_reader(uri.query().unwrap_or_default()) {
        Ok(reader) => reader,
        Err(words) => return plain_text(StatusCode::BAD_REQUEST, &format!("{words}\n")),
    };
    let made = spawn_blocking(move || {
        let (name, table) = make()?;
        let bytes = table.to_csv(reader).map_err(Refused::fault)?;
        Ok((name, table.rows.len() as u64, bytes))
    });
    match made.await.unwrap_or_else(|stopped| Err(Refused::fault(stopped))) {
        Ok((name, rows, bytes)) => file(&name, rows, bytes),
        Err(Refused(status, words)) => plain_text(status, &format!("{words}\n")),
    }
}

/// Why there is no file.
struct Refused(StatusCode, String);

impl Refused {
    fn not_found(error: impl std::fmt::Display) -> Self {
        Self(StatusCode::NOT_FOUND, error.to_string())
    }

    fn fault(error: impl std::fmt::Display) -> Self {
        error!("a file could not be made: {error}");
        Self(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

fn file(name: &str, rows: u64, bytes: Vec<u8>) -> Response {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (ROW_COUNT, HeaderValue::from(rows)),
    ];
    (headers, bytes).into_response()
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
