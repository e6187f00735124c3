use std::collections::BTreeSet;

use clientele_contract::{ChangeDays, CustomerFilter, FirstCategoryRow, FirstPurchaseFilter};
use leptos::prelude::*;

use super::words::capital_category;
use crate::{
    components::{Card, Drill, ScrollRegion, ShareBar},
    format::{format_category, format_count, format_money, format_money_short, format_percent, or_dash},
};

/// Rows of the list.
const ROWS: usize = 12;
/// A share of fewer customers is grey.
const CUSTOMERS_MIN: u64 = 100;
/// Where fewer came back, the share is not called the best: one more or less would change it.
const RETURNS_MIN: u64 = 10;

/// With what customers begin, and whether they come back.
#[component]
pub fn FirstCategorySection(
    rows: Vec<FirstCategoryRow>,
    days: Option<ChangeDays>,
    filter: CustomerFilter,
    currency_symbol: String,
) -> impl IntoView {
    let title = title_of(&rows);
    let shown = rows.len().min(ROWS);
    let subtitle = format!(
        "The {} most frequent of {} categories of first orders; an order with several categories counts in each",
        format_count(shown as u64),
        format_count(rows.len() as u64)
    );
    let full = rows.iter().map(|row| row.customers).max().unwrap_or(0) as f64;
    let views: Vec<AnyView> =
        rows.iter().take(ROWS).map(|row| view_of_row(row, days, &filter, full, &currency_symbol)).collect();
    view! {
        <Card id="first-title" title term="first-category" subtitle>
            <ScrollRegion label="First orders by category">
                <table class="table first-categories" aria-labelledby="first-title">
                    <thead>
                        <tr>
                            <th scope="col">"First order"</th>
                            <th scope="col" class="number">"Customers"</th>
                            <th scope="col" class="number">"New in 90 days"</th>
                            <th scope="col" class="number">"Came back"</th>
                            <th scope="col" class="number">"Spent on average"</th>
                        </tr>
                    </thead>
                    <tbody>{views}</tbody>
                </table>
            </ScrollRegion>
        </Card>
    }
}

/// The finding: with what most begin, and who comes back most.
fn title_of(rows: &[FirstCategoryRow]) -> String {
    let Some(first) = rows.first() else { return "With what do customers begin?".to_owned() };
    let begin = format!("Most customers begin with {}", format_category(&first.category));
    let best = rows
        .iter()
        .filter(|row| row.repeat_customers >= RETURNS_MIN)
        .filter_map(|row| Some((row, row.repeat_rate?)))
        .max_by(|(_, a), (_, b)| a.total_cmp(b));
    match best {
        Some((best, rate)) if rate > 0.0 => format!(
            "{begin}; those who begin with {} come back most: {}",
            format_category(&best.category),
            format_percent(rate)
        ),
        _ => begin,
    }
}

fn view_of_row(
    row: &FirstCategoryRow,
    days: Option<ChangeDays>,
    filter: &CustomerFilter,
    full: f64,
    currency_symbol: &str,
) -> AnyView {
    let began = began_with(filter, &row.category);
    let new = began.clone().zip(days).map(|(mut filter, days)| {
        let min = filter.first_order.min;
        filter.first_order.min = Some(min.map_or(days.last.first, |min| min.max(days.last.first)));
        filter
    });
    let repeat = began.clone().map(|mut filter| {
        filter.orders.min = Some(filter.orders.min.unwrap_or(0).max(2));
        filter
    });
    let name = capital_category(&row.category);
    let figure = |filter: Option<CustomerFilter>, count: u64, figure: String, of: &str| match filter {
        Some(filter) if count > 0 => {
            let of = format!("{of} {name}");
            view! { <Drill filter figure of/> }.into_any()
        }
        _ => figure.into_any(),
    };
    let new_customers = match days {
        Some(_) => {
            figure(new, row.new_customers, format_count(row.new_customers), "new customers who began with")
        }
        None => "–".into_any(),
    };
    let returned = format!("{} of {}", format_count(row.repeat_customers), format_count(row.customers));
    let rate = or_dash(row.repeat_rate.map(format_percent));
    let is_small = row.customers < CUSTOMERS_MIN;
    let exact = row.mean_spent_cents.map(|cents| format_money(cents.round() as i64, currency_symbol));
    view! {
        <tr>
            <th scope="row">{name.clone()}<ShareBar value=row.customers as f64 full/></th>
            <td class="number">
                {figure(began, row.customers, format_count(row.customers), "customers who began with")}
            </td>
            <td class="number">{new_customers}</td>
            <td class="number" class:muted=is_small title=returned>
                {figure(repeat, row.repeat_customers, rate, "came back of those who began with")}
            </td>
            <td class="number" title=exact>
                {or_dash(row.mean_spent_cents.map(|cents| format_money_short(cents, currency_symbol)))}
            </td>
        </tr>
    }
    .into_any()
}

/// Those of the page's customers whose first order has an item of a category; `None` where the filter asks for
/// another category already.
fn began_with(filter: &CustomerFilter, category: &str) -> Option<CustomerFilter> {
    let wanted = BTreeSet::from([category.to_owned()]);
    let chosen = &filter.first_purchase.categories;
    let can_ask = chosen.is_empty() || *chosen == wanted;
    let first_purchase = FirstPurchaseFilter { categories: wanted, ..filter.first_purchase.clone() };
    can_ask.then(|| CustomerFilter { first_purchase, ..filter.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(category: &str, customers: u64, repeat_customers: u64) -> FirstCategoryRow {
        FirstCategoryRow {
            category: category.to_owned(),
            customers,
            new_customers: 3,
            repeat_customers,
            repeat_rate: Some(repeat_customers as f64 / customers as f64),
            mean_spent_cents: Some(12_345.0),
        }
    }

    #[test]
    fn the_title_names_no_share_of_a_few_people() {
        let rows = [row("bed_bath_table", 2_083, 27), row("toys", 500, 10), row("cds", 20, 9)];
        assert_eq!(
            title_of(&rows),
            "Most customers begin with bed bath table; those who begin with toys come back most: 2.0\u{a0}%"
        );
        assert_eq!(title_of(&rows[2..]), "Most customers begin with cds");
        assert_eq!(title_of(&[]), "With what do customers begin?");
    }
}
