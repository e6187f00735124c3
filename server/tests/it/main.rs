//! The service and the program, from the outside.

mod browser;
mod checks;
mod command_line;
mod crash;
mod damage;
mod database_page;
mod export;
mod fake_shop;
mod movement_and_trends;
mod order_tables;
mod pages;
mod postgres_server;
mod postgres_source;
mod preferences;
mod published_demo;
mod refresh_faults;
mod refreshing;
mod saved_views;
mod security;
mod serving;
mod settings;
mod snapshots;
mod static_files;
mod warehouse;
