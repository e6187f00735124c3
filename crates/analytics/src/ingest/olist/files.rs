//! The nine files, opened and checked before the first row is read.

use std::path::Path;

use clientele_contract::FileQuality;

use crate::{
    RefreshError,
    ingest::{
        csv_table::{CsvTable, TableSpec},
        rejects::{Reject, RejectLog, check_thresholds},
    },
};

pub(super) const CUSTOMERS: TableSpec = TableSpec {
    file: "olist_customers_dataset.csv",
    columns: &["customer_id", "customer_unique_id", "customer_state"],
    line_breaks_in: &[],
};
pub(super) const ORDERS: TableSpec = TableSpec {
    file: "olist_orders_dataset.csv",
    columns: &[
        "order_id",
        "customer_id",
        "order_status",
        "order_purchase_timestamp",
        "order_delivered_customer_date",
        "order_estimated_delivery_date",
    ],
    line_breaks_in: &[],
};
pub(super) const ITEMS: TableSpec = TableSpec {
    file: "olist_order_items_dataset.csv",
    columns: &["order_id", "order_item_id", "product_id", "price", "freight_value"],
    line_breaks_in: &[],
};
pub(super) const REVIEWS: TableSpec = TableSpec {
    file: "olist_order_reviews_dataset.csv",
    columns: &["review_id", "order_id", "review_score"],
    line_breaks_in: &["review_comment_title", "review_comment_message"],
};
pub(super) const PAYMENTS: TableSpec = TableSpec {
    file: "olist_order_payments_dataset.csv",
    columns: &["order_id", "payment_sequential", "payment_value"],
    line_breaks_in: &[],
};
pub(super) const PRODUCTS: TableSpec = TableSpec {
    file: "olist_products_dataset.csv",
    columns: &["product_id", "product_category_name"],
    line_breaks_in: &[],
};
pub(super) const TRANSLATIONS: TableSpec = TableSpec {
    file: "product_category_name_translation.csv",
    columns: &["product_category_name", "product_category_name_english"],
    line_breaks_in: &[],
};
pub(super) const SELLERS: TableSpec = TableSpec {
    file: "olist_sellers_dataset.csv",
    columns: &["seller_id", "seller_state"],
    line_breaks_in: &[],
};
pub(super) const GEOLOCATION: TableSpec = TableSpec {
    file: "olist_geolocation_dataset.csv",
    columns: &["geolocation_zip_code_prefix", "geolocation_lat", "geolocation_lng"],
    line_breaks_in: &[],
};

/// All nine, with their headers checked.
pub(super) struct OpenFiles {
    pub(super) customers: CsvTable,
    pub(super) orders: CsvTable,
    pub(super) items: CsvTable,
    pub(super) reviews: CsvTable,
    pub(super) payments: CsvTable,
    pub(super) products: CsvTable,
    pub(super) translations: CsvTable,
    pub(super) sellers: CsvTable,
    pub(super) geolocation: CsvTable,
}

impl OpenFiles {
    pub(super) fn open(folder: &Path) -> Result<Self, RefreshError> {
        let mut problems = Vec::new();
        let mut open = |spec: &TableSpec| CsvTable::open(folder, spec, &mut problems);
        let files = (
            (open(&CUSTOMERS)?, open(&ORDERS)?, open(&ITEMS)?),
            (open(&REVIEWS)?, open(&PAYMENTS)?, open(&PRODUCTS)?),
            (open(&TRANSLATIONS)?, open(&SELLERS)?, open(&GEOLOCATION)?),
        );
        match files {
            (
                (Some(customers), Some(orders), Some(items)),
                (Some(reviews), Some(payments), Some(products)),
                (Some(translations), Some(sellers), Some(geolocation)),
            ) => Ok(Self {
                customers,
                orders,
                items,
                reviews,
                payments,
                products,
                translations,
                sellers,
                geolocation,
            }),
            _ => Err(RefreshError::Incomplete { problems }),
        }
    }

    pub(super) fn logs(&self) -> [(&'static str, &RejectLog); 9] {
        [
            (CUSTOMERS.file, &self.customers.log),
            (ORDERS.file, &self.orders.log),
            (ITEMS.file, &self.items.log),
            (REVIEWS.file, &self.reviews.log),
            (PAYMENTS.file, &self.payments.log),
            (PRODUCTS.file, &self.products.log),
            (TRANSLATIONS.file, &self.translations.log),
            (SELLERS.file, &self.sellers.log),
            (GEOLOCATION.file, &self.geolocation.log),
        ]
    }

    pub(super) fn check_thresholds(&self, threshold: f64) -> Result<(), RefreshError> {
        check_thresholds(self.logs().into_iter(), threshold)
    }

    pub(super) fn summarize(&self) -> Vec<FileQuality> {
        self.logs().into_iter().map(|(file, log)| log.summarize(file)).collect()
    }

    pub(super) fn into_rejects(self) -> Vec<(String, Vec<Reject>)> {
        let mut rejects: Vec<_> =
            self.logs().map(|(file, log)| (file.to_owned(), log.rejects.clone())).into();
        for (_, file_rejects) in &mut rejects {
            file_rejects.sort();
        }
        rejects
    }
}
