use clientele_charts::{ChartSize, ChartSpec, render};
use clientele_contract::{CustomerFilter, Month, Products, PurchaseFilter, SalesLevel, SalesRow, SalesSort};
use leptos::prelude::*;

use super::{PATH, bought_category, buyers, words::capital_category};
use crate::{
    components::{Chart, Drill, ListOrder, OrderHead, ProductName, ScrollRegion, ShareBar, UnlinkedNote},
    format::{
        format_count, format_counted, format_money, format_money_short, format_month, format_percent,
        format_percent_change, or_dash,
    },
    questions::ProductView,
    url_state::SegmentsUrl,
};

/// A change that rests on fewer orders is grey.
const CHANGE_ORDERS_MIN: u64 = 30;
const COURSE: ChartSize = ChartSize { width: 120, height: 40 };

/// One row for each product or category of the page.
#[component]
pub fn SalesTable(
    products: Products,
    view: ProductView,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let question = &view.question;
    let order = ListOrder { current: question.sort.slug(), default: SalesSort::default().slug() };
    let heads = SalesSort::ALL
        .map(|sort| {
            let name = head_of(sort, question.by);
            let is_number = sort != SalesSort::Name;
            view! { <OrderHead path=PATH url=url.clone() order word=sort.slug() name is_number/> }
        })
        .collect_view();
    let full = products.rows.iter().map(|row| row.revenue_cents as f64).fold(0.0, f64::max);
    let context = RowContext {
        filter: &url.filter,
        months: &products.months,
        full,
        has_change: products.change_days.is_some(),
        currency_symbol: &currency_symbol,
    };
    let rows: Vec<AnyView> = products.rows.iter().map(|row| view_of_row(row, &context)).collect();
    let course = course_head(&products.months);
    view! {
        <ScrollRegion label="What was sold">
            <table class="table sales" aria-labelledby="sales-title">
                <thead><tr>{heads}<th scope="col">{course}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
        <UnlinkedNote filter=url.filter.clone() of="customers of a row"/>
    }
}

fn head_of(sort: SalesSort, by: SalesLevel) -> &'static str {
    match (sort, by) {
        (SalesSort::Name, SalesLevel::Product) => "Product",
        (SalesSort::Name, SalesLevel::Category) => "Category",
        (SalesSort::Revenue, _) => "Revenue",
        (SalesSort::Units, _) => "Items",
        (SalesSort::Orders, _) => "Orders",
        (SalesSort::Customers, _) => "Customers",
        (SalesSort::Change, _) => "Change, 90 days",
    }
}

fn course_head(months: &[Month]) -> String {
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first != last => {
            format!("{} to {}", format_month(*first), format_month(*last))
        }
        _ => "By month".to_owned(),
    }
}

/// What all rows share.
struct RowContext<'a> {
    filter: &'a CustomerFilter,
    months: &'a [Month],
    /// The revenue of a full bar.
    full: f64,
    has_change: bool,
    currency_symbol: &'a str,
}

fn view_of_row(row: &SalesRow, context: &RowContext<'_>) -> AnyView {
    let RowContext { full, currency_symbol, .. } = *context;
    let share = or_dash(row.revenue_share.map(format_percent));
    let exact = format!("{}, {share} of all", format_money(row.revenue_cents, currency_symbol));
    let name = match &row.product_id {
        Some(id) => view! { <ProductName product_id=id.clone() category=row.category.clone()/> }.into_any(),
        None => capital_category(&row.category).into_any(),
    };
    view! {
        <tr>
            <th scope="row" class="sales-name">{name}</th>
            <td class="number sales-revenue" title=exact>
                {format_money_short(row.revenue_cents as f64, currency_symbol)}
                <span class="muted">" · "{share}</span>
                <ShareBar value=row.revenue_cents as f64 full/>
            </td>
            <td class="number">{format_count(row.units)}</td>
            <td class="number">{format_count(row.orders)}</td>
            <td class="number">{view_of_customers(row, context.filter)}</td>
            {view_of_change(row, context)}
            <td class="sales-course">{view_of_course(row, context)}</td>
        </tr>
    }
    .into_any()
}

fn view_of_customers(row: &SalesRow, filter: &CustomerFilter) -> AnyView {
    let wanted = match &row.product_id {
        Some(id) => PurchaseFilter { products: [id.clone()].into(), ..PurchaseFilter::default() },
        None => bought_category(&row.category),
    };
    let figure = format_count(row.customers);
    // What was sold without a customer alone has nobody to list.
    match buyers(filter, wanted).filter(|_| row.customers > 0) {
        Some(filter) => {
            let of = format!("customers who bought {}", row.product_id.as_ref().unwrap_or(&row.category));
            view! { <Drill filter figure of/> }.into_any()
        }
        None => figure.into_any(),
    }
}

fn view_of_change(row: &SalesRow, context: &RowContext<'_>) -> AnyView {
    if !context.has_change {
        return view! { <td class="number muted">"–"</td> }.into_any();
    }
    let money = |cents| format_money(cents, context.currency_symbol);
    let tip = format!(
        "{} after {}, from {}",
        money(row.last_revenue_cents),
        money(row.before_revenue_cents),
        format_counted(row.compared_orders, "order", "orders")
    );
    let (class, words) = match row.change {
        None if row.last_revenue_cents > 0 => ("muted", "new".to_owned()),
        None => ("muted", "–".to_owned()),
        Some(change) if row.compared_orders < CHANGE_ORDERS_MIN => ("muted", format_percent_change(change)),
        Some(change) if change > 0.0 => ("better", format!("▲ {}", format_percent_change(change))),
        Some(change) if change < 0.0 => ("worse", format!("▼ {}", format_percent_change(change))),
        Some(change) => ("", format_percent_change(change)),
    };
    view! { <td class=format!("number {class}") title=tip>{words}</td> }.into_any()
}

fn view_of_course(row: &SalesRow, context: &RowContext<'_>) -> AnyView {
    let (Some(first), Some(last)) = (context.months.first(), context.months.last()) else {
        return "–".into_any();
    };
    let cents = &row.month_revenue_cents;
    if cents.len() < 2 {
        return "–".into_any();
    }
    let at = |cents: Option<&i64>| {
        format_money_short(cents.map_or(0.0, |cents| *cents as f64), context.currency_symbol)
    };
    let description = format!(
        "Revenue by month: {} in {}, {} in {}",
        at(cents.first()),
        format_month(*first),
        at(cents.last()),
        format_month(*last)
    );
    let values = cents.iter().map(|cents| *cents as f64).collect();
    let spec = ChartSpec { description, ..ChartSpec::sparkline(values) };
    view! { <Chart class="course" svg=render(&spec, COURSE)/> }.into_any()
}
