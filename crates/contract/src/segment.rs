use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The segment of a customer, from the RFM code; ordered from best to lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's standard terms")]
pub enum Segment {
    Champions,
    Loyal,
    PotentialLoyalist,
    New,
    Promising,
    NeedAttention,
    AboutToSleep,
    AtRisk,
    CannotLose,
    Hibernating,
    Lost,
}

/// What kind of customer a segment is; the family gives the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names explain themselves")]
pub enum SegmentFamily {
    Loyal,
    New,
    Slipping,
    Danger,
    Gone,
}

impl Segment {
    /// All segments, best first.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::Loyal,
        Self::PotentialLoyalist,
        Self::New,
        Self::Promising,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::AtRisk,
        Self::CannotLose,
        Self::Hibernating,
        Self::Lost,
    ];

    /// The name that people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Champions => "Champions",
            Self::Loyal => "Loyal",
            Self::PotentialLoyalist => "Potential Loyalist",
            Self::New => "New",
            Self::Promising => "Promising",
            Self::NeedAttention => "Need Attention",
            Self::AboutToSleep => "About To Sleep",
            Self::AtRisk => "At Risk",
            Self::CannotLose => "Cannot Lose",
            Self::Hibernating => "Hibernating",
            Self::Lost => "Lost",
        }
    }

    /// The word for addresses, style sheets and files: `at-risk`.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::Loyal => "loyal",
            Self::PotentialLoyalist => "potential-loyalist",
            Self::New => "new",
            Self::Promising => "promising",
            Self::NeedAttention => "need-attention",
            Self::AboutToSleep => "about-to-sleep",
            Self::AtRisk => "at-risk",
            Self::CannotLose => "cannot-lose",
            Self::Hibernating => "hibernating",
            Self::Lost => "lost",
        }
    }

    /// One sentence: who these customers are.
    pub fn description(self) -> &'static str {
        match self {
            Self::Champions => "Bought recently, buy often and spend the most.",
            Self::Loyal => "Buy regularly and spend well.",
            Self::PotentialLoyalist => "Recent customers who have begun to come back.",
            Self::New => "Bought recently for the first time, small orders so far.",
            Self::Promising => "Recent buyers with large orders who have not come back yet.",
            Self::NeedAttention => "Above average once, now slowing down.",
            Self::AboutToSleep => "Below average and drifting away.",
            Self::AtRisk => "Bought often or spent much, but not for a long time.",
            Self::CannotLose => "Spent the most and have gone quiet.",
            Self::Hibernating => "Last order long ago, small and rare orders.",
            Self::Lost => "Lowest recency, few and small orders.",
        }
    }

    /// The family that gives the colour.
    pub fn family(self) -> SegmentFamily {
        match self {
            Self::Champions | Self::Loyal | Self::PotentialLoyalist => SegmentFamily::Loyal,
            Self::New | Self::Promising => SegmentFamily::New,
            Self::NeedAttention | Self::AboutToSleep => SegmentFamily::Slipping,
            Self::AtRisk | Self::CannotLose => SegmentFamily::Danger,
            Self::Hibernating | Self::Lost => SegmentFamily::Gone,
        }
    }

    /// The position in [`Segment::ALL`].
    pub fn index(self) -> u8 {
        self as u8
    }

    /// The segment at a position of [`Segment::ALL`].
    pub fn from_index(index: u8) -> Option<Self> {
        Self::ALL.get(usize::from(index)).copied()
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Segment {
    type Err = ();

    /// Reads a slug or a name.
    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|segment| segment.slug() == text || segment.name() == text).ok_or(())
    }
}
