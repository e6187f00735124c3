use serde::{Deserialize, Serialize};

use super::Mark;

/// Who went from which group to which: two columns of bars with bands between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowChart {
    /// The groups on the left.
    pub from: FlowColumn,
    /// The groups on the right.
    pub to: FlowColumn,
    /// At most one for each pair of a bar on the left and a bar on the right. A bar is as long as its bands are
    /// wide together.
    pub bands: Vec<FlowBand>,
}

/// One column of groups.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowColumn {
    /// When or what it shows: `1 Jun 2018`.
    pub name: String,
    /// From top to bottom.
    pub bars: Vec<FlowBar>,
}

/// One group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowBar {
    /// What stands beside the bar: `At Risk`.
    pub name: String,
    /// How many, in short, where there is room: `412`.
    pub label: String,
    /// Its words, link and colour; the words may say more than the name.
    pub mark: Mark,
}

/// Those who went from one group to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlowBand {
    /// Position of the bar on the left.
    pub from: usize,
    /// Position of the bar on the right.
    pub to: usize,
    /// How wide it is, in any unit. Sizes that are negative or no numbers count as nothing.
    pub size: f64,
    /// Others shall stand out from it: it is drawn paler.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_quiet: bool,
    /// Its words, link and colour.
    pub mark: Mark,
}
