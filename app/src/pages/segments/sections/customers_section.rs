use clientele_contract::{CustomerFilter, CustomerPage, CustomerRow, CustomerSort};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Card, EmptyState, PageRange, Pager, ScrollRegion, SegmentMark, SortHead, customers_href},
    format::{
        format_category_or_dash, format_count, format_counted, format_date, format_money, format_score,
        or_dash,
    },
    url_state::{SegmentsUrl, customer_link},
};

/// A column of the table; `None` cannot be sorted by.
struct Column {
    sort: Option<CustomerSort>,
    name: &'static str,
    is_number: bool,
}

const COLUMNS: [Column; 11] = [
    Column { sort: Some(CustomerSort::CustomerId), name: "Customer", is_number: false },
    Column { sort: Some(CustomerSort::Segment), name: "Segment", is_number: false },
    Column { sort: Some(CustomerSort::Tier), name: "Tier", is_number: false },
    Column { sort: Some(CustomerSort::Recency), name: "Last order, days ago", is_number: true },
    Column { sort: Some(CustomerSort::Orders), name: "Orders", is_number: true },
    Column { sort: Some(CustomerSort::Spent), name: "Spent", is_number: true },
    Column { sort: None, name: "Scores", is_number: true },
    Column { sort: Some(CustomerSort::Review), name: "Review", is_number: true },
    Column { sort: Some(CustomerSort::Category), name: "Favourite category", is_number: false },
    Column { sort: Some(CustomerSort::State), name: "State", is_number: false },
    Column { sort: Some(CustomerSort::Action), name: "Next action", is_number: false },
];

/// The selected customers, sorted and paged.
#[component]
pub fn CustomersSection(page: CustomerPage, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let title = format_counted(page.customers, "customer", "customers");
    let all_href = customers_href(url.filter.clone());
    let actions = (page.customers > 0)
        .then(|| view! { <a class="card-link" href=all_href>"All of them on the page of customers"</a> })
        .into_any();
    let content = if page.customers == 0 {
        let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
        view! { <EmptyState message="No customer matches these filters." clear_href/> }.into_any()
    } else {
        view! { <CustomerTable page url currency_symbol/> }.into_any()
    };
    view! { <Card id="customers-title" title class="card-customers" actions>{content}</Card> }
}

#[component]
fn CustomerTable(page: CustomerPage, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let heads = COLUMNS
        .map(|Column { name, sort, is_number }| {
            view! { <SortHead path=PATH url=url.clone() name sort is_number/> }
        })
        .collect_view();
    let range = PageRange {
        page: page.page,
        pages: page.pages,
        page_size: page.page_size,
        rows: page.rows.len() as u64,
        all_rows: page.customers,
    };
    let pager = view! { <Pager path=PATH url range/> };
    let rows = page
        .rows
        .into_iter()
        .map(|row| view! { <CustomerRowView row currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <ScrollRegion label="Customers">
            <table class="table table-list table-customers" aria-labelledby="customers-title">
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
        {pager}
    }
}

#[component]
fn CustomerRowView(row: CustomerRow, currency_symbol: String) -> impl IntoView {
    let id = row.customer_id.clone();
    let href = customer_link(&id);
    let scores = format!("{} · {} · {}", row.scores.recency, row.scores.frequency, row.scores.monetary);
    let category = format_category_or_dash(&row.favourite_category);
    let tier = row.tier.map_or("–", |tier| tier.name());
    view! {
        <tr>
            <th scope="row" class="customer-id" title=id><a href=href>{row.customer_id}</a></th>
            <td><SegmentMark segment=row.segment/></td>
            <td>{tier}</td>
            <td class="number" title=format_date(row.last_order)>{row.recency_days}</td>
            <td class="number">{format_count(u64::from(row.orders))}</td>
            <td class="number strong">{format_money(row.spent_cents, &currency_symbol)}</td>
            <td class="number">{scores}</td>
            <td class="number">{or_dash(row.review_score.map(format_score))}</td>
            <td class="cell-cut" title=category.clone()>{category.clone()}</td>
            <td>{row.state}</td>
            <td class="cell-cut" title=row.action.clone()>{row.action.clone()}</td>
        </tr>
    }
}
