use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The k-means tier of a customer, named by mean spend (k = 4); ordered from best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's standard terms")]
pub enum Tier {
    Platinum,
    Gold,
    Silver,
    Bronze,
}

impl Tier {
    /// All tiers, best first.
    pub const ALL: [Self; 4] = [Self::Platinum, Self::Gold, Self::Silver, Self::Bronze];

    /// The name that people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Platinum => "Platinum",
            Self::Gold => "Gold",
            Self::Silver => "Silver",
            Self::Bronze => "Bronze",
        }
    }

    /// The word for addresses, style sheets and files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Platinum => "platinum",
            Self::Gold => "gold",
            Self::Silver => "silver",
            Self::Bronze => "bronze",
        }
    }

    /// The position in [`Tier::ALL`].
    pub fn index(self) -> u8 {
        self as u8
    }

    /// The tier at a position of [`Tier::ALL`].
    pub fn from_index(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Tier {
    type Err = ();

    /// Reads a slug or a name.
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|tier| tier.slug() == text || tier.name() == text).ok_or(())
    }
}

/// The persona of a tier: a second way to name the same four clusters, by profile.
///
/// The cluster with the highest mean spend are the VIPs; of the rest the one with the highest mean recency is
/// At Risk; of the rest the one with the highest mean frequency are the Loyalists; the last is Casual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's standard terms")]
pub enum Persona {
    Vips,
    Loyalists,
    Casual,
    AtRisk,
}

impl Persona {
    /// The name that people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vips => "VIPs",
            Self::Loyalists => "Loyalists",
            Self::Casual => "Casual",
            Self::AtRisk => "At Risk",
        }
    }
}
