//! The words of the matrix: what a score stands for, and what the matrix shows.

use clientele_contract::{CustomerFilter, FrequencyRule, Kpis, Matrix, MatrixAxes, Measure, ScoreBand};

use crate::format::{format_amount, format_percent};

/// What the matrix and the list of segments count while segments or scores are chosen.
const BASE_OF_COUNTS: &str = "Counts all customers that match the other filters; the chosen ones stand out.";

/// A band as people read it: `over 386 d`, `269–386 d`, `≤ R$ 56.99`, `1 order`.
pub fn band_label(measure: Measure, band: &ScoreBand, currency_symbol: &str) -> String {
    let Some((min, max)) = band.values else { return "nobody".to_owned() };
    match measure {
        Measure::Recency => recency_label(band.score, min, max),
        Measure::Frequency => frequency_label(band.score, min, max),
        Measure::Monetary => monetary_label(band.score, min, max, currency_symbol),
    }
}

/// What an axis measures, and where it is better.
pub fn axis_label(measure: Measure) -> &'static str {
    match measure {
        Measure::Recency => "Last order → more recent",
        Measure::Frequency => "Orders → more often",
        Measure::Monetary => "Spent ↑ more",
    }
}

/// The same for the axis that goes up.
pub fn row_axis_label(measure: Measure) -> &'static str {
    match measure {
        Measure::Recency => "Last order ↑ more recent",
        Measure::Frequency => "Orders ↑ more often",
        Measure::Monetary => "Spent ↑ more",
    }
}

/// The finding of the matrix where there is one, else its question. While segments or scores are chosen the
/// matrix counts others than the tiles, so a finding would contradict them.
pub fn matrix_title(matrix: &Matrix, everyone: &Kpis, filter: &CustomerFilter) -> String {
    let is_chosen = !filter.segments.is_empty() || !filter.scores.is_open();
    match matrix.axes {
        MatrixAxes::RecencyMonetary => {
            let total: u64 = matrix.cells.iter().map(|cell| cell.customers).sum();
            let quiet_big_spenders: u64 = matrix
                .cells
                .iter()
                .filter(|cell| cell.row >= 4 && cell.column <= 2)
                .map(|cell| cell.customers)
                .sum();
            if total == 0 || is_chosen {
                return "Who spends most, and who has gone quiet?".to_owned();
            }
            let share = format_percent(quiet_big_spenders as f64 / total as f64);
            let base = if total == everyone.customers { "all customers" } else { "these customers" };
            format!("Big spenders who have not bought for long are {share} of {base}")
        }
        MatrixAxes::RecencyFrequency => "Who buys often, and who has gone quiet?".to_owned(),
        MatrixAxes::FrequencyMonetary => "Who buys often, and who spends most?".to_owned(),
    }
}

