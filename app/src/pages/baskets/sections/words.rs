//! What was found, in sentences.

use clientele_contract::{BasketItem, BasketItems, BasketQuestion, BasketRule, BasketRules, RuleMeasure};

use crate::{
    components::product_in_words,
    format::{
        format_category, format_count, format_counted, format_mean, format_percent, format_times_short,
    },
};

/// The noun for what a basket holds.
pub fn noun_of(items: BasketItems) -> (&'static str, &'static str) {
    match items {
        BasketItems::Products => ("product", "products"),
        BasketItems::Categories => ("category", "categories"),
    }
}

/// An item in plain words.
pub fn item_in_words(items: BasketItems, item: &BasketItem) -> String {
    match items {
        BasketItems::Products => product_in_words(&item.id, &item.category),
        BasketItems::Categories => format_category(&item.id),
    }
}

/// `beer + wine`.
pub fn items_in_words(items: BasketItems, list: &[BasketItem]) -> String {
    list.iter().map(|item| item_in_words(items, item)).collect::<Vec<_>>().join(" + ")
}

/// The finding: what stands out among the rules and is surely more than chance.
pub fn finding(rules: &BasketRules, question: &BasketQuestion) -> String {
    let count = format_counted(rules.matching, "rule", "rules");
    if rules.page > 1 || question.sort != RuleMeasure::Lift {
        return format!("{count} on what is bought together");
    }
    match rules.rules.iter().find(|rule| rule.q_value <= Q_VALUE_SURE) {
        Some(rule) => format!("{count}: {}", finding_of(question.items, rule)),
        None if rules.pages == 1 => format!("{count}, none of them surely more than chance"),
        None => format!("{count} on what is bought together"),
    }
}

fn finding_of(items: BasketItems, rule: &BasketRule) -> String {
    format!(
        "{} of {} with {} have {} too, {} as often as by chance",
        format_count(rule.orders),
        format_counted(rule.left_orders, "order", "orders"),
        items_in_words(items, &rule.left),
        item_in_words(items, &rule.right),
        format_times_short(rule.lift)
    )
}

/// What rules had to reach, and why.
pub fn thresholds_in_words(rules: &BasketRules, question: &BasketQuestion) -> String {
    let used = rules.used;
    let (_, many) = noun_of(question.items);
    let thresholds = question.thresholds;
    let is_automatic = thresholds.orders.is_none() && thresholds.support_basis_points.is_none();
    let why = if is_automatic && used.orders == rules.asked.orders {
        let several = format_counted(rules.baskets_of_several, "order", "orders");
        format!(" (chosen for this shop: one in 1,000 of its {several} of several {many}, at least 3)")
    } else {
        String::new()
    };
    let redundant = if question.with_redundant || rules.redundant == 0 {
        String::new()
    } else {
        format!(
            " Left out: {} that say no more than a simpler one.",
            format_counted(rules.redundant, "rule", "rules")
        )
    };
    format!(
        "All items in at least {}{why}, confidence at least {}, lift at least {}, at most {} items.{redundant}",
        format_counted(used.orders, "order", "orders"),
        format_percent(f64::from(used.confidence_basis_points) / 10_000.0),
        format_times_short(f64::from(used.lift_hundredths) / 100.0),
        used.longest,
    )
}

/// What a reader must know about how the rules came about.
pub fn notices_of(rules: &BasketRules, question: &BasketQuestion) -> Vec<String> {
    let (_, many) = noun_of(question.items);
    let large = (rules.large_baskets > 0).then(|| {
        let (orders, are) = match rules.large_baskets {
            1 => ("1 order holds".to_owned(), "is"),
            orders => (format!("{} orders hold", format_count(orders)), "are"),
        };
        let most = rules.basket_items_max;
        format!(
            "{orders} more than {most} different {many} and {are} left out: such orders say little about what \
             belongs together."
        )
    });
    let narrowed = (rules.used != rules.asked).then(|| {
        format!(
            "These thresholds let through more than can be searched in a moment, so the search was narrowed to rules \
             of at most {} items in at least {}. Raise a threshold to choose yourself.",
            rules.used.longest,
            format_counted(rules.used.orders, "order", "orders"),
        )
    });
    let dropped = (rules.dropped > 0).then(|| {
        format!(
            "The {} rules with the highest lift are shown; {} more were left out. Raise a threshold to see all of \
             what is left.",
            format_count(rules.found),
            format_count(rules.dropped),
        )
    });
    [large, narrowed, dropped].into_iter().flatten().collect()
}

/// Above this q-value a rule may well be chance.
pub const Q_VALUE_SURE: f64 = 0.05;

/// In fewer orders, a lift says nothing.
const TELLING_ORDERS_MIN: u64 = 3;

/// The word beside a lift, and how many of three marks it fills. Above 2 ties are strong, from 1.5 medium.
pub fn strength_of(lift: f64, orders: u64) -> (&'static str, u8) {
    match lift {
        _ if orders < TELLING_ORDERS_MIN => ("too few orders", 0),
        _ if lift > 2.0 => ("strong", 3),
        _ if lift >= 1.5 => ("medium", 2),
        _ if lift > 1.0 => ("weak", 1),
        _ => ("none", 0),
    }
}

/// Orders with both sides beyond what chance would bring.
pub fn orders_beyond_chance(rule: &BasketRule) -> String {
    // support = orders / all orders, so this needs no further count.
    let baskets = if rule.support > 0.0 { rule.orders as f64 / rule.support } else { 0.0 };
    format_mean(rule.leverage * baskets)
}
