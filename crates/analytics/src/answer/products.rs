//! What sells.

use std::cmp::Ordering;

use clientele_contract::{
    AffinityReport, AnalyticsError, ChangeDays, CustomerFilter, Leaning, Month, PAGE_SIZE_MAX,
    ProductQuestion, Products, ProductsReport, SalesLevel, SalesReport, SalesRow, SalesSort, Scope,
    SortDirection,
};

use super::{
    Engine,
    affinity::own_names,
    sales::{ItemSums, Sales},
    totals::share_of_cents,
};
use crate::ingest::UNKNOWN;

/// Months of the course of a product.
const MONTHS: i32 = 12;
/// Products whose share of the revenue is told.
const TOP: usize = 10;
/// A category with fewer orders in the compared days is not said to rise or fall.
const COMPARED_ORDERS_MIN: u64 = 60;

/// The rows of a page.
struct ListedPage {
    /// Positions of products or categories.
    positions: Vec<usize>,
    all_rows: u64,
    page: u32,
    pages: u32,
}

impl Engine {
    pub(crate) fn summarize_products(
        &self,
        scope: &Scope,
        question: &ProductQuestion,
    ) -> Result<Products, AnalyticsError> {
        if question.page_size > PAGE_SIZE_MAX {
            let found = question.page_size;
            return Err(AnalyticsError::InvalidQuestion(format!(
                "a page has at most {PAGE_SIZE_MAX} rows, {found} were asked for"
            )));
        }
        let sales = self.sum_sales(scope, &question.filter);
        let listed = self.list_sales(&sales, question);
        let months = if question.page_size == 0 { Vec::new() } else { self.course_months() };
        let mut rows: Vec<SalesRow> =
            listed.positions.iter().map(|&position| self.sales_row(&sales, question.by, position)).collect();
        self.add_months(&sales, scope, question, &listed.positions, &months, &mut rows);
        let (rising_category, falling_category) = self.moving_categories(&sales);
        let top_category = (0..sales.categories.len())
            .filter(|&category| sales.categories[category].units > 0)
            .min_by_key(|&category| std::cmp::Reverse(sales.categories[category].revenue_cents));
        Ok(Products {
            customers: sales.customers,
            repeat_customers: sales.repeat_customers,
            orders: sales.orders,
            units: sales.units,
            revenue_cents: sales.revenue_cents,
            guests: sales.guests,
            products: count_sold(&sales.products),
            categories: count_sold(&sales.categories),
            top_ten_share: share_of_cents(revenue_of_top(&sales.products), sales.revenue_cents),
            top_category: top_category.map(|category| self.sales_row(&sales, SalesLevel::Category, category)),
            rising_category,
            falling_category,
            change_days: sales
                .compared
                .map(|days| ChangeDays { last: days.last.range(), before: days.before.range() }),
            months,
            rows,
            all_rows: listed.all_rows,
            page: listed.page,
            pages: listed.pages,
            first_categories: self.first_category_rows(&sales),
            affinity: sales.affinity.summarize(&sales.parties, &own_names(&self.products.categories)),
        })
    }

    /// The rows that match, sorted, cut to the page.
    fn list_sales(&self, sales: &Sales, question: &ProductQuestion) -> ListedPage {
        let sums = sums_of(sales, question.by);
        let search = question.search.to_lowercase();
        let mut positions: Vec<usize> = (0..sums.len())
            .filter(|&position| sums[position].units > 0 && self.matches(question.by, position, &search))
            .collect();
        // Positions are those of ids and names, and the sort is stable.
        positions.sort_by(|&a, &b| compare(&sums[a], &sums[b], question.sort, question.direction));
        if question.sort == SalesSort::Name && question.direction == SortDirection::Descending {
            positions.reverse();
        }
        let all_rows = positions.len();
        let (mut page, mut pages) = (1, 1);
        if question.page_size > 0 {
            let size = question.page_size as usize;
            pages = all_rows.div_ceil(size).max(1) as u32;
            page = question.page.clamp(1, pages);
            let start = (page as usize - 1) * size;
            positions = positions.into_iter().skip(start).take(size).collect();
        }
        ListedPage { positions, all_rows: all_rows as u64, page, pages }
    }

