use clientele_charts::{TrendOptions, render_month_trend};
use clientele_contract::MonthPoint;
use leptos::prelude::*;

use crate::{
    components::{Card, Chart, ScrollRegion},
    format::{format_count, format_money, format_money_short, format_month},
};

/// Revenue by month as a picture, with the same figures as a table.
#[component]
pub fn TrendSection(months: Vec<MonthPoint>, currency_symbol: String) -> impl IntoView {
    let draw = |width, height| {
        render_month_trend(&months, &TrendOptions { width, height, currency_symbol: currency_symbol.clone() })
    };
    // Two proportions, of which the style sheet shows one: scaled down to a phone, text would be too small.
    let (wide, narrow) = (draw(720, 340), draw(340, 240));
    let best = months.iter().filter(|point| !point.in_progress).max_by_key(|point| point.revenue_cents);
    let title = best.map_or_else(
        || "Revenue by month".to_owned(),
        |best| {
            let revenue = format_money_short(best.revenue_cents as f64, &currency_symbol);
            format!("Revenue by month: {} was the best with {revenue}", format_month(best.month))
        },
    );
    let running = months.last().filter(|point| point.in_progress);
    let subtitle = running.map_or_else(
        || "Completed orders, by the month they were placed".to_owned(),
        |point| {
            format!("Completed orders; {} is still in progress and drawn dashed", format_month(point.month))
        },
    );
    let rows = months
        .into_iter()
        .rev()
        .map(|point| view! { <MonthRow point currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card id="revenue-title" title subtitle class="card-trend">
            <Chart svg=wide class="chart-trend chart-wide"/>
            <Chart svg=narrow class="chart-trend chart-narrow"/>
            <details class="table-twin">
                <summary>"Show as table"</summary>
                <ScrollRegion label="Revenue by month">
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">"Month"</th>
                                <th scope="col" class="number">"Revenue"</th>
                                <th scope="col" class="number">"Orders"</th>
                                <th scope="col" class="number">"Customers"</th>
                                <th scope="col" class="number">"New customers"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </ScrollRegion>
            </details>
        </Card>
    }
}

#[component]
fn MonthRow(point: MonthPoint, currency_symbol: String) -> impl IntoView {
    let month = format_month(point.month);
    let month = if point.in_progress { format!("{month} (in progress)") } else { month };
    view! {
        <tr>
            <th scope="row">{month}</th>
            <td class="number">{format_money(point.revenue_cents, &currency_symbol)}</td>
            <td class="number">{format_count(point.orders)}</td>
            <td class="number">{format_count(point.customers)}</td>
            <td class="number">{format_count(point.new_customers)}</td>
        </tr>
    }
}
