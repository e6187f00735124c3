use clientele_app::{
    questions::{ValueChoices, value_question},
    url_state::SegmentsUrl,
};
use clientele_contract::{
    Analytics, AnalyticsError, FrequencyRecencyMatrix, Holdout, LifetimeValue, ModelDiagnostics,
    ModelParameter, Scope, TrackingPoint, TrustCheck,
};

use super::{Cell, ExportTable};

/// What was fitted, whether it can be trusted, and every curve of the page; times in days, money in currency units.
/// One figure in each row: the part of the page that it belongs to, which one it is, and its value.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let ValueChoices { question, notices, .. } = value_question(url);
    if !notices.is_empty() {
        return Err(AnalyticsError::InvalidQuestion(notices.join("\n")));
    }
    let figures = figures_of(&analytics.lifetime_value(scope, &question)?);
    Ok(ExportTable { columns: ["part", "key", "value"].map(str::to_owned).to_vec(), rows: figures.0 })
}

/// The rows of the table.
#[derive(Default)]
struct Figures(Vec<Vec<Cell>>);

impl Figures {
    fn add(&mut self, part: &str, key: impl ToString, value: impl ToString) {
        self.0.push(vec![Cell::figure(part), Cell::figure(key), Cell::figure(value)]);
    }

    /// Empty where it is not defined.
    fn add_ratio(&mut self, part: &str, key: impl ToString, value: Option<f64>) {
        self.0.push(vec![Cell::figure(part), Cell::figure(key), Cell::ratio(value)]);
    }

    fn add_parameters(&mut self, of: &str, parameters: &[ModelParameter]) {
        for parameter in parameters {
            self.add(&format!("{of}-parameter"), &parameter.name, parameter.value);
            self.add_ratio(&format!("{of}-standard-error"), &parameter.name, parameter.standard_error);
        }
    }

    fn add_check(&mut self, check: &TrustCheck) {
        let kind = check.kind.slug();
        self.add_ratio("check-measured", kind, check.measured);
        self.add("check-bound", kind, check.bound);
        self.add("check-verdict", kind, if check.passed { "holds" } else { "fails" });
    }

    fn add_fit(&mut self, diagnostics: &ModelDiagnostics) {
        self.add("purchases-fit", "customers", diagnostics.customers);
        self.add("purchases-fit", "repeat_buyers", diagnostics.repeat_buyers);
        self.add("purchases-fit", "log_likelihood", diagnostics.log_likelihood);
        self.add("purchases-fit", "converged", diagnostics.converged);
        self.add_parameters("purchases", &diagnostics.parameters);
        let Some(spend) = &diagnostics.spend else { return };
        self.add("spend-fit", "repeat_buyers", spend.customers);
        self.add("spend-fit", "log_likelihood", spend.log_likelihood);
        self.add("spend-fit", "converged", spend.converged);
        self.add_ratio("spend-fit", "correlation", spend.correlation);
        self.add_parameters("spend", &spend.parameters);
    }

    /// Classes by how often customers had come back before: `0`, `1` … `7 or more`.
    fn add_holdout(&mut self, holdout: &Holdout) {
        self.add("holdout", "first_day", holdout.first_day);
        self.add("holdout", "days", holdout.days);
        self.add("holdout", "customers", holdout.customers);
        self.add("holdout", "actual_purchases", holdout.actual);
        self.add("holdout", "expected_purchases", holdout.expected);
        self.add_ratio("holdout", "error", holdout.error);
        for class in &holdout.classes {
            let or_more = if class.or_more { " or more" } else { "" };
            let key = format!("{}{or_more}", class.repeat_purchases);
            self.add("holdout-class-customers", &key, class.customers);
            self.add("holdout-class-mean-actual", &key, class.mean_actual);
            self.add("holdout-class-mean-expected", &key, class.mean_expected);
        }
    }

    fn add_tracking(&mut self, points: &[TrackingPoint]) {
        for point in points {
            self.add("tracking-actual", point.day, point.actual);
            self.add("tracking-expected", point.day, point.expected);
            self.add("tracking-in-holdout", point.day, point.in_holdout);
        }
    }

    /// The part of the customers, best first, and their share of revenue.
    fn add_lorenz_curve(&mut self, curve: &[f64], gini: Option<f64>) {
        let steps = curve.len().saturating_sub(1).max(1);
        for (point, &share) in curve.iter().enumerate() {
            self.add("lorenz-curve", point as f64 / steps as f64, share);
        }
        self.add_ratio("concentration", "gini", gini);
    }

