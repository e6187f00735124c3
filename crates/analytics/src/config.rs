//! What is particular to a shop: currency, the meaning of its order statuses, how many bad rows it tolerates.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ConfigError, ingest::UnpackLimits};

/// What a status of the shop means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrderMeaning {
    /// Delivered: counts, if it has an item.
    Completed,
    /// Cancelled or never available: does not count.
    Void,
    /// Still under way: does not count yet.
    Open,
}

impl OrderMeaning {
    /// The word in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Void => "void",
            Self::Open => "open",
        }
    }
}

/// What is particular to a shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShopConfig {
    /// What stands before an amount.
    pub currency_symbol: String,
    /// The greatest share of unusable rows of a file, 0–1; above it the refresh stops.
    pub reject_threshold: f64,
    /// Each status of the shop and what it means.
    pub order_status: BTreeMap<String, OrderMeaning>,
    /// How much a packed source may hold.
    pub unpack: UnpackLimits,
}

impl Default for ShopConfig {
    /// Olist's words.
    fn default() -> Self {
        let statuses = [
            ("delivered", OrderMeaning::Completed),
            ("canceled", OrderMeaning::Void),
            ("unavailable", OrderMeaning::Void),
            ("created", OrderMeaning::Open),
            ("approved", OrderMeaning::Open),
            ("invoiced", OrderMeaning::Open),
            ("processing", OrderMeaning::Open),
            ("shipped", OrderMeaning::Open),
        ];
        Self {
            currency_symbol: "R$".to_owned(),
            reject_threshold: 0.05,
            order_status: statuses
                .into_iter()
                .map(|(status, meaning)| (status.to_owned(), meaning))
                .collect(),
            unpack: UnpackLimits::default(),
        }
    }
}

impl ShopConfig {
    /// Reads a configuration; keys that are left out keep their defaults.
    ///
    /// # Errors
    /// Names the file, the place and the expectation when the text is not TOML or makes no sense.
    pub fn from_toml(text: &str, file_name: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| ConfigError::Syntax {
            file: file_name.to_owned(),
            message: error.to_string(),
        })?;
        config.check().map_err(|message| ConfigError::Meaning { file: file_name.to_owned(), message })?;
        Ok(config)
    }

    /// The statuses that count, for messages.
    pub(crate) fn completed_statuses(&self) -> String {
        let statuses = self.order_status.iter().filter(|(_, meaning)| **meaning == OrderMeaning::Completed);
        statuses.map(|(status, _)| status.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn check(&self) -> Result<(), String> {
        if !(0.0..=1.0).contains(&self.reject_threshold) {
            return Err(format!("reject_threshold is {}; give a share from 0 to 1", self.reject_threshold));
        }
        if !self.order_status.values().any(|meaning| *meaning == OrderMeaning::Completed) {
            return Err("no order_status means \"completed\"; name at least one".to_owned());
        }
        self.unpack.problem().map_or(Ok(()), Err)
    }
}
