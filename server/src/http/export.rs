//! `GET /export/customers.csv?<filter>&columns=…&for=people|machines`, the same as `.xlsx`, and as
//! `.manifest.json` what lies beside: exactly the customers of the tile. A filter that is not fully understood
//! is refused, because the file would hold others. `HEAD` tells the number of rows beforehand.

use std::{
    io::{self, Write},
    sync::Arc,
    time::Duration,
};

use axum::{
    body::Body,
    extract::{Extension, State},
    response::{IntoResponse, Response},
};
use clientele_app::{
    query_string::decode_pairs,
    url_state::{ExportColumn, ExportQueryError, parse_export_query},
};
use clientele_contract::{Analytics, AnalyticsError, CustomerFilter, Scope};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};
use tracing::error;

use super::{
    download::download,
    plain_text,
    viewed::{ViewedAnalytics, analytics_of},
};
use crate::{
    config::Reader,
    export::{
        FileKind,
        list::{CustomerList, parse_columns},
        workbook, write_customers,
    },
    live::LiveAnalytics,
};

/// A reader that takes nothing for this long loses its place among [`EXPORTS_MAX`].
const PATIENCE: Duration = Duration::from_secs(60);

/// Exports at the same time. A slow reader holds a thread, and pages need threads too.
const EXPORTS_MAX: usize = 16;

pub(super) const CSV_PATH: &str = "/export/customers.csv";
pub(super) const WORKBOOK_PATH: &str = "/export/customers.xlsx";
pub(super) const MANIFEST_PATH: &str = "/export/customers.manifest.json";

/// The key of the address that names the reader of the file.
const READER_KEY: &str = "for";
/// The key that names a column, or several between commas.
const COLUMNS_KEY: &str = "columns";
/// The key that names the kind of file that a manifest is about.
const FORMAT_KEY: &str = "format";

/// Tells how many customers a file holds.
pub(super) const ROW_COUNT: HeaderName = HeaderName::from_static("row-count");

/// The exports under way.
#[derive(Clone)]
pub(super) struct Exports(Arc<Semaphore>);

impl Exports {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(EXPORTS_MAX)))
    }

    /// A place among the exports under way, or the answer that there is none.
    #[expect(clippy::result_large_err, reason = "the error is the answer, and at once handed on")]
    pub(super) fn begin(self) -> Result<OwnedSemaphorePermit, Response> {
        self.0.try_acquire_owned().map_err(|_| {
            let text = "Too many exports are under way. Try again in a minute.\n";
            plain_text(StatusCode::SERVICE_UNAVAILABLE, text)
        })
    }
}

/// The file that the path names.
pub(super) async fn answer(
    State(live): State<Arc<LiveAnalytics>>,
    State(exports): State<Exports>,
    viewed: Option<Extension<ViewedAnalytics>>,
    method: Method,
    uri: Uri,
) -> Response {
    let wanted = Wanted::of_path(uri.path());
    let permit = match exports.begin() {
        Ok(permit) => permit,
        Err(refused) => return refused,
    };
    let selection = match Selection::read(wanted, uri.query().unwrap_or_default()) {
        Ok(selection) => selection,
        Err(faults) => return plain_text(StatusCode::BAD_REQUEST, &format!("{faults}\n")),
    };
    // One snapshot for count and rows, even if a newer one goes live meanwhile.
    let analytics = analytics_of(viewed.as_deref(), &live);
    let described = {
        let (analytics, Selection { filter, columns, .. }) = (Arc::clone(&analytics), selection.clone());
        let describe =
            move || CustomerList::describe(analytics.as_ref(), &Scope::everything(), filter, columns);
        spawn_blocking(describe).await
    };
    match described {
        Ok(Ok(list)) if selection.kind == FileKind::Workbook && list.customers > workbook::ROWS_MAX => {
            let text =
                "A workbook holds at most 1,048,575 customers; narrow the filter, or export a CSV file.\n";
            plain_text(StatusCode::BAD_REQUEST, text)
        }
        Ok(Ok(list)) if wanted == Wanted::Manifest => manifest(&list, selection.kind),
        Ok(Ok(list)) => file(analytics, selection.kind, list, method == Method::HEAD, permit),
        Ok(Err(error)) => refusal(&error),
        Err(error) => refusal(&AnalyticsError::Internal(error.to_string())),
    }
}

/// What an address asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Csv,
    Workbook,
    Manifest,
}

impl Wanted {
    fn of_path(path: &str) -> Self {
        match path {
            WORKBOOK_PATH => Self::Workbook,
            MANIFEST_PATH => Self::Manifest,
            _ => Self::Csv,
        }
    }
}

/// What is asked for.
#[derive(Clone)]
struct Selection {
    filter: CustomerFilter,
    columns: Vec<ExportColumn>,
    kind: FileKind,
}

