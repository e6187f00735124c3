//! The engine as other crates see it: source folders in, answers and snapshots out.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod bad_input;
mod basket_files;
mod basket_rules;
mod baskets;
mod cluster_choice;
mod cohorts;
mod comparison;
mod desk;
mod drill_down;
mod guests;
mod joined_tables;
mod lifetime_cdnow;
mod lifetime_properties;
mod lifetime_recovery;
mod movement;
mod olist_customers;
mod olist_periods;
mod olist_places;
mod olist_products;
mod olist_sample;
mod order_tables;
mod packed_sources;
mod parquet_tables;
mod periods;
mod pictures;
mod products_and_places;
mod properties;
mod published_clusters;
mod purchases;
mod reader_fuzz;
mod rules;
mod scoring;
mod segment_checks;
mod shelf;
mod shop_files;
mod snapshots;
mod trends;
mod value;
