use leptos::{prelude::*, server_fn::codec::Json};

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::{
    api::ask_glossary,
    pages::{draw_glossary, draw_glossary_entry},
};

/// The page of all terms as HTML, or of those in which the words of a search are found.
#[server(input = Json, endpoint = "glossary")]
pub async fn fetch_glossary(search: String) -> Result<String, AppError> {
    ask_glossary(|| draw_glossary(&search))
}

/// One term as HTML; `None` if there is no such term.
#[server(input = Json, endpoint = "glossary_entry")]
pub async fn fetch_glossary_entry(term: String) -> Result<Option<String>, AppError> {
    ask_glossary(|| draw_glossary_entry(&term))
}
