use clientele_app::{
    questions::{basket_question, misread_basket_choices},
    url_state::SegmentsUrl,
};
use clientele_contract::{Analytics, AnalyticsError, BasketItem, BasketQuestion, BasketRule, Scope};

use super::{Cell, ExportTable};

const COLUMNS: [&str; 17] = [
    "if_items",
    "if_categories",
    "then_item",
    "then_category",
    "items",
    "orders",
    "if_orders",
    "then_orders",
    "support",
    "confidence",
    "lift",
    "leverage",
    "conviction",
    "p_value",
    "q_value",
    "customers_to_address",
    "least_orders",
];
/// Between items on the left.
const JOINT: &str = " + ";

/// All rules that the view matches, in its order; not only those of one page.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let misread = misread_basket_choices(url);
    if !misread.is_empty() {
        return Err(AnalyticsError::InvalidQuestion(misread.join("\n")));
    }
    let question = BasketQuestion { page: 1, page_size: 0, ..basket_question(url) };
    let answer = analytics.basket_rules(scope, &question)?;
    let rows = answer.rules.iter().map(|rule| row(rule, &question, answer.used.orders)).collect();
    Ok(ExportTable { columns: COLUMNS.map(str::to_owned).to_vec(), rows })
}

fn row(rule: &BasketRule, question: &BasketQuestion, least_orders: u64) -> Vec<Cell> {
    let joined = |part: fn(&BasketItem) -> &str| {
        Cell::text(rule.left.iter().map(part).collect::<Vec<_>>().join(JOINT))
    };
    vec![
        joined(|item| &item.id),
        joined(|item| &item.category),
        Cell::text(&rule.right.id),
        Cell::text(&rule.right.category),
        Cell::text(question.items.slug()),
        Cell::figure(rule.orders),
        Cell::figure(rule.left_orders),
        Cell::figure(rule.right_orders),
        Cell::figure(rule.support),
        Cell::figure(rule.confidence),
        Cell::figure(rule.lift),
        Cell::figure(rule.leverage),
        Cell::ratio(rule.conviction),
        Cell::figure(rule.p_value),
        Cell::figure(rule.q_value),
        Cell::figure(rule.targets.map(|targets| targets.to_string()).unwrap_or_default()),
        Cell::figure(least_orders),
    ]
}
