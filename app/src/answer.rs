//! What pages ask the engine, answered on the server or in the browser.

use std::future::Future;

use leptos::{
    prelude::*,
    serde_json,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::error::AppError;

/// An answer that is there or on its way.
pub type Answer<T> = Resource<Result<T, AppError>, JsonBytes>;

/// Asks now, and again whenever the question changes.
pub fn ask_for<Question, T, Reply>(
    question: impl Fn() -> Question + Send + Sync + 'static,
    ask: impl Fn(Question) -> Reply + Send + Sync + 'static,
) -> Answer<T>
where
    Question: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    Reply: Future<Output = Result<T, AppError>> + Send + 'static,
{
    Resource::new_with_options(question, ask, false)
}

/// JSON as server functions read it too: from bytes. Reading it from text besides would bring every reader
/// to the browser twice.
pub struct JsonBytes;

impl<T: Serialize> Encoder<T> for JsonBytes {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for JsonBytes {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}
