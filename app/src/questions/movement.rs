use chrono::NaiveDate;
use clientele_contract::{AnalyticsError, EarlierDay, MovementQuestion, parse_iso_date};

use super::choice_reader::refuse_notices;
use crate::url_state::{Notice, SegmentsUrl, shorten};

/// What follows the number in an address: `from=30-days`.
const DAYS: &str = "-days";

/// What the page of movement shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovementView {
    /// The question.
    pub question: MovementQuestion,
    /// What of the page's own choices was left out or changed.
    pub notices: Vec<Notice>,
}

impl MovementView {
    /// The question for a file.
    ///
    /// # Errors
    /// A choice that is not understood.
    pub fn for_export(self) -> Result<MovementQuestion, AnalyticsError> {
        refuse_notices(self.question, &self.notices)
    }
}

/// The view of the page of movement that an address means.
pub fn movement_view(url: &SegmentsUrl) -> MovementView {
    let mut notices = Vec::new();
    let mut question = MovementQuestion { filter: url.filter.clone(), from: None, to: None };
    if let Some(value) = url.choices.get("from") {
        question.from = parse_earlier_day(value);
        if question.from.is_none() {
            notices.push(misread(value, "a day such as 2018-03-01 or 30-days"));
        }
    }
    if let Some(value) = url.choices.get("to") {
        question.to = parse_iso_date(value);
        if question.to.is_none() {
            notices.push(misread(value, "a day such as 2018-08-30"));
        }
    }
    if let (Some(EarlierDay::On(from)), Some(to)) = (question.from, question.to)
        && from > to
    {
        (question.from, question.to) = (Some(EarlierDay::On(to)), Some(from));
        notices.push(Notice("The earlier day came after the later; they were exchanged.".to_owned()));
    }
    MovementView { question, notices }
}

/// The word of a number of days back in addresses.
pub fn days_back_word(days: u16) -> String {
    format!("{days}{DAYS}")
}

fn parse_earlier_day(value: &str) -> Option<EarlierDay> {
    let days_back = value.strip_suffix(DAYS).and_then(|days| days.parse().ok()).map(EarlierDay::DaysBefore);
    days_back.or_else(|| parse_iso_date(value).map(|day: NaiveDate| EarlierDay::On(day)))
}

fn misread(value: &str, what: &str) -> Notice {
    Notice(format!("“{}” is not understood as {what}; it was left out.", shorten(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    fn asked(query: &str) -> (MovementQuestion, Vec<String>) {
        let MovementView { question, notices } = movement_view(&parse_query(query).0);
        (question, notices.into_iter().map(|Notice(text)| text).collect())
    }

    #[test]
    fn days_are_dates_or_numbers_of_days_back() {
        assert_eq!(asked(""), (MovementQuestion::default(), Vec::new()));
        let (question, notices) = asked("from=30-days&to=2018-08-30");
        assert_eq!(
            (question.from, question.to),
            (Some(EarlierDay::DaysBefore(30)), parse_iso_date("2018-08-30"))
        );
        assert!(notices.is_empty());
        let (question, _) = asked("from=2018-03-01&state=SP");
        assert_eq!(question.from, parse_iso_date("2018-03-01").map(EarlierDay::On));
        assert_eq!(question.filter.states.len(), 1);
        assert_eq!(days_back_word(30), "30-days");
    }

    #[test]
    fn days_in_the_wrong_order_are_exchanged_and_told() {
        let (question, notices) = asked("from=2018-08-30&to=2018-03-01");
        assert_eq!(question.from, parse_iso_date("2018-03-01").map(EarlierDay::On));
        assert_eq!(question.to, parse_iso_date("2018-08-30"));
        assert_eq!(notices, ["The earlier day came after the later; they were exchanged."]);
    }

    #[test]
    fn what_is_no_day_is_left_out_and_told() {
        for value in ["-5-days", "99999-days", "days", "2018-02-30", "<script>", "30"] {
            let (question, notices) = asked(&format!("from={value}&to=soon"));
            assert_eq!(question, MovementQuestion::default(), "{value}");
            assert_eq!(notices.len(), 2, "{value}: {notices:?}");
            assert!(movement_view(&parse_query(&format!("from={value}")).0).for_export().is_err());
        }
    }
}
