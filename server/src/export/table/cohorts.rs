use clientele_app::{
    questions::{CohortMeasure, cohort_question, cohort_view},
    url_state::SegmentsUrl,
};
use clientele_contract::{Analytics, AnalyticsError, CohortCell, CohortMean, CohortRow, Scope};

use super::{Cell, ExportTable};

/// `value` holds the measure that the page shows; the columns behind it hold all of them.
const COLUMNS: [&str; 17] = [
    "cohort",
    "first_day",
    "last_day",
    "size",
    "grain",
    "period",
    "measure",
    "value",
    "customers",
    "rate",
    "orders",
    "revenue",
    "cumulative_revenue",
    "orders_per_customer",
    "revenue_per_customer",
    "cumulative_revenue_per_customer",
    "in_progress",
];

/// The name of the rows of means.
const WEIGHTED_MEAN: &str = "weighted mean";

/// One row for each cohort and period, and before them one for each weighted mean.
pub fn table(
    analytics: &dyn Analytics,
    scope: &Scope,
    url: &SegmentsUrl,
) -> Result<ExportTable, AnalyticsError> {
    let view = cohort_view(url);
    if !view.notices.is_empty() {
        // Otherwise the file would hold another grain or measure than the address says.
        return Err(AnalyticsError::InvalidQuestion(view.notices.join("\n")));
    }
    let answer = analytics.cohorts(scope, &cohort_question(url))?;
    let how = [Cell::figure(view.grain.slug()), Cell::figure(view.measure.slug())];
    let means = answer.means.iter().filter(|mean| mean.size > 0);
    let means = means.map(|mean| row_of(&mean_head(mean), &how, &Figures::of_mean(mean, view.measure)));
    let cells = answer.cohorts.iter().flat_map(|cohort| {
        let cells = cohort.cells.iter().enumerate();
        cells.map(|(period, cell)| {
            let figures = Figures::of_cell(cell, cohort.size, period, view.measure);
            row_of(&cohort_head(cohort), &how, &figures)
        })
    });
    Ok(ExportTable { columns: COLUMNS.map(str::to_owned).to_vec(), rows: means.chain(cells).collect() })
}

/// Whose row it is, the first and last day of their first order, and how many they are.
type Head = [Cell; 4];

fn mean_head(mean: &CohortMean) -> Head {
    let empty = || Cell::figure("");
    [Cell::figure(WEIGHTED_MEAN), empty(), empty(), Cell::figure(mean.size)]
}

fn cohort_head(cohort: &CohortRow) -> Head {
    let days = cohort.period.days();
    let day =
        |day: Option<chrono::NaiveDate>| Cell::figure(day.map(|day| day.to_string()).unwrap_or_default());
    [
        Cell::figure(cohort.period),
        day(days.map(|days| days.first)),
        day(days.map(|days| days.last)),
        Cell::figure(cohort.size),
    ]
}

fn row_of(head: &Head, [grain, measure]: &[Cell; 2], figures: &Figures) -> Vec<Cell> {
    let mut row = head.to_vec();
    row.extend([grain.clone(), Cell::figure(figures.period), measure.clone(), figures.value.clone()]);
    row.extend([
        Cell::figure(figures.customers),
        Cell::ratio(figures.rate),
        Cell::figure(figures.orders),
        Cell::money(figures.revenue_cents),
        figures.cumulative_revenue_cents.map_or_else(|| Cell::figure(""), Cell::money),
        Cell::ratio(figures.orders_per_customer),
        Cell::ratio(figures.revenue_per_customer),
        Cell::ratio(figures.cumulative_revenue_per_customer),
        Cell::figure(figures.in_progress),
    ]);
    row
}

/// The figures of a cell or a mean; amounts per customer are in currency units.
struct Figures {
    period: usize,
    value: Cell,
    customers: u64,
    rate: Option<f64>,
    orders: u64,
    revenue_cents: i64,
    /// A mean has none: each of its periods is that of other cohorts.
    cumulative_revenue_cents: Option<i64>,
    orders_per_customer: Option<f64>,
    revenue_per_customer: Option<f64>,
    cumulative_revenue_per_customer: Option<f64>,
    in_progress: bool,
}

