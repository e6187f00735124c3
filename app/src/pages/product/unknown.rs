use leptos::prelude::*;

use crate::pages::not_found::set_status_not_found;

/// Nobody bought a product with this id: says so and leads back.
#[component]
pub fn UnknownProduct(product_id: String) -> impl IntoView {
    set_status_not_found();
    view! {
        <div class="state">
            <h2>"No product here has this id"</h2>
            <p class="state-message">
                "No completed order holds a product with the id " <code class="id">{product_id}</code>
                ". It may be mistyped, or never have been delivered."
            </p>
            <p class="state-links">
                <a class="button button-primary" href="/products">"All products"</a>
                <a class="button" href="/products/rules">"Basket rules"</a>
            </p>
        </div>
    }
}
