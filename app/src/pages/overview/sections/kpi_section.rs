use chrono::NaiveDate;
use clientele_charts::{ChartSize, ChartSpec, render};
use clientele_contract::{CustomerFilter, MonthPoint, Overview, PeriodFigures, PeriodQuestion, Span};
use leptos::prelude::*;

use super::{
    change::Measure,
    drill::{first_ordered_in, ordered_in},
    period_words::compared_phrase,
};
use crate::{
    components::{Comparison, KpiTile, customers_href},
    format::{
        format_count, format_counted, format_money, format_money_short, format_percent, format_score, or_dash,
    },
};

const SPARKLINE: ChartSize = ChartSize { width: 96, height: 28 };
/// A year and the same month of the year before.
const SPARKLINE_MONTHS: usize = 13;

/// The headline figures of the period.
#[component]
pub fn KpiSection(
    overview: Overview,
    question: PeriodQuestion,
    currency_symbol: String,
    /// The day of the last order.
    last_order: NaiveDate,
) -> impl IntoView {
    let now = overview.period;
    let symbol = currency_symbol;
    let changes = Changes::of(&overview, question);
    let change = |measure, figure: fn(&PeriodFigures) -> Option<f64>| changes.of_figure(measure, figure);
    let months = &overview.months;
    let ordered = customers_href(ordered_in(now.days));
    let reviewed = customers_href(CustomerFilter { reviewed: true, ..ordered_in(now.days) });
    let order_value = now.average_order_value_cents;
    let detail_of_repeat = format!(
        "{} of {} have ordered twice or more",
        format_count(now.repeat_customers),
        format_count(now.customers)
    );
    view! {
        <dl class="kpis kpis-overview">
            <KpiTile
                label="Revenue"
                term="revenue"
                value=format_money_short(now.revenue_cents as f64, &symbol)
                exact=format_money(now.revenue_cents, &symbol)
                href=ordered.clone()
                comparison=change(Measure::Amount, |figures| Some(figures.revenue_cents as f64))
                detail="completed orders, with freight".into_any()
                sparkline=sparkline_of(months, |month| month.revenue_cents as f64)
            />
            <KpiTile
                label="Customers"
                term="customer"
                value=format_count(now.customers)
                href=ordered.clone()
                comparison=change(Measure::Count, |figures| Some(figures.customers as f64))
                detail=new_customers(&now)
                sparkline=sparkline_of(months, |month| month.customers as f64)
            />
            <KpiTile
                label="Orders"
                term="completed-order"
                value=format_count(now.orders)
                href=ordered.clone()
                comparison=change(Measure::Count, |figures| Some(figures.orders as f64))
                detail=format!("by {}", format_counted(now.customers, "customer", "customers")).into_any()
                sparkline=sparkline_of(months, |month| month.orders as f64)
            />
            <KpiTile
                label="Average order value"
                term="average-order-value"
                value=or_dash(order_value.map(|cents| format_money_short(cents, &symbol)))
                exact=or_dash(order_value.map(|cents| format_money(cents.round() as i64, &symbol)))
                href=ordered.clone()
                comparison=change(Measure::Amount, |figures| figures.average_order_value_cents)
                detail="revenue divided by orders".into_any()
                sparkline=sparkline_of(months, mean_order_value)
            />
            <KpiTile
                label="Repeat rate"
                term="repeat-rate"
                value=or_dash(now.repeat_rate.map(format_percent))
                href=repeat_customers_link(&now, last_order)
                comparison=change(Measure::Rate, |figures| figures.repeat_rate)
                detail=detail_of_repeat.into_any()
            />
            <KpiTile
                label="Review score"
                term="review-score"
                value=or_dash(now.review_score.map(format_score))
                href=reviewed
                comparison=change(Measure::Score, |figures| figures.review_score)
                detail="of 5, mean over the customers".into_any()
            />
        </dl>
    }
}

/// The list counts the orders up to the end of the data, the rate those up to the end of the period.
fn repeat_customers_link(now: &PeriodFigures, last_order: NaiveDate) -> Option<String> {
    let orders = Span { min: Some(2), max: None };
    (now.days.last >= last_order).then(|| customers_href(CustomerFilter { orders, ..ordered_in(now.days) }))
}

fn mean_order_value(month: &MonthPoint) -> f64 {
    match month.orders {
        0 => 0.0,
        orders => month.revenue_cents as f64 / orders as f64,
    }
}

fn new_customers(now: &PeriodFigures) -> AnyView {
    let href = customers_href(first_ordered_in(now.days));
    view! {
        "of them "
        <a class="drill" href=href>{format!("{} new", format_count(now.new_customers))}</a>
    }
    .into_any()
}

/// The changes of all figures, or the one reason why none is said.
struct Changes<'overview> {
    overview: &'overview Overview,
    /// The compared days, as after “than”.
    phrase: String,
    /// Why nothing is compared.
    reason: &'static str,
}

impl<'overview> Changes<'overview> {
    fn of(overview: &'overview Overview, question: PeriodQuestion) -> Self {
        let days = overview.period.days;
        let phrase = overview
            .compared
            .map_or_else(String::new, |compared| compared_phrase(&question, days, compared.days));
        let reason = match overview.not_comparable {
            _ if overview.period_in_progress => "so far; the period is not over",
            // The bar above says which days, and where the data begin.
            Some(_) => "not compared: no data that far back",
            None => "compared with nothing",
        };
        Self { overview, phrase, reason }
    }

    fn of_figure(&self, measure: Measure, figure: fn(&PeriodFigures) -> Option<f64>) -> Comparison {
        match self.overview.compared {
            Some(compared) if !self.overview.period_in_progress => {
                measure.change(figure(&self.overview.period), figure(&compared), &self.phrase)
            }
            _ => Comparison::of_words(self.reason),
        }
    }
}

/// The last whole months as a small line; the running month would read as a fall.
fn sparkline_of(months: &[MonthPoint], figure: impl Fn(&MonthPoint) -> f64) -> Option<String> {
    let mut values: Vec<f64> = months.iter().filter(|month| !month.in_progress).map(figure).collect();
    let values = values.split_off(values.len().saturating_sub(SPARKLINE_MONTHS));
    (values.len() > 1).then(|| render(&ChartSpec::sparkline(values), SPARKLINE))
}
