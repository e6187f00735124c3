//! The items of some customers, summed up by product and by category in one pass.

use clientele_contract::{CustomerFilter, FirstCategoryRow, GuestSales, Scope};

use super::{
    Engine,
    affinity::{AffinitySums, NO_SEGMENT, Parties},
    line_marks::LineMark,
    periods::DaySpan,
    totals::ratio,
};

/// The days of a change are so many, and as many before.
const CHANGE_DAYS: i32 = 90;

/// The days that changes compare, as numbers since 1970-01-01.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ComparedDays {
    pub(crate) last: DaySpan,
    pub(crate) before: DaySpan,
}

/// Sums over the items of one product or category.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ItemSums {
    pub(crate) revenue_cents: i64,
    pub(crate) units: u64,
    pub(crate) orders: u64,
    pub(crate) customers: u64,
    pub(crate) last_revenue_cents: i64,
    pub(crate) before_revenue_cents: i64,
    pub(crate) compared_orders: u64,
}

/// In which of the compared days an order lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stretch {
    Last,
    Before,
    Neither,
}

impl ItemSums {
    fn add(
        &mut self,
        cents: i64,
        units: u64,
        is_new_to_order: bool,
        is_new_to_customer: bool,
        stretch: Stretch,
    ) {
        self.revenue_cents += cents;
        self.units += units;
        self.orders += u64::from(is_new_to_order);
        self.customers += u64::from(is_new_to_customer);
        match stretch {
            Stretch::Last => self.last_revenue_cents += cents,
            Stretch::Before => self.before_revenue_cents += cents,
            Stretch::Neither => return,
        }
        self.compared_orders += u64::from(is_new_to_order);
    }
}

/// Sums over the customers whose first order has one category.
#[derive(Debug, Clone, Copy, Default)]
struct FirstOrderSums {
    customers: u64,
    new_customers: u64,
    repeat_customers: u64,
    spent_cents: i64,
}

/// Everything that one pass over the items finds out.
pub(crate) struct Sales {
    pub(crate) customers: u64,
    pub(crate) repeat_customers: u64,
    pub(crate) orders: u64,
    pub(crate) units: u64,
    pub(crate) revenue_cents: i64,
    pub(crate) products: Vec<ItemSums>,
    pub(crate) categories: Vec<ItemSums>,
    pub(crate) compared: Option<ComparedDays>,
    pub(crate) affinity: AffinitySums,
    pub(crate) parties: Parties,
    pub(crate) selected: Vec<bool>,
    /// What of this was sold without a customer.
    pub(crate) guests: Option<GuestSales>,
    first_orders: Vec<FirstOrderSums>,
}

impl Engine {
    /// The last whole days and as many before; `None` if the data do not reach back so far.
    pub(crate) fn compared_days(&self) -> Option<ComparedDays> {
        let today = crate::model::epoch_days(self.facts.as_of);
        let days = |end: i32| DaySpan { first: end - CHANGE_DAYS, last: end - 1 };
        let compared = ComparedDays { last: days(today), before: days(today - CHANGE_DAYS) };
        (crate::model::epoch_days(self.facts.first_order) <= compared.before.first).then_some(compared)
    }

    pub(crate) fn sum_sales(&self, scope: &Scope, filter: &CustomerFilter) -> Sales {
        let selector = self.selector(scope, filter);
        let categories = self.products.categories.names.len();
        let mut sales = Sales {
            customers: 0,
            repeat_customers: 0,
            orders: 0,
            units: 0,
            revenue_cents: 0,
            products: vec![ItemSums::default(); self.products.ids.len()],
            categories: vec![ItemSums::default(); categories],
            compared: self.compared_days(),
            affinity: AffinitySums::new(categories),
            parties: self.parties(&selector),
            selected: selector.selected(),
            guests: self.guest_sales(scope, filter),
            first_orders: vec![FirstOrderSums::default(); categories],
        };
        for row in (0..sales.selected.len()).filter(|&row| sales.selected[row]) {
            sales.customers += 1;
            sales.repeat_customers += u64::from(self.customers.orders[row] >= 2);
            sales.orders += u64::from(self.customers.orders[row]);
            sales.revenue_cents += self.customers.spent_cents[row];
        }
        let marks = self.line_marks();
        for (order, &customer) in self.orders.customers.iter().enumerate() {
            let customer = customer as usize;
            let (selected, segment) = (sales.selected[customer], sales.parties.segment_of[customer]);
            if !selected && segment == NO_SEGMENT {
                continue;
            }
            let stretch = stretch_of(self.orders.dates[order], sales.compared);
            for line in self.lines.of_order(order as u32) {
                let mark = marks.of_line(line);
                if selected {
                    self.add_line(&mut sales, line, mark, stretch);
                }
                if segment != NO_SEGMENT {
                    self.add_leaning(&mut sales.affinity, line, mark, segment);
                }
            }
        }
        self.add_guests(&mut sales, scope, filter);
        sales
    }

