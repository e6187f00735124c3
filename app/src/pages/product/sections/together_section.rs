use clientele_contract::{BasketItems, BoughtTogether, CustomerFilter, ProductProfile};
use leptos::prelude::*;

use crate::{
    components::{Card, ProductName, ScrollRegion, TooLittleData},
    format::{format_count, format_counted, format_percent},
    pages::baskets::{TargetCell, lift_mark, q_value_cell},
};

/// What is in the same orders.
#[component]
pub fn TogetherSection(product: ProductProfile) -> impl IntoView {
    let title = match product.orders_with_others {
        0 if product.guests.is_some() => "No customer bought it together with another product".to_owned(),
        0 => "It is always bought alone".to_owned(),
        orders => format!(
            "Bought together with it: another product in {}",
            format_counted(orders, "order", "orders")
        ),
    };
    let shown = product.together.len() as u64;
    let among = if product.guests.is_some() { ", among the orders of customers" } else { "" };
    let subtitle = match product.together_products {
        0 => String::new(),
        products if products > shown => {
            let products = format_counted(products, "product", "products");
            format!("The {shown} most frequent of {products}{among}")
        }
        products => format!("{}{among}", format_counted(products, "product", "products")),
    };
    let content = if product.together.is_empty() {
        let of_whom = if product.guests.is_some() { " of a customer" } else { "" };
        let reason = format!("No completed order{of_whom} holds this product and another one.");
        let next_step =
            ("See what other products are bought together".to_owned(), "/products/rules".to_owned());
        view! { <TooLittleData reason next_step/> }.into_any()
    } else {
        view! { <TogetherTable product/> }.into_any()
    };
    view! { <Card id="together-title" title subtitle term="lift">{content}</Card> }
}

#[component]
fn TogetherTable(product: ProductProfile) -> impl IntoView {
    let left = product.item.clone();
    let rows = product
        .together
        .into_iter()
        .map(|BoughtTogether { item, orders, share, lift, q_value, targets }| {
            view! {
                <tr>
                    <th scope="row"><ProductName product_id=item.id.clone() category=item.category.clone()/></th>
                    <td class="number">{format_count(orders)}</td>
                    <td class="number">{format_percent(share)}</td>
                    <td class="number">{lift_mark(lift, orders)}</td>
                    <td class="number">{q_value_cell(q_value)}</td>
                    <td class="number">
                        <TargetCell
                            left=vec![left.clone()]
                            right=item
                            items=BasketItems::Products
                            filter=CustomerFilter::default()
                            targets=Some(targets)
                        />
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <ScrollRegion label="Products in the same orders">
            <table class="table" aria-labelledby="together-title">
                <thead>
                    <tr>
                        <th scope="col">"Product"</th>
                        <th scope="col" class="number">"Orders with both"</th>
                        <th scope="col" class="number">
                            <span data-tip="Share of the orders with the product at hand">"Share"</span>
                        </th>
                        <th scope="col" class="number">"Lift"</th>
                        <th scope="col" class="number">"q-value"</th>
                        <th scope="col" class="number">
                            <span data-tip="Customers who bought the product at hand and never the other">
                                "Bought only this one"
                            </span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}