impl Selection {
    /// Reads the query of the address; the error says what is not understood.
    fn read(wanted: Wanted, query: &str) -> Result<Self, ExportQueryError> {
        let filter = parse_export_query(query, &[READER_KEY, COLUMNS_KEY, FORMAT_KEY])?;
        let kind = requested_kind(wanted, query).map_err(fault)?;
        let pairs: Vec<_> = decode_pairs(query).filter(|(key, _)| key == COLUMNS_KEY).collect();
        let words = pairs.iter().map(|(_, words)| words.as_str());
        let columns = parse_columns(words, kind.reader()).map_err(fault)?;
        Ok(Self { filter, columns, kind })
    }
}

fn fault(words: String) -> ExportQueryError {
    ExportQueryError(vec![words])
}

fn requested_kind(wanted: Wanted, query: &str) -> Result<FileKind, String> {
    let is_workbook = match (wanted, last_word(query, FORMAT_KEY).as_deref()) {
        (Wanted::Workbook, None | Some("xlsx")) | (Wanted::Manifest, Some("xlsx")) => true,
        (Wanted::Csv, None | Some("csv")) | (Wanted::Manifest, None | Some("csv")) => false,
        _ => return Err("“format” does not fit the address; leave it out".to_owned()),
    };
    match (requested_reader(query)?, is_workbook) {
        (Reader::Machines, true) => Err("a workbook is for people; programs get customers.csv".to_owned()),
        (Reader::People, true) => Ok(FileKind::Workbook),
        (reader, false) => Ok(FileKind::Csv(reader)),
    }
}

/// Without a word for people, who are the ones that click.
pub(super) fn requested_reader(query: &str) -> Result<Reader, String> {
    match last_word(query, READER_KEY).as_deref() {
        None | Some("people") => Ok(Reader::People),
        Some("machines") => Ok(Reader::Machines),
        Some(_) => Err("“for” is neither people nor machines".to_owned()),
    }
}

fn last_word(query: &str, key: &str) -> Option<String> {
    decode_pairs(query).filter(|(found, _)| found == key).map(|(_, word)| word).last()
}

fn manifest(list: &CustomerList, kind: FileKind) -> Response {
    match list.manifest(kind, list.file_name(kind)).to_json() {
        Ok(json) => {
            let name = format!("{}.manifest.json", list.file_name(kind));
            (headers("application/json", &name, list.customers), json).into_response()
        }
        Err(error) => refusal(&AnalyticsError::Internal(error.to_string())),
    }
}

fn file(
    analytics: Arc<dyn Analytics>,
    kind: FileKind,
    list: CustomerList,
    is_head_alone: bool,
    permit: OwnedSemaphorePermit,
) -> Response {
    let content_type = match kind {
        FileKind::Csv(_) => "text/csv; charset=utf-8; header=present",
        FileKind::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };
    let headers = headers(content_type, &list.file_name(kind), list.customers);
    if is_head_alone {
        return (headers, Body::empty()).into_response();
    }
    let body = download(PATIENCE, move |out| {
        let _permit = permit;
        write_rows(analytics.as_ref(), kind, &list, out)
    });
    (headers, body).into_response()
}

fn headers(content_type: &'static str, file_name: &str, customers: u64) -> HeaderMap {
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{file_name}\""));
    HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (ROW_COUNT, HeaderValue::from(customers)),
    ])
}

fn write_rows(
    analytics: &dyn Analytics,
    kind: FileKind,
    list: &CustomerList,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let visit_all = |visit: crate::export::Visit<'_>| {
        analytics.visit_customers(&Scope::everything(), &list.filter, visit)
    };
    match write_customers(kind, list, out, visit_all)? {
        Ok(_) => Ok(()),
        Err(failure) => {
            error!("an export broke off: {failure}");
            Err(io::Error::other(failure))
        }
    }
}

pub(super) fn refusal(error: &AnalyticsError) -> Response {
    let status = match error {
        AnalyticsError::NoSnapshot => StatusCode::SERVICE_UNAVAILABLE,
        AnalyticsError::InvalidQuestion(_) => StatusCode::BAD_REQUEST,
        AnalyticsError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    plain_text(status, &format!("{error}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::PublishedFolder;

    #[tokio::test]
    async fn one_export_too_many_is_asked_to_wait() {
        let live = Arc::new(LiveAnalytics::open(Box::new(PublishedFolder::new("no-such-folder".as_ref()))));
        let exports = Exports::new();
        let under_way: Vec<_> = (0..EXPORTS_MAX)
            .map(|_| Arc::clone(&exports.0).try_acquire_owned().expect("there is room"))
            .collect();
        let ask = || {
            let (live, exports) = (State(Arc::clone(&live)), State(exports.clone()));
            answer(live, exports, None, Method::GET, Uri::from_static(CSV_PATH))
        };
        let refused = axum::body::to_bytes(ask().await.into_body(), 1_000).await.expect("a short text");
        assert!(refused.starts_with(b"Too many exports"), "{refused:?}");
        drop(under_way);
        let answered = axum::body::to_bytes(ask().await.into_body(), 1_000).await.expect("a short text");
        assert!(answered.starts_with(b"no data has been loaded yet"), "{answered:?}");
    }
}
