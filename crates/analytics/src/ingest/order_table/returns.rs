//! Goods that came back are taken from the lines that sold them.
//!
//! A return is matched with the latest sale of the same product to the same customer that is not later than the
//! return; within one order the customer does not matter. What finds no sale is counted and left out: taking it from
//! something else would make up an order that never was.

use std::collections::HashMap;

use super::gather::{Gathered, LineFacts, NONE};

/// What became of the returns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct ReturnCounts {
    pub(super) rows: u64,
    /// All of it was taken from sales.
    pub(super) matched: u64,
    pub(super) netted_cents: i64,
    pub(super) unmatched_cents: i64,
}

/// By what goods are recognised as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matching {
    /// Product and number of pieces.
    Pieces,
    /// Product and money: there is no quantity.
    Money,
    /// The same amount: there is no product.
    ExactAmount,
}

/// Takes the returns from the sales, and leaves the sales that are not undone.
pub(super) fn net_returns(gathered: &mut Gathered, matching: Matching) -> ReturnCounts {
    let mut counts = ReturnCounts::default();
    let (mut returns, mut sales): (Vec<LineFacts>, Vec<LineFacts>) =
        std::mem::take(&mut gathered.lines).into_iter().partition(|line| line.is_return);
    if !returns.is_empty() {
        sort_by_time(&mut returns, gathered);
        sort_by_time(&mut sales, gathered);
        let mut by_buyer: HashMap<(Buyer, u32), Vec<usize>> = HashMap::new();
        for (position, sale) in sales.iter().enumerate() {
            for buyer in buyers(sale, gathered) {
                by_buyer.entry((buyer, sale.product)).or_default().push(position);
            }
        }
        for returned in &returns {
            counts.rows += 1;
            let mut left = *returned;
            for buyer in buyers(returned, gathered) {
                let candidates = by_buyer.get(&(buyer, returned.product)).map_or(&[][..], Vec::as_slice);
                take_back(&mut left, candidates, &mut sales, gathered, matching);
            }
            counts.netted_cents += returned.cents - left.cents;
            counts.unmatched_cents += left.cents;
            counts.matched += u64::from(is_used_up(&left, matching));
        }
        sales.retain(|sale| sale.quantity > 0);
    }
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

/// Takes what is `left` of a return from its candidates, the latest first.
fn take_back(
    left: &mut LineFacts,
    candidates: &[usize],
    sales: &mut [LineFacts],
    gathered: &Gathered,
    matching: Matching,
) {
    let time = |line: &LineFacts| gathered.orders[line.order as usize].date;
    for &position in candidates.iter().rev() {
        if is_used_up(left, matching) {
            return;
        }
        let sale = &mut sales[position];
        let is_before = sale.order == left.order || time(sale) <= time(left);
        if sale.quantity > 0 && is_before {
            take_from(sale, left, matching);
        }
    }
}

fn is_used_up(left: &LineFacts, matching: Matching) -> bool {
    match matching {
        Matching::Pieces | Matching::ExactAmount => left.quantity == 0,
        Matching::Money => left.cents == 0,
    }
}

fn take_from(sale: &mut LineFacts, left: &mut LineFacts, matching: Matching) {
    let (taken, whole) = match matching {
        Matching::ExactAmount if sale.cents != left.cents => return,
        Matching::ExactAmount => (1, 1),
        Matching::Pieces => (sale.quantity.min(left.quantity), sale.quantity),
        Matching::Money => (sale.cents.min(left.cents), sale.cents),
    };
    let is_all = taken == whole;
    let part = |amount: i64| if is_all { amount } else { share_of(amount, taken, whole) };
    let cents = part(sale.cents);
    sale.cents -= cents;
    sale.cost_cents = sale.cost_cents.map(|cost| cost - part(cost));
    match matching {
        Matching::Pieces => {
            // A return without or with another price undoes the sale at the price of the sale.
            left.cents = if taken == left.quantity { 0 } else { (left.cents - cents).max(0) };
            left.quantity -= taken;
            sale.quantity -= taken;
        }
        Matching::Money | Matching::ExactAmount => {
            left.cents -= cents;
            left.quantity = if left.cents == 0 { 0 } else { left.quantity };
            sale.quantity = if is_all { 0 } else { sale.quantity };
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
        let key = |line: &LineFacts| (order(line).date, line.cents, line.quantity, line.cost_cents);
        key(a)
            .cmp(&key(b))
            .then_with(|| gathered.id_of(a.order).cmp(&gathered.id_of(b.order)))
            .then_with(|| gathered.products.id(a.product).cmp(gathered.products.id(b.product)))
    });
}

impl Gathered {
    /// The id of an order, if the source gives one.
    fn id_of(&self, order: u32) -> Option<&[u8]> {
        ((order as usize) < self.order_ids.len()).then(|| self.order_ids.id(order))
    }
}
