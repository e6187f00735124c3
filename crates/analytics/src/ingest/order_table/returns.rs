//! Goods that came back are taken from the lines that sold them.
//!
//! A return is matched with the latest sale of the same product to the same customer that is not later than the
//! return; within one order the customer does not matter. What finds no sale is counted and left out: taking it from
//! something else would make up an order that never was.

use std::{cmp::Ordering, collections::HashMap};

use clientele_contract::ReturnTotals;

use super::gather::{Gathered, LineFacts, NO_CENTS, NO_STATUS, NONE};

/// By what goods are recognised as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matching {
    /// Product and number of pieces.
    Pieces,
    /// Product and money: there is no quantity.
    Money,
    /// The same amount: there is no product.
    ExactAmount,
    /// The same amount, with or without the order's shipping: there is no product, and the amount is the order's.
    OrderAmount,
}

/// Takes the returns from the sales, and leaves the sales that are not undone.
pub(super) fn net_returns(gathered: &mut Gathered, matching: Matching) -> ReturnTotals {
    let mut counts = ReturnTotals::default();
    let mut returns: Vec<LineFacts> = gathered.lines.iter().filter(|line| line.is_return).copied().collect();
    // Without returns nothing is moved or copied: there can be very many sales.
    if returns.is_empty() {
        return counts;
    }
    let mut sales = std::mem::take(&mut gathered.lines);
    sales.retain(|line| !line.is_return);
    sort_by_time(&mut returns, gathered);
    sort_by_time(&mut sales, gathered);
    let mut sold = gather_sold(&sales, gathered, matching);
    for returned in &returns {
        counts.rows += 1;
        let mut left = *returned;
        for buyer in buyers(returned, gathered) {
            let goods = Goods { buyer, product: returned.product, cents: exact_cents(returned, matching) };
            if let Some(candidates) = sold.get_mut(&goods) {
                candidates.take_back(&mut left, &mut sales, gathered, matching);
            }
        }
        counts.netted_cents += returned.cents - left.cents;
        counts.left_out_cents += left.cents;
        counts.netted_rows += u64::from(is_used_up(&left, matching));
    }
    // An order of which nothing is left still is what its lines said.
    let undone = sales.iter().filter(|sale| sale.quantity <= 0 && sale.status != NO_STATUS);
    gathered.left_out_statuses.extend(undone.map(|sale| (sale.order, sale.status)));
    sales.retain(|sale| sale.quantity > 0);
    gathered.lines = sales;
    counts
}

/// Who gives goods back: someone within the same order, else the same person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Buyer {
    InOrder(u32),
    Person(u32),
}

fn buyers(line: &LineFacts, gathered: &Gathered) -> impl Iterator<Item = Buyer> + use<> {
    let person = gathered.orders[line.order as usize].person;
    [Some(Buyer::InOrder(line.order)), (person != NONE).then_some(Buyer::Person(person))]
        .into_iter()
        .flatten()
}

/// What a return has in common with the sales that it can undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Goods {
    buyer: Buyer,
    product: u32,
    /// Where only a sale of the same amount can be undone.
    cents: Option<i64>,
}

fn exact_cents(line: &LineFacts, matching: Matching) -> Option<i64> {
    matches!(matching, Matching::ExactAmount | Matching::OrderAmount).then_some(line.cents)
}

/// The sales, which are sorted by time, by their goods.
fn gather_sold(sales: &[LineFacts], gathered: &Gathered, matching: Matching) -> HashMap<Goods, Candidates> {
    let mut sold: HashMap<Goods, Candidates> = HashMap::new();
    for (position, sale) in sales.iter().enumerate().rev() {
        let cents = exact_cents(sale, matching);
        let shipping = gathered.orders[sale.order as usize].shipping_cents;
        let with_shipping = (matching == Matching::OrderAmount && shipping > 0)
            .then(|| Some(sale.cents.saturating_add(shipping)));
        for buyer in buyers(sale, gathered) {
            for cents in [Some(cents), with_shipping].into_iter().flatten() {
                let goods = Goods { buyer, product: sale.product, cents };
                sold.entry(goods).or_default().later.push(position);
            }
        }
    }
    sold
}

