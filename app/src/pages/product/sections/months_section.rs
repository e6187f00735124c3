use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{ProductMonth, ProductProfile};
use leptos::prelude::*;

use crate::{
    components::{Card, ChartFigure},
    format::{format_counted, format_money, format_month},
};

/// How it sold, month by month.
#[component]
pub fn MonthsSection(product: ProductProfile, currency_symbol: String) -> impl IntoView {
    let title = title_of(&product.months);
    let points = product.months.iter().map(|month| point(month, &currency_symbol)).collect();
    let spec = ChartSpec {
        id: "product-months".to_owned(),
        title: title.clone(),
        description: "Items of this product by month of the order.".to_owned(),
        empty: "No month of orders yet".to_owned(),
        kind: ChartKind::Line(LineChart {
            x_name: "Month".to_owned(),
            unit: Unit::Count,
            from_zero: true,
            labels: product.months.iter().map(|month| format_month(month.month)).collect(),
            series: vec![LineSeries {
                name: "Items".to_owned(),
                look: SeriesLook::Area,
                class: None,
                points,
            }],
        }),
    };
    view! {
        <Card id="product-months-title" title subtitle="Items by month; a month that is not over is dashed">
            <ChartFigure spec height=220 width=1100/>
        </Card>
    }
}

fn point(month: &ProductMonth, currency_symbol: &str) -> LinePoint {
    let mark = Mark::new(format_month(month.month), format_counted(month.units, "item", "items"))
        .note(format_money(month.revenue_cents, currency_symbol));
    LinePoint { value: Some(month.units as f64), in_progress: month.in_progress, is_cut_off: false, mark }
}

/// The best whole month, where one stands out.
fn title_of(months: &[ProductMonth]) -> String {
    let mut whole: Vec<&ProductMonth> = months.iter().filter(|month| !month.in_progress).collect();
    whole.sort_unstable_by_key(|month| std::cmp::Reverse(month.units));
    match whole[..] {
        [best, second, ..] if best.units > second.units => {
            format!(
                "Sold best in {}: {}",
                format_month(best.month),
                format_counted(best.units, "item", "items")
            )
        }
        _ => "Items by month".to_owned(),
    }
}
