//! The user interface of Clientele, compiled twice: for the server (`ssr`) and for the browser (`hydrate`).

#![warn(missing_docs)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "components own their properties, whether they consume them or not"
)]
// Server-rendered views nest deeply.
#![recursion_limit = "256"]

mod answer;
mod api;
mod app;
mod behaviour;
mod charting;
#[cfg(feature = "ssr")]
pub mod check_words;
mod components;
mod error;
#[cfg(feature = "ssr")]
pub mod failed_change;
pub mod format;
#[cfg(feature = "ssr")]
mod glossary;
mod pages;
#[cfg(feature = "ssr")]
mod palette;
pub mod query_string;
#[cfg(feature = "ssr")]
pub mod questions;
mod theme;
pub mod url_state;
pub mod viewed_snapshot;

pub use app::{App, shell};
#[cfg(feature = "ssr")]
pub use components::filter_in_words;
pub use error::AppError;
#[cfg(feature = "ssr")]
pub use pages::{draw_refresh_steps, refresh_step_in_words};
pub use theme::{THEME_COOKIE, ThemePreference};