/// What is counted in the matrix, how scores come about, and why an axis is left out.
pub fn matrix_subtitle(
    matrix: &Matrix,
    everyone: &Kpis,
    filter: &CustomerFilter,
    frequency_rule: FrequencyRule,
) -> String {
    let scores = match matrix.axes {
        MatrixAxes::RecencyMonetary if frequency_rule == FrequencyRule::FixedThresholds => {
            "Recency (R) and spend (M), scored 1 to 5, the best, by the thresholds that the shop has fixed."
        }
        MatrixAxes::RecencyMonetary => {
            "Recency (R) and spend (M), scored 1 to 5 by fifths of all customers; equal values share a score."
        }
        MatrixAxes::RecencyFrequency => {
            "Recency (R) and orders (F), scored 1 to 5, the best; equal values share a score."
        }
        MatrixAxes::FrequencyMonetary => {
            "Orders (F) and spend (M), scored 1 to 5, the best; equal values share a score."
        }
    };
    let left_out = everyone
        .repeat_rate
        .filter(|_| matrix.frequency_left_out)
        .map(|rate| format!("Frequency is left out: {} have one order.", format_percent(1.0 - rate)));
    let parts = [Some(scores.to_owned()), left_out, base_of_counts(filter).map(str::to_owned)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Says what is counted beside the chosen segments and scores; nothing while none are chosen.
pub fn base_of_counts(filter: &CustomerFilter) -> Option<&'static str> {
    let has_choice = !filter.segments.is_empty() || !filter.scores.is_open();
    has_choice.then_some(BASE_OF_COUNTS)
}

fn recency_label(score: u8, min: i64, max: i64) -> String {
    match score {
        1 => format!("over {} d", min - 1),
        5 => format!("under {} d", max + 1),
        _ if min == max => format!("{min} d"),
        _ => format!("{min}–{max} d"),
    }
}

fn frequency_label(score: u8, min: i64, max: i64) -> String {
    match (score, min, max) {
        (5, _, _) => format!("{min} or more"),
        (_, 1, 1) => "1 order".to_owned(),
        _ if min == max => format!("{min} orders"),
        _ => format!("{min}–{max} orders"),
    }
}

fn monetary_label(score: u8, min: i64, max: i64, currency_symbol: &str) -> String {
    match score {
        1 => format!("≤\u{a0}{currency_symbol} {}", format_amount(max)),
        5 => format!("≥\u{a0}{currency_symbol} {}", format_amount(min)),
        // A narrow screen may break the line behind the dash.
        _ => format!("{}–\u{200b}{}", format_amount(min), format_amount(max)),
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::{MatrixCell, ScoreFilter};

    use super::*;

    fn label(measure: Measure, score: u8, values: Option<(i64, i64)>) -> String {
        band_label(measure, &ScoreBand { score, values }, "R$")
    }

    #[test]
    fn bands_of_days_are_open_at_the_ends() {
        assert_eq!(label(Measure::Recency, 1, Some((387, 714))), "over 386 d");
        assert_eq!(label(Measure::Recency, 3, Some((178, 268))), "178–268 d");
        assert_eq!(label(Measure::Recency, 5, Some((1, 95))), "under 96 d");
    }

    #[test]
    fn bands_of_orders_count_orders() {
        assert_eq!(label(Measure::Frequency, 1, Some((1, 1))), "1 order");
        assert_eq!(label(Measure::Frequency, 3, Some((3, 4))), "3–4 orders");
        assert_eq!(label(Measure::Frequency, 5, Some((5, 17))), "5 or more");
        assert_eq!(label(Measure::Frequency, 4, None), "nobody");
    }

    #[test]
    fn bands_of_money_hold_their_customers_and_do_not_overlap() {
        assert_eq!(label(Measure::Monetary, 1, Some((1_007, 5_699))), "≤\u{a0}R$ 56.99");
        assert_eq!(label(Measure::Monetary, 4, Some((13_391, 21_310))), "133.91–\u{200b}213.10");
        assert_eq!(label(Measure::Monetary, 5, Some((21_355, 727_488))), "≥\u{a0}R$ 213.55");
    }

    fn matrix_of(quiet_big_spenders: u64, others: u64) -> Matrix {
        let cell = |column, row, customers| MatrixCell {
            column,
            row,
            customers,
            revenue_cents: 0,
            selected_customers: 0,
            main_segment: None,
        };
        Matrix {
            axes: MatrixAxes::RecencyMonetary,
            frequency_left_out: false,
            cells: vec![cell(1, 5, quiet_big_spenders), cell(5, 1, others)],
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }

    #[test]
    fn the_title_names_whom_its_share_is_of() {
        let everyone = Kpis { customers: 100, ..Kpis::default() };
        let title = |others| {
            let title = matrix_title(&matrix_of(25, others), &everyone, &CustomerFilter::default());
            title.replace('\u{a0}', " ")
        };
        assert_eq!(title(75), "Big spenders who have not bought for long are 25.0 % of all customers");
        assert_eq!(title(25), "Big spenders who have not bought for long are 50.0 % of these customers");
    }

    #[test]
    fn a_choice_is_told_apart_from_what_is_counted() {
        let scores = ScoreFilter::of_cell(MatrixAxes::RecencyMonetary, 1, 5);
        let chosen = CustomerFilter { scores, ..CustomerFilter::default() };
        let subtitle =
            |filter| matrix_subtitle(&matrix_of(1, 1), &Kpis::default(), filter, FrequencyRule::Quintiles);
        assert!(subtitle(&chosen).ends_with(BASE_OF_COUNTS));
        assert!(!subtitle(&CustomerFilter::default()).contains(BASE_OF_COUNTS));
    }
}
