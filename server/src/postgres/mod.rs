//! PostgreSQL: where a database is, the way there, and what goes wrong on it.

mod address;
mod bounds;
mod connection;
mod error;
mod fetch;
mod names;
mod small_file;

pub(crate) use address::{AddressSource, without_logins};
pub(crate) use connection::{Connection, while_cancellable};
pub(crate) use error::PostgresError;
pub(crate) use fetch::{FetchRequest, Fetched, clash_of_tables, fetch};
pub(crate) use names::{quote_literal, quote_name};
