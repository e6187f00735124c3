//! The state of a view, as the address holds it: filter, matrix axes, sort and page.
//!
//! Pure functions without web types, so that pages, server functions and the export route read addresses
//! in the same way. Pages read leniently with [`parse_query`], exports strictly with
//! [`parse_export_query`].

mod choices;
mod customer_link;
mod export_columns;
mod export_query;
mod filter;
pub mod period;
mod pictures;
mod product_link;
mod reader;
mod table;
mod values;

use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, CustomerQuery, CustomerSort, MatrixAxes, SortDirection};

use crate::query_string::{append_pair, decode_pairs};

pub use choices::PageChoices;
pub use customer_link::customer_link;
pub use export_columns::ExportColumn;
pub use export_query::{ExportQueryError, parse_export_query};
pub use pictures::{ScatterView, TierNames, measure_word};
pub use product_link::{product_id_of, product_link};
#[cfg(feature = "ssr")]
pub(crate) use reader::shorten;
pub use table::{CustomerColumn, Page, PageSize, direction_word};
pub use values::{parse_amount, parse_whole};

use filter::{order_ranges, write_filter};
use pictures::write_pictures;

use reader::Reader;
use table::write_table;

/// More of an address than this is not read.
const QUERY_BYTES_MAX: usize = 16 * 1024;

/// What the reader must know about an address: a part of it was left out or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice(pub String);

/// Everything that an address says about a view of customers.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct SegmentsUrl {
    /// Which customers.
    pub filter: CustomerFilter,
    /// The person's choice of matrix axes; `None` leaves it to the engine.
    pub axes: Option<MatrixAxes>,
    /// What the customer table is sorted by.
    pub sort: CustomerSort,
    /// In which direction.
    pub direction: SortDirection,
    /// Page of the customer table, from 1.
    pub page: Page,
    /// Rows on one page of the customer table.
    pub page_size: PageSize,
    /// Columns of the customer table that the person chose; empty: those that fit.
    pub columns: BTreeSet<CustomerColumn>,
    /// By which names the tiers go.
    pub names: TierNames,
    /// What the scatter shows.
    pub scatter: ScatterView,
    /// What other pages show of the customers, and how.
    pub choices: PageChoices,
}

/// Reads a query string, with or without the question mark. Never fails: what is not understood is left
/// out and named in the notices.
pub fn parse_query(query: &str) -> (SegmentsUrl, Vec<Notice>) {
    let mut reader = Reader::default();
    let end = query.floor_char_boundary(QUERY_BYTES_MAX);
    for (key, value) in decode_pairs(&query[..end]) {
        // Keys of other parties, such as a campaign's, are none of ours.
        let _ = reader.read(&key, value.trim());
    }
    let cut = (end < query.len()).then(|| "The address is too long; its end was left out.".to_owned());
    let left_out = reader.misread.iter().map(|fault| format!("{fault}; it was left out."));
    let mut notices: Vec<_> = cut.into_iter().chain(left_out).map(Notice).collect();
    let swapped = order_ranges(&mut reader.url.filter);
    notices.extend(swapped.map(|what| Notice(format!("The two ends of the range of {what} were swapped."))));
    notices.extend(reader.url.scatter.put_right().into_iter().map(Notice));
    (reader.url, notices)
}

impl SegmentsUrl {
    /// A view of these customers with everything else at its default.
    pub fn of_filter(filter: CustomerFilter) -> Self {
        Self { filter, ..Self::default() }
    }

    /// The same view with other customers, from the first page.
    pub fn with_filter(&self, filter: CustomerFilter) -> Self {
        Self { filter, page: Page::default(), ..self.clone() }
    }

    /// The same view with another choice of the page; an empty value takes it back.
    pub fn with_choice(&self, key: &str, value: &str) -> Self {
        Self { choices: self.choices.with(key, value), ..self.clone() }
    }

    /// The query string without question mark; defaults are left out, so an untouched view gives "".
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        write_filter(&mut query, &self.filter);
        if let Some(axes) = self.axes {
            append_pair(&mut query, "axes", axes.slug());
        }
        write_table(&mut query, self);
        write_pictures(&mut query, self);
        self.choices.write(&mut query);
        query
    }

    /// The pairs of the query string, for the hidden fields of a form.
    pub fn pairs(&self) -> Vec<(String, String)> {
        decode_pairs(&self.to_query()).collect()
    }

    /// The address of this view under a path: `/segments?segment=at-risk`.
    pub fn link(&self, path: &str) -> String {
        let query = self.to_query();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The question to the customer table.
    pub fn customer_query(&self) -> CustomerQuery {
        CustomerQuery {
            filter: self.filter.clone(),
            sort: self.sort,
            direction: self.direction,
            page: self.page.0,
            page_size: self.page_size.rows(),
        }
    }
}

#[cfg(test)]
mod tests;
