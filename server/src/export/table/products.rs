use clientele_app::{questions::product_view, url_state::SegmentsUrl};
use clientele_contract::{Analytics, AnalyticsError, SalesLevel, SalesRow, Scope};

use super::{Cell, ExportTable};

const FIGURES: [&str; 8] = [
    "revenue",
    "revenue_share",
    "units",
    "orders",
    "customers",
    "revenue_last_90_days",
    "revenue_90_days_before",
    "change",
];

/// One row for each product, or for each category: all that match the search, on whatever page they are.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let question = product_view(url).for_export()?;
    let names: &[&str] = match question.by {
        SalesLevel::Product => &["product_id", "category"],
        SalesLevel::Category => &["category"],
    };
    let products = analytics.products(scope, &question)?;
    let has_change = products.change_days.is_some();
    Ok(ExportTable {
        columns: names.iter().chain(&FIGURES).map(|name| (*name).to_owned()).collect(),
        rows: products.rows.into_iter().map(|row| cells(row, has_change)).collect(),
    })
}

fn cells(row: SalesRow, has_change: bool) -> Vec<Cell> {
    let compared = |cents| if has_change { Cell::money(cents) } else { Cell::figure("") };
    let name = row.product_id.map(Cell::text).into_iter().chain([Cell::text(row.category)]);
    let figures = [
        Cell::money(row.revenue_cents),
        Cell::ratio(row.revenue_share),
        Cell::figure(row.units),
        Cell::figure(row.orders),
        Cell::figure(row.customers),
        compared(row.last_revenue_cents),
        compared(row.before_revenue_cents),
        Cell::ratio(row.change),
    ];
    name.chain(figures).collect()
}
