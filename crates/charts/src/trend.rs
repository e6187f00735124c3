//! The two pictures of the overview, until its sections say what they show as a [`ChartSpec`].

use clientele_contract::{Month, MonthPoint};

use crate::{
    axis::format_short,
    draw::render,
    spec::{
        ChartKind, ChartSize, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Sparkline, Unit,
    },
};

/// The proportions and words of the trend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrendOptions {
    /// Width in CSS pixels at which text has its nominal size.
    pub width: u32,
    /// Height in CSS pixels at which text has its nominal size.
    pub height: u32,
    /// What stands before an amount: `R$`.
    pub currency_symbol: String,
}

/// Draws revenue by month.
pub fn render_month_trend(points: &[MonthPoint], options: &TrendOptions) -> String {
    let unit = Unit::Money { symbol: options.currency_symbol.clone() };
    let line_point = |point: &MonthPoint| LinePoint {
        value: Some(point.revenue_cents.max(0) as f64),
        in_progress: point.in_progress,
        mark: Mark::new(month_name(point.month), format_short(point.revenue_cents as f64, &unit)),
    };
    let chart = LineChart {
        x_name: "Month".to_owned(),
        unit: unit.clone(),
        from_zero: true,
        labels: points.iter().map(|point| month_name(point.month)).collect(),
        series: vec![LineSeries {
            name: "Revenue".to_owned(),
            look: SeriesLook::Area,
            class: None,
            points: points.iter().map(line_point).collect(),
        }],
    };
    let spec = ChartSpec {
        id: "revenue-by-month".to_owned(),
        title: "Revenue by month".to_owned(),
        description: String::new(),
        empty: "No completed orders yet".to_owned(),
        kind: ChartKind::Line(chart),
    };
    render(&spec, ChartSize { width: options.width, height: options.height })
}

/// The proportions of a sparkline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SparklineOptions {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
}

/// Draws the course of `values` without axes.
pub fn render_sparkline(values: &[f64], options: &SparklineOptions) -> String {
    let spec = ChartSpec {
        id: String::new(),
        title: String::new(),
        description: String::new(),
        empty: String::new(),
        kind: ChartKind::Sparkline(Sparkline { values: values.to_vec(), last_in_progress: false }),
    };
    render(&spec, ChartSize { width: options.width, height: options.height })
}

/// A month as people read it: `Aug 2018`.
fn month_name(month: Month) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = NAMES.get(usize::from(month.month).wrapping_sub(1)).unwrap_or(&"?");
    format!("{name} {}", month.year)
}