    /// Cells by repeat purchases and days since the last one: `3/40`. Nobody can be in those that are left out.
    fn add_matrix(&mut self, matrix: &FrequencyRecencyMatrix) {
        self.add("matrix", "age_days", matrix.age_days);
        for row in &matrix.rows {
            for (days, cell) in matrix.days_since_last.iter().zip(&row.cells) {
                let Some(cell) = cell else { continue };
                let key = format!("{}/{days}", row.repeat_purchases);
                self.add("matrix-expected-purchases", &key, cell.purchases);
                self.add_ratio("matrix-p-alive", &key, cell.p_alive);
            }
        }
    }
}

fn figures_of(value: &LifetimeValue) -> Figures {
    let mut figures = Figures::default();
    let forecast = &value.forecast;
    figures.add("question", "model", forecast.model.slug());
    figures.add("question", "horizon_days", forecast.horizon_days);
    forecast.trust.checks.iter().for_each(|check| figures.add_check(check));
    figures.add_lorenz_curve(&value.concentration.curve, value.concentration.gini);
    let Some(diagnostics) = &forecast.diagnostics else { return figures };
    figures.add_fit(diagnostics);
    diagnostics.holdout.iter().for_each(|holdout| figures.add_holdout(holdout));
    figures.add_tracking(&diagnostics.tracking);
    diagnostics.matrix.iter().for_each(|matrix| figures.add_matrix(matrix));
    figures
}

#[cfg(test)]
mod tests {
    use clientele_contract::{
        ExpectedCell, FrequencyRow, HoldoutClass, ModelTrust, RevenueConcentration, TrustCheckKind,
        ValueForecast, parse_iso_date,
    };

    use super::*;

    fn value() -> LifetimeValue {
        let day = parse_iso_date("2018-03-05").expect("a date");
        let class = HoldoutClass {
            repeat_purchases: 7,
            or_more: true,
            customers: 3,
            mean_actual: 1.5,
            mean_expected: 1.25,
        };
        let cell = ExpectedCell { purchases: 0.5, p_alive: None };
        let diagnostics = ModelDiagnostics {
            parameters: vec![ModelParameter { name: "r".to_owned(), value: 0.25, standard_error: None }],
            holdout: Some(Holdout {
                first_day: day,
                days: 30,
                customers: 3,
                actual: 4,
                expected: 5.0,
                error: Some(0.25),
                classes: vec![class],
            }),
            tracking: vec![TrackingPoint { day, actual: 9, expected: 8.5, in_holdout: true }],
            matrix: Some(FrequencyRecencyMatrix {
                age_days: 80,
                days_since_last: vec![0, 40],
                rows: vec![FrequencyRow { repeat_purchases: 2, cells: vec![None, Some(cell)] }],
            }),
            ..ModelDiagnostics::default()
        };
        let check =
            TrustCheck { kind: TrustCheckKind::Holdout, measured: Some(0.25), bound: 0.2, passed: false };
        LifetimeValue {
            concentration: RevenueConcentration {
                curve: vec![0.0, 0.75, 1.0],
                gini: Some(0.4),
                ..RevenueConcentration::default()
            },
            forecast: ValueForecast {
                trust: ModelTrust { checks: vec![check] },
                diagnostics: Some(diagnostics),
                ..ValueForecast::default()
            },
            ..LifetimeValue::default()
        }
    }

    #[test]
    fn every_part_of_the_model_is_in_the_file() {
        let rows = figures_of(&value()).0;
        for expected in [
            ["check-measured", "holdout", "0.25"],
            ["check-verdict", "holdout", "fails"],
            ["lorenz-curve", "0.5", "0.75"],
            ["concentration", "gini", "0.4"],
            ["purchases-parameter", "r", "0.25"],
            ["purchases-standard-error", "r", ""],
            ["holdout", "first_day", "2018-03-05"],
            ["holdout-class-mean-expected", "7 or more", "1.25"],
            ["tracking-actual", "2018-03-05", "9"],
            ["tracking-in-holdout", "2018-03-05", "true"],
            ["matrix-expected-purchases", "2/40", "0.5"],
            ["matrix-p-alive", "2/40", ""],
        ] {
            assert!(rows.contains(&expected.map(Cell::figure).to_vec()), "{expected:?} in {rows:?}");
        }
        assert!(!rows.iter().any(|row| row[1] == Cell::figure("2/0")), "nobody can be there");
    }

    #[test]
    fn a_shop_without_customers_has_a_file_without_a_model() {
        let rows = figures_of(&LifetimeValue::default()).0;
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[2], ["concentration", "gini", ""].map(Cell::figure));
    }
}
