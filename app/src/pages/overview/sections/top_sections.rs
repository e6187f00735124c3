use std::collections::BTreeSet;

use clientele_contract::{CategoryRow, CustomerFilter, ProductRow, StateRow};
use leptos::prelude::*;

use crate::{
    components::{Card, ScrollRegion, ShareBar},
    format::{format_category, format_count, format_money, format_money_short, format_percent},
    pages::segments,
    url_state::SegmentsUrl,
};

/// The categories with the most revenue.
#[component]
pub fn CategoriesSection(categories: Vec<CategoryRow>, currency_symbol: String) -> impl IntoView {
    let full = categories.iter().map(|row| row.revenue_cents).max().unwrap_or(0) as f64;
    let rows = categories
        .into_iter()
        .map(|row| {
            let href = link_of_filter(CustomerFilter {
                categories: BTreeSet::from([row.category.clone()]),
                ..CustomerFilter::default()
            });
            RankedRow {
                name: format_category(&row.category),
                href,
                value: row.revenue_cents as f64,
                figure: format_money_short(row.revenue_cents as f64, &currency_symbol),
                exact: format_money(row.revenue_cents, &currency_symbol),
                second: row.revenue_share.map_or_else(|| "–".to_owned(), format_percent),
            }
        })
        .collect();
    view! {
        <Card id="categories-title" title="Top categories" subtitle="By revenue; a click shows whose favourite it is">
            <Ranking rows full heads=["Category", "Revenue", "Share"]/>
        </Card>
    }
}

/// The best-selling products.
#[component]
pub fn ProductsSection(products: Vec<ProductRow>, currency_symbol: String) -> impl IntoView {
    let full = products.iter().map(|row| row.revenue_cents).max().unwrap_or(0) as f64;
    let rows = products
        .into_iter()
        .map(|row| RankedRow {
            href: link_of_filter(CustomerFilter {
                categories: BTreeSet::from([row.category.clone()]),
                ..CustomerFilter::default()
            }),
            name: format!("{} · {}", format_category(&row.category), shorten_id(&row.product_id)),
            value: row.revenue_cents as f64,
            figure: format_money_short(row.revenue_cents as f64, &currency_symbol),
            exact: format_money(row.revenue_cents, &currency_symbol),
            second: format_count(row.units),
        })
        .collect();
    view! {
        <Card id="products-title" title="Top products" subtitle="By revenue; a click shows who favours the category">
            <Ranking rows full heads=["Product", "Revenue", "Units"]/>
        </Card>
    }
}

/// The states with the most customers.
#[component]
pub fn StatesSection(states: Vec<StateRow>, currency_symbol: String) -> impl IntoView {
    let full = states.iter().map(|row| row.customers).max().unwrap_or(0) as f64;
    let rows = states
        .into_iter()
        .map(|row| {
            let href = link_of_filter(CustomerFilter {
                states: BTreeSet::from([row.state.clone()]),
                ..CustomerFilter::default()
            });
            let spent = format_money_short(row.revenue_cents as f64, &currency_symbol);
            RankedRow {
                name: row.state,
                href,
                value: row.customers as f64,
                figure: format_count(row.customers),
                exact: row
                    .customer_share
                    .map_or_else(String::new, |share| format!("{} of customers", format_percent(share))),
                second: spent,
            }
        })
        .collect();
    view! {
        <Card id="states-title" title="Top states" subtitle="By customers; a click shows who they are">
            <Ranking rows full heads=["State", "Customers", "Revenue"]/>
        </Card>
    }
}

struct RankedRow {
    name: String,
    href: String,
    value: f64,
    figure: String,
    exact: String,
    second: String,
}

#[component]
fn Ranking(rows: Vec<RankedRow>, full: f64, heads: [&'static str; 3]) -> impl IntoView {
    let [first, second, third] = heads;
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=row.href>{row.name}</a>
                        <ShareBar value=row.value full/>
                    </th>
                    <td class="number" title=row.exact>{row.figure}</td>
                    <td class="number muted">{row.second}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label=first>
            <table class="table ranking">
                <thead>
                    <tr>
                        <th scope="col">{first}</th>
                        <th scope="col" class="number">{second}</th>
                        <th scope="col" class="number">{third}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

fn link_of_filter(filter: CustomerFilter) -> String {
    SegmentsUrl::of_filter(filter).link(segments::PATH)
}

/// The first characters of a long id; enough to tell the ten best products apart.
fn shorten_id(id: &str) -> String {
    const CHARACTERS: usize = 8;
    let mut short: String = id.chars().take(CHARACTERS).collect();
    if short.len() < id.len() {
        short.push('…');
    }
    short
}
