use clientele_app::{
    questions::{grain_word, trend_view},
    url_state::SegmentsUrl,
};
use clientele_contract::{Analytics, AnalyticsError, Scope, TrendFigures, TrendMeasure};

use super::{Cell, ExportTable};

const COLUMNS: [&str; 20] = [
    "grain",
    "first_day",
    "last_day",
    "in_progress",
    "cut_off",
    "revenue",
    "orders",
    "units",
    "customers",
    "new_customers",
    "repeat_customers",
    "average_order_value",
    "repeat_share",
    "review_score",
    "measure",
    "mean_7_days",
    "mean_28_days",
    "compared_first_day",
    "compared_last_day",
    "compared_value",
];

/// One row for each point, with all measures; the trailing means and the compared value are those of the measure
/// that the page shows.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let question = trend_view(url).for_export()?;
    let trends = analytics.trends(scope, &question)?;
    let measure = question.measure;
    let rows = trends.points.iter().enumerate().map(|(index, point)| {
        let mean = |means: &Vec<Option<f64>>| value_cell(measure, means.get(index).copied().flatten());
        let compared = trends.compared_points.get(index);
        let day = |pick: fn(&TrendFigures) -> chrono::NaiveDate| {
            compared.map_or_else(|| Cell::figure(""), |compared| Cell::figure(pick(compared)))
        };
        let mut row = vec![Cell::figure(grain_word(trends.grain))];
        row.extend(point_cells(point));
        row.push(Cell::figure(measure.slug()));
        row.extend(trends.trailing_means.iter().map(mean));
        row.push(day(|compared| compared.days.first));
        row.push(day(|compared| compared.days.last));
        row.push(value_cell(measure, compared.and_then(|compared| compared.value(measure))));
        row
    });
    Ok(ExportTable { columns: COLUMNS.map(str::to_owned).to_vec(), rows: rows.collect() })
}

fn point_cells(point: &TrendFigures) -> Vec<Cell> {
    let ratio = |measure| value_cell(measure, point.value(measure));
    vec![
        Cell::figure(point.days.first),
        Cell::figure(point.days.last),
        Cell::figure(point.in_progress),
        Cell::figure(point.is_cut_off),
        Cell::money(point.revenue_cents),
        Cell::figure(point.orders),
        Cell::figure(point.units),
        Cell::figure(point.customers),
        Cell::figure(point.new_customers),
        Cell::figure(point.repeat_customers),
        ratio(TrendMeasure::AverageOrderValue),
        ratio(TrendMeasure::RepeatShare),
        ratio(TrendMeasure::ReviewScore),
    ]
}

/// Amounts as currency units, not rounded.
fn value_cell(measure: TrendMeasure, value: Option<f64>) -> Cell {
    let is_money = matches!(measure, TrendMeasure::Revenue | TrendMeasure::AverageOrderValue);
    Cell::ratio(value.map(|value| if is_money { value / 100.0 } else { value }))
}
