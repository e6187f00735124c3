use clientele_contract::{BasketItems, CustomerFilter, ProductProfile};
use leptos::prelude::*;

use crate::{
    components::{Card, ScrollRegion},
    format::{format_counted, format_percent},
    pages::baskets::RuleTable,
    url_state::SegmentsUrl,
};

const HEADS: [&str; 6] = ["Orders", "Confidence", "Lift", "Beyond chance", "Conviction", "q-value"];

/// The rules with the product on either side.
#[component]
pub fn RulesSection(product: ProductProfile) -> impl IntoView {
    let limits = product.rule_limits;
    let reach = format!(
        "in at least {}, with a confidence of at least {}",
        format_counted(limits.orders, "order", "orders"),
        format_percent(f64::from(limits.confidence_basis_points) / 10_000.0)
    );
    let rules_page = SegmentsUrl::default().with_choice("q", &product.item.id).link("/products/rules");
    let all = view! { <a class="button button-small" href=rules_page>"Find further rules"</a> }.into_any();
    let (title, content) = if product.rules.is_empty() {
        let words = format!("No rule with this product reaches the thresholds of the shop: {reach}.");
        ("No rule with this product".to_owned(), view! { <p class="card-empty">{words}</p> }.into_any())
    } else {
        let title = format!("The strongest rules with it, {reach}");
        let heads =
            HEADS.map(|head| view! { <th scope="col" class="number">{head}</th> }).collect_view().into_any();
        let table = view! {
            <ScrollRegion label="Rules with this product">
                <RuleTable
                    rules=product.rules
                    items=BasketItems::Products
                    filter=CustomerFilter::default()
                    heads
                    labelled_by="product-rules-title"
                    url=SegmentsUrl::default()
                />
            </ScrollRegion>
        };
        (title, table.into_any())
    };
    view! { <Card id="product-rules-title" title term="basket-rule" actions=all>{content}</Card> }
}
