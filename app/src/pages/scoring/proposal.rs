//! Another scoring, as the form of the page hands it in.

use clientele_contract::{CutPoints, Scoring, ScoringState, SegmentMap, Thresholds};

use crate::{
    format::format_amount_field,
    query_string::decode_parts,
    url_state::{parse_amount, parse_whole},
};

/// How values become scores, without the thresholds themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cuts {
    /// Fifths of the customers.
    Quintiles,
    /// Fixed thresholds.
    Fixed,
}

impl Cuts {
    /// All choices.
    pub const ALL: [Self; 2] = [Self::Quintiles, Self::Fixed];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Quintiles => "quintiles",
            Self::Fixed => "fixed",
        }
    }
}

/// Four fields of one measure: what stands in them, and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRow {
    /// As typed, or what is in force.
    pub texts: [String; 4],
    /// What to change, in words.
    pub fault: Option<String>,
}

/// What the form shows, and what it asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The chosen map.
    pub map: SegmentMap,
    /// The chosen kind of cut points.
    pub cuts: Cuts,
    /// Days since the last order.
    pub recency: FieldRow,
    /// Completed orders.
    pub orders: FieldRow,
    /// Total spend, in currency units.
    pub spent: FieldRow,
    /// What was handed in, if it can be read.
    scoring: Option<Scoring>,
    /// Something was handed in.
    pub is_asked: bool,
}

impl Proposal {
    /// Reads the fields of a query string; what is missing is as it is in force. Never fails: what cannot be read
    /// stays as it was typed, with a fault.
    pub fn read(query: &str, state: &ScoringState) -> Self {
        let fields: Vec<(String, String)> =
            decode_parts(query).filter_map(|(key, value)| Some((key, value?.trim().to_owned()))).collect();
        let one = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let typed = |name: &str| -> Vec<String> {
            fields.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
        };
        let in_force = &state.scoring;
        let map = one("map").and_then(SegmentMap::from_slug).unwrap_or(in_force.map);
        let cuts = one("cuts").and_then(|word| Cuts::ALL.into_iter().find(|cuts| cuts.slug() == word));
        let cuts = cuts.unwrap_or(match in_force.cut_points {
            CutPoints::Quintiles => Cuts::Quintiles,
            CutPoints::Fixed(_) => Cuts::Fixed,
        });
        let start = state.thresholds;
        let days = start.recency_days.map(|days| days.to_string());
        let orders = start.orders.map(|orders| orders.to_string());
        let spent = start.spent_cents.map(format_amount_field);
        let (recency, recency_days) = read_row(typed("recency"), days, WHOLE_NUMBER, parse_whole);
        let (orders, order_counts) = read_row(typed("orders"), orders, WHOLE_NUMBER, parse_whole);
        let (spent, spent_cents) = read_row(typed("spent"), spent, AMOUNT, parse_amount);
        let thresholds = match (recency_days, order_counts, spent_cents) {
            (Some(recency_days), Some(orders), Some(spent_cents)) => {
                Some(Thresholds { recency_days, orders, spent_cents })
            }
            _ => None,
        };
        let cut_points = match cuts {
            Cuts::Quintiles => Some(CutPoints::Quintiles),
            Cuts::Fixed => thresholds.map(CutPoints::Fixed),
        };
        let scoring = cut_points.map(|cut_points| Scoring { cut_points, map });
        let is_asked = one("map").is_some() || one("cuts").is_some();
        Self { map, cuts, recency, orders, spent, scoring, is_asked }
    }

    /// What to preview; `None` while nothing was handed in or something in it cannot be read.
    pub fn as_scoring(&self) -> Option<Scoring> {
        self.scoring.filter(|_| self.is_asked)
    }

    /// True if something that was handed in cannot be read.
    pub fn is_faulty(&self) -> bool {
        self.is_asked && self.scoring.is_none()
    }
}

const WHOLE_NUMBER: &str = "a whole number, such as 30";
const AMOUNT: &str = "an amount, such as 120 or 120.50";

