//! PostgreSQL: where a database is, the way there, and what goes wrong on it.

mod address;
mod connection;
mod error;
mod fetch;
mod names;

pub(crate) use address::{AddressSource, without_logins};
pub(crate) use connection::{Connection, while_cancellable};
pub(crate) use error::PostgresError;
pub(crate) use fetch::{FetchRequest, Fetched, fetch};
pub(crate) use names::{quote_literal, quote_name};
