use clientele_app::{
    questions::{ValueChoices, value_question},
    url_state::SegmentsUrl,
};
use clientele_contract::{Analytics, AnalyticsError, ExpectedTotals, ModelTrust, Scope};

use super::{Cell, ExportTable};

/// One row for each segment. What is withheld on the page is empty, and the last column says why.
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
            Cell::figure(withheld_because(&forecast.trust, expected)),
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
        "withheld_because",
    ];
    Ok(ExportTable { columns: columns.map(str::to_owned).to_vec(), rows: rows.collect() })
}

/// The checks that fail, in the words of `model.csv`; empty where nothing is withheld.
fn withheld_because(trust: &ModelTrust, expected: Option<ExpectedTotals>) -> String {
    let failed: Vec<&str> =
        trust.checks.iter().filter(|check| !check.passed).map(|check| check.kind.slug()).collect();
    if failed.is_empty() && expected.is_some_and(|expected| expected.mean_p_alive.is_none()) {
        // BG/NBD takes everyone who bought once for a customer for certain.
        return "no-probability-for-one-time-buyers".to_owned();
    }
    failed.join(" ")
}

#[cfg(test)]
mod tests {
    use clientele_contract::{TrustCheck, TrustCheckKind};

    use super::*;

    #[test]
    fn empty_cells_say_why() {
        let check = |kind, passed| TrustCheck { kind, measured: None, bound: 1.0, passed };
        let trust = |holdout| ModelTrust {
            checks: vec![
                check(TrustCheckKind::RepeatBuyers, true),
                check(TrustCheckKind::Holdout, holdout),
                check(TrustCheckKind::PositiveSpend, holdout),
            ],
        };
        assert_eq!(withheld_because(&trust(false), None), "holdout positive-spend");
        let expected = |mean_p_alive| {
            Some(ExpectedTotals {
                purchases: 1.0,
                mean_p_alive,
                customers_with_p_alive: 0,
                value_cents: Some(1),
            })
        };
        assert_eq!(withheld_because(&trust(true), expected(Some(0.5))), "");
        assert_eq!(withheld_because(&trust(true), expected(None)), "no-probability-for-one-time-buyers");
    }
}
