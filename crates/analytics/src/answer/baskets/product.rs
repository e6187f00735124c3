//! One product: its figures, and what is bought together with it.

use std::collections::BTreeMap;

use clientele_contract::{
    BasketItems, BasketQuestion, BoughtTogether, CustomerFilter, GuestSales, Month, ProductMonth,
    ProductProfile, Scope,
};

use super::{
    super::{
        Engine,
        columns::row_with_id,
        totals::{ratio, share_of_cents},
    },
    ShopBaskets,
};
use crate::basket::{RuleCounts, benjamini_hochberg, fisher_exact_greater};

/// Products bought together with it that are listed.
const TOGETHER_MAX: usize = 20;
/// Rules that are listed.
const RULES_MAX: usize = 10;

/// What one pass over the orders finds out.
struct Sales {
    /// All orders of customers that may be seen.
    all_orders: u32,
    /// Orders of customers with the product, by their position.
    orders: Vec<u32>,
    units: u64,
    revenue_cents: i64,
    /// What of this was sold without a customer.
    guests: GuestSales,
    /// Orders of customers with each product.
    orders_of: Vec<u32>,
    /// Whether each product was sold, to whomever.
    is_sold: Vec<bool>,
    /// Revenue of each product.
    revenue_of: Vec<i64>,
}

impl Engine {
    pub(super) fn product_profile(&self, scope: &Scope, product_id: &str) -> Option<ProductProfile> {
        let product = row_with_id(&self.products.ids, product_id)? as u32;
        let sales = self.sales_of(scope, product);
        if sales.orders.is_empty() && sales.guests.orders == 0 {
            return None;
        }
        let everyone = CustomerFilter::default();
        let shop = self.shop_baskets(scope, &everyone, BasketItems::Products);
        let mut buyers: Vec<u32> =
            sales.orders.iter().map(|&order| self.orders.customers[order as usize]).collect();
        buyers.sort_unstable();
        let customers = buyers.chunk_by(|a, b| a == b).count() as u64;
        let repeat_customers =
            buyers.chunk_by(|a, b| a == b).filter(|orders| orders.len() > 1).count() as u64;
        let reviews: Vec<f64> =
            sales.orders.iter().filter_map(|&order| self.orders.review_scores[order as usize]).collect();
        let others = self.others_in(&sales, product);
        let with_others =
            |&&order: &&u32| self.items_of(order, BasketItems::Products).any(|item| item != product);
        let (category_rank, category_products, category_revenue) = self.place_in_category(&sales, product);
        let found = self.find_rules(scope, &BasketQuestion::default());
        let rules =
            found.mined.rules.iter().filter(|rule| rule.right == product || rule.left.contains(&product));
        Some(ProductProfile {
            item: self.basket_item(BasketItems::Products, product),
            units: sales.units,
            revenue_cents: sales.revenue_cents,
            orders: sales.orders.len() as u64 + sales.guests.orders,
            guests: (sales.guests.orders > 0).then_some(sales.guests),
            customers,
            repeat_customers,
            reviewed_orders: reviews.len() as u64,
            review_score: ratio(reviews.iter().sum(), reviews.len() as u64),
            category_rank,
            category_products,
            category_share: share_of_cents(sales.revenue_cents, category_revenue),
            months: self.months_of_product(scope, &sales, product),
            orders_with_others: sales.orders.iter().filter(with_others).count() as u64,
            together_products: others.len() as u64,
            together: self.bought_together(&shop, &sales, product, &others),
            rules: rules
                .take(RULES_MAX)
                .map(|rule| self.rule_answer(BasketItems::Products, &everyone, &found.shop, rule))
                .collect(),
            rule_limits: found.used(),
        })
    }

    fn sales_of(&self, scope: &Scope, product: u32) -> Sales {
        let selector = self.selector(scope, &CustomerFilter::default());
        let products = self.products.ids.len();
        let mut sales = Sales {
            all_orders: 0,
            orders: Vec::new(),
            units: 0,
            revenue_cents: 0,
            guests: GuestSales { are_counted: true, ..GuestSales::default() },
            orders_of: vec![0; products],
            is_sold: vec![false; products],
            revenue_of: vec![0; products],
        };
        let mut last_order = vec![u32::MAX; products];
        for (order, &customer) in self.orders.customers.iter().enumerate() {
            if !selector.in_scope(customer as usize) {
                continue;
            }
            sales.all_orders += 1;
            for line in self.lines.of_order(order as u32) {
                let sold = self.lines.products[line];
                let cents = self.lines.value_cents(line);
                sales.revenue_of[sold as usize] += cents;
                let is_new = std::mem::replace(&mut last_order[sold as usize], order as u32) != order as u32;
                sales.orders_of[sold as usize] += u32::from(is_new);
                sales.is_sold[sold as usize] = true;
                if sold == product {
                    sales.units += self.lines.units(line);
                    sales.revenue_cents += cents;
                    if is_new {
                        sales.orders.push(order as u32);
                    }
                }
            }
        }
        self.add_guests_of(scope, product, &mut sales);
        sales
    }

