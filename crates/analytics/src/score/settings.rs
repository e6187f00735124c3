//! How an open shop is scored: what the shop's people chose.

use clientele_contract::{CutPoints, OwnMap, Scoring, SegmentMap};

use super::{
    OwnSegmentMap,
    rfm::check_thresholds,
    rules::RuleBook,
    segments::{GRID, STANDARD, SegmentTable},
};

/// How customers are to be scored; the default is what a snapshot is published with.
#[derive(Debug, Clone, Default)]
pub struct ScoringSettings {
    /// Cut points and map.
    pub scoring: Scoring,
    /// The shop's own map, if it has one that can be used.
    pub own_map: Option<OwnSegmentMap>,
    /// What is wrong with the shop's own map, if it has one that cannot be used.
    pub own_map_fault: Option<String>,
    /// The rules of the next best action; `None`: those of the snapshot.
    pub rules: Option<RuleBook>,
}

/// The scoring in force.
#[derive(Debug, Clone, Default)]
pub(crate) struct AppliedScoring {
    pub(crate) scoring: Scoring,
    own_map: Option<OwnSegmentMap>,
    own_map_fault: Option<String>,
    /// What was chosen and could not be done.
    pub(crate) notices: Vec<String>,
}

impl AppliedScoring {
    /// What cannot be used is replaced by the default, with a notice.
    pub(crate) fn new(
        mut scoring: Scoring,
        own_map: Option<OwnSegmentMap>,
        own_map_fault: Option<String>,
    ) -> Self {
        let mut notices = Vec::new();
        if scoring.map == SegmentMap::Own && own_map.is_none() {
            let reason = own_map_fault.as_deref().unwrap_or("there is none");
            notices.push(format!(
                "the shop's own segment map cannot be used ({reason}); the standard map is in force"
            ));
            scoring.map = SegmentMap::Standard;
        }
        if let CutPoints::Fixed(thresholds) = &scoring.cut_points
            && let Err(fault) = check_thresholds(thresholds)
        {
            notices.push(format!("the fixed thresholds cannot be used ({fault}); quintiles are in force"));
            scoring.cut_points = CutPoints::Quintiles;
        }
        Self { scoring, own_map, own_map_fault, notices }
    }

    /// The table in force.
    pub(crate) fn table(&self) -> &SegmentTable {
        self.table_of(self.scoring.map).unwrap_or(&STANDARD)
    }

    /// The table of a map; `None` if it is the shop's own and cannot be used.
    pub(crate) fn table_of(&self, map: SegmentMap) -> Option<&SegmentTable> {
        match map {
            SegmentMap::Standard => Some(&STANDARD),
            SegmentMap::Grid => Some(&GRID),
            SegmentMap::Own => self.own_map.as_ref().map(OwnSegmentMap::table),
        }
    }

    /// The shop's own map, as a page tells of it.
    pub(crate) fn own_map(&self) -> OwnMap {
        match (&self.own_map, &self.own_map_fault) {
            (Some(_), _) => OwnMap::Ready,
            (None, Some(fault)) => OwnMap::Faulty(fault.clone()),
            (None, None) => OwnMap::Absent,
        }
    }
}
