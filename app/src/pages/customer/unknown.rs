use leptos::prelude::*;

use crate::pages::not_found::set_status_not_found;

/// So much of a mistyped id is probably right.
const SEARCHED_CHARACTERS: usize = 4;

/// Nobody has this id: says so and offers to search.
#[component]
pub fn UnknownCustomer(customer_id: String) -> impl IntoView {
    set_status_not_found();
    let beginning: String = customer_id.chars().take(SEARCHED_CHARACTERS).collect();
    view! {
        <div class="state">
            <h2>"Nobody here has this id"</h2>
            <p class="state-message">
                "No customer with a completed order has the id " <code class="id">{customer_id.clone()}</code>
                ". It may be mistyped, or stand for someone without a completed order."
            </p>
            <form class="customer-search" role="search" method="get" action="/customers">
                <label class="visually-hidden" for="customer-search">"Customer id begins with"</label>
                <input
                    id="customer-search"
                    type="search"
                    name="id"
                    maxlength="80"
                    autocomplete="off"
                    spellcheck="false"
                    data-search=""
                    value=beginning
                />
                <button type="submit" class="button button-primary">"Search"</button>
            </form>
        </div>
    }
}
