use clientele_app::format::{format_amount, format_count};
use clientele_contract::{CutPoints, FrequencyRule, ScoringState, SegmentMap, Thresholds};

/// How customers are scored, in one line for people.
pub(super) fn scoring_in_words(state: &ScoringState, currency_symbol: &str) -> String {
    let map = match state.scoring.map {
        SegmentMap::Standard => "Standard map of segments",
        SegmentMap::Grid => "Grid of recency and frequency",
        SegmentMap::Own => "The shop’s own map of segments",
    };
    let cuts = match (state.scoring.cut_points, state.frequency_rule) {
        (CutPoints::Fixed(thresholds), _) => thresholds_in_words(&thresholds, currency_symbol),
        (CutPoints::Quintiles, FrequencyRule::OrderBands) => {
            "scores by fifths of the customers, those of frequency by number of orders".to_owned()
        }
        (CutPoints::Quintiles, _) => "scores by fifths of the customers".to_owned(),
    };
    format!("{map}; {cuts}")
}

fn thresholds_in_words(thresholds: &Thresholds, currency_symbol: &str) -> String {
    let list = |values: Vec<String>| values.join(", ");
    let days = thresholds.recency_days.map(|days| days.to_string()).to_vec();
    let orders = thresholds.orders.map(|orders| format_count(u64::from(orders))).to_vec();
    let spent = thresholds.spent_cents.map(format_amount).to_vec();
    format!(
        "scores by fixed thresholds: {} days since the last order; {} orders; {} {currency_symbol} spent",
        list(days),
        list(orders),
        spent.join(" / ")
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use clientele_contract::{OwnMap, Scoring};

    use super::*;

    const THRESHOLDS: Thresholds = Thresholds {
        recency_days: [30, 90, 180, 365],
        orders: [2, 3, 4, 5],
        spent_cents: [1_000, 5_000, 10_000, 123_456],
    };

    fn words(scoring: Scoring, frequency_rule: FrequencyRule) -> String {
        let state = ScoringState {
            scoring,
            frequency_rule,
            thresholds: THRESHOLDS,
            own_map: OwnMap::Absent,
            segments: BTreeMap::new(),
        };
        scoring_in_words(&state, "R$")
    }

    #[test]
    fn the_scoring_is_said_in_one_line() {
        assert_eq!(
            words(Scoring::default(), FrequencyRule::OrderBands),
            "Standard map of segments; scores by fifths of the customers, those of frequency by number of orders"
        );
        let fixed = Scoring { cut_points: CutPoints::Fixed(THRESHOLDS), map: SegmentMap::Grid };
        let line = words(fixed, FrequencyRule::Quintiles);
        assert!(
            line.starts_with("Grid of recency and frequency; scores by fixed thresholds: 30, 90"),
            "{line}"
        );
        assert!(line.contains("2, 3, 4, 5 orders") && line.contains("1,234.56 R$ spent"), "{line}");
    }
}