    /// Adds what was sold without a customer.
    fn add_guests_of(&self, scope: &Scope, product: u32, sales: &mut Sales) {
        for order in self.guests.in_states(scope, &CustomerFilter::default()) {
            let units_before = sales.guests.units;
            for line in order.lines {
                let (sold, cents) = (self.guests.products[line], self.guests.value_cents[line]);
                sales.revenue_of[sold as usize] += cents;
                sales.is_sold[sold as usize] = true;
                if sold == product {
                    sales.guests.units += self.guests.units(line);
                    sales.guests.revenue_cents += cents;
                }
            }
            // Each item has at least one piece.
            sales.guests.orders += u64::from(sales.guests.units > units_before);
        }
        sales.units += sales.guests.units;
        sales.revenue_cents += sales.guests.revenue_cents;
    }

    /// Rank by revenue, number of products that were sold, and revenue of the product's category.
    fn place_in_category(&self, sales: &Sales, product: u32) -> (u64, u64, i64) {
        let codes = &self.products.categories.codes;
        let own = codes[product as usize];
        let (mut better, mut sold, mut revenue) = (0, 0, 0);
        for (other, &cents) in sales.revenue_of.iter().enumerate() {
            if codes[other] == own && sales.is_sold[other] {
                sold += 1;
                revenue += cents;
                better += u64::from(cents > sales.revenue_cents);
            }
        }
        (better + 1, sold, revenue)
    }

    fn months_of_product(&self, scope: &Scope, sales: &Sales, product: u32) -> Vec<ProductMonth> {
        let (first, last) = self.months_with_sales();
        let (_, last_complete) = self.last_months();
        let month = |ordinal: i32| ProductMonth {
            month: Month::from_ordinal(ordinal),
            units: 0,
            revenue_cents: 0,
            in_progress: ordinal > last_complete,
        };
        let mut months: Vec<ProductMonth> = (first..=last).map(month).collect();
        let mut add = |ordinal: i32, units: u64, cents: i64| {
            if let Some(month) = months.get_mut((ordinal - first) as usize) {
                month.units += units;
                month.revenue_cents += cents;
            }
        };
        for &order in &sales.orders {
            for line in self.lines.of_order(order).filter(|&line| self.lines.products[line] == product) {
                add(self.orders.months[order as usize], self.lines.units(line), self.lines.value_cents(line));
            }
        }
        if sales.guests.orders > 0 {
            for order in self.guests.in_states(scope, &CustomerFilter::default()) {
                let month = order.month();
                for line in order.lines.filter(|&line| self.guests.products[line] == product) {
                    add(month, self.guests.units(line), self.guests.value_cents[line]);
                }
            }
        }
        months
    }

    /// Orders with both, by the other product.
    fn others_in(&self, sales: &Sales, product: u32) -> BTreeMap<u32, u32> {
        let mut others = BTreeMap::new();
        for &order in &sales.orders {
            let mut items: Vec<u32> = self.items_of(order, BasketItems::Products).collect();
            items.sort_unstable();
            items.dedup();
            for item in items.into_iter().filter(|&item| item != product) {
                *others.entry(item).or_default() += 1;
            }
        }
        others
    }

    fn bought_together(
        &self,
        shop: &ShopBaskets,
        sales: &Sales,
        product: u32,
        others: &BTreeMap<u32, u32>,
    ) -> Vec<BoughtTogether> {
        let counts = |(&other, &both): (&u32, &u32)| RuleCounts {
            baskets: sales.all_orders,
            both,
            left: sales.orders.len() as u32,
            right: sales.orders_of[other as usize],
        };
        let p_values: Vec<f64> = others.iter().map(|pair| fisher_exact_greater(counts(pair))).collect();
        // Products that are in no order with it were looked at, too; their p-values are 1.
        let tests = sales.orders_of.iter().filter(|orders| **orders > 0).count().saturating_sub(1);
        let q_values = benjamini_hochberg(&p_values, tests as u64);
        let mut together: Vec<(u32, RuleCounts, f64)> =
            others.iter().zip(q_values).map(|(pair, q_value)| (*pair.0, counts(pair), q_value)).collect();
        together.sort_by(|(_, a, _), (_, b, _)| b.both.cmp(&a.both).then(b.lift().total_cmp(&a.lift())));
        together
            .into_iter()
            .take(TOGETHER_MAX)
            .map(|(other, counts, q_value)| BoughtTogether {
                item: self.basket_item(BasketItems::Products, other),
                orders: u64::from(counts.both),
                share: counts.confidence(),
                lift: counts.lift(),
                q_value,
                targets: self.count_targets(shop, BasketItems::Products, &[product], other),
            })
            .collect()
    }
}
