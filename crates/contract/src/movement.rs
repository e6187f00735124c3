use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{CustomerFilter, FrequencyRule, Segment, SegmentFamily};

/// Between which two days segments are compared, and of whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MovementQuestion {
    /// Which customers, as they are at the data's date.
    pub filter: CustomerFilter,
    /// The earlier "today"; `None`: [`DEFAULT_DAYS_BACK`](Self::DEFAULT_DAYS_BACK) before the later one, or half
    /// of the days that the data reach back, if these are fewer.
    pub from: Option<EarlierDay>,
    /// The later "today"; `None`: the data's date.
    pub to: Option<NaiveDate>,
}

/// A day before another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EarlierDay {
    /// This day.
    On(#[serde(with = "crate::iso_date")] NaiveDate),
    /// So many days before the other one: a saved view moves on with the data.
    DaysBefore(u16),
}

impl MovementQuestion {
    /// How far back the earlier day lies unless it is chosen.
    pub const DEFAULT_DAYS_BACK: i32 = 90;
}

/// Customers who were in one segment on the earlier day and are in one on the later day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentFlow {
    /// On the earlier day; `None`: they had not ordered yet.
    pub was: Option<Segment>,
    /// On the later day.
    pub is: Segment,
    /// How many, never 0.
    pub customers: u64,
    /// Their spend before the earlier day.
    pub spent_before_cents: i64,
    /// Their spend from the earlier day to the one before the later day.
    pub spent_between_cents: i64,
}

/// What a move means for the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlowDirection {
    /// The first order came between the two days.
    New,
    /// From active to slipping, endangered or gone, or further that way.
    Slipped,
    /// The way back.
    Recovered,
    /// To another segment that is as far from being lost.
    Shifted,
    /// The same segment on both days.
    Stayed,
}

impl FlowDirection {
    /// The word for files.
    pub fn slug(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Slipped => "slipped",
            Self::Recovered => "recovered",
            Self::Shifted => "shifted",
            Self::Stayed => "stayed",
        }
    }
}

impl SegmentFlow {
    /// What the move means: slipped and recovered are changes of the family of segments.
    pub fn direction(&self) -> FlowDirection {
        let Some(was) = self.was else { return FlowDirection::New };
        if was == self.is {
            return FlowDirection::Stayed;
        }
        match distance(was).cmp(&distance(self.is)) {
            std::cmp::Ordering::Less => FlowDirection::Slipped,
            std::cmp::Ordering::Greater => FlowDirection::Recovered,
            std::cmp::Ordering::Equal => FlowDirection::Shifted,
        }
    }
}

/// How far from being active: loyal and new customers are, each at an age of their own.
fn distance(segment: Segment) -> u8 {
    match segment.family() {
        SegmentFamily::Loyal | SegmentFamily::New => 0,
        SegmentFamily::Slipping => 1,
        SegmentFamily::Danger => 2,
        SegmentFamily::Gone => 3,
    }
}

/// Who was in which segment on two days, each as if that day had been "today": orders before it count, and the
/// scores are those of that day under the scoring in force.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SegmentMovement {
    /// The earlier day.
    #[serde(with = "crate::iso_date")]
    pub from: NaiveDate,
    /// The later day.
    #[serde(with = "crate::iso_date")]
    pub to: NaiveDate,
    /// The earliest day with an order before it.
    #[serde(with = "crate::iso_date")]
    pub first_day: NaiveDate,
    /// The data's date.
    #[serde(with = "crate::iso_date")]
    pub last_day: NaiveDate,
    /// Customers that pass the filter, whether or not they had ordered before the later day.
    pub selected: u64,
    /// Of them, the customers on the later day: the sum of all flows.
    pub customers: u64,
    /// The flows that have customers, by the segment on the earlier day, best first and then those who had not
    /// ordered, then by the segment on the later day.
    pub flows: Vec<SegmentFlow>,
    /// How frequency was scored on the earlier and on the later day; `None` without a customer in the shop then.
    /// Where the two differ, some moves come from the scoring alone.
    pub frequency_rules: [Option<FrequencyRule>; 2],
}

impl SegmentMovement {
    /// Customers and their spend before the earlier day and between the two, over the flows that `picks` takes.
    pub fn sum(&self, picks: impl Fn(&SegmentFlow) -> bool) -> FlowSum {
        self.flows.iter().filter(|flow| picks(flow)).fold(FlowSum::default(), |sum, flow| FlowSum {
            customers: sum.customers + flow.customers,
            spent_before_cents: sum.spent_before_cents + flow.spent_before_cents,
            spent_between_cents: sum.spent_between_cents + flow.spent_between_cents,
        })
    }
}

/// Flows put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FlowSum {
    /// How many customers.
    pub customers: u64,
    /// Their spend before the earlier day.
    pub spent_before_cents: i64,
    /// Their spend between the two days.
    pub spent_between_cents: i64,
}

/// Who was in which segment 90 days before the data's date, and who is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SegmentMovementReport {
    /// The earlier "today".
    pub from: NaiveDate,
    /// The data's date.
    pub to: NaiveDate,
    /// Customers by the name of the segment on the earlier day (`Not yet a customer` before the first order),
    /// then by that of the segment on the later day; pairs without a customer are left out.
    pub customers: BTreeMap<String, BTreeMap<String, u64>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_to_a_worse_family_is_a_slip_and_the_way_back_a_recovery() {
        use Segment::*;
        let direction = |was, is| {
            let (spent_before_cents, spent_between_cents) = (0, 0);
            SegmentFlow { was, is, customers: 1, spent_before_cents, spent_between_cents }.direction()
        };
        assert_eq!(direction(None, Lost), FlowDirection::New);
        assert_eq!(direction(Some(Lost), Lost), FlowDirection::Stayed);
        assert_eq!(direction(Some(Champions), AtRisk), FlowDirection::Slipped);
        assert_eq!(direction(Some(AtRisk), Lost), FlowDirection::Slipped);
        assert_eq!(direction(Some(AboutToSleep), Promising), FlowDirection::Recovered);
        assert_eq!(direction(Some(New), Loyal), FlowDirection::Shifted);
        assert_eq!(direction(Some(AtRisk), CannotLose), FlowDirection::Shifted);
    }
}
