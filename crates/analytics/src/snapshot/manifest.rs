//! What a snapshot holds, with lengths, hashes and control totals.

use std::{collections::BTreeMap, fs::File, path::Path};

use chrono::NaiveDate;
use polars::prelude::{ParquetReader, SerReader};
use serde::{Deserialize, Serialize};

use super::hashed::sha256_hex;
use crate::model::{ShopFacts, ShopTable};

pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const CUSTOMERS: &str = "dim_customer.parquet";
pub(crate) const ORDERS: &str = "dim_order.parquet";
pub(crate) const ORDER_LINES: &str = "fact_order_line.parquet";
pub(crate) const PRODUCTS: &str = "dim_product.parquet";
pub(crate) const DATES: &str = "dim_date.parquet";
pub(crate) const RULES: &str = "rules.toml";
pub(crate) const REJECTS: &str = "rejects.csv";

impl ShopTable {
    /// The file that holds the table.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Customers => CUSTOMERS,
            Self::Orders => ORDERS,
            Self::OrderLines => ORDER_LINES,
            Self::Products => PRODUCTS,
            Self::Dates => DATES,
        }
    }
}

/// Raised when the stored form changes; a snapshot of another format is not opened.
pub(crate) const FORMAT: u32 = 1;

/// Length and hash of a stored file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

/// Written last: a folder with a manifest is complete.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    pub(crate) format: u32,
    pub(crate) facts: ShopFacts,
    pub(crate) files: BTreeMap<String, StoredFile>,
}

impl Manifest {
    /// Rows of a table, as the end of its file says; `None`: it cannot be read.
    pub(crate) fn rows_of(&self, folder: &Path, table: &str) -> Option<u64> {
        self.files.get(table)?;
        let rows = ParquetReader::new(File::open(folder.join(table)).ok()?).num_rows().ok()?;
        u64::try_from(rows).ok()
    }
}

/// The identifier of the snapshot that a manifest describes: the data's date and the hash of its content.
pub(crate) fn snapshot_id(as_of: NaiveDate, manifest: &[u8]) -> String {
    format!("{as_of}-{}", &sha256_hex(manifest)[..12])
}
