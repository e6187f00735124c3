use clientele_app::{questions::cohort_question, url_state::SegmentsUrl};
use clientele_contract::{Analytics, AnalyticsError, Scope};

use super::{Cell, ExportTable};

/// One row for each cohort and month.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let cohorts = analytics.cohorts(scope, &cohort_question(url))?;
    let rows = cohorts.cohorts.iter().flat_map(|cohort| {
        cohort.cells.iter().enumerate().map(|(month, cell)| {
            vec![
                Cell::figure(cohort.month),
                Cell::figure(cohort.size),
                Cell::figure(month),
                Cell::figure(cell.customers),
                Cell::figure(cell.rate),
                Cell::figure(cell.in_progress),
            ]
        })
    });
    Ok(ExportTable {
        columns: ["cohort", "size", "month", "customers", "rate", "in_progress"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    })
}
