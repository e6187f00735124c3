use clientele_app::{questions::place_view, url_state::SegmentsUrl};
use clientele_contract::{Analytics, AnalyticsError, PlaceRow, Scope};

use super::{Cell, ExportTable};

const COLUMNS: [&str; 12] = [
    "place",
    "customers",
    "revenue",
    "orders",
    "average_order_value",
    "orders_with_delivery_day",
    "mean_delivery_days",
    "orders_with_promised_day",
    "late_share",
    "reviewed_customers",
    "review_score",
    "freight_share",
];

/// One row for each state, or for each region.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let places = analytics.places(scope, &place_view(url).for_export()?)?;
    Ok(ExportTable {
        columns: COLUMNS.map(str::to_owned).to_vec(),
        rows: places.rows.into_iter().map(cells).collect(),
    })
}

fn cells(PlaceRow { name, figures, .. }: PlaceRow) -> Vec<Cell> {
    vec![
        Cell::text(name),
        Cell::figure(figures.customers),
        Cell::money(figures.revenue_cents),
        Cell::figure(figures.orders),
        Cell::ratio(figures.average_order_value_cents.map(|cents| cents / 100.0)),
        Cell::figure(figures.delivered_orders),
        Cell::ratio(figures.mean_delivery_days),
        Cell::figure(figures.promised_orders),
        Cell::ratio(figures.late_share),
        Cell::figure(figures.reviewed_customers),
        Cell::ratio(figures.review_score),
        Cell::ratio(figures.freight_share),
    ]
}
