//! The executive's page.

use chrono::{Datelike, Days};
use clientele_contract::{
    AnalyticsError, CategoryRow, CustomerFilter, Month, MonthPoint, Overview, PeriodQuestion, ProductRow,
    Scope, Segment, SegmentRow, StateRow,
};

use super::{
    Engine,
    columns::month_of,
    findings::FindingSources,
    periods::{DaySpan, resolve},
    select::Selector,
    sums::DaySums,
    totals::{Totals, ratio, share_of_cents},
    trend::{cut, cut_to_match},
    workspace::segment_rows,
};

/// Rows of the lists of best products, categories and states.
const TOP: usize = 10;

impl Engine {
    pub(crate) fn summarize_overview(
        &self,
        scope: &Scope,
        question: &PeriodQuestion,
    ) -> Result<Overview, AnalyticsError> {
        let resolved = resolve(question, self.data_days())?;
        let selector = self.selector(scope, &CustomerFilter::default());
        let selected = selector.selected();
        let totals = self.totals(&selector);
        let months = self.months(&selected);
        let segments = self.all_segments(&selector);
        let period = self.sums_of_days(&selected, resolved.days);
        let compared = resolved.compared.map(|days| self.sums_of_days(&selected, days));
        let (products, categories) = self.best_sellers(&selected, resolved.days, &period);
        let findings = self.findings(&FindingSources {
            selector: &selector,
            totals: &totals,
            months: &months,
            segments: &segments,
            change: compared.as_ref().filter(|_| !resolved.in_progress).map(|compared| (&period, compared)),
        });
        let trend = |stretches: &[_]| self.trend(&selected, stretches);
        let compared_trend = |days| trend(&cut_to_match(resolved.days, days, resolved.grain));
        Ok(Overview {
            totals: totals.kpis(),
            period: period.figures,
            period_in_progress: resolved.in_progress,
            compared: compared.map(|compared| compared.figures),
            not_comparable: resolved.not_comparable.map(DaySpan::range),
            grain: resolved.grain,
            trend: trend(&cut(resolved.days, resolved.grain)),
            compared_trend: resolved.compared.map(compared_trend).unwrap_or_default(),
            findings,
            months,
            segments,
            products,
            categories,
            states: self.top_states(&period),
        })
    }

    fn all_segments(&self, selector: &Selector<'_>) -> Vec<SegmentRow> {
        let mut segments = [Totals::default(); Segment::ALL.len()];
        for row in selector.rows() {
            segments[usize::from(self.customers.segments[row].index())].add(&self.customers, row);
        }
        segment_rows(&segments, &segments.map(|totals| totals.customers))
    }

    /// Every month from the first order to the last that has begun.
    pub(crate) fn months(&self, selected: &[bool]) -> Vec<MonthPoint> {
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

    /// Ordinals of the last month that has begun and of the last that is over, before "today".
    pub(crate) fn last_months(&self) -> (i32, i32) {
        let yesterday = self.facts.as_of - Days::new(1);
        let last = Month { year: yesterday.year(), month: yesterday.month() as u8 }.ordinal();
        let is_over = self.facts.as_of.month() != yesterday.month();
        (last, if is_over { last } else { last - 1 })
    }

    /// The products and the categories with the most revenue in some days, ties by id and by name.
    fn best_sellers(
        &self,
        selected: &[bool],
        days: DaySpan,
        sums: &DaySums,
    ) -> (Vec<ProductRow>, Vec<CategoryRow>) {
        let (products, categories) = (top_by_revenue(&sums.products), top_by_revenue(&sums.categories));
        let buyers = self.count_buyers(selected, days, &products, &categories);
        let revenue: i64 = sums.categories.iter().map(|(_, cents)| cents).sum();
        let product = |(&product, &customers): (&usize, &u64)| ProductRow {
            product_id: self.products.ids.get(product).unwrap_or_default().to_owned(),
            category: self.products.categories.name(product).to_owned(),
            units: sums.products[product].0,
            customers,
            revenue_cents: sums.products[product].1,
        };
        let category = |(&category, &customers): (&usize, &u64)| CategoryRow {
            category: self.products.categories.names[category].clone(),
            units: sums.categories[category].0,
            customers,
            revenue_cents: sums.categories[category].1,
            revenue_share: share_of_cents(sums.categories[category].1, revenue),
        };
        let (product_buyers, category_buyers) = buyers.split_at(products.len());
        (
            products.iter().zip(product_buyers).map(product).collect(),
            categories.iter().zip(category_buyers).map(category).collect(),
        )
    }

    /// Distinct customers who bought each of these products, then of each of these categories.
    fn count_buyers(
        &self,
        selected: &[bool],
        days: DaySpan,
        products: &[usize],
        categories: &[usize],
    ) -> Vec<u64> {
        // One bit for each product and category that is counted: at most 2 × TOP.
        let mut bits: Vec<u32> = self
            .products
            .categories
            .codes
            .iter()
            .map(|&code| categories.iter().position(|&category| category == usize::from(code)))
            .map(|position| position.map_or(0, |position| 1 << (products.len() + position)))
            .collect();
        for (position, &product) in products.iter().enumerate() {
            bits[product] |= 1 << position;
        }
        let mut buyers = vec![0; products.len() + categories.len()];
        let mut bought = vec![0_u32; selected.len()];
        self.visit_items(selected, days, |customer, line| {
            let mut new = bits[self.lines.products[line] as usize] & !bought[customer];
            bought[customer] |= new;
            while new != 0 {
                buyers[new.trailing_zeros() as usize] += 1;
                new &= new - 1;
            }
        });
        buyers
    }

    fn top_states(&self, sums: &DaySums) -> Vec<StateRow> {
        let row = |(state, customers, revenue_cents): (&str, u64, i64)| StateRow {
            state: state.to_owned(),
            customers,
            revenue_cents,
            customer_share: ratio(customers as f64, sums.figures.customers),
        };
        self.states_by_customers(sums).into_iter().take(TOP).map(row).collect()
    }

    /// States with their customers and revenue, most customers first, ties by name.
    pub(crate) fn states_by_customers(&self, sums: &DaySums) -> Vec<(&str, u64, i64)> {
        let names = self.customers.states.names.iter().zip(&sums.states);
        let mut states: Vec<(&str, u64, i64)> = names
            .filter(|(_, (customers, _))| *customers > 0)
            .map(|(name, &(customers, cents))| (name.as_str(), customers, cents))
            .collect();
        states.sort_by_key(|&(_, customers, _)| std::cmp::Reverse(customers));
        states
    }

    /// Categories with their revenue, most first, ties by name.
    pub(crate) fn categories_by_revenue(&self, sums: &DaySums) -> Vec<(&str, i64)> {
        by_revenue(&sums.categories)
            .into_iter()
            .map(|category| (self.products.categories.names[category].as_str(), sums.categories[category].1))
            .collect()
    }
}

fn top_by_revenue(sums: &[(u64, i64)]) -> Vec<usize> {
    let mut positions = by_revenue(sums);
    positions.truncate(TOP);
    positions
}

/// What was sold, most revenue first; entries are sorted by id or name and the sort is stable, so ties stay so.
fn by_revenue(sums: &[(u64, i64)]) -> Vec<usize> {
    let mut positions: Vec<usize> = (0..sums.len()).filter(|&position| sums[position].0 > 0).collect();
    positions.sort_by_key(|&position| std::cmp::Reverse(sums[position].1));
    positions
}
