//! The sentences of the page.

use clientele_contract::{FlowDirection, FrequencyRule, Segment, SegmentFlow, SegmentMovement, SnapshotInfo};

use crate::{
    components::segment_class,
    format::{format_count, format_counted, format_date, format_money_short, format_percent},
};

/// The name of the group of those who had not ordered on the earlier day.
pub const NOT_YET: &str = "Not yet a customer";

/// The name of a segment on the earlier day.
pub fn name_of(was: Option<Segment>) -> &'static str {
    was.map_or(NOT_YET, Segment::name)
}

/// The class that gives it its colour.
pub fn class_of(was: Option<Segment>) -> String {
    was.map_or_else(|| "seg-not-yet".to_owned(), segment_class)
}

/// How many customers are shown.
pub fn count_of(movement: &SegmentMovement, snapshot: &SnapshotInfo) -> String {
    let selected = format_counted(movement.customers, "customer", "customers");
    let day = format_date(movement.to);
    if movement.customers == snapshot.customers {
        format!("All {selected}")
    } else {
        format!("{selected} on {day}, of {} in the data", format_count(snapshot.customers))
    }
}

/// A move as a sentence: `412 customers slipped from Champions to At Risk; they had spent R$ 80.0 k before.`
pub fn sentence_of(flow: &SegmentFlow, currency_symbol: &str) -> String {
    let who = format_counted(flow.customers, "customer", "customers");
    let money = |cents: i64| format_money_short(cents as f64, currency_symbol);
    let (before, between) = (money(flow.spent_before_cents), money(flow.spent_between_cents));
    let (was, is) = (name_of(flow.was), flow.is.name());
    match flow.direction() {
        FlowDirection::New => format!("{who} came new and went to {is}; they have spent {between}."),
        FlowDirection::Slipped => {
            format!("{who} slipped from {was} to {is}; they had spent {before} before.")
        }
        FlowDirection::Recovered => {
            format!("{who} came back from {was} to {is} and spent {between} meanwhile.")
        }
        FlowDirection::Shifted => format!("{who} went from {was} to {is} and spent {between} meanwhile."),
        FlowDirection::Stayed => format!("{who} stayed in {is} and spent {between} meanwhile."),
    }
}

/// The flows of one direction, those that weigh most first: the spend at stake of who slipped, the spend of who
/// came back or is new.
pub fn heaviest(movement: &SegmentMovement, direction: FlowDirection) -> Vec<SegmentFlow> {
    let mut flows: Vec<SegmentFlow> =
        movement.flows.iter().filter(|flow| flow.direction() == direction).copied().collect();
    flows.sort_by_key(|flow| {
        let weight = match direction {
            FlowDirection::Slipped => flow.spent_before_cents,
            _ => flow.spent_between_cents,
        };
        std::cmp::Reverse(weight)
    });
    flows
}

/// The finding above the picture.
pub fn title_of(movement: &SegmentMovement) -> String {
    let known = movement.sum(|flow| flow.was.is_some());
    let moved = movement.sum(|flow| {
        matches!(flow.direction(), FlowDirection::Slipped | FlowDirection::Recovered | FlowDirection::Shifted)
    });
    if known.customers == 0 {
        return format!("Nobody had ordered before {}", format_date(movement.from));
    }
    if moved.customers == 0 {
        return "Nobody went to another segment".to_owned();
    }
    let share = format_percent(moved.customers as f64 / known.customers as f64);
    format!(
        "{} of {} went to another segment ({share})",
        format_count(moved.customers),
        format_counted(known.customers, "earlier customer", "earlier customers")
    )
}

/// How far the moves can be trusted, and of whom they are where a filter chooses.
pub fn trust_notes(movement: &SegmentMovement, is_filtered: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let [earlier, later] = movement.frequency_rules;
    let is_fixed = later == Some(FrequencyRule::FixedThresholds);
    notes.push(if is_fixed {
        "Scores come from fixed thresholds: a customer moves by orders and by time alone.".to_owned()
    } else {
        "Scores compare customers with one another, on each day anew: some move because others did. With fixed \
         thresholds (Scoring) a customer moves by orders and by time alone."
            .to_owned()
    });
    if let (Some(earlier), Some(later)) = (earlier, later)
        && earlier != later
    {
        notes.push(format!(
            "Frequency was scored {} on {} and {} on {}: some of these moves come from that change alone.",
            rule_in_words(earlier),
            format_date(movement.from),
            rule_in_words(later),
            format_date(movement.to)
        ));
    }
    notes.push(
        "Each day is seen with the orders before it that are complete today, under the scoring in force today."
            .to_owned(),
    );
    if is_filtered {
        notes.push(format!(
            "The filter chooses customers as they are on {}, the data’s date, not as they were on the two days.",
            format_date(movement.last_day)
        ));
    }
    notes
}

fn rule_in_words(rule: FrequencyRule) -> &'static str {
    match rule {
        FrequencyRule::Quintiles => "by quintiles",
        FrequencyRule::OrderBands => "by order bands",
        FrequencyRule::FixedThresholds => "by fixed thresholds",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(was: Option<Segment>, is: Segment, customers: u64) -> SegmentFlow {
        SegmentFlow { was, is, customers, spent_before_cents: 8_000_000, spent_between_cents: 1_200_000 }
    }

    fn said(was: Option<Segment>, is: Segment) -> String {
        sentence_of(&flow(was, is, 412), "R$").replace('\u{a0}', " ")
    }

    #[test]
    fn a_move_is_a_sentence_with_its_money() {
        use Segment::*;
        assert_eq!(
            said(Some(Champions), AtRisk),
            "412 customers slipped from Champions to At Risk; they had spent R$ 80.0 k before."
        );
        assert_eq!(
            said(Some(Lost), Promising),
            "412 customers came back from Lost to Promising and spent R$ 12.0 k meanwhile."
        );
        assert_eq!(said(None, New), "412 customers came new and went to New; they have spent R$ 12.0 k.");
    }

    #[test]
    fn the_title_counts_those_who_were_customers_on_the_first_day() {
        let movement = SegmentMovement {
            flows: vec![
                flow(Some(Segment::Champions), Segment::AtRisk, 20),
                flow(Some(Segment::Lost), Segment::Lost, 80),
                flow(None, Segment::New, 50),
            ],
            ..SegmentMovement::default()
        };
        let expected = "20 of 100 earlier customers went to another segment (20.0 %)";
        assert_eq!(title_of(&movement).replace('\u{a0}', " "), expected);
    }

    #[test]
    fn another_rule_for_frequency_is_told() {
        let rules = |earlier, later| SegmentMovement {
            frequency_rules: [Some(earlier), Some(later)],
            ..SegmentMovement::default()
        };
        let notes = trust_notes(&rules(FrequencyRule::OrderBands, FrequencyRule::Quintiles), false);
        assert!(
            notes[1].contains("by order bands on") && notes[1].contains("and by quintiles on"),
            "{notes:?}"
        );
        let same = rules(FrequencyRule::Quintiles, FrequencyRule::Quintiles);
        assert_eq!(trust_notes(&same, false).len(), 2);
        assert!(trust_notes(&same, true)[2].starts_with("The filter chooses customers as they are on"));
    }
}
