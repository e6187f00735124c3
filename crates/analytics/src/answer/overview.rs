//! The executive's page.

use clientele_contract::{
    CategoryRow, CustomerFilter, DayRange, Finding, Grain, Month, MonthPoint, Overview, PeriodFigures,
    ProductRow, Scope, Segment, SegmentRow, StateRow, Tier,
};

use super::{
    Engine,
    columns::month_of,
    select::{Selector, is_high_value_at_risk},
    totals::{Totals, ratio, share_of_cents},
    workspace::segment_rows,
};

/// Rows of the lists of best products, categories and states.
const TOP: usize = 10;
const FINDINGS: usize = 3;

impl Engine {
    pub(crate) fn summarize_overview(&self, scope: &Scope) -> Overview {
        let selector = self.selector(scope, &CustomerFilter::default());
        let mut segments = [Totals::default(); Segment::ALL.len()];
        for row in selector.rows() {
            segments[usize::from(self.customers.segments[row].index())].add(&self.customers, row);
        }
        let segments = segment_rows(&segments, &segments.map(|totals| totals.customers));
        let totals = self.totals(&selector);
        let months = self.months(&selector);
        let products = self.product_totals(&selector);
        let days = DayRange { first: self.facts.first_order, last: self.facts.last_order };
        let figures = totals.kpis();
        Overview {
            totals: figures,
            period: PeriodFigures {
                days,
                revenue_cents: figures.revenue_cents,
                orders: figures.orders,
                customers: figures.customers,
                new_customers: figures.customers,
                repeat_customers: figures.repeat_customers,
                average_order_value_cents: figures.average_order_value_cents,
                repeat_rate: figures.repeat_rate,
                review_score: figures.review_score,
            },
            period_in_progress: false,
            compared: None,
            not_comparable: None,
            grain: Grain::Month,
            trend: Vec::new(),
            compared_trend: Vec::new(),
            findings: self.findings(&selector, &totals, &months, &segments),
            months,
            segments,
            products: self.top_products(&products),
            categories: self.top_categories(&products),
            states: self.top_states(&selector, &totals),
        }
    }

    /// Every month from the first order to the last that has begun.
    pub(crate) fn months(&self, selector: &Selector<'_>) -> Vec<MonthPoint> {
        let first = month_of(crate::model::epoch_days(self.facts.first_order));
        let (last, last_complete) = self.last_months();
        let mut months: Vec<MonthPoint> = (first..=last)
            .map(|month| MonthPoint {
                month: Month::from_ordinal(month),
                revenue_cents: 0,
                orders: 0,
                customers: 0,
                new_customers: 0,
                in_progress: month > last_complete,
            })
            .collect();
        let selected: Vec<bool> = (0..self.customers.len()).map(|row| selector.selects(row)).collect();
        for (order, &customer) in self.orders.customers.iter().enumerate() {
            if selected[customer as usize] {
                let point = &mut months[(self.orders.months[order] - first) as usize];
                point.orders += 1;
                point.revenue_cents += self.orders.value_cents[order];
            }
        }
        for &(customer, month) in &self.orders.active_months {
            if selected[customer as usize] {
                let point = &mut months[(month - first) as usize];
                point.customers += 1;
                point.new_customers +=
                    u64::from(month_of(self.customers.first_dates[customer as usize]) == month);
            }
        }
        months
    }

    /// Units and revenue of each product.
    pub(crate) fn product_totals(&self, selector: &Selector<'_>) -> Vec<(u64, i64)> {
        let mut totals = vec![(0, 0); self.products.ids.len()];
        for (line, &product) in self.lines.products.iter().enumerate() {
            if selector.selects(self.lines.customers[line] as usize) {
                let (units, cents) = &mut totals[product as usize];
                *units += 1;
                *cents += self.lines.value_cents(line);
            }
        }
        totals
    }

    fn top_products(&self, totals: &[(u64, i64)]) -> Vec<ProductRow> {
        let mut products: Vec<usize> = (0..totals.len()).filter(|&product| totals[product].0 > 0).collect();
        // Products are sorted by id, so ties stay by id.
        products.sort_by_key(|&product| std::cmp::Reverse(totals[product].1));
        let row = |product: usize| ProductRow {
            product_id: self.products.ids.get(product).unwrap_or_default().to_owned(),
            category: self.products.categories.name(product).to_owned(),
            units: totals[product].0,
            customers: 0,
            revenue_cents: totals[product].1,
        };
        products.into_iter().take(TOP).map(row).collect()
    }

