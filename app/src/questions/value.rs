use clientele_contract::{
    BASIS_POINTS_OF_WHOLE, DISCOUNT_BASIS_POINTS_MAX, HORIZON_DAYS_MAX, HORIZON_DAYS_MIN, PurchaseModelKind,
    ValueQuestion,
};

use crate::{
    format::format_counted,
    url_state::{PageChoices, SegmentsUrl, parse_amount},
};

/// What the address says about the forecast, and what of it was changed or left out, as sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueChoices {
    /// The question of the page.
    pub question: ValueQuestion,
    /// What the reader must know.
    pub notices: Vec<String>,
    /// The keys whose values are no numbers.
    pub misread: Vec<&'static str>,
}

/// The question of the page of lifetime value.
pub fn value_question(url: &SegmentsUrl) -> ValueChoices {
    let mut notices = Vec::new();
    let choices = &url.choices;
    let standard = ValueQuestion::default();
    let model = model(choices, &mut notices);
    let horizon = horizon_days(choices, &mut notices);
    let discount = percent(choices, "discount", DISCOUNT_BASIS_POINTS_MAX, &mut notices);
    let margin = percent(choices, "margin", BASIS_POINTS_OF_WHOLE, &mut notices);
    let read = [("horizon", horizon), ("discount", discount), ("margin", margin)];
    let is_misread = |(key, number): &(&str, Option<u32>)| number.is_none() && choices.get(key).is_some();
    let misread = read.into_iter().filter(is_misread).map(|(key, _)| key).collect();
    let question = ValueQuestion {
        filter: url.filter.clone(),
        model,
        horizon_days: horizon.unwrap_or(standard.horizon_days),
        discount_basis_points_per_year: discount.unwrap_or(standard.discount_basis_points_per_year),
        margin_basis_points: margin,
    };
    ValueChoices { question, notices, misread }
}

fn model(choices: &PageChoices, notices: &mut Vec<String>) -> PurchaseModelKind {
    let standard = PurchaseModelKind::default();
    let Some(word) = choices.get("model") else { return standard };
    PurchaseModelKind::from_slug(word).unwrap_or_else(|| {
        notices.push(format!("“{word}” is no model; {} is shown.", standard.name()));
        standard
    })
}

fn horizon_days(choices: &PageChoices, notices: &mut Vec<String>) -> Option<u32> {
    let text = choices.get("horizon")?;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        let standard = ValueQuestion::default().horizon_days;
        notices.push(format!("“{text}” is no number of days; {standard} days are shown."));
        return None;
    }
    // More digits than a number can have are more days than anyone can look ahead.
    let days = text.parse().unwrap_or(u32::MAX);
    let bounded = days.clamp(HORIZON_DAYS_MIN, HORIZON_DAYS_MAX);
    if bounded != days {
        let least = format_counted(HORIZON_DAYS_MIN.into(), "day", "days");
        let most = format_counted(HORIZON_DAYS_MAX.into(), "day", "days");
        let shown = format_counted(bounded.into(), "day is", "days are");
        notices.push(format!("A horizon lies between {least} and {most} (ten years); {shown} shown."));
    }
    Some(bounded)
}

/// A share in per cent, such as `12.5`, as basis points.
fn percent(
    choices: &PageChoices,
    key: &str,
    max_basis_points: u32,
    notices: &mut Vec<String>,
) -> Option<u32> {
    let text = choices.get(key)?;
    let basis_points = parse_amount(text).and_then(|hundredths| u32::try_from(hundredths).ok());
    let Some(basis_points) = basis_points else {
        notices.push(format!("“{text}” is no {key} in per cent, such as 12.5; it was left out."));
        return None;
    };
    if basis_points > max_basis_points {
        notices.push(format!("A {key} is at most {} %; that is what is shown.", max_basis_points / 100));
    }
    Some(basis_points.min(max_basis_points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    fn read(query: &str) -> ValueChoices {
        value_question(&parse_query(query).0)
    }

    #[test]
    fn an_untouched_address_asks_for_the_defaults() {
        let read = read("");
        assert_eq!(read.question, ValueQuestion::default());
        assert!(read.notices.is_empty());
    }

    #[test]
    fn choices_are_read_in_days_and_hundredths_of_a_per_cent() {
        let ValueChoices { question, notices, .. } =
            read("model=bg-nbd&horizon=90&discount=12.5&margin=25&segment=lost");
        assert_eq!((question.model, question.horizon_days), (PurchaseModelKind::BgNbd, 90));
        assert_eq!(
            (question.discount_basis_points_per_year, question.margin_basis_points),
            (1_250, Some(2_500))
        );
        assert_eq!(question.filter.segments.len(), 1);
        assert!(notices.is_empty(), "{notices:?}");
    }

    #[test]
    fn a_horizon_of_nothing_or_a_hundred_years_is_bounded_with_a_sentence() {
        for (horizon, days) in [("0", 1), ("36500", 3_650), ("99999999999999999999", 3_650)] {
            let read = read(&format!("horizon={horizon}"));
            assert_eq!(read.question.horizon_days, days);
            assert!(read.notices[0].starts_with("A horizon lies between 1\u{a0}day and 3,650\u{a0}days"));
        }
    }

    #[test]
    fn what_is_not_understood_is_named_and_the_default_shown() {
        let read = read("model=pareto&horizon=a+year&discount=-3&margin=101");
        assert_eq!(
            read.question,
            ValueQuestion { margin_basis_points: Some(10_000), ..ValueQuestion::default() }
        );
        assert_eq!(read.misread, ["horizon", "discount"], "the margin is bounded");
        assert_eq!(read.notices.len(), 4, "{:?}", read.notices);
        assert!(read.notices[0].contains("“pareto” is no model"));
    }
}
