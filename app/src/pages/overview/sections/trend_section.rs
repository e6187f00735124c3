use clientele_charts::{TrendOptions, render_month_trend};
use clientele_contract::{Grain, MonthPoint, Overview, TrendPoint};
use leptos::prelude::*;

use super::{
    drill::{customers_link, ordered_in},
    period_words::whole_month,
};
use crate::{
    components::{Card, Chart, ScrollRegion},
    format::{format_count, format_date, format_days, format_money, format_money_short, format_month},
};

/// Revenue of the period as a picture, with the same figures as a table.
#[component]
pub fn TrendSection(overview: Overview, currency_symbol: String) -> impl IntoView {
    let Overview { trend, months, grain, .. } = overview;
    let grain = grain_word(grain);
    let best = trend.iter().filter(|point| !point.in_progress).max_by_key(|point| point.revenue_cents);
    let title = best.map_or_else(
        || format!("Revenue by {grain}"),
        |best| {
            let revenue = format_money_short(best.revenue_cents as f64, &currency_symbol);
            format!("Revenue by {grain}: {} was the best with {revenue}", name_of_point(best))
        },
    );
    let running = trend.last().filter(|point| point.in_progress);
    let subtitle = running.map_or_else(
        || "Completed orders, by the day they were placed".to_owned(),
        |point| format!("Completed orders; {} is still in progress and drawn dashed", name_of_point(point)),
    );
    let chart = view_of_months(&months, &currency_symbol);
    let rows = trend
        .into_iter()
        .rev()
        .map(|point| view! { <TrendRow point currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card id="trend-title" title subtitle class="card-trend">
            {chart}
            <details class="table-twin">
                <summary>"Show as table"</summary>
                <ScrollRegion label=format!("Revenue by {grain}")>
                    <table class="table">
                        <thead>
                            <tr>
                                <th scope="col">"Days"</th>
                                <th scope="col" class="number">"Revenue"</th>
                                <th scope="col" class="number">"Orders"</th>
                                <th scope="col" class="number">"Customers"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </ScrollRegion>
            </details>
        </Card>
    }
}

fn view_of_months(months: &[MonthPoint], currency_symbol: &str) -> impl IntoView + use<> {
    let draw = |width, height| {
        let currency_symbol = currency_symbol.to_owned();
        render_month_trend(months, &TrendOptions { width, height, currency_symbol })
    };
    let (wide, narrow) = (draw(720, 340), draw(340, 240));
    view! {
        <Chart svg=wide class="chart-trend chart-wide"/>
        <Chart svg=narrow class="chart-trend chart-narrow"/>
    }
}

#[component]
fn TrendRow(point: TrendPoint, currency_symbol: String) -> impl IntoView {
    let name = name_of_point(&point);
    let name = if point.in_progress { format!("{name} (so far)") } else { name };
    let href = customers_link(ordered_in(point.days));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number">{format_money(point.revenue_cents, &currency_symbol)}</td>
            <td class="number">{format_count(point.orders)}</td>
            <td class="number"><a class="drill" href=href>{format_count(point.customers)}</a></td>
        </tr>
    }
}

fn grain_word(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
    }
}

/// A point of the trend as people call it: `Jul 2018`, `2 to 8 Jul 2018`, `2 Jul 2018`.
fn name_of_point(point: &TrendPoint) -> String {
    match whole_month(point.days) {
        Some(month) => format_month(month),
        None if point.days.first == point.days.last => format_date(point.days.first),
        None => format_days(point.days),
    }
}
