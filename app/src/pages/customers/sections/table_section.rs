use clientele_contract::{CustomerPage, CustomerRow};
use leptos::prelude::*;

use super::{
    PATH,
    cells::cell,
    columns::{ColumnHead, ID_HEAD, head_of, shown_columns},
    columns_choice::{ColumnsChoice, ColumnsNote},
};
use crate::{
    components::{Card, PageRange, Pager, ScrollRegion, SortHead, class_of_column},
    format::format_counted,
    url_state::{CustomerColumn, SegmentsUrl, customer_link},
};

/// The customers, sorted and paged.
#[component]
pub fn TableSection(page: CustomerPage, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let title = format_counted(page.customers, "customer", "customers");
    let range = PageRange {
        page: page.page,
        pages: page.pages,
        page_size: page.page_size,
        rows: page.rows.len() as u64,
        all_rows: page.customers,
    };
    let actions = view! { <ColumnsChoice url=url.clone()/> }.into_any();
    view! {
        <Card id="customers-title" title class="card-customers" actions>
            <div class="list-width">
                <CustomerTable rows=page.rows url=url.clone() currency_symbol/>
                {url.columns.is_empty().then_some(view! { <ColumnsNote/> })}
            </div>
            <Pager path=PATH url range/>
        </Card>
    }
}

#[component]
fn CustomerTable(rows: Vec<CustomerRow>, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let columns = shown_columns(&url);
    let heads: Vec<_> = std::iter::once(ID_HEAD).chain(columns.iter().copied().map(head_of)).collect();
    let heads = heads
        .into_iter()
        .map(|ColumnHead { name, sort, is_number, room }| {
            view! { <SortHead path=PATH url=url.clone() name sort is_number class=room/> }
        })
        .collect_view();
    let rows = rows.iter().map(|row| customer_row(row, &columns, &url, &currency_symbol)).collect_view();
    // Chosen columns are always shown; without a choice the style sheet shows those that fit.
    let class = if url.columns.is_empty() { "table table-list by-width" } else { "table table-list" };
    view! {
        <ScrollRegion label="Customers">
            <table class=class aria-labelledby="customers-title" data-roving-rows="">
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

fn customer_row(
    row: &CustomerRow,
    columns: &[CustomerColumn],
    url: &SegmentsUrl,
    currency_symbol: &str,
) -> AnyView {
    let cells = columns
        .iter()
        .map(|column| {
            let content = cell(*column, row, url, currency_symbol);
            let ColumnHead { is_number, room, .. } = head_of(*column);
            view! { <td class=class_of_column(is_number, room)>{content}</td> }
        })
        .collect_view();
    let id = row.customer_id.clone();
    view! {
        <tr>
            <th scope="row" class="customer-id" title=id.clone()>
                <a data-row="" href=customer_link(&id)>{id.clone()}</a>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}
