//! The words of the matrix: what a score stands for, and what the matrix shows.

use clientele_contract::{Kpis, Matrix, MatrixAxes, Measure, ScoreBand};

use crate::format::{format_count, format_percent};

/// A band as people read it: `over 386 d`, `269–386 d`, `< R$ 57`, `1 order`.
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

/// The finding of the matrix where there is one, else its question.
pub fn matrix_title(matrix: &Matrix) -> String {
    match matrix.axes {
        MatrixAxes::RecencyMonetary => {
            let total: u64 = matrix.cells.iter().map(|cell| cell.customers).sum();
            let quiet_big_spenders: u64 = matrix
                .cells
                .iter()
                .filter(|cell| cell.row >= 4 && cell.column <= 2)
                .map(|cell| cell.customers)
                .sum();
            if total == 0 {
                return "Who spends most, and who has gone quiet?".to_owned();
            }
            let share = format_percent(quiet_big_spenders as f64 / total as f64);
            format!("Big spenders who have gone quiet are {share} of customers")
        }
        MatrixAxes::RecencyFrequency => "Who buys often, and who has gone quiet?".to_owned(),
        MatrixAxes::FrequencyMonetary => "Who buys often, and who spends most?".to_owned(),
    }
}

/// One line below the title.
pub fn matrix_subtitle(matrix: &Matrix, everyone: &Kpis) -> String {
    let what = match matrix.axes {
        MatrixAxes::RecencyMonetary => "Customers by recency and spend.",
        MatrixAxes::RecencyFrequency => "Customers by recency and number of orders.",
        MatrixAxes::FrequencyMonetary => "Customers by number of orders and spend.",
    };
    let one_order = everyone.repeat_rate.map(|rate| format_percent(1.0 - rate));
    match one_order {
        Some(share) if matrix.frequency_left_out => {
            format!("{what} Frequency is left out: {share} have one order.")
        }
        _ => what.to_owned(),
    }
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
    let units = |cents: i64| format_count(u64::try_from(cents).unwrap_or(0));
    let (floor, ceiling) = (min.div_euclid(100), max.div_euclid(100) + 1);
    match score {
        1 => format!("< {currency_symbol}\u{a0}{}", units(ceiling)),
        5 => format!("≥ {currency_symbol}\u{a0}{}", units(floor)),
        _ => format!("{}–{}", units(floor), units(ceiling)),
    }
}

#[cfg(test)]
mod tests {
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
    fn bands_of_money_hold_their_customers() {
        assert_eq!(label(Measure::Monetary, 1, Some((1_007, 5_699))), "< R$\u{a0}57");
        assert_eq!(label(Measure::Monetary, 3, Some((9_010, 13_390))), "90–134");
        assert_eq!(label(Measure::Monetary, 5, Some((21_355, 727_488))), "≥ R$\u{a0}213");
    }
}
