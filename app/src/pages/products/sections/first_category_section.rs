use std::collections::BTreeSet;

use clientele_contract::{ChangeDays, CustomerFilter, FirstCategoryRow, FirstPurchaseFilter};
use leptos::prelude::*;

use super::words::capital_category;
use crate::{
    components::{Card, Drill, RETURN_CUSTOMERS_MIN, Returns, ScrollRegion, ShareBar, comes_back_most},
    format::{
        format_category, format_count, format_counted, format_money, format_money_short, format_percent,
        or_dash,
    },
};

/// Rows of the list.
const ROWS: usize = 12;

/// With what customers begin, and whether they come back.
#[component]
pub fn FirstCategorySection(
    rows: Vec<FirstCategoryRow>,
    /// All who are shown.
    customers: u64,
    days: Option<ChangeDays>,
    filter: CustomerFilter,
    currency_symbol: String,
) -> impl IntoView {
    let title = title_of(&rows, customers);
    let subtitle = subtitle_of(rows.len());
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

/// The finding: with what they begin most often, and who comes back most if that can hardly be chance.
fn title_of(rows: &[FirstCategoryRow], customers: u64) -> String {
    let Some(first) = rows.first() else { return "With what do customers begin?".to_owned() };
    let share = format_percent(first.customers as f64 / customers.max(1) as f64);
    let begin = format!(
        "The most frequent first order is {}: {share} of customers",
        format_category(&first.category)
    );
    match comes_back_most(rows, returns_of) {
        Some(best) => format!(
            "{begin}; those who begin with {} come back most: {}",
            format_category(&best.category),
            format_percent(returns_of(best).share())
        ),
        None => begin,
    }
}

fn returns_of(row: &FirstCategoryRow) -> Returns {
    Returns { customers: row.customers, returned: row.repeat_customers }
}

fn subtitle_of(categories: usize) -> String {
    let counted = format_counted(categories as u64, "category", "categories");
    let listed = if categories > ROWS { format!("The {ROWS} most frequent of {counted}") } else { counted };
    format!("{listed} of first orders; an order with several categories counts in each")
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
    let is_small = row.customers < RETURN_CUSTOMERS_MIN;
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
    fn the_title_says_of_how_many_it_is_and_names_no_share_that_may_be_chance() {
        let title = |rows: &[FirstCategoryRow], customers| title_of(rows, customers).replace('\u{a0}', " ");
        let begin = "The most frequent first order is bed bath table: 10.0 % of customers";
        let (table, cds) = (row("bed_bath_table", 291, 8), row("cds", 20, 9));
        assert_eq!(title(&[table.clone(), row("toys", 250, 10), cds.clone()], 2_912), begin);
        assert_eq!(
            title(&[table, row("toys", 250, 60), cds], 2_912),
            format!("{begin}; those who begin with toys come back most: 24.0 %")
        );
        assert_eq!(title(&[], 0), "With what do customers begin?");
    }

    #[test]
    fn the_subtitle_counts_what_is_listed() {
        let subtitle = |categories| subtitle_of(categories).replace('\u{a0}', " ");
        assert!(subtitle(1).starts_with("1 category of first orders"), "{}", subtitle(1));
        assert!(subtitle(71).starts_with("The 12 most frequent of 71 categories"), "{}", subtitle(71));
    }
}