    /// Units and revenue of each category, most revenue first, ties by name.
    pub(crate) fn category_totals(&self, products: &[(u64, i64)]) -> Vec<(&str, u64, i64)> {
        let names = &self.products.categories;
        let mut totals: Vec<(&str, u64, i64)> =
            names.names.iter().map(|name| (name.as_str(), 0, 0)).collect();
        for (&code, &(units, cents)) in names.codes.iter().zip(products) {
            let total = &mut totals[usize::from(code)];
            total.1 += units;
            total.2 += cents;
        }
        totals.retain(|(_, units, _)| *units > 0);
        totals.sort_by_key(|&(_, _, cents)| std::cmp::Reverse(cents));
        totals
    }

    fn top_categories(&self, products: &[(u64, i64)]) -> Vec<CategoryRow> {
        let all: i64 = products.iter().map(|(_, cents)| cents).sum();
        let row = |(category, units, revenue_cents): (&str, u64, i64)| CategoryRow {
            category: category.to_owned(),
            units,
            customers: 0,
            revenue_cents,
            revenue_share: share_of_cents(revenue_cents, all),
        };
        self.category_totals(products).into_iter().take(TOP).map(row).collect()
    }

    /// Customers and their spend by state, most customers first, ties by name.
    pub(crate) fn state_totals(&self, selector: &Selector<'_>) -> Vec<(&str, u64, i64)> {
        let states = &self.customers.states;
        let mut totals: Vec<(&str, u64, i64)> =
            states.names.iter().map(|name| (name.as_str(), 0, 0)).collect();
        for row in selector.rows() {
            let total = &mut totals[usize::from(states.codes[row])];
            total.1 += 1;
            total.2 += self.customers.spent_cents[row];
        }
        totals.retain(|(_, customers, _)| *customers > 0);
        totals.sort_by_key(|&(_, customers, _)| std::cmp::Reverse(customers));
        totals
    }

    fn top_states(&self, selector: &Selector<'_>, all: &Totals) -> Vec<StateRow> {
        let row = |(state, customers, revenue_cents): (&str, u64, i64)| StateRow {
            state: state.to_owned(),
            customers,
            revenue_cents,
            customer_share: ratio(customers as f64, all.customers),
        };
        self.state_totals(selector).into_iter().take(TOP).map(row).collect()
    }

    fn findings(
        &self,
        selector: &Selector<'_>,
        totals: &Totals,
        months: &[MonthPoint],
        segments: &[SegmentRow],
    ) -> Vec<Finding> {
        let found = [
            quiet_big_spenders(segments),
            month_change(months),
            one_time_buyers(totals),
            revenue_concentration(segments),
            self.unhappy_best_customers(selector),
        ];
        found.into_iter().flatten().take(FINDINGS).collect()
    }

    fn unhappy_best_customers(&self, selector: &Selector<'_>) -> Option<Finding> {
        let mut unhappy = (0, 0);
        for row in selector.rows().filter(|&row| is_high_value_at_risk(&self.customers, row)) {
            unhappy.0 += 1;
            unhappy.1 += self.customers.spent_cents[row];
        }
        let (customers, revenue_cents) = unhappy;
        (customers > 0).then_some(Finding::UnhappyBestCustomers {
            tier: Tier::Platinum,
            customers,
            revenue_cents,
        })
    }
}

fn quiet_big_spenders(segments: &[SegmentRow]) -> Option<Finding> {
    let quiet = segments.iter().filter(|row| matches!(row.segment, Segment::AtRisk | Segment::CannotLose));
    let (customers, revenue_cents) =
        quiet.fold((0, 0), |(customers, cents), row| (customers + row.customers, cents + row.revenue_cents));
    (customers > 0).then_some(Finding::QuietBigSpenders { customers, revenue_cents })
}

fn month_change(months: &[MonthPoint]) -> Option<Finding> {
    let mut complete = months.iter().rev().filter(|month| !month.in_progress);
    let (last, before) = (complete.next()?, complete.next()?);
    (before.revenue_cents > 0).then_some(Finding::MonthChange {
        month: last.month,
        revenue_cents: last.revenue_cents,
        previous_cents: before.revenue_cents,
    })
}

fn one_time_buyers(totals: &Totals) -> Option<Finding> {
    let kpis = totals.kpis();
    let customers = kpis.customers - kpis.repeat_customers;
    let share = ratio(customers as f64, kpis.customers)?;
    (customers > 0).then_some(Finding::OneTimeBuyers { customers, share })
}

fn revenue_concentration(segments: &[SegmentRow]) -> Option<Finding> {
    let largest = segments.iter().rev().max_by_key(|row| row.revenue_cents)?;
    Some(Finding::RevenueConcentration {
        segment: largest.segment,
        customer_share: largest.customer_share?,
        revenue_share: largest.revenue_share?,
    })
}
