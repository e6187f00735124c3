use std::sync::Arc;

use clientele_contract::{CustomerFilter, FirstPurchaseFilter, FirstPurchaseRow};
use leptos::prelude::*;

use super::{PATH, Shown, cohort_filter::returned_filter};
use crate::{
    components::{
        Card, Drill, NO_CATEGORY, ProductName, RETURN_CUSTOMERS_MIN, Returns, ScrollRegion, comes_back_most,
        id_part, product_in_words,
    },
    format::{format_category, format_count, format_percent, is_named_category, with_capital},
};

/// Categories that are listed; all of them can be chosen above the table.
const ROWS_MAX: usize = 10;

/// What was bought first, and whether these customers came back.
#[component]
pub fn FirstPurchaseSection(shown: Arc<Shown>) -> impl IntoView {
    let categories = &shown.cohorts.first_categories;
    let title = title_of_first_purchases(categories);
    let without_categories =
        (!names_category(categories)).then(|| view! { <p class="muted">{NO_CATEGORY}</p> });
    let tables = [
        ("Category", categories.iter().take(ROWS_MAX).cloned().collect::<Vec<_>>()),
        ("Product", shown.cohorts.first_products.clone()),
    ];
    let tables = tables
        .into_iter()
        .filter(|(heading, rows)| *heading != "Category" || names_category(rows))
        .map(|(heading, rows)| view! { <FirstPurchases heading rows shown=shown.clone()/> })
        .collect_view();
    view! {
        <Card
            id="first-purchase-title"
            title
            subtitle="What the first order held, and how many of these customers have ordered again since. A name \
                      shows the cohorts of these customers alone"
            term="first-purchase"
            class="card-first-purchases"
        >
            {without_categories}
            <div class="first-purchases">{tables}</div>
        </Card>
    }
}

fn names_category(rows: &[FirstPurchaseRow]) -> bool {
    rows.is_empty() || rows.iter().any(|row| is_named_category(&row.category))
}

/// The category whose customers come back most often, if that can hardly be chance.
fn title_of_first_purchases(categories: &[FirstPurchaseRow]) -> String {
    match comes_back_most(categories, returns_of) {
        Some(best) => format!(
            "{} first: {} of these customers come back, more than after other first orders",
            with_capital(&format_category(&best.category)),
            format_percent(returns_of(best).share())
        ),
        None => "Does the first purchase decide who comes back?".to_owned(),
    }
}

fn returns_of(row: &FirstPurchaseRow) -> Returns {
    Returns { customers: row.customers, returned: row.returned }
}

#[component]
fn FirstPurchases(heading: &'static str, rows: Vec<FirstPurchaseRow>, shown: Arc<Shown>) -> impl IntoView {
    let rows = rows.into_iter().map(|row| view! { <FirstPurchase row shown=shown.clone()/> }).collect_view();
    view! {
        <ScrollRegion label=format!("First purchases by {}", heading.to_lowercase())>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{heading}</th>
                        <th scope="col" class="number">"Customers"</th>
                        <th scope="col" class="number">"Came back"</th>
                        <th scope="col" class="number">"Share"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

#[component]
fn FirstPurchase(row: FirstPurchaseRow, shown: Arc<Shown>) -> impl IntoView {
    let filter = filter_of(&row, &shown.url.filter);
    let href = shown.url.with_filter(filter.clone()).link(PATH);
    let category = with_capital(&format_category(&row.category));
    let words = match &row.product_id {
        Some(product_id) => product_in_words(product_id, &row.category),
        None => format_category(&row.category),
    };
    let name = match row.product_id {
        Some(product_id) => {
            let id = format!("first-bought-product-{}", id_part(&product_id));
            view! { <ProductName product_id category=row.category href=Some(href) id/> }.into_any()
        }
        None => {
            let id = format!("first-bought-{}", id_part(&row.category));
            view! { <a id=id href=href data-noscroll="">{category}</a> }.into_any()
        }
    };
    let customers = format_count(row.customers);
    let returned = format_count(row.returned);
    let returned = match returned_filter(filter.clone()).filter(|_| row.returned > 0) {
        Some(filter) => {
            let of = format!("customers who first bought {words} and came back");
            view! { <Drill filter figure=returned of/> }.into_any()
        }
        None => returned.into_any(),
    };
    let share = format_percent(row.returned as f64 / row.customers.max(1) as f64);
    let is_small = row.customers < RETURN_CUSTOMERS_MIN;
    let tip = is_small.then_some("Fewer than 100 customers: a few people move the share");
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">
                <Drill filter figure=customers of=format!("customers who first bought {words}")/>
            </td>
            <td class="number">{returned}</td>
            <td class="number" class:is-small=is_small title=tip>{share}</td>
        </tr>
    }
}

/// The customers of a row.
fn filter_of(row: &FirstPurchaseRow, filter: &CustomerFilter) -> CustomerFilter {
    let first_purchase = match &row.product_id {
        Some(product) => {
            FirstPurchaseFilter { products: [product.clone()].into(), ..FirstPurchaseFilter::default() }
        }
        None => FirstPurchaseFilter {
            categories: [row.category.clone()].into(),
            ..FirstPurchaseFilter::default()
        },
    };
    CustomerFilter { first_purchase, ..filter.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(category: &str, customers: u64, returned: u64) -> FirstPurchaseRow {
        FirstPurchaseRow { product_id: None, category: category.to_owned(), customers, returned }
    }

    #[test]
    fn only_what_can_hardly_be_chance_stands_out() {
        let title = |rows: &[FirstPurchaseRow]| title_of_first_purchases(rows).replace('\u{a0}', " ");
        let rest = row("toys", 10_000, 500);
        assert_eq!(
            title(&[rest.clone(), row("health_beauty", 1_000, 200)]),
            "Health beauty first: 20.0 % of these customers come back, more than after other first orders"
        );
        let question = "Does the first purchase decide who comes back?";
        assert_eq!(title(&[rest.clone(), row("health_beauty", 1_000, 60)]), question);
        // All of a handful.
        assert_eq!(title(&[rest, row("flowers", 20, 20)]), question);
        assert_eq!(title(&[row("toys", 500, 0), row("books", 500, 0)]), question);
        assert_eq!(title(&[]), question);
    }
}
