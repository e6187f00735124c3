//! What a cell says under each measure.

use clientele_contract::{CohortCell, CohortMean};

use crate::{
    format::{format_amount_short, format_count, format_counted, format_mean, format_money, format_rate},
    questions::CohortMeasure,
};

/// Orders of a mean are written for so many customers: for a single one there are many zeros.
const MEAN_ORDERS_PER: f64 = 100.0;

/// What people choose.
pub fn choice_name(measure: CohortMeasure) -> &'static str {
    match measure {
        CohortMeasure::Rate => "Rate",
        CohortMeasure::Customers => "Customers",
        CohortMeasure::Orders => "Orders",
        CohortMeasure::Revenue => "Revenue",
        CohortMeasure::LifetimeValue => "Value so far",
    }
}

/// What the table shows, with its unit.
pub fn table_name(measure: CohortMeasure, currency_symbol: &str) -> String {
    match measure {
        CohortMeasure::Rate => "Retention".to_owned(),
        CohortMeasure::Customers => "Customers who ordered".to_owned(),
        CohortMeasure::Orders => "Orders".to_owned(),
        CohortMeasure::Revenue => format!("Revenue in {currency_symbol}"),
        CohortMeasure::LifetimeValue => format!("Revenue so far per customer in {currency_symbol}"),
    }
}

/// What the row of means says, where its unit differs from that of the cells.
pub fn mean_unit(measure: CohortMeasure, currency_symbol: &str) -> Option<String> {
    match measure {
        CohortMeasure::Rate | CohortMeasure::LifetimeValue => None,
        CohortMeasure::Customers => Some("share of customers".to_owned()),
        CohortMeasure::Orders => Some("orders per 100 customers".to_owned()),
        CohortMeasure::Revenue => Some(format!("{currency_symbol} per customer")),
    }
}

/// The figure of a cell; `None` where nobody ordered.
pub fn cell_text(measure: CohortMeasure, column: usize, cell: &CohortCell, size: u64) -> Option<String> {
    match measure {
        CohortMeasure::LifetimeValue => {
            Some(format_amount_short(cell.cumulative_revenue_cents as f64 / size as f64))
        }
        _ if cell.customers == 0 => None,
        CohortMeasure::Rate if column == 0 => Some("100\u{a0}%".to_owned()),
        CohortMeasure::Rate => Some(format_rate(cell.rate)),
        CohortMeasure::Customers => Some(format_count(cell.customers)),
        CohortMeasure::Orders => Some(format_count(cell.orders)),
        CohortMeasure::Revenue => Some(format_amount_short(cell.revenue_cents as f64)),
    }
}

/// All figures of a cell.
pub fn cell_tip(cell: &CohortCell, size: u64, currency_symbol: &str) -> String {
    let per_customer = cell.cumulative_revenue_cents as f64 / size as f64;
    format!(
        "{} of {} customers, {}, {}; {currency_symbol}\u{a0}{} per customer so far",
        format_count(cell.customers),
        format_count(size),
        format_counted(cell.orders, "order", "orders"),
        format_money(cell.revenue_cents, currency_symbol),
        format_amount_short(per_customer),
    )
}

/// The figure of a mean; `None` where no cohort has the period complete.
pub fn mean_text(measure: CohortMeasure, mean: &CohortMean) -> Option<String> {
    let text = match measure {
        CohortMeasure::Rate | CohortMeasure::Customers if mean.period == 0 => {
            mean.rate.map(|_| "100\u{a0}%".to_owned())
        }
        CohortMeasure::Rate | CohortMeasure::Customers => mean.rate.map(format_rate),
        CohortMeasure::Orders => mean.orders_per_customer.map(|orders| format_mean(orders * MEAN_ORDERS_PER)),
        CohortMeasure::Revenue => mean.revenue_cents_per_customer.map(format_amount_short),
        CohortMeasure::LifetimeValue => mean.cumulative_revenue_cents_per_customer.map(format_amount_short),
    };
    text.filter(|_| measure == CohortMeasure::LifetimeValue || mean.customers > 0)
}

