//! The sentences around the figures.

use clientele_contract::{CohortGrain, CohortMatrix, CohortMean};

use crate::format::{format_count, format_counted, format_percent, format_rate};

/// What a period is called: `month`.
pub fn noun(grain: CohortGrain) -> &'static str {
    match grain {
        CohortGrain::Month => "month",
        CohortGrain::Quarter => "quarter",
        CohortGrain::Week => "week",
    }
}

/// Several of them: `months`.
pub fn nouns(grain: CohortGrain) -> &'static str {
    match grain {
        CohortGrain::Month => "months",
        CohortGrain::Quarter => "quarters",
        CohortGrain::Week => "weeks",
    }
}

/// So many of them: `1 month`, `6 months`.
pub fn counted(periods: u32, grain: CohortGrain) -> String {
    format_counted(u64::from(periods), noun(grain), nouns(grain))
}

/// The finding: how many buy once and never again.
pub fn title_of(cohorts: &CohortMatrix) -> String {
    // One customer makes no share.
    if cohorts.customers < 2 {
        return "Who comes back?".to_owned();
    }
    let share = cohorts.one_time_customers as f64 / cohorts.customers as f64;
    format!("{} of customers have bought once and not come back", format_percent(share))
}

/// What follows the figure of the one-time customers, which is a link.
pub fn one_time_words(cohorts: &CohortMatrix, grain: CohortGrain) -> String {
    let return_rate = cohorts.means.get(1).and_then(|mean| {
        let rate = format_rate(mean.rate?);
        let noun = noun(grain);
        let (customers, size) = (format_count(mean.customers), format_count(mean.size));
        Some(format!(" In the {noun} after the first order {rate} buy again ({customers} of {size})."))
    });
    let have = if cohorts.one_time_customers == 1 { "has" } else { "have" };
    format!(
        " of {} {have} exactly one completed order.{}",
        format_counted(cohorts.customers, "customer", "customers"),
        return_rate.unwrap_or_default()
    )
}

/// The means of later periods that are complete for enough customers, from period 1 on.
pub fn later_means(cohorts: &CohortMatrix) -> impl DoubleEndedIterator<Item = (&CohortMean, f64)> {
    let size_min = cohorts.size_min();
    let later = cohorts.means.iter().skip(1).filter(move |mean| mean.size >= size_min);
    later.filter_map(|mean| Some((mean, mean.rate?)))
}

/// True if at least half of the customers are old enough for a mean.
pub fn is_broad(mean: &CohortMean, cohorts: &CohortMatrix) -> bool {
    2 * mean.size >= cohorts.customers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentences_give_the_figures() {
        let mean = |period, customers: u64| CohortMean {
            period,
            size: 95_765,
            customers,
            rate: Some(customers as f64 / 95_765.0),
            ..CohortMean::default()
        };
        let cohorts = CohortMatrix {
            means: vec![mean(0, 95_765), mean(1, 461)],
            customers: 100,
            one_time_customers: 97,
            ..CohortMatrix::default()
        };
        assert_eq!(title_of(&cohorts), "97.0\u{a0}% of customers have bought once and not come back");
        assert_eq!(
            one_time_words(&cohorts, CohortGrain::Month),
            " of 100\u{a0}customers have exactly one completed order. \
             In the month after the first order 0.48\u{a0}% buy again (461 of 95,765)."
        );
        assert_eq!(counted(1, CohortGrain::Week), "1\u{a0}week");
    }

    #[test]
    fn one_customer_is_one() {
        let cohorts = CohortMatrix { customers: 1, one_time_customers: 1, ..CohortMatrix::default() };
        assert_eq!(title_of(&cohorts), "Who comes back?");
        let words = one_time_words(&cohorts, CohortGrain::Month);
        assert_eq!(words, " of 1\u{a0}customer has exactly one completed order.");
    }

    #[test]
    fn nobody_makes_no_share() {
        assert_eq!(title_of(&CohortMatrix::default()), "Who comes back?");
        assert_eq!(
            one_time_words(&CohortMatrix::default(), CohortGrain::Week),
            " of 0\u{a0}customers have exactly one completed order."
        );
    }
}
