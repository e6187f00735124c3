use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{Grain, Overview, PeriodQuestion, TrendPoint};
use leptos::prelude::*;

use super::{
    drill::ordered_in,
    period_words::{compared_name, month_of, whole_month},
};
use crate::{
    components::{Card, ChartFigure, customers_href},
    format::{
        format_counted, format_date, format_days, format_money, format_money_short, format_month,
        with_capital,
    },
};

/// Revenue of the period as a picture, with the same figures as a table.
#[component]
pub fn TrendSection(overview: Overview, question: PeriodQuestion, currency_symbol: String) -> impl IntoView {
    let grain = grain_word(overview.grain);
    let is_whole = |point: &&TrendPoint| !point.in_progress && !is_cut_off(point, overview.grain);
    let whole = overview.trend.iter().filter(is_whole);
    let best = whole.max_by_key(|point| point.revenue_cents).filter(|best| best.revenue_cents > 0);
    let title = best.filter(|_| overview.trend.len() > 1).map_or_else(
        || format!("Revenue by {grain}"),
        |best| {
            let revenue = format_money_short(best.revenue_cents as f64, &currency_symbol);
            format!("Revenue by {grain}: {} was the best with {revenue}", name_of_point(best))
        },
    );
    let subtitle = subtitle_of(&overview);
    let spec = ChartSpec {
        id: "trend".to_owned(),
        title: format!("Revenue by {grain}"),
        description: format!("{title}. {subtitle}."),
        empty: "No completed orders in this period".to_owned(),
        kind: ChartKind::Line(trend_chart(&overview, &question, &currency_symbol)),
    };
    view! {
        <Card id="trend-title" title subtitle term="trend" class="card-trend">
            <ChartFigure spec height=380/>
        </Card>
    }
}

/// What is drawn how; a stretch that is cut off or not over must not read as a fall.
fn subtitle_of(overview: &Overview) -> String {
    let running = overview.trend.iter().find(|point| point.in_progress);
    let running = running
        .map(|point| format!("; {} is not over and drawn dashed", name_of_point(point)))
        .unwrap_or_default();
    let first = overview.trend.first();
    let cut_off = first
        .filter(|point| !point.in_progress && is_cut_off(point, overview.grain))
        .map(|point| {
            let grain = grain_word(overview.grain);
            format!("; the first {grain} is {} only and drawn dashed", name_of_point(point))
        })
        .unwrap_or_default();
    format!("Completed orders, by the day they were placed{cut_off}{running}; a click shows who ordered")
}

fn trend_chart(overview: &Overview, question: &PeriodQuestion, currency_symbol: &str) -> LineChart {
    let line_point = |point: &TrendPoint| LinePoint {
        value: Some(point.revenue_cents as f64),
        in_progress: point.in_progress,
        is_cut_off: is_cut_off(point, overview.grain),
        mark: Mark::new(name_of_point(point), format_money(point.revenue_cents, currency_symbol))
            .note(format_counted(point.orders, "order", "orders"))
            .note(format_counted(point.customers, "customer", "customers"))
            .link(customers_href(ordered_in(point.days))),
    };
    let revenue = LineSeries {
        name: "Revenue".to_owned(),
        look: SeriesLook::Area,
        class: None,
        points: overview.trend.iter().map(line_point).collect(),
    };
    let compared = overview.compared.filter(|_| !overview.compared_trend.is_empty()).map(|compared| {
        // The muted line is laid under the other point by point, and ends with it.
        let points = overview.compared_trend.iter().take(overview.trend.len());
        LineSeries {
            name: compared_name(question, overview.period.days, compared.days),
            look: SeriesLook::Compared,
            class: None,
            points: points.map(line_point).collect(),
        }
    });
    LineChart {
        x_name: with_capital(grain_word(overview.grain)),
        unit: Unit::Money { symbol: currency_symbol.to_owned() },
        from_zero: true,
        labels: overview.trend.iter().map(|point| label_of_point(point, overview.grain)).collect(),
        series: std::iter::once(revenue).chain(compared).collect(),
    }
}

/// True if the period holds only a part of the week or month.
fn is_cut_off(point: &TrendPoint, grain: Grain) -> bool {
    match grain {
        Grain::Day => false,
        Grain::Week => (point.days.last - point.days.first).num_days() < 6,
        Grain::Month => whole_month(point.days).is_none(),
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
    whole_month(point.days).map_or_else(|| format_days(point.days), format_month)
}

/// The same in short, for the axis: a month that is cut off is still that month.
fn label_of_point(point: &TrendPoint, grain: Grain) -> String {
    match grain {
        Grain::Month => format_month(month_of(point.days.first)),
        Grain::Week | Grain::Day => format_date(point.days.first),
    }
}
