use clientele_contract::{AnalyticsError, Grain, TrendMeasure, TrendQuestion};

use super::choice_reader::refuse_notices;
use crate::url_state::{Notice, SegmentsUrl, period::parse_period_query, shorten};

/// What the page of trends shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendView {
    /// The question.
    pub question: TrendQuestion,
    /// What of the page's own choices was left out or changed.
    pub notices: Vec<Notice>,
}

impl TrendView {
    /// The question for a file.
    ///
    /// # Errors
    /// A choice that is not understood.
    pub fn for_export(self) -> Result<TrendQuestion, AnalyticsError> {
        refuse_notices(self.question, &self.notices)
    }
}

/// The view of the page of trends that an address means.
pub fn trend_view(url: &SegmentsUrl) -> TrendView {
    let (period, mut notices) = parse_period_query(&url.to_query());
    let mut misread = |value: &str, what: &str| {
        let text = format!("“{}” is not understood as {what}; it was left out.", shorten(value));
        notices.push(Notice(text));
    };
    let mut question = TrendQuestion { filter: url.filter.clone(), period, ..TrendQuestion::default() };
    if let Some(value) = url.choices.get("grain") {
        question.grain = parse_grain(value);
        if question.grain.is_none() {
            misread(value, "day, week or month");
        }
    }
    if let Some(value) = url.choices.get("measure") {
        match TrendMeasure::from_slug(value) {
            Some(measure) => question.measure = measure,
            None => misread(value, "a measure"),
        }
    }
    TrendView { question, notices }
}

/// The word of a grain in addresses.
pub fn grain_word(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
    }
}

fn parse_grain(value: &str) -> Option<Grain> {
    [Grain::Day, Grain::Week, Grain::Month].into_iter().find(|grain| grain_word(*grain) == value)
}

#[cfg(test)]
mod tests {
    use clientele_contract::{CompareWith, Period};

    use super::*;
    use crate::url_state::parse_query;

    fn asked(query: &str) -> (TrendQuestion, Vec<String>) {
        let TrendView { question, notices } = trend_view(&parse_query(query).0);
        (question, notices.into_iter().map(|Notice(text)| text).collect())
    }

    #[test]
    fn the_choices_of_the_address_are_read() {
        assert_eq!(asked(""), (TrendQuestion::default(), Vec::new()));
        let (question, notices) = asked(
            "measure=repeat-share&grain=week&period=12-months&compare=last-year&weekdays=1&segment=lost",
        );
        assert_eq!(notices, Vec::<String>::new());
        assert_eq!((question.measure, question.grain), (TrendMeasure::RepeatShare, Some(Grain::Week)));
        assert_eq!(question.period.period, Period::Last12Months);
        assert_eq!(question.period.compare, CompareWith::LastYear);
        assert!(question.period.match_weekdays);
        assert_eq!(question.filter.segments.len(), 1);
    }

    #[test]
    fn days_of_ones_own_are_those_of_the_overview() {
        let (question, notices) = asked("period=between&from=2018-03-31&to=2018-01-01");
        let Period::Between(days) = question.period.period else { panic!("{question:?}") };
        assert_eq!(days.first.to_string(), "2018-01-01");
        assert_eq!(notices, ["The first day of the period came after the last; they were swapped."]);
    }

    #[test]
    fn what_is_not_understood_is_left_out_and_told() {
        let (question, notices) = asked("measure=profit&grain=hour&period=ever&compare=me");
        assert_eq!(question, TrendQuestion::default());
        assert_eq!(notices.len(), 4, "{notices:?}");
    }
}
