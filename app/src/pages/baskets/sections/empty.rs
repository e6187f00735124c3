use clientele_contract::{BasketItems, BasketQuestion, BasketRules, BasketThresholds, CustomerFilter};
use leptos::prelude::*;

use super::{PATH, with_choice, without_choices, words::noun_of};
use crate::{
    components::{EmptyState, TooLittleData},
    format::{format_count, format_counted},
    url_state::SegmentsUrl,
};

/// Why there is no rule to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptiness {
    /// Nobody passes the filter.
    NoCustomer,
    /// Every order was left out for its size.
    OnlyLargeOrders,
    /// No order holds two items.
    OnlySingleItems,
    /// The thresholds let nothing through.
    NoRule,
    /// What is searched for is in no rule.
    NoMatch,
}

impl Emptiness {
    /// Why; `None` if there are rules.
    pub fn of(rules: &BasketRules) -> Option<Self> {
        match rules {
            _ if rules.customers == 0 => Some(Self::NoCustomer),
            _ if rules.baskets == 0 => Some(Self::OnlyLargeOrders),
            _ if rules.baskets_of_several == 0 => Some(Self::OnlySingleItems),
            _ if rules.found == 0 => Some(Self::NoRule),
            _ if rules.matching == 0 => Some(Self::NoMatch),
            _ => None,
        }
    }
}

/// What people type to find rules.
const SEARCHES: [&str; 3] = ["q", "if", "then"];
/// What a rule must reach.
pub const THRESHOLDS: [&str; 5] = ["count", "support", "confidence", "lift", "length"];

/// Says why there is no rule, and what to do.
#[component]
pub fn NoRules(
    emptiness: Emptiness,
    rules: BasketRules,
    question: BasketQuestion,
    url: SegmentsUrl,
) -> impl IntoView {
    let (one, many) = noun_of(question.items);
    let other_items = match question.items {
        BasketItems::Products => {
            ("Look at categories".to_owned(), with_choice(&url, "items", "categories").link(PATH))
        }
        BasketItems::Categories => ("Look at products".to_owned(), with_choice(&url, "items", "").link(PATH)),
    };
    let (reason, next_step) = match emptiness {
        Emptiness::NoCustomer => {
            let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
            return view! { <EmptyState message="No customer matches these filters." clear_href/> }
                .into_any();
        }
        Emptiness::OnlyLargeOrders => {
            let orders = format_counted(rules.large_baskets, "order", "orders");
            let most = rules.basket_items_max;
            (
                format!(
                    "All of the {orders} hold more than {most} different {many}, too many to say what belongs together."
                ),
                other_items,
            )
        }
        Emptiness::OnlySingleItems => {
            let orders = format_count(rules.baskets);
            (
                format!("Each of the {orders} orders holds one {one} only, so nothing is bought together."),
                other_items,
            )
        }
        Emptiness::NoRule => (no_rule(&rules, many), widen(&question, &url, other_items)),
        Emptiness::NoMatch => {
            let found = format_counted(rules.found, "rule", "rules");
            let all = ("Show all rules".to_owned(), without_choices(&url, &SEARCHES).link(PATH));
            (
                format!(
                    "None of the {found} has what you search for. Search for a part of a {one}’s name or id."
                ),
                all,
            )
        }
    };
    view! { <TooLittleData reason next_step/> }.into_any()
}

fn no_rule(rules: &BasketRules, many: &str) -> String {
    format!(
        "No {many} are bought together often enough: {} of several {many}, and no rule is in at least {} with the \
         confidence and lift that are asked for.",
        format_counted(rules.baskets_of_several, "order", "orders"),
        format_counted(rules.used.orders, "of them", "of them"),
    )
}

/// Thresholds of a person's own are given up first, then the smallest number of orders is tried.
fn widen(question: &BasketQuestion, url: &SegmentsUrl, other_items: (String, String)) -> (String, String) {
    if question.thresholds != BasketThresholds::default() {
        let automatic = without_choices(url, &THRESHOLDS).link(PATH);
        return ("Use the thresholds that suit this shop".to_owned(), automatic);
    }
    other_items
}
