use clientele_contract::{CustomerFilter, CustomerRow, HighValueAtRisk};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Card, ScrollRegion, customers_href},
    format::{
        format_category_or_dash, format_count, format_counted, format_money, format_money_short,
        format_score, or_dash,
    },
    url_state::{SegmentsUrl, customer_link},
};

/// Whom to call first: Platinum customers with a mean review of 2 or less.
#[component]
pub fn HighValueSection(
    high_value_at_risk: HighValueAtRisk,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let HighValueAtRisk { customers, revenue_cents, top } = high_value_at_risk;
    let title = match customers {
        0 => "No high-value customer here is unhappy".to_owned(),
        some => {
            format!("Call first: {}", format_counted(some, "unhappy best customer", "unhappy best customers"))
        }
    };
    let subtitle = match customers {
        0 => "Platinum with a mean review of 2 or less would be listed here".to_owned(),
        _ => format!(
            "Platinum with a mean review of 2 or less; they spent {}",
            format_money_short(revenue_cents as f64, &currency_symbol)
        ),
    };
    let unhappy = CustomerFilter { high_value_at_risk: true, ..url.filter.clone() };
    let href = url.with_filter(unhappy.clone()).link(PATH);
    let can_narrow = customers > 0 && !url.filter.high_value_at_risk;
    let narrow = can_narrow.then(|| {
        view! { <a id="narrow-to-unhappy" class="card-link" href=href data-noscroll="">"Show only these"</a> }
    });
    let list = (customers > 0).then(|| {
        let words = format!("Open the list of {}", format_count(customers));
        view! { <a class="card-link" href=customers_href(unhappy)>{words}</a> }
    });
    let actions = view! { <p class="card-links">{narrow}{list}</p> }.into_any();
    let rows = top
        .into_iter()
        .map(|row| view! { <HighValueRow row currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    let content = (customers > 0).then(|| {
        view! {
            <ScrollRegion label="The ten who spent the most">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Customer"</th>
                            <th scope="col" class="number">"Spent"</th>
                            <th scope="col" class="number">"Review"</th>
                            <th scope="col">"Bought"</th>
                            <th scope="col">"State"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        }
    });
    view! { <Card id="high-value-title" term="high-value-at-risk" title subtitle actions>{content}</Card> }
}

#[component]
fn HighValueRow(row: CustomerRow, currency_symbol: String) -> impl IntoView {
    let id = row.customer_id.clone();
    let href = customer_link(&id);
    view! {
        <tr>
            <th scope="row" class="customer-id" title=id><a href=href>{row.customer_id}</a></th>
            <td class="number">{format_money(row.spent_cents, &currency_symbol)}</td>
            <td class="number">{or_dash(row.review_score.map(format_score))}</td>
            <td>{format_category_or_dash(&row.favourite_category)}</td>
            <td>{row.state}</td>
        </tr>
    }
}