    /// Adds what was sold without a customer, where the filter lets it count.
    fn add_guests(&self, sales: &mut Sales, scope: &Scope, filter: &CustomerFilter) {
        let Some(guests) = sales.guests.filter(|guests| guests.are_counted) else { return };
        sales.orders += guests.orders;
        sales.units += guests.units;
        sales.revenue_cents += guests.revenue_cents;
        // The last order that held it, counted from 1.
        let mut product_seen = vec![0_usize; sales.products.len()];
        let mut category_seen = vec![0_usize; sales.categories.len()];
        for (order, number) in self.guests.in_states(scope, filter).zip(1..) {
            let stretch = stretch_of(order.date, sales.compared);
            for line in order.lines {
                let product = self.guests.products[line] as usize;
                let category = usize::from(self.products.categories.codes[product]);
                let (cents, units) = (self.guests.value_cents[line], self.guests.units(line));
                let is_new = std::mem::replace(&mut product_seen[product], number) != number;
                sales.products[product].add(cents, units, is_new, false, stretch);
                let is_new = std::mem::replace(&mut category_seen[category], number) != number;
                sales.categories[category].add(cents, units, is_new, false, stretch);
            }
        }
    }

    fn category_of(&self, line: usize) -> usize {
        usize::from(self.products.categories.codes[self.lines.products[line] as usize])
    }

    fn add_line(&self, sales: &mut Sales, line: usize, mark: LineMark, stretch: Stretch) {
        let (product, category) = (self.lines.products[line] as usize, self.category_of(line));
        let (cents, units) = (self.lines.value_cents(line), self.lines.units(line));
        sales.units += units;
        sales.products[product].add(
            cents,
            units,
            mark.is_new_product_of_order(),
            mark.is_new_product_of_customer(),
            stretch,
        );
        sales.categories[category].add(
            cents,
            units,
            mark.is_new_category_of_order(),
            mark.is_new_category_of_customer(),
            stretch,
        );
        if mark.is_of_first_order() && mark.is_new_category_of_order() {
            self.add_first_order(&mut sales.first_orders[category], line, sales.compared);
        }
    }

    fn add_first_order(&self, sums: &mut FirstOrderSums, line: usize, compared: Option<ComparedDays>) {
        let customer = self.lines.customers[line] as usize;
        let first_date = self.customers.first_dates[customer];
        sums.customers += 1;
        sums.new_customers += u64::from(stretch_of(first_date, compared) == Stretch::Last);
        sums.repeat_customers += u64::from(self.customers.orders[customer] >= 2);
        sums.spent_cents += self.customers.spent_cents[customer];
    }

    fn add_leaning(&self, affinity: &mut AffinitySums, line: usize, mark: LineMark, segment: u8) {
        let sums = &mut affinity.0[self.category_of(line)][usize::from(segment)];
        sums.revenue_cents += self.lines.value_cents(line);
        sums.orders += u64::from(mark.is_new_category_of_order());
        sums.customers += u64::from(mark.is_new_category_of_customer());
    }

    /// Most customers first, ties by name.
    pub(crate) fn first_category_rows(&self, sales: &Sales) -> Vec<FirstCategoryRow> {
        let names = self.products.categories.names.iter().zip(&sales.first_orders);
        let mut rows: Vec<FirstCategoryRow> = names
            .filter(|(_, sums)| sums.customers > 0)
            .map(|(name, sums)| FirstCategoryRow {
                category: name.clone(),
                customers: sums.customers,
                new_customers: sums.new_customers,
                repeat_customers: sums.repeat_customers,
                repeat_rate: ratio(sums.repeat_customers as f64, sums.customers),
                mean_spent_cents: ratio(sums.spent_cents as f64, sums.customers),
            })
            .collect();
        // Names are sorted already, and the sort is stable.
        rows.sort_by_key(|row| std::cmp::Reverse(row.customers));
        rows
    }
}

fn stretch_of(date: i32, compared: Option<ComparedDays>) -> Stretch {
    let within = |days: DaySpan| (days.first..=days.last).contains(&date);
    match compared {
        Some(days) if within(days.last) => Stretch::Last,
        Some(days) if within(days.before) => Stretch::Before,
        _ => Stretch::Neither,
    }
}
