use clientele_app::{questions::movement_view, url_state::SegmentsUrl};
use clientele_contract::{Analytics, AnalyticsError, Scope};

use super::{Cell, ExportTable};

/// In the place of a segment: the customers who had not ordered on the earlier day.
const NOT_YET: &str = "not-yet";

const COLUMNS: [&str; 8] =
    ["from_day", "to_day", "was", "is", "customers", "spent_before", "spent_between", "direction"];

/// One row for each pair of segments with customers.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let question = movement_view(url).for_export()?;
    let movement = analytics.segment_movement(scope, &question)?;
    let rows = movement.flows.iter().map(|flow| {
        vec![
            Cell::figure(movement.from),
            Cell::figure(movement.to),
            Cell::figure(flow.was.map_or(NOT_YET, |segment| segment.slug())),
            Cell::figure(flow.is.slug()),
            Cell::figure(flow.customers),
            Cell::money(flow.spent_before_cents),
            Cell::money(flow.spent_between_cents),
            Cell::figure(flow.direction().slug()),
        ]
    });
    Ok(ExportTable { columns: COLUMNS.map(str::to_owned).to_vec(), rows: rows.collect() })
}
