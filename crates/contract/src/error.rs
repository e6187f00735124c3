use serde::{Deserialize, Serialize};

/// Why a question could not be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum AnalyticsError {
    /// Nothing has been published yet.
    #[error("no data has been loaded yet; run `clientele refresh --source DIR`")]
    NoSnapshot,
    /// The question itself makes no sense; the text says what to change.
    #[error("{0}")]
    InvalidQuestion(String),
    /// A fault of the program or of the stored data; the text is safe to show.
    #[error("the answer could not be computed: {0}")]
    Internal(String),
}
