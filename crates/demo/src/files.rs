//! The nine files: their names and headers, and the translation file, which is the same in every shop.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::categories::CATEGORIES;
use crate::error::DemoError;

pub(crate) const CUSTOMERS_FILE: &str = "olist_customers_dataset.csv";
pub(crate) const GEOLOCATION_FILE: &str = "olist_geolocation_dataset.csv";
pub(crate) const ORDER_ITEMS_FILE: &str = "olist_order_items_dataset.csv";
pub(crate) const ORDER_PAYMENTS_FILE: &str = "olist_order_payments_dataset.csv";
pub(crate) const ORDER_REVIEWS_FILE: &str = "olist_order_reviews_dataset.csv";
pub(crate) const ORDERS_FILE: &str = "olist_orders_dataset.csv";
pub(crate) const PRODUCTS_FILE: &str = "olist_products_dataset.csv";
pub(crate) const SELLERS_FILE: &str = "olist_sellers_dataset.csv";
pub(crate) const TRANSLATION_FILE: &str = "product_category_name_translation.csv";

/// The nine files, as Olist names them.
pub const DATA_FILES: [&str; 9] = [
    CUSTOMERS_FILE,
    GEOLOCATION_FILE,
    ORDER_ITEMS_FILE,
    ORDER_PAYMENTS_FILE,
    ORDER_REVIEWS_FILE,
    ORDERS_FILE,
    PRODUCTS_FILE,
    SELLERS_FILE,
    TRANSLATION_FILE,
];

/// The shop as one table of order lines, as text.
pub const LINE_TABLE_CSV: &str = "order_lines.csv";
/// The shop as one table of order lines, as Parquet.
pub const LINE_TABLE_PARQUET: &str = "order_lines.parquet";

pub(crate) const CUSTOMERS_HEADER: &str =
    "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state\n";
pub(crate) const GEOLOCATION_HEADER: &str =
    "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state\n";
pub(crate) const ORDER_ITEMS_HEADER: &str =
    "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value\n";
pub(crate) const ORDER_PAYMENTS_HEADER: &str =
    "order_id,payment_sequential,payment_type,payment_installments,payment_value\n";
pub(crate) const ORDER_REVIEWS_HEADER: &str = "review_id,order_id,review_score,review_comment_title,\
    review_comment_message,review_creation_date,review_answer_timestamp\n";
pub(crate) const ORDERS_HEADER: &str = "order_id,customer_id,order_status,order_purchase_timestamp,\
    order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date\n";
/// The spelling `lenght` is the original's.
pub(crate) const PRODUCTS_HEADER: &str = "\"product_id\",\"product_category_name\",\"product_name_lenght\",\
    \"product_description_lenght\",\"product_photos_qty\",\"product_weight_g\",\"product_length_cm\",\
    \"product_height_cm\",\"product_width_cm\"\n";
pub(crate) const SELLERS_HEADER: &str =
    "\"seller_id\",\"seller_zip_code_prefix\",\"seller_city\",\"seller_state\"\n";

/// The translation file, as in the original: byte order mark, Windows line ends, none after the last line.
pub(crate) fn translation_text() -> String {
    let mut text = "\u{feff}product_category_name,product_category_name_english".to_owned();
    for category in &CATEGORIES {
        if let Some(english) = category.english {
            text.push_str("\r\n");
            text.push_str(category.name);
            text.push(',');
            text.push_str(english);
        }
    }
    text
}

/// A file in the making.
#[derive(Debug)]
pub(crate) struct OutputFile {
    path: PathBuf,
    file: File,
}

impl OutputFile {
    pub(crate) fn create(folder: &Path, name: &str) -> Result<Self, DemoError> {
        let path = folder.join(name);
        let file = File::create(&path).map_err(DemoError::io("create", &path))?;
        Ok(Self { path, file })
    }

    pub(crate) fn append(&mut self, bytes: &[u8]) -> Result<(), DemoError> {
        self.file.write_all(bytes).map_err(DemoError::io("write", &self.path))
    }

    /// Returns when the file is on the disk.
    pub(crate) fn finish(self) -> Result<(), DemoError> {
        self.file.sync_all().map_err(DemoError::io("write", &self.path))
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

pub(crate) fn write_whole_file(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), DemoError> {
    let mut file = OutputFile::create(folder, name)?;
    file.append(bytes)?;
    file.finish()
}
