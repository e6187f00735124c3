use clientele_contract::{CustomerPage, CustomerRow, SortDirection};
use leptos::prelude::*;

use super::{
    PATH,
    cells::cell,
    columns::{ColumnHead, ID_HEAD, head_of, shown_columns},
    columns_choice::{ColumnsChoice, ColumnsNote},
};
use crate::{
    components::{Card, PageRange, Pager, ScrollRegion},
    format::format_counted,
    url_state::{CustomerColumn, Page, SegmentsUrl, customer_link},
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
    let heads = heads.into_iter().map(|head| view! { <HeadCell head url=url.clone()/> }).collect_view();
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

#[component]
fn HeadCell(head: ColumnHead, url: SegmentsUrl) -> impl IntoView {
    let class = class_of(head);
    let Some(sort) = head.sort else {
        return view! { <th scope="col" class=class>{head.name}</th> }.into_any();
    };
    let (aria_sort, arrow) = match (sort == url.sort, url.direction) {
        (false, _) => (None, ""),
        (true, SortDirection::Ascending) => (Some("ascending"), " ↑"),
        (true, SortDirection::Descending) => (Some("descending"), " ↓"),
    };
    let direction = next_direction(&url, head);
    let href = SegmentsUrl { sort, direction, page: Page::default(), ..url }.link(PATH);
    view! {
        <th scope="col" class=class aria-sort=aria_sort>
            <a id=format!("sort-{}", sort.slug()) href=href data-noscroll="">
                {head.name}
                <span aria-hidden="true" class="sort-arrow">{arrow}</span>
            </a>
        </th>
    }
    .into_any()
}

/// The first click on a column of numbers puts the greatest first, on one of words the first letter;
/// a further click turns the order.
fn next_direction(url: &SegmentsUrl, head: ColumnHead) -> SortDirection {
    match (head.sort == Some(url.sort), url.direction) {
        (false, _) if head.is_number => SortDirection::Descending,
        (false, _) | (true, SortDirection::Descending) => SortDirection::Ascending,
        (true, SortDirection::Ascending) => SortDirection::Descending,
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
            view! { <td class=class_of(head_of(*column))>{content}</td> }
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

fn class_of(head: ColumnHead) -> String {
    let number = if head.is_number { "number" } else { "" };
    format!("{number} {}", head.room).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use clientele_contract::CustomerSort;

    use super::*;

    #[test]
    fn the_first_click_shows_what_people_look_for() {
        let url = SegmentsUrl::default();
        let direction = |column| next_direction(&url, head_of(column));
        assert_eq!(direction(CustomerColumn::Orders), SortDirection::Descending);
        assert_eq!(direction(CustomerColumn::State), SortDirection::Ascending);
    }

    #[test]
    fn a_further_click_turns_the_order() {
        let url = SegmentsUrl { sort: CustomerSort::Spent, ..SegmentsUrl::default() };
        assert_eq!(next_direction(&url, head_of(CustomerColumn::Spent)), SortDirection::Ascending);
        let turned = SegmentsUrl { direction: SortDirection::Ascending, ..url };
        assert_eq!(next_direction(&turned, head_of(CustomerColumn::Spent)), SortDirection::Descending);
    }
}
