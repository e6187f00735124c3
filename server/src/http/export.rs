//! `GET /export/customers.csv?<filter>&for=people|machines`: exactly the customers of the tile. A filter that
//! is not fully understood is refused, because the file would hold others.

use std::{
    io::{self, Write},
    sync::Arc,
    time::Duration,
};

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use clientele_app::url_state::{ExportQueryError, SegmentsUrl, parse_export_query};
use clientele_contract::{
    Analytics, AnalyticsError, CustomerFilter, CustomerQuery, CustomerSort, Scope, SortDirection,
};
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};
use tracing::error;

use super::{download::download, plain_text};
use crate::{
    config::Reader,
    export::{file_name::export_file_name, write_customers},
    live::LiveAnalytics,
};

/// A reader that takes nothing for this long loses its place among [`EXPORTS_MAX`].
const PATIENCE: Duration = Duration::from_secs(60);

/// Exports at the same time. A slow reader holds a thread, and pages need threads too.
const EXPORTS_MAX: usize = 16;

/// The key of the address that names the reader of the file.
const READER_KEY: &str = "for";

/// The exports under way.
#[derive(Clone)]
pub(super) struct Exports(Arc<Semaphore>);

impl Exports {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(EXPORTS_MAX)))
    }
}

pub(super) async fn answer(
    State(live): State<Arc<LiveAnalytics>>,
    State(exports): State<Exports>,
    uri: Uri,
) -> Response {
    let Ok(permit) = exports.0.try_acquire_owned() else {
        let text = "Too many exports are under way. Try again in a minute.\n";
        return plain_text(StatusCode::SERVICE_UNAVAILABLE, text);
    };
    let selection = match Selection::read(uri.query().unwrap_or_default()) {
        Ok(selection) => selection,
        Err(faults) => return plain_text(StatusCode::BAD_REQUEST, &format!("{faults}\n")),
    };
    // One snapshot for count and rows, even if a newer one goes live meanwhile.
    let analytics = live.current();
    let counted = {
        let (analytics, selection) = (Arc::clone(&analytics), selection.clone());
        spawn_blocking(move || selection.describe(analytics.as_ref())).await
    };
    match counted {
        Ok(Ok(description)) => stream(analytics, selection, description, permit).into_response(),
        Ok(Err(error)) => refusal(&error),
        Err(error) => refusal(&AnalyticsError::Internal(error.to_string())),
    }
}

/// What is asked for.
#[derive(Clone)]
struct Selection {
    filter: CustomerFilter,
    reader: Reader,
}

/// What must be known before the first row leaves.
struct Description {
    currency_symbol: String,
    file_name: String,
}

impl Selection {
    /// Reads the query of the address; the error says what is not understood.
    fn read(query: &str) -> Result<Self, ExportQueryError> {
        let filter = parse_export_query(query, &[READER_KEY])?;
        Ok(Self { filter, reader: requested_reader(query)? })
    }

    fn describe(&self, analytics: &dyn Analytics) -> Result<Description, AnalyticsError> {
        let scope = Scope::everything();
        let info = analytics.snapshot(&scope)?;
        let (sort, direction) = (CustomerSort::default(), SortDirection::default());
        let first = CustomerQuery { filter: self.filter.clone(), sort, direction, page: 1, page_size: 1 };
        let customers = analytics.customers(&scope, &first)?.customers;
        let filter_query = SegmentsUrl::of_filter(self.filter.clone()).to_query();
        let file_name = export_file_name(info.as_of, &filter_query, customers, self.reader);
        Ok(Description { currency_symbol: info.currency_symbol, file_name })
    }
}

/// Without a word for people, who are the ones that click.
fn requested_reader(query: &str) -> Result<Reader, ExportQueryError> {
    let words = query.split('&').filter_map(|pair| pair.split_once('='));
    match words.filter(|(key, _)| *key == READER_KEY).map(|(_, word)| word).next_back() {
        None | Some("people") => Ok(Reader::People),
        Some("machines") => Ok(Reader::Machines),
        Some(_) => Err(ExportQueryError(vec!["“for” is neither people nor machines".to_owned()])),
    }
}

fn stream(
    analytics: Arc<dyn Analytics>,
    selection: Selection,
    description: Description,
    permit: OwnedSemaphorePermit,
) -> impl IntoResponse {
    let disposition = format!("attachment; filename=\"{}\"", description.file_name);
    let headers = HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::try_from(disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ]);
    let body = download(PATIENCE, move |out| {
        let _permit = permit;
        write_rows(analytics.as_ref(), &selection, &description.currency_symbol, out)
    });
    (headers, body)
}

fn write_rows(
    analytics: &dyn Analytics,
    selection: &Selection,
    currency_symbol: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let visit_all = |visit: crate::export::Visit<'_>| {
        analytics.visit_customers(&Scope::everything(), &selection.filter, visit)
    };
    match write_customers(selection.reader, currency_symbol, out, visit_all)? {
        Ok(_) => Ok(()),
        Err(failure) => {
            error!("an export broke off: {failure}");
            Err(io::Error::other(failure))
        }
    }
}

fn refusal(error: &AnalyticsError) -> Response {
    let status = match error {
        AnalyticsError::NoSnapshot => StatusCode::SERVICE_UNAVAILABLE,
        AnalyticsError::InvalidQuestion(_) => StatusCode::BAD_REQUEST,
        AnalyticsError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    };
    plain_text(status, &format!("{error}\n"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::live::PublishedFolder;

    #[tokio::test]
    async fn one_export_too_many_is_asked_to_wait() {
        let live = Arc::new(LiveAnalytics::open(Box::new(PublishedFolder::new(Path::new("no-such-folder")))));
        let exports = Exports::new();
        let under_way: Vec<_> = (0..EXPORTS_MAX)
            .map(|_| Arc::clone(&exports.0).try_acquire_owned().expect("there is room"))
            .collect();
        let ask = || answer(State(Arc::clone(&live)), State(exports.clone()), Uri::from_static("/x"));
        let refused = axum::body::to_bytes(ask().await.into_body(), 1_000).await.expect("a short text");
        assert!(refused.starts_with(b"Too many exports"), "{refused:?}");
        drop(under_way);
        let answered = axum::body::to_bytes(ask().await.into_body(), 1_000).await.expect("a short text");
        assert!(answered.starts_with(b"no data has been loaded yet"), "{answered:?}");
    }
}
