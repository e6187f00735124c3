//! Rules as rows of a table.

use clientele_contract::{BasketItem, BasketItems, BasketRule, CustomerFilter, rule_targets};
use leptos::prelude::*;

use super::{
    PATH, with_choice,
    words::{Q_VALUE_SURE, item_in_words, items_in_words, orders_beyond_chance, strength_of},
};
use crate::{
    components::{Drill, ProductName},
    format::{
        format_category, format_count, format_percent, format_probability, format_score,
        format_small_percent, format_times_short, with_capital,
    },
    url_state::SegmentsUrl,
};

/// Rules with their measures, and whom to address with each.
#[component]
pub fn RuleTable(
    rules: Vec<BasketRule>,
    items: BasketItems,
    /// Whose orders.
    filter: CustomerFilter,
    /// The heads of the columns of measures.
    heads: AnyView,
    /// The id of the table's title.
    labelled_by: &'static str,
    /// The view of the page of rules, for links to other rules.
    url: SegmentsUrl,
) -> impl IntoView {
    let rows = rules
        .into_iter()
        .map(|rule| view! { <RuleRow rule items filter=filter.clone() url=url.clone()/> })
        .collect_view();
    view! {
        <table class="table rule-table" aria-labelledby=labelled_by>
            <thead>
                <tr>
                    <th scope="col">"If an order has → it also has"</th>
                    {heads}
                    <th scope="col" class="number">
                        <span data-tip="Customers who bought the left side in one order and never the right side">
                            "Bought one, not the other"
                        </span>
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
fn RuleRow(rule: BasketRule, items: BasketItems, filter: CustomerFilter, url: SegmentsUrl) -> impl IntoView {
    let left = rule
        .left
        .iter()
        .enumerate()
        .map(|(position, item)| {
            let plus = (position > 0).then_some(view! { <span class="rule-joint">" + "</span> });
            view! { {plus} {item_view(items, item, &url)} }
        })
        .collect_view();
    let right = item_view(items, &rule.right, &url);
    let support = format_small_percent(rule.support);
    let confidence_of = format!(
        "{} of {} orders with the left side; {} orders have the right side",
        format_count(rule.orders),
        format_count(rule.left_orders),
        format_count(rule.right_orders)
    );
    let conviction = match rule.conviction {
        Some(conviction) => format_score(conviction).into_any(),
        None => {
            view! { <span data-tip="Every order with the left side has the right side">"no exception"</span> }
                .into_any()
        }
    };
    view! {
        <tr>
            <th scope="row" class="rule-cell">
                <span class="rule-side">{left}</span>
                <span class="rule-arrow" aria-label="leads to" role="img">" → "</span>
                <span class="rule-side">{right}</span>
            </th>
            <td class="number">{format_count(rule.orders)}<span class="cell-note">{support}</span></td>
            <td class="number"><span data-tip=confidence_of>{format_percent(rule.confidence)}</span></td>
            <td class="number">{lift_mark(rule.lift, rule.orders)}</td>
            <td class="number"><span data-tip=format!("Leverage {}", format_small_percent(rule.leverage))>
                {orders_beyond_chance(&rule)}
            </span></td>
            <td class="number">{conviction}</td>
            <td class="number">{q_value_cell(rule.q_value)}</td>
            <td class="number">
                <TargetCell left=rule.left right=rule.right items filter targets=rule.targets/>
            </td>
        </tr>
    }
}

fn item_view(items: BasketItems, item: &BasketItem, url: &SegmentsUrl) -> AnyView {
    match items {
        BasketItems::Products => {
            view! { <ProductName product_id=item.id.clone() category=item.category.clone()/> }.into_any()
        }
        BasketItems::Categories => {
            let name = format_category(&item.id);
            let href = with_choice(url, "q", &name).link(PATH);
            let tip = format!("All rules with {name}");
            view! { <a class="product-name" href=href data-noscroll="" data-tip=tip>{with_capital(&name)}</a> }.into_any()
        }
    }
}

/// A lift with its strength in a word, three marks and a colour.
pub(crate) fn lift_mark(lift: f64, orders: u64) -> AnyView {
    let (word, full) = strength_of(lift, orders);
    let pips = (0..3_u8)
        .map(|pip| view! { <rect class=if pip < full { "is-full" } else { "" } x=f64::from(pip) * 7.0 y="0" width="5" height="8" rx="1.5"></rect> })
        .collect_view();
    let pips = (full > 0)
        .then(|| view! { <svg class="lift-pips" viewBox="0 0 19 8" aria-hidden="true" focusable="false">{pips}</svg> });
    view! {
        <span class=format!("lift lift-{full}")>
            {format_times_short(lift)}
            <span class="cell-note">
                {pips}
                {word}
            </span>
        </span>
    }
    .into_any()
}

/// A q-value, and a word where it is no evidence.
pub(crate) fn q_value_cell(q_value: f64) -> AnyView {
    let doubt =
        (q_value > Q_VALUE_SURE).then(|| view! { <span class="cell-note cell-doubt">"may be chance"</span> });
    view! { {format_probability(q_value)} {doubt} }.into_any()
}

/// How many customers bought one side and not the other, linked to their list.
#[component]
pub fn TargetCell(
    left: Vec<BasketItem>,
    right: BasketItem,
    items: BasketItems,
    filter: CustomerFilter,
    targets: Option<u64>,
) -> impl IntoView {
    let of = format!(
        "customers who bought {} and never {}",
        items_in_words(items, &left),
        item_in_words(items, &right)
    );
    match (targets, rule_targets(&filter, items, &left, &right)) {
        (Some(targets), Some(filter)) if targets > 0 => {
            view! { <Drill filter figure=format_count(targets) of/> }.into_any()
        }
        (Some(_), _) => view! { <span data-tip="Everyone who bought one bought the other too">"0"</span> }.into_any(),
        (None, _) => {
            view! { <span data-tip="The filter asks for an order already; a list cannot ask for two">"–"</span> }.into_any()
        }
    }
}