impl Figures {
    fn of_cell(cell: &CohortCell, size: u64, period: usize, measure: CohortMeasure) -> Self {
        let per_customer = |sum: f64| (size > 0).then(|| sum / size as f64);
        let units = |cents: i64| per_customer(cents as f64 / 100.0);
        let figures = Self {
            period,
            value: Cell::figure(""),
            customers: cell.customers,
            rate: Some(cell.rate),
            orders: cell.orders,
            revenue_cents: cell.revenue_cents,
            cumulative_revenue_cents: Some(cell.cumulative_revenue_cents),
            orders_per_customer: per_customer(cell.orders as f64),
            revenue_per_customer: units(cell.revenue_cents),
            cumulative_revenue_per_customer: units(cell.cumulative_revenue_cents),
            in_progress: cell.in_progress,
        };
        let value = match measure {
            CohortMeasure::Customers => Cell::figure(figures.customers),
            CohortMeasure::Orders => Cell::figure(figures.orders),
            CohortMeasure::Revenue => Cell::money(figures.revenue_cents),
            CohortMeasure::Rate | CohortMeasure::LifetimeValue => figures.per_customer(measure),
        };
        Self { value, ..figures }
    }

    fn of_mean(mean: &CohortMean, measure: CohortMeasure) -> Self {
        let units = |mean: Option<f64>| mean.map(|cents| cents / 100.0);
        let figures = Self {
            period: mean.period as usize,
            value: Cell::figure(""),
            customers: mean.customers,
            rate: mean.rate,
            orders: mean.orders,
            revenue_cents: mean.revenue_cents,
            cumulative_revenue_cents: None,
            orders_per_customer: mean.orders_per_customer,
            revenue_per_customer: units(mean.revenue_cents_per_customer),
            cumulative_revenue_per_customer: units(mean.cumulative_revenue_cents_per_customer),
            in_progress: false,
        };
        Self { value: figures.per_customer(measure), ..figures }
    }

    /// A mean has a value per customer only.
    fn per_customer(&self, measure: CohortMeasure) -> Cell {
        Cell::ratio(match measure {
            CohortMeasure::Rate | CohortMeasure::Customers => self.rate,
            CohortMeasure::Orders => self.orders_per_customer,
            CohortMeasure::Revenue => self.revenue_per_customer,
            CohortMeasure::LifetimeValue => self.cumulative_revenue_per_customer,
        })
    }
}

#[cfg(test)]
mod tests {
    use clientele_app::url_state::parse_query;

    use super::*;
    use crate::{config::Reader, test_support::CountingAnalytics};

    fn csv(query: &str) -> Result<String, AnalyticsError> {
        let analytics = CountingAnalytics::named("shop");
        let table = table(&analytics, &Scope::everything(), &parse_query(query).0)?;
        Ok(String::from_utf8(table.to_csv(Reader::Machines).expect("equal rows")).expect("UTF-8"))
    }

    #[test]
    fn a_choice_that_is_not_understood_is_refused() {
        assert!(csv("").is_ok());
        let refused = csv("grain=fortnight");
        assert!(matches!(&refused, Err(AnalyticsError::InvalidQuestion(text)) if text.contains("fortnight")));
    }

    #[test]
    fn the_value_is_that_of_the_measure_shown() {
        let cell = CohortCell {
            customers: 2,
            rate: 0.5,
            orders: 3,
            revenue_cents: 1_000,
            cumulative_revenue_cents: 5_000,
            in_progress: true,
        };
        let value = |measure| Figures::of_cell(&cell, 4, 1, measure).value;
        let expected = ["0.5", "2", "3", "10.00", "12.5"].map(Cell::figure);
        assert_eq!(CohortMeasure::ALL.map(value), expected);
        let row = row_of(
            &mean_head(&CohortMean::default()),
            &[Cell::figure("month"), Cell::figure("rate")],
            &Figures::of_mean(&CohortMean::default(), CohortMeasure::Rate),
        );
        assert_eq!(row.len(), COLUMNS.len());
        assert_eq!(row[7], Cell::figure(""), "a mean that is not defined is empty");
    }
}
