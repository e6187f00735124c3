//! The sentence of the strategy panel: do what, for how many, worth how much, and why.

use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, Kpis, SegmentFamily, Strategy};

use crate::format::{format_count, format_counted, format_duration, format_mean, format_money_short};

/// The sentence in its two parts: the call in bold, then the reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headline {
    /// Do what, for how many, worth how much.
    pub call: String,
    /// Why, and what comes first.
    pub reasons: String,
}

/// Writes the sentence for a selection that is not empty.
pub fn headline(
    strategy: &Strategy,
    selection: &Kpis,
    filter: &CustomerFilter,
    currency_symbol: &str,
) -> Headline {
    let call = format!(
        "{} {} worth {}.",
        verb(filter, selection),
        format_counted(selection.customers, "customer", "customers"),
        format_money_short(selection.revenue_cents as f64, currency_symbol)
    );
    // Everyone spent as much as the average customer: nothing to say.
    let spend_reason = if filter.is_open() { None } else { spend_reason(strategy) };
    let reasons = [spend_reason, recency_reason(strategy, selection), first_action(strategy, selection)];
    Headline { call, reasons: reasons.into_iter().flatten().collect::<Vec<_>>().join(" ") }
}

/// What to do with the families that are chosen; a mixture gets the neutral verb.
fn verb(filter: &CustomerFilter, selection: &Kpis) -> &'static str {
    if filter.high_value_at_risk {
        return "Apologise to";
    }
    let families: BTreeSet<SegmentFamily> = filter.segments.iter().map(|segment| segment.family()).collect();
    let mut families = families.into_iter();
    match (families.next(), families.next()) {
        (Some(SegmentFamily::Loyal), None) => "Reward",
        (Some(SegmentFamily::New), None) if selection.repeat_customers == 0 => "Win the second order of",
        (Some(SegmentFamily::New), None) => "Win the next order of",
        (Some(SegmentFamily::Slipping), None) => "Remind",
        (Some(SegmentFamily::Danger), None) => "Win back",
        (Some(SegmentFamily::Gone), None) => "Reawaken, at low cost,",
        _ => "Reach",
    }
}

fn spend_reason(strategy: &Strategy) -> Option<String> {
    let ratio = strategy.spend_ratio?;
    Some(match ratio {
        _ if (0.95..1.05).contains(&ratio) => "They spent as much as the average customer.".to_owned(),
        _ => format!("They spent {} times the average.", format_mean(ratio)),
    })
}

fn recency_reason(strategy: &Strategy, selection: &Kpis) -> Option<String> {
    let duration = format_duration(strategy.median_recency_days?);
    Some(if selection.customers == 1 {
        format!("The last order was {duration} ago.")
    } else {
        format!("Half of them have not bought for {duration} or more.")
    })
}

fn first_action(strategy: &Strategy, selection: &Kpis) -> Option<String> {
    let first = strategy.actions.first()?;
    if first.customers == selection.customers {
        return Some(format!("“{}” suits all of them.", first.action));
    }
    Some(format!("“{}” comes first, for {} of them.", first.action, format_count(first.customers)))
}

#[cfg(test)]
mod tests {
    use clientele_contract::{ActionGroup, Segment};

    use super::*;

    fn strategy() -> Strategy {
        Strategy {
            actions: vec![ActionGroup {
                action_id: "we-miss-you".to_owned(),
                action: "We miss you".to_owned(),
                message: String::new(),
                reason: String::new(),
                customers: 2_914,
                revenue_cents: 74_200_000,
            }],
            rules: 11,
            spend_ratio: Some(1.59),
            median_recency_days: Some(420),
        }
    }

    fn selection() -> Kpis {
        Kpis { customers: 4_407, revenue_cents: 113_900_000, ..Kpis::default() }
    }

    #[test]
    fn the_sentence_says_what_for_whom_worth_what_and_why() {
        let segments = BTreeSet::from([Segment::AtRisk, Segment::CannotLose]);
        let filter = CustomerFilter { segments, ..CustomerFilter::default() };
        let headline = headline(&strategy(), &selection(), &filter, "R$");
        assert_eq!(headline.call, "Win back 4,407\u{a0}customers worth R$\u{a0}1.14\u{a0}m.");
        assert_eq!(
            headline.reasons,
            "They spent 1.6 times the average. Half of them have not bought for 14\u{a0}months or more. \
             “We miss you” comes first, for 2,914 of them."
        );
    }

    #[test]
    fn a_mixture_of_families_is_neutral() {
        let segments = BTreeSet::from([Segment::Champions, Segment::Lost]);
        assert_eq!(verb(&CustomerFilter { segments, ..CustomerFilter::default() }, &selection()), "Reach");
        assert_eq!(verb(&CustomerFilter::default(), &selection()), "Reach");
    }

    #[test]
    fn new_customers_are_won_for_their_next_order() {
        let segments = BTreeSet::from([Segment::New, Segment::Promising]);
        let filter = CustomerFilter { segments, ..CustomerFilter::default() };
        assert_eq!(verb(&filter, &selection()), "Win the second order of");
        let some_came_back = Kpis { repeat_customers: 3, ..selection() };
        assert_eq!(verb(&filter, &some_came_back), "Win the next order of");
    }

    #[test]
    fn everyone_is_not_compared_with_the_average() {
        let strategy = Strategy { spend_ratio: Some(1.0), ..strategy() };
        let headline = headline(&strategy, &selection(), &CustomerFilter::default(), "R$");
        assert!(headline.reasons.starts_with("Half of them"), "{}", headline.reasons);
    }
}
