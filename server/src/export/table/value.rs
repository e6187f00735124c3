use clientele_app::{
    questions::{ValueChoices, value_question},
    url_state::SegmentsUrl,
};
use clientele_contract::{Analytics, AnalyticsError, Scope};

use super::{Cell, ExportTable};

/// One row for each segment. What is withheld on the page is empty.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let ValueChoices { question, notices, .. } = value_question(url);
    if !notices.is_empty() {
        return Err(AnalyticsError::InvalidQuestion(notices.join("\n")));
    }
    let value = analytics.lifetime_value(scope, &question)?;
    let forecast = &value.forecast;
    let rows = value.segments.iter().map(|row| {
        let expected = row.expected;
        vec![
            Cell::text(row.segment.name()),
            Cell::figure(row.customers),
            Cell::figure(row.share_of_customers),
            Cell::money(row.revenue_cents),
            Cell::ratio(row.share_of_revenue),
            Cell::figure(row.mean_revenue_cents / 100.0),
            Cell::figure(forecast.model.slug()),
            Cell::figure(forecast.horizon_days),
            Cell::ratio(expected.and_then(|expected| expected.mean_p_alive)),
            Cell::ratio(expected.map(|expected| expected.purchases)),
            expected.and_then(|expected| expected.value_cents).map_or_else(|| Cell::ratio(None), Cell::money),
        ]
    });
    let columns = [
        "segment",
        "customers",
        "share_of_customers",
        "spent",
        "share_of_spent",
        "spent_per_customer",
        "model",
        "horizon_days",
        "mean_p_alive",
        "expected_purchases",
        "expected_value",
    ];
    Ok(ExportTable { columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() })
}