/// All figures of a mean.
pub fn mean_tip(mean: &CohortMean, currency_symbol: &str) -> String {
    let so_far = mean
        .cumulative_revenue_cents_per_customer
        .map(|cents| format!("; {currency_symbol}\u{a0}{} per customer so far", format_amount_short(cents)));
    format!(
        "{} of {} customers, {}, {}{}",
        format_count(mean.customers),
        format_count(mean.size),
        format_counted(mean.orders, "order", "orders"),
        format_money(mean.revenue_cents, currency_symbol),
        so_far.unwrap_or_default(),
    )
}

/// What decides on the colour: always per customer of the cohort, or large cohorts would outshine small ones.
pub fn intensity(measure: CohortMeasure, cell: &CohortCell, size: u64) -> f64 {
    let per_customer = |sum: f64| sum / size as f64;
    match measure {
        CohortMeasure::Rate | CohortMeasure::Customers => cell.rate,
        CohortMeasure::Orders => per_customer(cell.orders as f64),
        CohortMeasure::Revenue => per_customer(cell.revenue_cents as f64),
        CohortMeasure::LifetimeValue => per_customer(cell.cumulative_revenue_cents as f64),
    }
}

/// The same of a mean.
pub fn mean_intensity(measure: CohortMeasure, mean: &CohortMean) -> Option<f64> {
    match measure {
        CohortMeasure::Rate | CohortMeasure::Customers => mean.rate,
        CohortMeasure::Orders => mean.orders_per_customer,
        CohortMeasure::Revenue => mean.revenue_cents_per_customer,
        CohortMeasure::LifetimeValue => mean.cumulative_revenue_cents_per_customer,
    }
}

/// What a colour stands for, such as the strongest one.
pub fn intensity_text(measure: CohortMeasure, value: f64, currency_symbol: &str) -> String {
    match measure {
        CohortMeasure::Rate | CohortMeasure::Customers => format_rate(value),
        CohortMeasure::Orders => format!("{} orders per 100 customers", format_mean(value * MEAN_ORDERS_PER)),
        CohortMeasure::Revenue | CohortMeasure::LifetimeValue => {
            format!("{currency_symbol}\u{a0}{} per customer", format_amount_short(value))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CELL: CohortCell = CohortCell {
        customers: 12,
        rate: 0.03,
        orders: 14,
        revenue_cents: 123_450,
        cumulative_revenue_cents: 5_000_000,
        in_progress: false,
    };

    #[test]
    fn each_measure_has_its_figure() {
        let texts = CohortMeasure::ALL.map(|measure| cell_text(measure, 2, &CELL, 400));
        let expected = ["3.0\u{a0}%", "12", "14", "1.23\u{a0}k", "125"];
        assert_eq!(texts, expected.map(|text| Some(text.to_owned())));
        assert_eq!(
            cell_tip(&CELL, 400, "R$").replace('\u{a0}', " "),
            "12 of 400 customers, 14 orders, R$ 1,234.50; R$ 125 per customer so far"
        );
    }

    #[test]
    fn nobody_has_no_figure_but_what_came_before_stays() {
        let nobody = CohortCell { customers: 0, rate: 0.0, orders: 0, revenue_cents: 0, ..CELL };
        for measure in CohortMeasure::ALL {
            let is_cumulative = measure == CohortMeasure::LifetimeValue;
            assert_eq!(cell_text(measure, 2, &nobody, 400).is_some(), is_cumulative, "{measure:?}");
        }
    }

    #[test]
    fn a_mean_without_a_complete_period_is_not_zero() {
        for measure in CohortMeasure::ALL {
            assert_eq!(mean_text(measure, &CohortMean::default()), None);
            assert_eq!(mean_intensity(measure, &CohortMean::default()), None);
        }
    }
}
