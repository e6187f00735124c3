use std::collections::BTreeMap;

use super::values::PRODUCT_CHARACTERS_MAX;
use crate::query_string::append_pair;

/// The keys of pages' own choices. What a page shows under a key is read where the page is drawn.
const KEYS: [&str; 28] = [
    "by",
    "compare",
    "confidence",
    "cost",
    "count",
    "day",
    "discount",
    "from",
    "grain",
    "horizon",
    "if",
    "items",
    "length",
    "lift",
    "margin",
    "measure",
    "model",
    "month",
    "order",
    "part",
    "period",
    "q",
    "show",
    "support",
    "then",
    "to",
    "until",
    "weekdays",
];
/// Longer values are not kept. As long as the longest product key, which rules are searched for.
const VALUE_CHARACTERS_MAX: usize = PRODUCT_CHARACTERS_MAX;

/// How a page shows the chosen customers: pairs of the address that only the page itself understands.
///
/// They are kept as text, so that the filter bar, saved views and links carry them along and the browser needs
/// no code to read them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PageChoices(BTreeMap<String, String>);

impl PageChoices {
    /// The value of a key; `None` leaves the choice to the page.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// The same choices with this one; an empty value takes it back.
    #[must_use]
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut choices = self.clone();
        choices.0.remove(key);
        // What does not fit is left out, as in an address.
        let _ = choices.take(key, value);
        choices
    }

    /// Takes up a pair: whether it was kept; `None` if it is none of a page's own.
    pub(super) fn take(&mut self, key: &str, value: &str) -> Option<bool> {
        if !KEYS.contains(&key) {
            return None;
        }
        if value.chars().count() > VALUE_CHARACTERS_MAX {
            return Some(false);
        }
        if !value.is_empty() {
            self.0.insert(key.to_owned(), value.to_owned());
        }
        Some(true)
    }

    pub(super) fn write(&self, query: &mut String) {
        for (key, value) in &self.0 {
            append_pair(query, key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::url_state::parse_query;

    #[test]
    fn choices_go_along_with_the_filter() {
        let (url, notices) = parse_query("grain=week&segment=lost&utm_source=mail&show=");
        assert_eq!(url.choices.get("grain"), Some("week"));
        assert_eq!(url.to_query(), "segment=lost&grain=week");
        assert!(notices.is_empty(), "{notices:?}");
    }

    #[test]
    fn a_choice_that_is_too_long_is_told() {
        let (url, notices) = parse_query(&format!("q={}", "x".repeat(201)));
        assert_eq!((url.choices.get("q"), notices.len()), (None, 1));
        let cyrillic = "ж".repeat(200);
        assert_eq!(parse_query(&format!("q={cyrillic}")).0.choices.get("q"), Some(cyrillic.as_str()));
    }

    #[test]
    fn a_choice_is_changed_and_taken_back() {
        let (url, _) = parse_query("grain=week");
        assert_eq!(url.choices.with("grain", "month").get("grain"), Some("month"));
        assert_eq!(url.choices.with("grain", "").get("grain"), None);
        assert_eq!(url.choices.with("other", "x"), url.choices);
    }
}
