//! The sentences around the heat map.

use clientele_contract::CohortMatrix;

use crate::format::{format_count, format_counted, format_percent};

/// The finding: how many buy once and never again.
pub fn title_of(cohorts: &CohortMatrix) -> String {
    if cohorts.customers == 0 {
        return "Who comes back?".to_owned();
    }
    let share = cohorts.one_time_customers as f64 / cohorts.customers as f64;
    format!("{} of customers have bought once and not come back", format_percent(share))
}

/// How many customers are shown.
pub fn count_of(cohorts: &CohortMatrix, customers_of_shop: u64) -> String {
    let selected = format_counted(cohorts.customers, "customer", "customers");
    if cohorts.customers == customers_of_shop {
        format!("All {selected}")
    } else {
        format!("{selected} of {}", format_count(customers_of_shop))
    }
}

/// The figures behind the finding.
pub fn explanation_of(cohorts: &CohortMatrix) -> String {
    let first_month = cohorts.means.iter().find(|mean| mean.month == 1);
    let return_rate = first_month.and_then(|mean| {
        let rate = format_percent(mean.rate?);
        Some(format!(
            " One month after the first order {rate} buy again ({} of {}).",
            format_count(mean.customers),
            format_count(mean.size)
        ))
    });
    format!(
        "{} of {} customers have exactly one completed order.{}",
        format_count(cohorts.one_time_customers),
        format_count(cohorts.customers),
        return_rate.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use clientele_contract::CohortMean;

    use super::*;

    #[test]
    fn the_sentences_give_the_figures() {
        let cohorts = CohortMatrix {
            cohorts: Vec::new(),
            means: vec![
                CohortMean { month: 0, customers: 95_765, size: 95_765, rate: Some(1.0) },
                CohortMean { month: 1, customers: 461, size: 95_765, rate: Some(461.0 / 95_765.0) },
            ],
            customers: 100,
            returns: 4,
            one_time_customers: 97,
        };
        assert_eq!(title_of(&cohorts), "97.0\u{a0}% of customers have bought once and not come back");
        assert_eq!(
            explanation_of(&cohorts),
            "97 of 100 customers have exactly one completed order. \
             One month after the first order 0.5\u{a0}% buy again (461 of 95,765)."
        );
    }

    #[test]
    fn nobody_makes_no_share() {
        let nobody = CohortMatrix {
            cohorts: Vec::new(),
            means: Vec::new(),
            customers: 0,
            returns: 0,
            one_time_customers: 0,
        };
        assert_eq!(title_of(&nobody), "Who comes back?");
    }
}
