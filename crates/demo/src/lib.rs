//! A made-up shop in Olist's nine-file schema, for trying Clientele and for testing its models.
//!
//! [`write_demo_shop`] writes the nine CSV files with the columns and quirks of the original, and beside them
//! `demo_shop.json`, which says that the shop is made up and holds everything that was planted
//! ([`PlantedTruth`]). The same seed gives the same bytes on every machine and any number of threads.
//!
//! # What is planted
//!
//! - **Repeat purchase** follows the BG/NBD process ([`PurchaseProcess`]) from the day of the first order, which
//!   is drawn from a calendar of growth, weekdays and Black Friday. The calendar shapes first orders only:
//!   repeat orders come when the process says, so they have no season.
//! - Only completed orders take part in the process. About 3 % of the people have a single order that was
//!   canceled, never available or is still open.
//! - **Product pairs** ([`PlantedPair`]): a known share of the orders begins with a product of a pair and holds
//!   the other one with a known probability. These products never come up otherwise.
//! - **Leanings** ([`StateLeaning`], [`RepeatLeaning`]): some categories have a higher weight in a state, or in
//!   repeat orders and so among frequent buyers. Planted pairs are outside the leanings.
//! - The first person of the shop buys on 2016-09-15 and the last one on 2018-08-29, so that every shop spans
//!   the same time. They are the only people whose day is not drawn.
//!
//! [`write_demo_lines`] writes the same shop as one table of order lines, CSV or Parquet, as most shops export theirs.
//!
//! # What is calibrated
//!
//! Shares of states, categories, statuses, scores and payment types, prices and freight (log-normal), delivery
//! times and their effect on scores follow the published figures of the full Olist set of 100,000 customers.
//! The numbers of products and sellers grow with the 0.6th power of the number of customers.

mod basket;
mod calendar;
mod catalogue;
mod categories;
mod error;
mod files;
mod folder;
mod line_table;
mod orders;
mod payments;
mod people;
mod phrases;
mod place_table;
mod places;
mod reviews;
mod sampling;
mod shop;
mod truth;
mod writer;

use std::path::Path;

use serde::{Deserialize, Serialize};

pub use crate::error::DemoError;
pub use crate::files::{DATA_FILES, LINE_TABLE_CSV, LINE_TABLE_PARQUET};
pub use crate::truth::{PlantedPair, PlantedTruth, PurchaseProcess, RepeatLeaning, StateLeaning};

/// The file that marks a folder as a demo shop. Its content is a [`DemoMarker`].
pub const MARKER_FILE: &str = "demo_shop.json";

/// Which shop to make up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoShop {
    /// People with at least one order of any status; at least 1.
    pub customers: u32,
    /// The same seed and number of customers give the same bytes.
    pub seed: u64,
}

/// How a shop is written as one table of order lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineFormat {
    /// Text, in the file [`LINE_TABLE_CSV`].
    Csv,
    /// Typed columns, in the file [`LINE_TABLE_PARQUET`].
    Parquet,
}

/// What was written.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoSummary {
    /// People, by `customer_unique_id`.
    pub customers: u64,
    /// Orders of any status.
    pub orders: u64,
    /// Lines of the items file, or of the one table of order lines.
    pub items: u64,
    /// Lines of the payments file; 0 where there is one table of order lines.
    pub payments: u64,
    /// Records of the reviews file (which has more lines than records), or orders with a score in the one table.
    pub reviews: u64,
    /// Products on sale, whether or not they were sold.
    pub products: u64,
    /// Sellers, whether or not they sold.
    pub sellers: u64,
    /// What a model should find again.
    pub planted: PlantedTruth,
}

/// The content of `demo_shop.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DemoMarker {
    /// For people who open the file.
    pub about: String,
    /// [`DemoShop::seed`].
    pub seed: u64,
    /// [`DemoShop::customers`].
    pub customers: u32,
    /// What a model should find again.
    pub planted: PlantedTruth,
}

/// Writes a demo shop into the folder `out`: the nine files of [`DATA_FILES`] and [`MARKER_FILE`].
///
/// The folder appears whole or not at all. An earlier demo shop is replaced.
///
/// # Errors
///
/// [`DemoError::NoCustomers`] for 0 customers. [`DemoError::NotAFolder`], [`DemoError::WouldOverwrite`] and
/// [`DemoError::NotADemoShop`] if `out` holds anything but an earlier demo shop. [`DemoError::Io`] if a file or
/// folder cannot be written.
pub fn write_demo_shop(out: &Path, shop: &DemoShop) -> Result<DemoSummary, DemoError> {
    write_folder(out, shop, |folder| shop::write_data_files(folder, shop))
}

/// Writes the same shop as one table of order lines into the folder `out`: [`LINE_TABLE_CSV`] or
/// [`LINE_TABLE_PARQUET`], and [`MARKER_FILE`].
///
/// Each line is one product of one order with its number of pieces; orders without a product have no line. What
/// is said once per order (status, shipping, the score of its first review) stands in each of its lines.
///
/// # Errors
///
/// As [`write_demo_shop`].
pub fn write_demo_lines(out: &Path, shop: &DemoShop, format: LineFormat) -> Result<DemoSummary, DemoError> {
    write_folder(out, shop, |folder| shop::write_line_table(folder, shop, format))
}

fn write_folder(
    out: &Path,
    shop: &DemoShop,
    write: impl FnOnce(&Path) -> Result<DemoSummary, DemoError>,
) -> Result<DemoSummary, DemoError> {
    if shop.customers == 0 {
        return Err(DemoError::NoCustomers);
    }
    let staging = folder::StagingFolder::for_target(out)?;
    let summary = write(staging.path())?;
    write_marker(staging.path(), shop, &summary.planted)?;
    staging.publish()?;
    Ok(summary)
}

fn write_marker(folder: &Path, shop: &DemoShop, planted: &PlantedTruth) -> Result<(), DemoError> {
    let marker = DemoMarker {
        about: "a made-up shop: no customer, order or comment in this folder is real".to_owned(),
        seed: shop.seed,
        customers: shop.customers,
        planted: planted.clone(),
    };
    let text = serde_json::to_string_pretty(&marker)
        .map_err(|error| DemoError::io("write", folder.join(MARKER_FILE))(error.into()))?;
    files::write_whole_file(folder, MARKER_FILE, format!("{text}\n").as_bytes())
}