    /// Words of categories may be searched as the shop or as the page writes them.
    fn matches(&self, by: SalesLevel, position: usize, search: &str) -> bool {
        if search.is_empty() {
            return true;
        }
        let category = match by {
            SalesLevel::Product => self.products.categories.name(position),
            SalesLevel::Category => &self.products.categories.names[position],
        }
        .to_lowercase();
        let id = || self.products.ids.get(position).unwrap_or_default().to_lowercase();
        category.contains(search)
            || category.replace('_', " ").contains(search)
            || by == SalesLevel::Product && id().contains(search)
    }

    pub(crate) fn report_products(&self, scope: &Scope) -> ProductsReport {
        let sales = self.sum_sales(scope, &CustomerFilter::default());
        let top = |sort| {
            let question = ProductQuestion { sort, page_size: TOP as u32, ..ProductQuestion::default() };
            let product = |position: usize| self.sales_row(&sales, SalesLevel::Product, position);
            let listed = self.list_sales(&sales, &question).positions.into_iter();
            listed.map(|position| sales_report(product(position))).collect()
        };
        let affinity = sales.affinity.summarize(&sales.parties, &own_names(&self.products.categories));
        let leanings = affinity.firm_leanings();
        ProductsReport {
            without_customer: sales.guests,
            top10_by_revenue: top(SalesSort::Revenue),
            top10_by_units: top(SalesSort::Units),
            top10_affinities: leanings.iter().take(TOP).map(affinity_report).collect(),
            bottom10_affinities: leanings.iter().rev().take(TOP).map(affinity_report).collect(),
        }
    }

    fn sales_row(&self, sales: &Sales, by: SalesLevel, position: usize) -> SalesRow {
        let sums = &sums_of(sales, by)[position];
        let product = || self.products.ids.get(position).unwrap_or_default().to_owned();
        SalesRow {
            product_id: (by == SalesLevel::Product).then(product),
            category: match by {
                SalesLevel::Product => self.products.categories.name(position).to_owned(),
                SalesLevel::Category => self.products.categories.names[position].clone(),
            },
            revenue_cents: sums.revenue_cents,
            revenue_share: share_of_cents(sums.revenue_cents, sales.revenue_cents),
            units: sums.units,
            orders: sums.orders,
            customers: sums.customers,
            last_revenue_cents: sums.last_revenue_cents,
            before_revenue_cents: sums.before_revenue_cents,
            compared_orders: sums.compared_orders,
            change: change_of(sums),
            month_revenue_cents: Vec::new(),
        }
    }

    /// Whole months up to the last that is over, oldest first; as many as there are.
    fn course_months(&self) -> Vec<Month> {
        let (first, _) = self.months_with_sales();
        let (_, last) = self.last_months();
        (first.max(last - MONTHS + 1)..=last).map(Month::from_ordinal).collect()
    }

    /// Adds the course of each listed row.
    fn add_months(
        &self,
        sales: &Sales,
        scope: &Scope,
        question: &ProductQuestion,
        positions: &[usize],
        months: &[Month],
        rows: &mut [SalesRow],
    ) {
        let Some(first) = months.first().map(|month| month.ordinal()) else { return };
        let mut row_of = vec![None; sums_of(sales, question.by).len()];
        for (row, &position) in positions.iter().enumerate() {
            row_of[position] = Some(row);
            rows[row].month_revenue_cents = vec![0; months.len()];
        }
        let position_of = |product: u32| match question.by {
            SalesLevel::Product => product as usize,
            SalesLevel::Category => usize::from(self.products.categories.codes[product as usize]),
        };
        let mut add = |month: i32, product: u32, cents: i64| {
            if let Some(row) = row_of[position_of(product)] {
                rows[row].month_revenue_cents[month as usize] += cents;
            }
        };
        let is_listed = |month: &i32| (0..months.len() as i32).contains(month);
        for (order, &customer) in self.orders.customers.iter().enumerate() {
            let month = self.orders.months[order] - first;
            if !sales.selected[customer as usize] || !is_listed(&month) {
                continue;
            }
            for line in self.lines.of_order(order as u32) {
                add(month, self.lines.products[line], self.lines.value_cents(line));
            }
        }
        if !sales.guests.is_some_and(|guests| guests.are_counted) {
            return;
        }
        for order in self.guests.in_states(scope, &question.filter) {
            let month = order.month() - first;
            for line in order.lines.filter(|_| is_listed(&month)) {
                add(month, self.guests.products[line], self.guests.value_cents[line]);
            }
        }
    }

