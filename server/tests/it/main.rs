//! The service and the program, from the outside.

mod browser;
mod command_line;
mod crash;
mod damage;
mod export;
mod fake_shop;
mod pages;
mod preferences;
mod saved_views;
mod security;
mod serving;
mod static_files;
