//! What an order came to becomes the amounts of its lines, where lines have none.

use rayon::prelude::*;

use super::gather::{Gathered, LineFacts, NO_CENTS, NO_STATUS, OrderFacts};
use crate::{OrderMeaning, ingest::ShippingRule};

/// Gives each line its part of what its order came to, and each return its part of what was given back.
pub(super) fn share_out_totals(gathered: &mut Gathered, rule: ShippingRule) {
    if rule == ShippingRule::InTotal {
        gathered.orders.iter_mut().for_each(take_shipping_out);
    }
    let mut lines = std::mem::take(&mut gathered.lines);
    sort_lines(&mut lines, gathered);
    for of_order in lines.chunk_by_mut(|a, b| a.order == b.order) {
        let total = match gathered.orders[of_order[0].order as usize].total_cents {
            NO_CENTS => 0,
            total => total,
        };
        let sold = of_order.partition_point(|line| !line.is_return);
        let (sales, returns) = of_order.split_at_mut(sold);
        // The total of an order with sales is theirs.
        let of_returns = if sales.is_empty() { total } else { 0 };
        share_among_sales(sales, total, gathered);
        share_among_returns(returns, of_returns);
    }
    gathered.lines = lines;
}

/// What is left are the goods. Shipping above the total was not paid.
fn take_shipping_out(order: &mut OrderFacts) {
    if order.total_cents != NO_CENTS {
        order.shipping_cents = order.shipping_cents.min(order.total_cents);
        order.total_cents -= order.shipping_cents;
    }
}

/// What the status of a line means, and its word.
fn status_of<'a>(line: &LineFacts, gathered: &'a Gathered) -> Option<(OrderMeaning, &'a str)> {
    let (word, meaning) = (line.status != NO_STATUS).then(|| &gathered.statuses[usize::from(line.status)])?;
    Some((*meaning, word))
}

/// By order, sales before returns, then by what they say, so that the order of the rows does not matter.
fn sort_lines(lines: &mut [LineFacts], gathered: &Gathered) {
    lines.par_sort_unstable_by(|a, b| {
        let begin = |line: &LineFacts| (line.order, line.is_return, line.cents);
        begin(a)
            .cmp(&begin(b))
            .then_with(|| status_of(a, gathered).cmp(&status_of(b, gathered)))
            .then_with(|| gathered.products.compare(a.product, b.product))
            .then_with(|| (a.quantity, a.cost_cents).cmp(&(b.quantity, b.cost_cents)))
    });
}

/// A line with another meaning than its order, such as a cancelled one, has no part in the total.
fn share_among_sales(lines: &mut [LineFacts], total: i64, gathered: &Gathered) {
    let meaning = |line: &LineFacts| status_of(line, gathered).map(|(meaning, _)| meaning);
    let of_order = lines.iter().filter_map(meaning).min();
    // Sorted: lines without a status come first, then those with the best.
    let counted = lines.partition_point(|line| meaning(line).is_none_or(|meaning| Some(meaning) == of_order));
    share_equally(&mut lines[..counted], total);
}

/// An amount that all rows of a refund repeat, or that only one of them gives, is that of all; different ones are each
/// their own.
fn share_among_returns(lines: &mut [LineFacts], total_of_order: i64) {
    let Some(greatest) = lines.last().map(|line| line.cents) else { return };
    if greatest == 0 {
        share_equally(lines, total_of_order);
    } else if lines.iter().all(|line| line.cents == 0 || line.cents == greatest) {
        share_equally(lines, greatest);
    } else {
        for alike in lines.chunk_by_mut(|a, b| a.cents == b.cents) {
            let cents = alike[0].cents;
            share_equally(alike, cents);
        }
    }
}

/// The first lines get the cents that are left over.
fn share_equally(lines: &mut [LineFacts], cents: i64) {
    let count = lines.len() as i64;
    for (position, line) in lines.iter_mut().enumerate() {
        line.cents = cents / count + i64::from((position as i64) < cents % count);
    }
}
