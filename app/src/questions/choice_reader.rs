use clientele_contract::AnalyticsError;

use crate::url_state::{Notice, PageChoices, shorten};

/// Reads the own choices of a page; what is not understood gets the default, and a sentence.
pub(super) struct ChoiceReader<'a> {
    choices: &'a PageChoices,
    pub(super) notices: Vec<Notice>,
}

impl<'a> ChoiceReader<'a> {
    pub(super) fn new(choices: &'a PageChoices) -> Self {
        Self { choices, notices: Vec::new() }
    }

    /// The option whose word stands under `key`; `what` names it for people: `a measure`.
    pub(super) fn one_of<T: Copy + Default>(
        &mut self,
        key: &str,
        what: &str,
        options: &[T],
        word: fn(T) -> &'static str,
    ) -> T {
        let Some(value) = self.choices.get(key) else { return T::default() };
        options.iter().copied().find(|option| word(*option) == value).unwrap_or_else(|| {
            let words = format!("“{}” is not understood as {what}; it was left out.", shorten(value));
            self.notices.push(Notice(words));
            T::default()
        })
    }

    /// The words under `key`, as they were typed.
    pub(super) fn text(&self, key: &str) -> String {
        self.choices.get(key).unwrap_or_default().trim().to_owned()
    }
}

/// What an export says of a view that is not fully understood: its figures would be others.
pub(super) fn refuse_notices<T>(answer: T, notices: &[Notice]) -> Result<T, AnalyticsError> {
    if notices.is_empty() {
        return Ok(answer);
    }
    let faults: Vec<&str> = notices.iter().map(|notice| notice.0.as_str()).collect();
    Err(AnalyticsError::InvalidQuestion(faults.join("\n")))
}