/// The fields of one measure and their values, if they can be read and rise.
fn read_row<T: PartialOrd + Copy>(
    typed: Vec<String>,
    in_force: [String; 4],
    what: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> (FieldRow, Option<[T; 4]>) {
    let mut texts = in_force;
    for (text, typed) in texts.iter_mut().zip(typed) {
        *text = typed;
    }
    let values: Vec<Option<T>> = texts.iter().map(|text| parse(text)).collect();
    let fault = fault_of(&texts, &values, what);
    let all: Option<Vec<T>> = values.into_iter().collect();
    let values = all.and_then(|all| <[T; 4]>::try_from(all).ok()).filter(|_| fault.is_none());
    (FieldRow { texts, fault }, values)
}

fn fault_of<T: PartialOrd + Copy>(texts: &[String; 4], values: &[Option<T>], what: &str) -> Option<String> {
    const PLACES: [&str; 4] = ["first", "second", "third", "fourth"];
    let unread = texts.iter().zip(values).zip(PLACES).find(|((_, value), _)| value.is_none());
    if let Some(((text, _), place)) = unread {
        return Some(match text.as_str() {
            "" => format!("The {place} number is missing; write {what}."),
            text => format!("The {place}, “{text}”, is not understood; write {what}."),
        });
    }
    let falls = (1..values.len()).find(|&index| values[index] <= values[index - 1])?;
    Some(format!(
        "Each number must be greater than the one before; the {}, {}, is not greater than {}.",
        PLACES[falls],
        texts[falls],
        texts[falls - 1]
    ))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use clientele_contract::{FrequencyRule, OwnMap};

    use super::*;

    fn state() -> ScoringState {
        ScoringState {
            scoring: Scoring::default(),
            frequency_rule: FrequencyRule::Quintiles,
            thresholds: Thresholds {
                recency_days: [30, 90, 180, 365],
                orders: [2, 3, 4, 5],
                spent_cents: [5_000, 10_000, 20_050, 40_000],
            },
            own_map: OwnMap::Absent,
            segments: BTreeMap::new(),
        }
    }

    #[test]
    fn an_address_without_a_proposal_asks_for_nothing() {
        let proposal = Proposal::read("k=5", &state());
        assert!(!proposal.is_asked && !proposal.is_faulty());
        assert_eq!(proposal.as_scoring(), None);
        assert_eq!(proposal.spent.texts, ["50", "100", "200.50", "400"]);
    }

    #[test]
    fn thresholds_are_read_as_people_write_them() {
        let query = "map=grid&cuts=fixed&recency=10&recency=20&recency=30&recency=40&spent=1&spent=2,5&spent=3&spent=4";
        let scoring = Proposal::read(query, &state()).as_scoring().expect("all of it can be read");
        assert_eq!(scoring.map, SegmentMap::Grid);
        let CutPoints::Fixed(thresholds) = scoring.cut_points else {
            panic!("fixed thresholds were asked for")
        };
        assert_eq!(thresholds.recency_days, [10, 20, 30, 40]);
        assert_eq!(thresholds.spent_cents, [100, 250, 300, 400]);
        assert_eq!(thresholds.orders, [2, 3, 4, 5]);
    }

    #[test]
    fn mistakes_are_said_and_what_was_typed_stays() {
        let falling = Proposal::read("cuts=fixed&orders=2&orders=2&orders=4&orders=5", &state());
        assert!(falling.is_faulty());
        let fault = falling.orders.fault.as_deref().unwrap_or_default();
        assert!(fault.contains("the second, 2, is not greater than 2"), "{fault}");
        let unread = Proposal::read("cuts=fixed&recency=many&recency=&recency=3&recency=4", &state());
        assert_eq!(unread.recency.texts, ["many", "", "3", "4"]);
        assert!(unread.recency.fault.as_deref().is_some_and(|fault| fault.contains("“many”")));
        assert_eq!(unread.as_scoring(), None);
    }

    #[test]
    fn faulty_thresholds_do_not_matter_to_quintiles() {
        let proposal = Proposal::read("map=standard&cuts=quintiles&orders=9&orders=1", &state());
        assert_eq!(proposal.as_scoring(), Some(Scoring::default()));
    }
}
