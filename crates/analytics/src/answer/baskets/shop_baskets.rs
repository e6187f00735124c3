use clientele_contract::BasketItems;

use super::super::{Engine, columns::group_starts};
use crate::basket::Baskets;

/// The baskets of some customers, and who bought each item.
pub(super) struct ShopBaskets {
    pub(super) baskets: Baskets,
    /// Customers whose orders these are.
    pub(super) customers: u64,
    buyers: Buyers,
}

impl ShopBaskets {
    /// Who bought an item in any of their completed orders, by customer.
    pub(super) fn buyers(&self, item: u32) -> &[u32] {
        self.buyers.of(item)
    }
}

/// Customers by item; the customers of each ascend.
struct Buyers {
    starts: Vec<u32>,
    customers: Vec<u32>,
}

impl Buyers {
    /// From pairs of item and customer, by customer.
    fn new(bought: &[(u32, u32)], items: usize) -> Self {
        let keys: Vec<u32> = bought.iter().map(|&(item, _)| item).collect();
        let starts = group_starts(&keys, items);
        let mut next = starts.clone();
        let mut customers = vec![0; bought.len()];
        for &(item, customer) in bought {
            let place = &mut next[item as usize];
            customers[*place as usize] = customer;
            *place += 1;
        }
        Self { starts, customers }
    }

    fn of(&self, item: u32) -> &[u32] {
        let item = item as usize;
        &self.customers[self.starts[item] as usize..self.starts[item + 1] as usize]
    }
}

/// No customer has this number.
const NOBODY: u32 = u32::MAX;

impl Engine {
    /// One basket for each completed order of the selected customers.
    pub(super) fn collect_baskets(&self, selected: &[bool], items: BasketItems) -> ShopBaskets {
        let item_count = match items {
            BasketItems::Products => self.products.ids.len(),
            BasketItems::Categories => self.products.categories.names.len(),
        };
        let mut baskets = Baskets::default();
        let mut bought = Vec::new();
        let mut last_buyer = vec![NOBODY; item_count];
        let mut customers = 0;
        for customer in (0..selected.len()).filter(|&customer| selected[customer]) {
            customers += 1;
            let orders = &self.orders.by_customer;
            for &order in &orders.keys[orders.of(customer)] {
                for item in self.items_of(order, items) {
                    if last_buyer[item as usize] != customer as u32 {
                        last_buyer[item as usize] = customer as u32;
                        bought.push((item, customer as u32));
                    }
                }
                baskets.push(self.items_of(order, items));
            }
        }
        ShopBaskets { baskets, customers, buyers: Buyers::new(&bought, item_count) }
    }

    /// The items of an order; one that was bought twice comes twice.
    pub(super) fn items_of(&self, order: u32, items: BasketItems) -> impl Iterator<Item = u32> {
        let products = self.lines.of_order(order).map(|line| self.lines.products[line]);
        products.map(move |product| match items {
            BasketItems::Products => product,
            BasketItems::Categories => u32::from(self.products.categories.codes[product as usize]),
        })
    }

    /// How many customers have an order with all of `left` and never bought `right`: as many as the list of
    /// [`clientele_contract::rule_targets`] has.
    pub(super) fn count_targets(
        &self,
        shop: &ShopBaskets,
        items: BasketItems,
        left: &[u32],
        right: u32,
    ) -> u64 {
        let Some((rarest, others)) = rarest_first(shop, left) else { return 0 };
        let never = without(shop.buyers(rarest), shop.buyers(right));
        if others.is_empty() {
            return never.count() as u64;
        }
        let has_all =
            |order: u32| left.iter().all(|&wanted| self.items_of(order, items).any(|item| item == wanted));
        let orders = &self.orders.by_customer;
        never
            .filter(|&customer| others.iter().all(|&item| shop.buyers(item).binary_search(&customer).is_ok()))
            .filter(|&customer| orders.keys[orders.of(customer as usize)].iter().any(|&order| has_all(order)))
            .count() as u64
    }
}

/// The item with the fewest buyers, and the others.
fn rarest_first(shop: &ShopBaskets, items: &[u32]) -> Option<(u32, Vec<u32>)> {
    let rarest = items.iter().copied().min_by_key(|&item| shop.buyers(item).len())?;
    Some((rarest, items.iter().copied().filter(|&item| item != rarest).collect()))
}

/// The numbers of `all` that are not in `taken`; both ascend.
fn without<'a>(all: &'a [u32], taken: &'a [u32]) -> impl Iterator<Item = u32> + use<'a> {
    let mut taken = taken.iter().copied().peekable();
    all.iter().copied().filter(move |&number| {
        while taken.next_if(|&other| other < number).is_some() {}
        taken.peek() != Some(&number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_left_out() {
        let left = |all: &[u32], taken: &[u32]| without(all, taken).collect::<Vec<_>>();
        assert_eq!(left(&[1, 3, 5, 7], &[0, 3, 4, 7, 9]), [1, 5]);
        assert_eq!(left(&[1, 2], &[]), [1, 2]);
        assert!(left(&[], &[1]).is_empty());
    }
}