/// Sales of the same goods. As the returns come by time, each sale is passed once, however many returns there are.
#[derive(Default)]
struct Candidates {
    /// Those after the return, the earliest at the end.
    later: Vec<usize>,
    /// Those not after it of which something may be left, the latest at the end.
    earlier: Vec<usize>,
}

impl Candidates {
    /// Takes what is `left` of a return, from the latest sale first. No earlier return is to come after this one.
    fn take_back(
        &mut self,
        left: &mut LineFacts,
        sales: &mut [LineFacts],
        gathered: &Gathered,
        matching: Matching,
    ) {
        let time = |line: &LineFacts| gathered.orders[line.order as usize].date();
        while let Some(position) = self.later.pop_if(|sale| time(&sales[*sale]) <= time(left)) {
            self.earlier.push(position);
        }
        while !is_used_up(left, matching)
            && let Some(&position) = self.earlier.last()
        {
            let sale = &mut sales[position];
            // No money can come back from what was free.
            let is_free = matching == Matching::Money && sale.cents == 0;
            // Another list that holds it may have used it up.
            if sale.quantity > 0 && !is_free {
                take_from(sale, left, matching);
            }
            if sale.quantity == 0 || is_free {
                self.earlier.pop();
            }
        }
    }
}

fn is_used_up(left: &LineFacts, matching: Matching) -> bool {
    match matching {
        Matching::Pieces | Matching::ExactAmount | Matching::OrderAmount => left.quantity == 0,
        Matching::Money => left.cents == 0,
    }
}

fn take_from(sale: &mut LineFacts, left: &mut LineFacts, matching: Matching) {
    let (taken, whole) = match matching {
        Matching::ExactAmount | Matching::OrderAmount => (1, 1),
        Matching::Pieces => (sale.quantity.min(left.quantity), sale.quantity),
        Matching::Money => (sale.cents.min(left.cents), sale.cents),
    };
    let is_all = taken == whole;
    let part = |amount: i64| if is_all { amount } else { share_of(amount, taken, whole) };
    let cents = part(sale.cents);
    sale.cents -= cents;
    sale.cost_cents = sale.cost().map_or(NO_CENTS, |cost| cost - part(cost));
    match matching {
        Matching::Pieces => {
            // A return without or with another price undoes the sale at the price of the sale.
            left.cents = if taken == left.quantity { 0 } else { (left.cents - cents).max(0) };
            left.quantity -= taken;
            sale.quantity -= taken;
        }
        Matching::Money => {
            left.cents -= cents;
            sale.quantity = if is_all { 0 } else { sale.quantity };
        }
        Matching::ExactAmount | Matching::OrderAmount => {
            left.cents = 0;
            left.quantity = 0;
            sale.quantity = 0;
        }
    }
}

/// `amount · part / whole`, rounded half up.
fn share_of(amount: i64, part: i64, whole: i64) -> i64 {
    let (amount, part, whole) = (i128::from(amount), i128::from(part), i128::from(whole));
    // Not above `amount`, which fits.
    ((amount * part * 2 + whole) / (whole * 2)) as i64
}

/// By time, then by what they say, so that the order of the rows does not matter.
fn sort_by_time(lines: &mut [LineFacts], gathered: &Gathered) {
    lines.sort_by(|a, b| {
        let order = |line: &LineFacts| &gathered.orders[line.order as usize];
        let key = |line: &LineFacts| (order(line).date(), line.cents, line.quantity, line.cost_cents);
        key(a)
            .cmp(&key(b))
            .then_with(|| gathered.compare_ids(a.order, b.order))
            .then_with(|| gathered.products.compare(a.product, b.product))
    });
}

impl Gathered {
    /// How the ids of two orders sort, if the source gives any.
    fn compare_ids(&self, one: u32, other: u32) -> Ordering {
        if self.order_ids.len() == 0 { Ordering::Equal } else { self.order_ids.compare(one, other) }
    }
}
