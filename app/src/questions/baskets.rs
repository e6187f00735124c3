use clientele_contract::{
    BasketItems, BasketQuestion, BasketThresholds, RULE_ITEMS_MAX, RuleMeasure, SortDirection,
};

use crate::url_state::{SegmentsUrl, parse_amount, parse_whole};

/// 100 %.
const BASIS_POINTS: i64 = 10_000;
/// More is typed by mistake.
const LIFT_HUNDREDTHS_MAX: i64 = 1_000_000;
/// Longer texts are no part of a name.
const SEARCH_CHARACTERS_MAX: usize = 80;

/// The question of the page of basket rules.
pub fn basket_question(url: &SegmentsUrl) -> BasketQuestion {
    let choices = Choices(url);
    let sort = choices.sort().unwrap_or_default();
    BasketQuestion {
        filter: url.filter.clone(),
        items: choices.items().unwrap_or_default(),
        thresholds: BasketThresholds {
            orders: choices.orders(),
            support_basis_points: choices.share("support"),
            confidence_basis_points: choices.share("confidence"),
            lift_hundredths: choices.lift(),
            longest: choices.longest(),
        },
        with_redundant: choices.with_redundant() == Some(true),
        search: choices.text("q"),
        left: choices.text("if"),
        right: choices.text("then"),
        sort,
        direction: direction_of(sort, url.direction),
        page: url.page.0,
        page_size: url.page_size.rows(),
    }
}

/// In the address, descending stands for the best first; the best q-value is the smallest.
fn direction_of(sort: RuleMeasure, direction: SortDirection) -> SortDirection {
    match (sort, direction) {
        (RuleMeasure::QValue, SortDirection::Descending) => SortDirection::Ascending,
        (RuleMeasure::QValue, SortDirection::Ascending) => SortDirection::Descending,
        (_, direction) => direction,
    }
}

/// What the address says and nobody understands, as sentences.
pub fn misread_basket_choices(url: &SegmentsUrl) -> Vec<String> {
    let sentence = |(key, what): (&str, &str)| {
        let value: String = url.choices.get(key)?.chars().take(SEARCH_CHARACTERS_MAX / 2).collect();
        Some(format!("“{value}” is not understood as {what}; it was left out."))
    };
    misread_basket_keys(url).into_iter().filter_map(sentence).collect()
}

/// The keys whose values nobody understands, and what they take.
pub fn misread_basket_keys(url: &SegmentsUrl) -> Vec<(&'static str, &'static str)> {
    let choices = Choices(url);
    let read = [
        ("items", choices.items().is_some(), "products or categories"),
        ("order", choices.sort().is_some(), "a measure of rules"),
        ("count", choices.orders().is_some(), "a number of orders from 1"),
        ("support", choices.share("support").is_some(), "a share from 0 to 100 %"),
        ("confidence", choices.share("confidence").is_some(), "a share from 0 to 100 %"),
        ("lift", choices.lift().is_some(), "a lift such as 1.5"),
        ("length", choices.longest().is_some(), "a number of items from 2 to 6"),
        ("show", choices.with_redundant().is_some(), "a choice of rules"),
    ];
    let is_misread = |(key, is_read, _): &(&str, bool, &str)| !is_read && url.choices.get(key).is_some();
    read.into_iter().filter(is_misread).map(|(key, _, what)| (key, what)).collect()
}

/// The choices of the page; `None`: not chosen, or not understood.
struct Choices<'a>(&'a SegmentsUrl);

impl Choices<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.choices.get(key)
    }

    fn items(&self) -> Option<BasketItems> {
        self.get("items").and_then(BasketItems::from_slug)
    }

    fn sort(&self) -> Option<RuleMeasure> {
        self.get("order").and_then(RuleMeasure::from_slug)
    }

    fn orders(&self) -> Option<u32> {
        self.get("count").and_then(parse_whole).filter(|&orders| orders >= 1)
    }

    /// A share in per cent, as basis points.
    fn share(&self, key: &str) -> Option<u32> {
        let basis_points = parse_amount(self.get(key)?)?;
        u32::try_from(basis_points).ok().filter(|_| basis_points <= BASIS_POINTS)
    }

    fn lift(&self) -> Option<u32> {
        let hundredths = parse_amount(self.get("lift")?)?;
        u32::try_from(hundredths).ok().filter(|_| hundredths <= LIFT_HUNDREDTHS_MAX)
    }

    fn longest(&self) -> Option<u8> {
        let items: u32 = parse_whole(self.get("length")?)?;
        u8::try_from(items).ok().filter(|items| (2..=RULE_ITEMS_MAX).contains(items))
    }

    fn with_redundant(&self) -> Option<bool> {
        self.get("show").and_then(|choice| (choice == "all").then_some(true))
    }

    fn text(&self, key: &str) -> String {
        let text = self.get(key).unwrap_or_default();
        text.chars().filter(|character| !character.is_control()).take(SEARCH_CHARACTERS_MAX).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    fn asked(query: &str) -> BasketQuestion {
        basket_question(&parse_query(query).0)
    }

    fn misread(query: &str) -> Vec<String> {
        misread_basket_choices(&parse_query(query).0)
    }

    #[test]
    fn an_untouched_page_leaves_the_thresholds_to_the_engine() {
        assert_eq!(asked(""), BasketQuestion::default());
        assert!(misread("").is_empty());
    }

    #[test]
    fn shares_are_read_in_per_cent() {
        let question =
            asked("items=categories&count=7&support=0.1&confidence=12,5&lift=1.5&length=4&show=all");
        let thresholds = BasketThresholds {
            orders: Some(7),
            support_basis_points: Some(10),
            confidence_basis_points: Some(1_250),
            lift_hundredths: Some(150),
            longest: Some(4),
        };
        assert_eq!(question.thresholds, thresholds);
        assert_eq!((question.items, question.with_redundant), (BasketItems::Categories, true));
    }

    #[test]
    fn the_best_stands_first_whatever_it_is_sorted_by() {
        assert_eq!(asked("order=lift").direction, SortDirection::Descending);
        assert_eq!(asked("order=q").direction, SortDirection::Ascending);
        assert_eq!(asked("order=q&dir=asc").direction, SortDirection::Descending);
    }

    #[test]
    fn what_is_not_understood_is_told_and_left_to_the_engine() {
        let query =
            "items=baskets&order=size&count=0&support=101&confidence=-3&lift=a&length=99&show=x&q=milk";
        assert_eq!(misread(query).len(), 8);
        assert_eq!(asked(query), BasketQuestion { search: "milk".to_owned(), ..BasketQuestion::default() });
    }
}
