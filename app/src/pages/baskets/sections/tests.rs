//! What people read on the page of basket rules.

use clientele_contract::{BasketItem, BasketPair, BasketRule, RuleLimits};

use super::*;
use crate::url_state::parse_query;

const LIQUOR: &str = "liquor";
const BEER: &str = "bottled_beer";

fn item(name: &str) -> BasketItem {
    BasketItem { id: name.to_owned(), category: name.to_owned() }
}

fn rule() -> BasketRule {
    BasketRule {
        left: vec![item(LIQUOR), item("wine")],
        right: item(BEER),
        orders: 19,
        left_orders: 21,
        right_orders: 792,
        support: 19.0 / 9_835.0,
        confidence: 19.0 / 21.0,
        lift: 11.235_269,
        leverage: 0.001_76,
        conviction: Some(9.65),
        p_value: 2.4e-19,
        q_value: 9.8e-15,
        targets: Some(4),
    }
}

fn found() -> BasketRules {
    let limits = RuleLimits { orders: 10, confidence_basis_points: 8_000, lift_hundredths: 100, longest: 3 };
    BasketRules {
        customers: 9_835,
        baskets: 9_835,
        baskets_of_several: 7_676,
        basket_items_max: 50,
        asked: limits,
        used: limits,
        itemsets: 13_492,
        tests: 40_943,
        found: 1,
        redundant: 18,
        matching: 1,
        page: 1,
        pages: 1,
        page_size: 25,
        rules: vec![rule()],
        ..BasketRules::default()
    }
}

fn drawn(rules: BasketRules, query: &str) -> String {
    view! { <BasketSections rules url=parse_query(query).0/> }.to_html()
}

/// What a reader sees: the text without tags.
fn text(html: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for character in html.chars() {
        match character {
            '<' => {
                is_tag = true;
                words.push(' ');
            }
            '>' => is_tag = false,
            _ if !is_tag => words.push(if character == '\u{a0}' { ' ' } else { character }),
            _ => {}
        }
    }
    words.replace("&lt;", "<").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_strongest_rule_is_the_title() {
    let words = text(&drawn(found(), "items=categories"));
    let title =
        "1 rule: 19 of 21 orders with liquor + wine have bottled beer too, 11.2 × as often as by chance";
    assert!(words.contains(title), "{words}");
    for figure in ["90.5 %", "0.19 %", "strong", "9.65", "< 0.001", "17.3"] {
        assert!(words.contains(figure), "{figure} in {words}");
    }
}

#[test]
fn the_customers_of_a_rule_are_those_who_miss_the_right_side() {
    let html = drawn(found(), "items=categories&segment=lost");
    let href =
        "/customers?segment=lost&amp;every_bought=liquor&amp;every_bought=wine&amp;not_bought=bottled_beer";
    assert!(html.contains(href), "{html}");
    let single = BasketRules { rules: vec![BasketRule { left: vec![item(LIQUOR)], ..rule() }], ..found() };
    assert!(drawn(single, "").contains("/customers?product=liquor&amp;not_product=bottled_beer"));
}

#[test]
fn a_doubtful_rule_says_so_and_a_rule_without_exception_too() {
    let doubtful = BasketRule { q_value: 0.2, conviction: None, lift: 1.2, targets: Some(0), ..rule() };
    let words = text(&drawn(BasketRules { rules: vec![doubtful], ..found() }, ""));
    for word in
        ["0.200 may be chance", "no exception", "weak", "1 rule, none of them surely more than chance"]
    {
        assert!(words.contains(word), "{word} in {words}");
    }
}

#[test]
fn each_way_to_have_no_rule_has_a_sentence_and_a_next_step() {
    let none = BasketRules { rules: vec![], matching: 0, ..found() };
    for (rules, query, sentence, way) in [
        (
            BasketRules { customers: 0, ..none.clone() },
            "",
            "No customer matches these filters.",
            "Clear the filters",
        ),
        (
            BasketRules { baskets: 0, large_baskets: 7, ..none.clone() },
            "",
            "All of the 7 orders hold more than 50 different products",
            "Look at categories",
        ),
        (
            BasketRules { baskets_of_several: 0, ..none.clone() },
            "items=categories",
            "Each of the 9,835 orders holds one category only",
            "Look at products",
        ),
        (
            BasketRules { found: 0, ..none.clone() },
            "confidence=99",
            "No products are bought together",
            "Use the thresholds that suit this shop",
        ),
        (none.clone(), "q=milk", "None of the 1 rule has what you search for", "Show all rules"),
    ] {
        let words = text(&drawn(rules, query));
        assert!(words.contains(sentence) && words.contains(way), "{words}");
    }
}

#[test]
fn what_was_cut_or_not_understood_is_told() {
    let narrowed = RuleLimits { orders: 40, longest: 2, ..found().asked };
    let rules = BasketRules { used: narrowed, dropped: 12, large_baskets: 1, ..found() };
    let words = text(&drawn(rules, "lift=much"));
    for sentence in [
        "“much” is not understood as a lift such as 1.5; it was left out.",
        "1 order holds more than 50 different products and is left out",
        "narrowed to rules of at most 2 items in at least 40 orders",
        "12 more were left out",
    ] {
        assert!(words.contains(sentence), "{sentence} in {words}");
    }
}

#[test]
fn a_threshold_that_is_none_stays_in_its_field_and_is_marked() {
    let html = drawn(found(), "lift=much&count=20");
    assert!(html.contains("value=\"much\"") && html.contains("id=\"rule-lift-error\""), "{html}");
    assert_eq!(html.matches("aria-invalid=\"true\"").count(), 1, "{html}");
    let html = drawn(found(), "lift=much");
    assert!(html.contains("<details open class=\"rule-thresholds\""), "{html}");
    assert!(text(&html).contains("Write a lift such as 1.5."), "{html}");
}

#[test]
fn without_customers_only_the_filter_is_cleared() {
    let html = drawn(BasketRules::default(), "state=SP&items=categories");
    assert!(html.contains("?items=categories\""), "{html}");
}

#[test]
fn the_picture_leads_to_the_rules_of_a_pair() {
    let pair = BasketPair { left: 0, right: 1, orders: 19, confidence: 0.9, lift: 11.2 };
    let rules = BasketRules { map_items: vec![item(LIQUOR), item(BEER)], map_pairs: vec![pair], ..found() };
    let html = drawn(rules, "items=categories");
    assert!(html.contains("if=liquor&amp;items=categories&amp;then=bottled+beer"), "{html}");
    assert!(text(&html).contains("1 pair of these categories go together beyond chance"));
}

#[test]
fn a_search_keeps_what_else_was_chosen() {
    let html = drawn(found(), "items=categories&order=confidence&segment=lost&q=beer&count=5");
    for field in [
        r#"name="segment" value="lost""#,
        r#"name="items" value="categories""#,
        r#"name="order" value="confidence""#,
    ] {
        assert!(html.contains(field), "{field} in {html}");
    }
    assert_eq!(html.matches(r#"name="q""#).count(), 1, "the field alone");
}

#[test]
fn a_pair_with_both_directions_is_one_pair() {
    let pair = |left, right| BasketPair { left, right, orders: 4, confidence: 0.5, lift: 3.0 };
    let pairs = vec![pair(0, 1), pair(1, 0), pair(1, 2)];
    let rules =
        BasketRules { map_items: vec![item(LIQUOR), item(BEER), item("wine")], map_pairs: pairs, ..found() };
    let words = text(&drawn(rules, ""));
    assert!(words.contains("2 pairs of these products go together"), "{words}");
}
