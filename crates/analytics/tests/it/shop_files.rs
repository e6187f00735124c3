//! A small shop whose files a test can bend.

use std::{collections::BTreeMap, fs, path::Path};

use clientele_analytics::{
    BuildRequest, Engine, RefreshError, RuleBook, Shop, ShopConfig, Silent, build_shop,
};

/// The nine files, by name, as lists of lines (header first).
#[derive(Clone)]
pub(crate) struct ShopFiles(pub(crate) BTreeMap<&'static str, Vec<String>>);

pub(crate) const ORDERS: &str = "olist_orders_dataset.csv";
pub(crate) const ITEMS: &str = "olist_order_items_dataset.csv";
pub(crate) const CUSTOMERS: &str = "olist_customers_dataset.csv";
pub(crate) const REVIEWS: &str = "olist_order_reviews_dataset.csv";
pub(crate) const PRODUCTS: &str = "olist_products_dataset.csv";

impl ShopFiles {
    /// Only headers.
    pub(crate) fn empty() -> Self {
        let headers = [
            (
                CUSTOMERS,
                "customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state",
            ),
            (
                ORDERS,
                "order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,\
                 order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date",
            ),
            (ITEMS, "order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value"),
            (
                REVIEWS,
                "review_id,order_id,review_score,review_comment_title,review_comment_message,review_creation_date,\
                 review_answer_timestamp",
            ),
            (
                "olist_order_payments_dataset.csv",
                "order_id,payment_sequential,payment_type,payment_installments,payment_value",
            ),
            (
                PRODUCTS,
                "\"product_id\",\"product_category_name\",\"product_name_lenght\",\"product_description_lenght\",\
                 \"product_photos_qty\",\"product_weight_g\",\"product_length_cm\",\"product_height_cm\",\
                 \"product_width_cm\"",
            ),
            (
                "product_category_name_translation.csv",
                "\u{feff}product_category_name,product_category_name_english",
            ),
            ("olist_sellers_dataset.csv", "seller_id,seller_zip_code_prefix,seller_city,seller_state"),
            (
                "olist_geolocation_dataset.csv",
                "geolocation_zip_code_prefix,geolocation_lat,geolocation_lng,geolocation_city,geolocation_state",
            ),
        ];
        Self(headers.into_iter().map(|(file, header)| (file, vec![header.to_owned()])).collect())
    }

    /// A shop of `customers` people; every third bought twice.
    pub(crate) fn of_customers(customers: u32) -> Self {
        let mut files = Self::empty();
        files.add("product_category_name_translation.csv", "brinquedos,toys");
        for product in 0..5 {
            files.add(
                PRODUCTS,
                &format!("p{product},{},1,1,1,1,1,1,1", if product == 0 { "" } else { "brinquedos" }),
            );
        }
        for customer in 0..customers {
            for order in 0..=u32::from(customer % 3 == 0) {
                let day = 1 + (customer * 7 + order * 3) % 28;
                let price = 10 + (customer * 13) % 90;
                files.add_order(
                    customer,
                    order,
                    &format!("2018-0{}-{day:02}", 1 + (customer + order) % 8),
                    price,
                );
            }
        }
        files
    }

    pub(crate) fn add(&mut self, file: &'static str, line: &str) {
        self.0.get_mut(file).unwrap().push(line.to_owned());
    }

    /// One delivered order of one item.
    pub(crate) fn add_order(&mut self, customer: u32, order: u32, date: &str, price: u32) {
        let id = format!("o{customer:04}-{order}");
        self.add(
            CUSTOMERS,
            &format!("c{id},u{customer:04},01000,sao paulo,{}", ["SP", "RJ"][(customer % 2) as usize]),
        );
        self.add(ORDERS, &format!("{id},c{id},delivered,{date} 10:00:00,,,{date} 12:00:00,{date} 00:00:00"));
        self.add(ITEMS, &format!("{id},1,p{},s1,{date} 10:00:00,{price}.90,5.10", customer % 5));
        self.add(
            REVIEWS,
            &format!("r{id},{id},{},,\"two\nlines\",{date} 00:00:00,{date} 00:00:00", 1 + customer % 5),
        );
    }

    pub(crate) fn write(&self, folder: &Path) {
        for (file, lines) in &self.0 {
            fs::write(folder.join(file), lines.join("\n") + "\n").unwrap();
        }
    }

    pub(crate) fn build(&self) -> Result<Shop, RefreshError> {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path());
        build_folder(folder.path())
    }

    pub(crate) fn engine(&self) -> Engine {
        Engine::from_shop(self.build().unwrap()).unwrap()
    }
}

pub(crate) fn build_folder(source: &Path) -> Result<Shop, RefreshError> {
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    build_shop(
        &BuildRequest {
            source,
            mapping: None,
            config: &config,
            rules: &rules,
            as_of: None,
            staging: &std::env::temp_dir().join("clientele-unpacking"),
        },
        &Silent,
    )
}
