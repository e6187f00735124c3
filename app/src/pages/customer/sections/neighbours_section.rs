use clientele_contract::{CustomerFilter, CustomerRow, ScoreFilter};
use leptos::prelude::*;

use crate::{
    components::{Card, ScrollRegion, customers_href},
    format::{format_count, format_counted, format_date, format_money},
    url_state::customer_link,
};

/// Those with the same three scores, nearest in spend.
#[component]
pub fn NeighboursSection(
    customer: CustomerRow,
    customers_in_cell: u64,
    neighbours: Vec<CustomerRow>,
    currency_symbol: String,
) -> impl IntoView {
    let code = customer.scores.code();
    let others = customers_in_cell.saturating_sub(1);
    let title = match others {
        0 => format!("Nobody else has the scores {code}"),
        others => format!("{} like this one", format_counted(others, "customer", "customers")),
    };
    let rows = neighbours
        .into_iter()
        .map(|row| view! { <NeighbourRow row currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    let content = (others > 0).then(|| {
        view! {
            <ScrollRegion label="Nearest in spend">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Customer"</th>
                            <th scope="col" class="number">"Spent"</th>
                            <th scope="col" class="number">"Orders"</th>
                            <th scope="col" class="number">"Last order"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
            <p class="card-foot">
                <a class="card-link" href=cell_link(&customer)>
                    {format!("All {} with the scores {code}", format_counted(customers_in_cell, "customer", "customers"))}
                </a>
            </p>
        }
    });
    let subtitle = format!("The same scores, {code}; those nearest in spend");
    view! { <Card id="neighbours-title" title term="cell-neighbours" subtitle>{content}</Card> }
}

#[component]
fn NeighbourRow(row: CustomerRow, currency_symbol: String) -> impl IntoView {
    let id = row.customer_id;
    view! {
        <tr>
            <th scope="row" class="customer-id" title=id.clone()><a href=customer_link(&id)>{id.clone()}</a></th>
            <td class="number">{format_money(row.spent_cents, &currency_symbol)}</td>
            <td class="number">{format_count(u64::from(row.orders))}</td>
            <td class="number">{format_date(row.last_order)}</td>
        </tr>
    }
}

/// Everyone with the same three scores.
pub fn cell_link(customer: &CustomerRow) -> String {
    let scores = ScoreFilter {
        recency: [customer.scores.recency].into(),
        frequency: [customer.scores.frequency].into(),
        monetary: [customer.scores.monetary].into(),
    };
    customers_href(CustomerFilter { scores, ..CustomerFilter::default() })
}
