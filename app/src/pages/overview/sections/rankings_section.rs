use clientele_contract::{CategoryRow, DayRange, ProductRow, StateRow};
use leptos::prelude::*;

use super::drill::{bought_category_in, bought_product_in, of_state_in};
use crate::{
    components::{Card, NO_CATEGORY, ScrollRegion, ShareBar, customers_href, view_of_product},
    format::{
        format_category, format_count, format_counted, format_money, format_money_short, format_percent,
        is_named_category, or_dash,
    },
};

/// The categories of the period with the most revenue.
#[component]
pub fn CategoriesSection(
    categories: Vec<CategoryRow>,
    days: DayRange,
    currency_symbol: String,
) -> impl IntoView {
    if !categories.is_empty() && !categories.iter().any(|row| is_named_category(&row.category)) {
        return view! {
            <Card id="categories-title" title="Top categories"><p class="card-empty">{NO_CATEGORY}</p></Card>
        }
        .into_any();
    }
    let rows = categories
        .into_iter()
        .map(|row| {
            let share = or_dash(row.revenue_share.map(format_percent));
            RankedRow {
                href: customers_href(bought_category_in(days, &row.category)),
                name: format_category(&row.category).into_any(),
                bar: row.revenue_cents as f64,
                revenue: format_money_short(row.revenue_cents as f64, &currency_symbol),
                exact: format!("{}, {share} of all", format_money(row.revenue_cents, &currency_symbol)),
                customers: row.customers,
            }
        })
        .collect();
    view! {
        <Card id="categories-title" title="Top categories" subtitle="By revenue of the items; a click shows who bought">
            <Ranking rows head="Category"/>
        </Card>
    }
    .into_any()
}

/// The best-selling products of the period.
#[component]
pub fn ProductsSection(products: Vec<ProductRow>, days: DayRange, currency_symbol: String) -> impl IntoView {
    let rows = products
        .into_iter()
        .map(|row| {
            let units = format_counted(row.units, "item", "items");
            let name = view_of_product(&row.product_id, &row.category);
            RankedRow {
                href: customers_href(bought_product_in(days, &row.product_id)),
                bar: row.revenue_cents as f64,
                revenue: format_money_short(row.revenue_cents as f64, &currency_symbol),
                exact: format!("{}, {units}", format_money(row.revenue_cents, &currency_symbol)),
                customers: row.customers,
                name: view! { <span title=row.product_id.clone()>{name}</span> }.into_any(),
            }
        })
        .collect();
    view! {
        <Card id="products-title" title="Top products" subtitle="By revenue of the items; a click shows who bought">
            <Ranking rows head="Product"/>
        </Card>
    }
}

/// The states of the period with the most customers.
#[component]
pub fn StatesSection(states: Vec<StateRow>, days: DayRange, currency_symbol: String) -> impl IntoView {
    let rows = states
        .into_iter()
        .map(|row| {
            let share = or_dash(row.customer_share.map(format_percent));
            let exact =
                format!("{}, {share} of the customers", format_money(row.revenue_cents, &currency_symbol));
            RankedRow {
                href: customers_href(of_state_in(days, &row.state)),
                // Read out of its place, "GO" alone would say nothing.
                name: view! { {row.state} <span class="visually-hidden">" customers"</span> }.into_any(),
                bar: row.customers as f64,
                revenue: format_money_short(row.revenue_cents as f64, &currency_symbol),
                exact,
                customers: row.customers,
            }
        })
        .collect();
    view! {
        <Card id="states-title" title="Top states" subtitle="By customers; a click shows who they are">
            <Ranking rows head="State"/>
        </Card>
    }
}

struct RankedRow {
    name: AnyView,
    href: String,
    /// What the rows are ranked by.
    bar: f64,
    revenue: String,
    /// What the figures are exactly.
    exact: String,
    customers: u64,
}

/// Rows with a bar each. The name is the one stop for the keyboard; the figures beside it lead to the same
/// customers.
#[component]
fn Ranking(rows: Vec<RankedRow>, head: &'static str) -> impl IntoView {
    if rows.is_empty() {
        return view! { <p class="card-empty">"No completed order in these days."</p> }.into_any();
    }
    let full = rows.iter().map(|row| row.bar).fold(0.0, f64::max);
    let rows = rows
        .into_iter()
        .map(|RankedRow { name, href, bar, revenue, exact, customers }| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=href.clone()>{name}</a>
                        <ShareBar value=bar full/>
                    </th>
                    <td class="number">
                        <a class="drill" href=href.clone() tabindex="-1" title=exact>{revenue}</a>
                    </td>
                    <td class="number">
                        <a class="drill" href=href tabindex="-1">{format_count(customers)}</a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label=head>
            <table class="table ranking">
                <thead>
                    <tr>
                        <th scope="col">{head}</th>
                        <th scope="col" class="number">"Revenue"</th>
                        <th scope="col" class="number">"Customers"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
    .into_any()
}
