//! Olist's nine files.

mod customers;
mod files;
mod order_parts;
mod orders;
mod others;
mod products;

use std::path::Path;

use self::{
    customers::read_customers,
    files::OpenFiles,
    order_parts::{read_items, read_payments, read_reviews},
    orders::{read_orders, resolve_customers},
    others::{read_geolocation, read_sellers},
    products::read_products,
};
use super::{
    SourceProfile, check_names,
    fields::UNKNOWN,
    id_table::IdTable,
    tables::{Items, ShopTables},
};
use crate::{OrderMeaning, Progress, RefreshError, ShopConfig};

/// Written beside the files of a demo shop.
pub(super) const DEMO_MARKER: &str = "demo_shop.json";

/// True for the names of the nine files, and for names that are nearly so.
pub(crate) fn is_file_of_it(name: &str) -> bool {
    name.starts_with("olist_") && name.ends_with(".csv") || name == files::TRANSLATIONS.file
}

/// True for all that Olist's folder can hold.
pub(crate) fn belongs_to_it(name: &str) -> bool {
    is_file_of_it(name) || name == DEMO_MARKER
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
) -> Result<ShopTables, RefreshError> {
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
    check_money(&items)?;
    let tables = ShopTables {
        person_ids: customers.person_ids,
        customer_persons: customers.persons,
        customer_states: customers.states,
        state_names: customers.state_names,
        orders,
        // An order whose customer is not in the customers file is refused.
        guest_orders: Vec::new(),
        statuses,
        items,
        product_ids: products.ids,
        product_categories: products.categories,
        reviews,
        quality: files.summarize(),
        adjustments: None,
        rejects: files.into_rejects(),
        is_demo: folder.join(DEMO_MARKER).is_file(),
        currency_symbol: config.currency_symbol.clone(),
        notices: Vec::new(),
        profile: SourceProfile::default(),
    };
    check_names(&tables, files::PRODUCTS.file)?;
    Ok(tables)
}

/// All later sums of money are parts of this one.
fn check_money(items: &Items) -> Result<(), RefreshError> {
    let cents: i128 =
        items.price_cents.iter().chain(&items.freight_cents).map(|&cents| i128::from(cents)).sum();
    match i64::try_from(cents) {
        Ok(_) => Ok(()),
        Err(_) => Err(RefreshError::TooMuchMoney { file: files::ITEMS.file.to_owned() }),
    }
}
