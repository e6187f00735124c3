use chrono::Datelike;
use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{Grain, Month, Overview, TrendPoint};
use leptos::prelude::*;

use super::{
    drill::{customers_link, ordered_in},
    period_words::whole_month,
};
use crate::{
    components::{Card, ChartFigure},
    format::{format_counted, format_date, format_days, format_money, format_money_short, format_month},
};

/// Revenue of the period as a picture, with the same figures as a table.
#[component]
pub fn TrendSection(overview: Overview, currency_symbol: String) -> impl IntoView {
    let Overview { trend, grain, .. } = overview;
    let axis_name = |point: &TrendPoint| name_on_axis(point, grain);
    let labels: Vec<String> = trend.iter().map(axis_name).collect();
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
    let spec = ChartSpec {
        id: "trend".to_owned(),
        title: format!("Revenue by {grain}"),
        description: title.clone(),
        empty: "No completed orders in this period".to_owned(),
        kind: ChartKind::Line(trend_chart(&trend, labels, &currency_symbol)),
    };
    view! {
        <Card id="trend-title" title subtitle class="card-trend">
            <ChartFigure spec height=320 width=1100/>
        </Card>
    }
}

fn trend_chart(trend: &[TrendPoint], labels: Vec<String>, currency_symbol: &str) -> LineChart {
    let line_point = |point: &TrendPoint| LinePoint {
        value: Some(point.revenue_cents as f64),
        in_progress: point.in_progress,
        mark: Mark::new(name_of_point(point), format_money(point.revenue_cents, currency_symbol))
            .note(format_counted(point.orders, "order", "orders"))
            .note(format_counted(point.customers, "customer", "customers"))
            .link(customers_link(ordered_in(point.days))),
    };
    LineChart {
        x_name: "Days".to_owned(),
        unit: Unit::Money { symbol: currency_symbol.to_owned() },
        from_zero: true,
        labels,
        series: vec![LineSeries {
            name: "Revenue".to_owned(),
            look: SeriesLook::Area,
            class: None,
            points: trend.iter().map(line_point).collect(),
        }],
    }
}

fn grain_word(grain: Grain) -> &'static str {
    match grain {
        Grain::Day => "day",
        Grain::Week => "week",
        Grain::Month => "month",
    }
}

/// A point of the trend where there is little room: `Jul 2018`, `2 Jul 2018`.
fn name_on_axis(point: &TrendPoint, grain: Grain) -> String {
    let first = point.days.first;
    match grain {
        Grain::Month => format_month(Month { year: first.year(), month: first.month() as u8 }),
        Grain::Week | Grain::Day => format_date(first),
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
