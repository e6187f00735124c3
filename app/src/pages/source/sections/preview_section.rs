use clientele_contract::{MappingPreview, PreviewRow};
use leptos::prelude::*;

use crate::{
    components::{Card, ScrollRegion},
    format::{format_count, format_counted, format_date, format_date_range, format_money, or_dash},
};

/// The first rows as they are understood, so that a wrong order of day and month is seen at once.
#[component]
pub fn PreviewSection(
    preview: MappingPreview,
    currency_symbol: String,
    /// All is said that reading needs.
    is_settled: bool,
) -> impl IntoView {
    let refused = preview.rows_read.saturating_sub(preview.rows_usable);
    let title = match (preview.first_day, preview.last_day) {
        _ if preview.rows_usable == 0 => "No row can be used this way".to_owned(),
        (Some(first), Some(last)) => format!(
            "The first {} are orders of {}",
            format_counted(preview.rows_read, "row", "rows"),
            format_date_range(Some(first), Some(last))
        ),
        _ => format!("The first {} are understood so", format_counted(preview.rows_read, "row", "rows")),
    };
    let subtitle = if !is_settled {
        "None of them can be used until what is named above is settled.".to_owned()
    } else if refused == 0 {
        "All of them can be used.".to_owned()
    } else {
        format!("{} cannot be used.", format_counted(refused, "row", "rows"))
    };
    let reasons = preview
        .refused
        .iter()
        .map(|count| {
            view! { <li>{format!("{}: {}, first in line {}", count.reason, format_counted(count.rows, "row", "rows"), format_count(count.first_line))}</li> }
        })
        .collect_view();
    let rows = preview
        .rows
        .into_iter()
        .map(|row| view! { <PreviewLine row is_settled currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card id="preview-title" title subtitle>
            <ul class="remarks preview-refused">{reasons}</ul>
            <ScrollRegion label="First rows as they are understood">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col" class="number">"Line"</th>
                            <th scope="col">"Date"</th>
                            <th scope="col">"Customer"</th>
                            <th scope="col">"Order"</th>
                            <th scope="col">"Product"</th>
                            <th scope="col" class="number">"Amount"</th>
                            <th scope="col">"Counts"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </Card>
    }
}

#[component]
fn PreviewLine(row: PreviewRow, is_settled: bool, currency_symbol: String) -> impl IntoView {
    let counts = match (row.is_return, row.status.as_deref()) {
        _ if !is_settled => "–",
        (true, _) => "a return",
        (false, Some("open")) => "not yet",
        (false, Some("void")) => "no",
        (false, _) => "yes",
    };
    let amount = row.amount_cents.map(|cents| format_money(cents, &currency_symbol));
    let order = Some(row.order).filter(|order| !order.is_empty());
    view! {
        <tr>
            <th scope="row" class="number">{format_count(row.line)}</th>
            <td>{or_dash(row.day.map(format_date))}</td>
            <td>{or_dash(row.customer)}</td>
            <td>{or_dash(order)}</td>
            <td class="preview-product">{or_dash(row.product)}</td>
            <td class="number">{or_dash(amount)}</td>
            <td>{counts}</td>
        </tr>
    }
}
