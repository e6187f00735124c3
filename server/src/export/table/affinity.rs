use clientele_app::{
    questions::{AffinityView, affinity_view},
    url_state::SegmentsUrl,
};
use clientele_contract::{Affinity, Analytics, AnalyticsError, PlaceLevel, Scope};

use super::{Cell, ExportTable};

/// One row for each segment and category; with `by=state` or `by=region`, for each segment and place.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let (kind, affinity) = match affinity_view(url)? {
        AffinityView::Categories(question) => ("category", analytics.products(scope, &question)?.affinity),
        AffinityView::Places(question) => {
            let places = analytics.places(scope, &question)?;
            (if places.by == PlaceLevel::Region { "region" } else { "state" }, places.affinity)
        }
    };
    let columns =
        ["segment", kind, "index", "enough_orders", "orders", "customers", "revenue", "revenue_of_all"];
    Ok(ExportTable { columns: columns.map(str::to_owned).to_vec(), rows: rows(&affinity) })
}

fn rows(affinity: &Affinity) -> Vec<Vec<Cell>> {
    let cells = affinity.rows.iter().flat_map(|row| {
        row.cells.iter().zip(&affinity.segments).map(move |(cell, column)| (row, cell, column))
    });
    cells
        .map(|(row, cell, column)| {
            vec![
                Cell::text(column.segment.name()),
                Cell::text(row.name.as_str()),
                Cell::ratio(cell.index),
                Cell::figure(cell.is_firm()),
                Cell::figure(cell.orders),
                Cell::figure(cell.customers),
                Cell::money(cell.revenue_cents),
                Cell::money(row.revenue_cents),
            ]
        })
        .collect()
}
