use clientele_contract::{CategoryBought, PurchaseFilter};
use leptos::prelude::*;

use super::orders_section::buyers_link;
use crate::{
    components::{Card, ScrollRegion, ShareBar},
    format::{format_category, format_category_or_dash, format_count, format_money, is_named_category},
};

/// More categories than this are summed up in words.
const LISTED_MAX: usize = 8;

/// What the customer buys, the favourite first.
#[component]
pub fn CategoriesSection(categories: Vec<CategoryBought>, currency_symbol: String) -> impl IntoView {
    let title = match categories.first() {
        Some(first) if !is_named_category(&first.category) => match categories.get(1) {
            Some(second) => {
                format!("Of the items with a category, buys {} most", format_category(&second.category))
            }
            None => "The source names no category".to_owned(),
        },
        Some(first) => format!("Buys {} most", format_category(&first.category)),
        None => "No items".to_owned(),
    };
    let full = categories.iter().map(|category| category.units).max().unwrap_or(0) as f64;
    let rest = categories.len().saturating_sub(LISTED_MAX);
    let rows = categories
        .into_iter()
        .take(LISTED_MAX)
        .map(|category| view! { <CategoryRow category full currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    let rest = (rest > 0).then(|| view! { <p class="card-foot muted">{format!("and {rest} more")}</p> });
    view! {
        <Card id="categories-title" title subtitle="Categories by items bought">
            <ScrollRegion label="Categories by items bought">
                <table class="table table-categories">
                    <thead>
                        <tr>
                            <th scope="col">"Category"</th>
                            <th scope="col" class="bar-column"><span class="visually-hidden">"Share"</span></th>
                            <th scope="col" class="number">"Items"</th>
                            <th scope="col" class="number">"Spent"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
            {rest}
        </Card>
    }
}

#[component]
fn CategoryRow(category: CategoryBought, full: f64, currency_symbol: String) -> impl IntoView {
    let CategoryBought { category, units, revenue_cents } = category;
    let purchase = PurchaseFilter { categories: [category.clone()].into(), ..PurchaseFilter::default() };
    view! {
        <tr>
            <th scope="row">
                <a class="cell-link" href=buyers_link(purchase)>{format_category_or_dash(&category)}</a>
            </th>
            <td class="bar-column"><ShareBar value=units as f64 full/></td>
            <td class="number">{format_count(units)}</td>
            <td class="number">{format_money(revenue_cents, &currency_symbol)}</td>
        </tr>
    }
}
