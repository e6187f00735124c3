//! The checks of the models in words.

use clientele_contract::{TrustCheck, TrustCheckKind};

use crate::format::{format_count, format_counted, format_percent, format_score};

/// What the check asks.
pub fn name_of_check(kind: TrustCheckKind) -> &'static str {
    match kind {
        TrustCheckKind::RepeatBuyers => "Enough customers came back",
        TrustCheckKind::Convergence => "The fit found its best parameters",
        TrustCheckKind::Holdout => "It tells days that it has not seen",
        TrustCheckKind::Correlation => "Spend does not go with how often one buys",
        TrustCheckKind::PositiveSpend => "Those who came back brought money",
    }
}

/// What was found, and what was needed.
pub fn check_in_words(check: &TrustCheck) -> String {
    let TrustCheck { kind, measured, bound, passed } = *check;
    match (kind, measured) {
        (TrustCheckKind::RepeatBuyers, measured) => {
            let found = measured.unwrap_or(0.0) as u64;
            let bought = format_counted(found, "customer", "customers");
            format!("{bought} bought on two or more days; {} are needed.", format_count(bound as u64))
        }
        (TrustCheckKind::Convergence, _) if passed => {
            "The search for the parameters ended at a maximum of the likelihood.".to_owned()
        }
        (TrustCheckKind::Convergence, _) => {
            "The search for the parameters ended without a maximum of the likelihood.".to_owned()
        }
        (TrustCheckKind::Holdout, Some(error)) => format!(
            "Fitted to the earlier days, it is {} off the purchases of the later days; at most {} is let pass.",
            format_percent(error),
            format_percent(bound)
        ),
        (TrustCheckKind::Holdout, None) => {
            "There are too few later days or purchases in them to compare with.".to_owned()
        }
        (TrustCheckKind::Correlation, Some(correlation)) => format!(
            "The correlation of repeat purchases and their mean value is {} in size; at most {} is let pass.",
            format_score(correlation),
            format_score(bound)
        ),
        (TrustCheckKind::Correlation, None) => {
            "Repeat purchases do not differ in value or in number, so the model of spend is not defined."
                .to_owned()
        }
        (TrustCheckKind::PositiveSpend, Some(share)) => format!(
            "The repeat purchases of {} of those who came back brought nothing or a loss, which the model of spend \
             cannot tell; at most {} is let pass.",
            format_percent(share),
            format_percent(bound)
        ),
        (TrustCheckKind::PositiveSpend, None) => {
            "Nobody bought on two or more days, so nothing is known of repeat purchases.".to_owned()
        }
    }
}

/// What would help where the check fails.
pub fn help_in_words(kind: TrustCheckKind) -> &'static str {
    match kind {
        TrustCheckKind::RepeatBuyers => {
            "A longer history helps: the models learn from customers who came back. Until then, look at what was \
             spent so far."
        }
        TrustCheckKind::Convergence => {
            "Try the other model. If it fails too, the data hold too little about when customers come back."
        }
        TrustCheckKind::Holdout => {
            "Try the other model, and see below where it goes wrong. A season, a campaign or a change of the shop \
             after the first days cannot be told from them."
        }
        TrustCheckKind::Correlation => {
            "The model of spend would put frequent buyers too low or too high. Expected purchases hold all the same."
        }
        TrustCheckKind::PositiveSpend => {
            "The model of spend would put them too high. Expected purchases hold all the same; revenue instead of \
             profit, if the files have it, has no losses."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: TrustCheckKind, measured: Option<f64>, bound: f64) -> String {
        check_in_words(&TrustCheck { kind, measured, bound, passed: false })
    }

    #[test]
    fn a_check_says_what_was_found_and_what_was_needed() {
        assert_eq!(
            check(TrustCheckKind::RepeatBuyers, Some(1.0), 100.0),
            "1\u{a0}customer bought on two or more days; 100 are needed."
        );
        assert_eq!(
            check(TrustCheckKind::Holdout, Some(0.314), 0.2),
            "Fitted to the earlier days, it is 31.4\u{a0}% off the purchases of the later days; at most 20.0\u{a0}% \
             is let pass."
        );
        assert!(check(TrustCheckKind::Correlation, None, 0.3).contains("not defined"));
        assert!(
            check(TrustCheckKind::PositiveSpend, Some(0.25), 0.01).contains("25.0\u{a0}% of those who came")
        );
    }
}