    /// The category that grew and the one that fell the most.
    fn moving_categories(&self, sales: &Sales) -> (Option<SalesRow>, Option<SalesRow>) {
        let changes = || {
            let sums = sales.categories.iter().enumerate();
            let names = &self.products.categories.names;
            // What no category is known of is not a category that moves.
            sums.filter(|(category, sums)| {
                sums.compared_orders >= COMPARED_ORDERS_MIN && names[*category] != UNKNOWN
            })
            .filter_map(|(category, sums)| Some((category, change_of(sums)?)))
        };
        let row = |category| self.sales_row(sales, SalesLevel::Category, category);
        let rising = changes().filter(|(_, change)| *change > 0.0).max_by(|a, b| a.1.total_cmp(&b.1));
        let falling = changes().filter(|(_, change)| *change < 0.0).min_by(|a, b| a.1.total_cmp(&b.1));
        (rising.map(|(category, _)| row(category)), falling.map(|(category, _)| row(category)))
    }
}

fn sales_report(row: SalesRow) -> SalesReport {
    let SalesRow { product_id, category, revenue_cents, units, orders, customers, .. } = row;
    SalesReport {
        product_id: product_id.unwrap_or_default(),
        category,
        revenue_cents,
        units,
        orders,
        customers,
    }
}

fn affinity_report(leaning: &Leaning<'_>) -> AffinityReport {
    AffinityReport {
        segment: leaning.segment.name().to_owned(),
        category: leaning.row.name.clone(),
        index: leaning.index,
        orders: leaning.cell.orders,
        customers: leaning.cell.customers,
    }
}

fn sums_of(sales: &Sales, by: SalesLevel) -> &[ItemSums] {
    match by {
        SalesLevel::Product => &sales.products,
        SalesLevel::Category => &sales.categories,
    }
}

fn change_of(sums: &ItemSums) -> Option<f64> {
    share_of_cents(sums.last_revenue_cents - sums.before_revenue_cents, sums.before_revenue_cents)
}

fn count_sold(sums: &[ItemSums]) -> u64 {
    sums.iter().filter(|sums| sums.units > 0).count() as u64
}

fn revenue_of_top(sums: &[ItemSums]) -> i64 {
    let mut revenue: Vec<i64> = sums.iter().map(|sums| sums.revenue_cents).collect();
    let top = TOP.min(revenue.len());
    if top > 0 {
        revenue.select_nth_unstable_by_key(top - 1, |cents| std::cmp::Reverse(*cents));
    }
    revenue.iter().take(top).sum()
}

fn compare(a: &ItemSums, b: &ItemSums, sort: SalesSort, direction: SortDirection) -> Ordering {
    let ascending = match sort {
        SalesSort::Name => return Ordering::Equal,
        SalesSort::Revenue => a.revenue_cents.cmp(&b.revenue_cents),
        SalesSort::Units => a.units.cmp(&b.units),
        SalesSort::Orders => a.orders.cmp(&b.orders),
        SalesSort::Customers => a.customers.cmp(&b.customers),
        SalesSort::Change => {
            // Unknown changes come last in both directions.
            return match (change_of(a), change_of(b)) {
                (Some(a), Some(b)) => directed(a.total_cmp(&b), direction),
                (a, b) => b.is_some().cmp(&a.is_some()),
            };
        }
    };
    directed(ascending, direction)
}

pub(crate) fn directed(ascending: Ordering, direction: SortDirection) -> Ordering {
    match direction {
        SortDirection::Ascending => ascending,
        SortDirection::Descending => ascending.reverse(),
    }
}
