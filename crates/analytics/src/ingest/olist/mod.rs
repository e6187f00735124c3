//! Olist's nine files.

mod customers;
mod files;
mod order_parts;
mod orders;
mod others;
mod products;

use std::{collections::BTreeSet, path::Path};

use clientele_contract::FileQuality;

use self::{
    customers::read_customers,
    files::OpenFiles,
    order_parts::{Items, Reviews, read_items, read_payments, read_reviews},
    orders::{Orders, read_orders, resolve_customers},
    others::{read_geolocation, read_sellers},
    products::read_products,
};
use super::{fields::UNKNOWN, id_table::IdTable, rejects::Reject};
use crate::{OrderMeaning, Progress, RefreshError, ShopConfig};

/// Written beside the nine files by the demo shop.
const DEMO_MARKER: &str = "demo_shop.json";

/// All that later steps need of the nine files.
pub(crate) struct OlistTables {
    /// `customer_unique_id`: the person.
    pub(crate) person_ids: IdTable,
    /// Person of each row of the customers file.
    pub(crate) customer_persons: Vec<u32>,
    /// State of each row, a position in `state_names`.
    pub(crate) customer_states: Vec<u32>,
    pub(crate) state_names: IdTable,
    pub(crate) orders: Orders,
    /// The shop's words and what they mean, in the order of the configuration.
    pub(crate) statuses: Vec<(String, OrderMeaning)>,
    pub(crate) items: Items,
    /// Every product that was sold or listed.
    pub(crate) product_ids: IdTable,
    /// English category of each product, `unknown` where there is none.
    pub(crate) product_categories: Vec<String>,
    pub(crate) reviews: Reviews,
    pub(crate) quality: Vec<FileQuality>,
    pub(crate) rejects: Vec<(&'static str, Vec<Reject>)>,
    pub(crate) is_demo: bool,
}

impl OlistTables {
    /// The state that a row of the customers file names.
    pub(crate) fn state_name(&self, customer_row: u32) -> &str {
        let state = self.customer_states[customer_row as usize];
        std::str::from_utf8(self.state_names.id(state)).unwrap_or(UNKNOWN)
    }
}

/// Reads, types and checks the nine files.
///
/// # Errors
/// All missing files and columns are named at once, before anything is read. A file that is not text, or
/// whose share of unusable rows is above the threshold, stops the reading.
pub(crate) fn read_olist(
    folder: &Path,
    config: &ShopConfig,
    progress: &dyn Progress,
) -> Result<OlistTables, RefreshError> {
    if !folder.is_dir() {
        return Err(RefreshError::NoSource { path: folder.to_owned() });
    }
    let mut files = OpenFiles::open(folder)?;
    let statuses: Vec<(String, OrderMeaning)> =
        config.order_status.iter().map(|(status, meaning)| (status.clone(), *meaning)).collect();

    // The two large files first, side by side; then those that refer to orders.
    let (orders, (customers, products)) = rayon::join(
        || read_orders(&mut files.orders, &statuses, progress),
        || {
            let customers = read_customers(&mut files.customers, progress);
            (customers, read_products(&mut files.products, &mut files.translations, progress))
        },
    );
    let (mut customers, mut products) = (customers?, products?);
    let (mut orders, customer_ids) = orders?;
    resolve_customers(&mut orders, &customer_ids, &customers.ids, &mut files.orders.log);
    // Reading is over for these; the ids are not needed again.
    drop(customer_ids);
    customers.ids = IdTable::default();

    let order_ids = &orders.ids;
    let (items, (reviews, others)) = rayon::join(
        || read_items(&mut files.items, order_ids, &mut products.ids, progress),
        || {
            let reviews = read_reviews(&mut files.reviews, order_ids, progress);
            let others = read_payments(&mut files.payments, order_ids, progress)
                .and_then(|()| read_sellers(&mut files.sellers, progress))
                .and_then(|()| read_geolocation(&mut files.geolocation, progress));
            (reviews, others)
        },
    );
    let (items, reviews) = (items?, reviews?);
    others?;
    let unlisted = products.ids.len() - products.categories.len();
    if unlisted > 0 {
        files
            .items
            .log
            .notes
            .push(format!("{unlisted} products are not in the products file; category unknown"));
        products.categories.resize(products.ids.len(), UNKNOWN.to_owned());
    }
    files.check_thresholds(config.reject_threshold)?;
    check_sizes(&items, &products.categories, &customers.state_names)?;
    Ok(OlistTables {
        person_ids: customers.person_ids,
        customer_persons: customers.persons,
        customer_states: customers.states,
        state_names: customers.state_names,
        orders,
        statuses,
        items,
        product_ids: products.ids,
        product_categories: products.categories,
        reviews,
        quality: files.summarize(),
        rejects: files.into_rejects(),
        is_demo: folder.join(DEMO_MARKER).is_file(),
    })
}

/// All later sums of money are parts of this one, and codes of names have 16 bits.
fn check_sizes(items: &Items, categories: &[String], states: &IdTable) -> Result<(), RefreshError> {
    let cents: i128 =
        items.price_cents.iter().chain(&items.freight_cents).map(|&cents| i128::from(cents)).sum();
    if i64::try_from(cents).is_err() {
        return Err(RefreshError::TooMuchMoney { file: files::ITEMS.file.to_owned() });
    }
    let categories = categories.iter().collect::<BTreeSet<_>>().len();
    for (what, file, names) in
        [("categories", files::PRODUCTS.file, categories), ("states", files::CUSTOMERS.file, states.len())]
    {
        if names > usize::from(u16::MAX) {
            return Err(RefreshError::TooManyNames { file: file.to_owned(), what, limit: u16::MAX });
        }
    }
    Ok(())
}
