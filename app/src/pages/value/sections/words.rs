//! Sentences that several sections share.

use clientele_contract::{PurchaseModelKind, ValueForecast};

use crate::format::{format_counted, format_number_field};

/// A horizon: `365 days`.
pub fn horizon_in_words(days: u32) -> String {
    format_counted(days.into(), "day", "days")
}

/// Basis points as per cent, for fields and sentences: `12.5`, `10`.
pub fn percent_of_basis_points(basis_points: u32) -> String {
    let percent = format_number_field(f64::from(basis_points) / 100.0, 2);
    percent.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What expected money is: revenue or margin, discounted or not.
pub fn money_in_words(forecast: &ValueForecast) -> String {
    let discount = match forecast.discount_basis_points_per_year {
        0 => "not discounted".to_owned(),
        some => format!("discounted at {}\u{a0}% a year", percent_of_basis_points(some)),
    };
    match forecast.margin_basis_points {
        None => format!("Revenue, {discount}"),
        Some(margin) => {
            format!("Margin of {}\u{a0}% of revenue, {discount}", percent_of_basis_points(margin))
        }
    }
}

/// What the model says of customers who bought once.
pub fn remark_on_one_time_buyers(model: PurchaseModelKind) -> Option<&'static str> {
    match model {
        PurchaseModelKind::MbgNbd => None,
        PurchaseModelKind::BgNbd => Some(
            "BG/NBD takes everyone who bought once for a customer for certain, however long ago that was. So it has \
             no probability for them here, and nobody is ranked by it; MBG/NBD has one.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basis_points_are_written_as_per_cent() {
        for (basis_points, text) in [(0, "0"), (1_000, "10"), (1_250, "12.5"), (1, "0.01"), (10_000, "100")] {
            assert_eq!(percent_of_basis_points(basis_points), text);
        }
    }

    #[test]
    fn expected_money_says_what_it_is() {
        let forecast = ValueForecast { discount_basis_points_per_year: 1_000, ..ValueForecast::default() };
        assert_eq!(money_in_words(&forecast), "Revenue, discounted at 10\u{a0}% a year");
        let margin = ValueForecast { margin_basis_points: Some(2_550), ..ValueForecast::default() };
        assert_eq!(money_in_words(&margin), "Margin of 25.5\u{a0}% of revenue, not discounted");
    }
}
