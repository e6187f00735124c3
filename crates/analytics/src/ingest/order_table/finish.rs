//! What was gathered becomes the tables that every source becomes.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{
    gather::{Gathered, LineFacts, NO_STATUS, NONE},
    synthetic::synthetic_customer,
};
use crate::{
    OrderMeaning, RefreshError,
    ingest::{
        AmountMeasure, CustomerRule, Mapping, Meaning, OrderRule, SourceProfile,
        fields::UNKNOWN,
        id_table::{IdTable, IdText},
        tables::{Items, NO_CUSTOMER, Orders, Reviews, ShopTables},
        values::numbers::SCALE,
    },
    model::civil_date,
};

/// Statuses of orders whose rows give none.
const WITHOUT_STATUS: &str = "no status";
const RETURNED: &str = "return";

/// Things that were kept but are worth knowing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Remarks {
    /// Lines whose status differs from that of their order, such as a cancelled line, and what they came to.
    pub(super) lines_left_out: u64,
    pub(super) cents_left_out: i64,
    pub(super) cost: CostSums,
}

/// Sums over the lines whose cost is known, in cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct CostSums {
    pub(super) lines: u64,
    pub(super) revenue_cents: i64,
    pub(super) cost_cents: i64,
}

/// Builds the tables; quality, rejects and notices are filled in by the caller.
pub(super) fn build_tables(
    mut gathered: Gathered,
    mapping: &Mapping,
    is_returned: &[bool],
    file: &str,
) -> Result<(ShopTables, Remarks), RefreshError> {
    let mut remarks = Remarks::default();
    let statuses = settle_statuses(&mut gathered, is_returned, &mut remarks);
    let order_count = gathered.orders.len();
    let mut lines = std::mem::take(&mut gathered.lines);
    sort_lines(&mut lines, &gathered);
    let order_ids = match mapping.rules.orders {
        OrderRule::EachRow => make_order_ids(&gathered, &lines),
        OrderRule::Column | OrderRule::CustomerAndDay => std::mem::take(&mut gathered.order_ids),
    };
    remarks.cost = sum_cost(&lines);
    let items = build_items(&lines, &gathered, mapping, &order_ids, file)?;
    let (person_ids, persons) = number_persons(&mut gathered, mapping.rules.customers, &order_ids);
    // As large as what is made of them.
    drop(lines);
    let unknown_place = gathered.places.insert(UNKNOWN.as_bytes()).0;
    let place = |place: u32| if place == NONE { unknown_place } else { place };
    let is_anonymous = |order: usize| persons[order] == NONE || gathered.orders[order].date().is_none();
    let customer_row = |order: usize| if is_anonymous(order) { NO_CUSTOMER } else { order as u32 };
    let date = |order: usize| gathered.orders[order].date().unwrap_or_default();
    let is_guest = |order: &usize| persons[*order] == NONE && gathered.orders[*order].date().is_some();
    let guest_orders = (0..order_count).filter(is_guest).map(|order| order as u32).collect();
    let tables = ShopTables {
        person_ids,
        guest_orders,
        customer_states: gathered.orders.iter().map(|order| place(order.place)).collect(),
        state_names: std::mem::take(&mut gathered.places),
        orders: Orders {
            ids: order_ids,
            customer_rows: (0..order_count).map(customer_row).collect(),
            statuses: statuses.of_orders,
            dates: (0..order_count).map(|order| date(order).0).collect(),
            seconds: (0..order_count).map(|order| date(order).1).collect(),
            delivered: Vec::new(),
            promised: Vec::new(),
        },
        customer_persons: persons,
        statuses: statuses.words,
        items,
        product_ids: std::mem::take(&mut gathered.products),
        product_categories: gathered
            .categories
            .iter()
            .map(|name| name.clone().unwrap_or_else(|| UNKNOWN.to_owned()))
            .collect(),
        reviews: Reviews {
            orders: std::mem::take(&mut gathered.reviewed_orders),
            scores: std::mem::take(&mut gathered.review_scores),
        },
        quality: Vec::new(),
        adjustments: None,
        rejects: Vec::new(),
        is_demo: false,
        currency_symbol: mapping.values.currency.clone(),
        notices: Vec::new(),
        profile: SourceProfile::default(),
    };
    Ok((tables, remarks))
}

/// The words of all statuses, sorted, and that of each order.
struct Statuses {
    words: Vec<(String, OrderMeaning)>,
    of_orders: Vec<u16>,
}

/// The best status of its lines is that of an order; lines with another meaning are left out.
fn settle_statuses(gathered: &mut Gathered, is_returned: &[bool], remarks: &mut Remarks) -> Statuses {
    let mut words: BTreeMap<&str, OrderMeaning> =
        [(WITHOUT_STATUS, OrderMeaning::Completed), (RETURNED, OrderMeaning::Void)].into();
    words.extend(gathered.statuses.iter().map(|(word, meaning)| (word.as_str(), *meaning)));
    let words: Vec<(String, OrderMeaning)> =
        words.into_iter().map(|(word, meaning)| (word.to_owned(), meaning)).collect();
    let code =
        |word: &str| words.binary_search_by(|(known, _)| known.as_str().cmp(word)).unwrap_or_default() as u16;
    let codes: Vec<u16> = gathered.statuses.iter().map(|(word, _)| code(word)).collect();
    let mut of_orders = vec![NO_STATUS; gathered.orders.len()];
    let meaning = |code: u16| words[usize::from(code)].1;
    for line in &mut gathered.lines {
        if line.status == NO_STATUS {
            continue;
        }
        line.status = codes[usize::from(line.status)];
        let best = &mut of_orders[line.order as usize];
        if *best == NO_STATUS || (meaning(line.status), line.status) < (meaning(*best), *best) {
            *best = line.status;
        }
    }
    gathered.lines.retain(|line| {
        let counts =
            line.status == NO_STATUS || meaning(line.status) == meaning(of_orders[line.order as usize]);
        if !counts {
            remarks.lines_left_out += 1;
            remarks.cents_left_out = remarks.cents_left_out.saturating_add(line.cents);
        }
        counts
    });
    let mut of_left_out: BTreeMap<u32, u16> = BTreeMap::new();
    for (order, status) in &gathered.left_out_statuses {
        let status = codes.get(usize::from(*status)).copied().unwrap_or_else(|| code(WITHOUT_STATUS));
        let best = of_left_out.entry(*order).or_insert(status);
        if (meaning(status), status) < (meaning(*best), *best) {
            *best = status;
        }
    }
    let (without, returned) = (code(WITHOUT_STATUS), code(RETURNED));
    for (order, status) in of_orders.iter_mut().enumerate() {
        if is_returned[order] {
            *status = returned;
        } else if *status == NO_STATUS {
            *status = of_left_out.get(&(order as u32)).copied().unwrap_or(without);
        }
    }
    Statuses { words, of_orders }
}

/// By order, then by what they say, so that the order of the rows does not matter.
fn sort_lines(lines: &mut [LineFacts], gathered: &Gathered) {
    let by_content = |a: &LineFacts, b: &LineFacts| {
        let key = |line: &LineFacts| (line.cents, line.quantity, line.cost_cents);
        gathered.products.compare(a.product, b.product).then_with(|| key(a).cmp(&key(b)))
    };
    if lines.is_sorted_by_key(|line| line.order) {
        let orders = lines.chunk_by_mut(|a, b| a.order == b.order);
        orders
            .filter(|of_order| of_order.len() > 1)
            .for_each(|of_order| of_order.sort_unstable_by(by_content));
    } else {
        lines.par_sort_unstable_by(|a, b| a.order.cmp(&b.order).then_with(|| by_content(a, b)));
    }
}

/// Ids for orders that have none: customer and date, numbered where there are several.
fn make_order_ids(gathered: &Gathered, lines: &[LineFacts]) -> IdTable {
    let mut line_of_order: Vec<Option<&LineFacts>> = vec![None; gathered.orders.len()];
    for line in lines {
        line_of_order[line.order as usize] = Some(line);
    }
    let name = |order: usize| {
        let facts = &gathered.orders[order];
        let person = if facts.person == NONE {
            IdText::Stored(UNKNOWN.as_bytes())
        } else {
            gathered.person_ids.id(facts.person)
        };
        (person, facts.date())
    };
    let content = |order: usize| {
        line_of_order[order]
            .map(|line| (gathered.products.id(line.product), line.cents, line.quantity, line.cost_cents))
    };
    let mut sorted: Vec<usize> = (0..gathered.orders.len()).collect();
    sorted.par_sort_by(|&a, &b| name(a).cmp(&name(b)).then_with(|| content(a).cmp(&content(b))));
    let mut made: Vec<String> = vec![String::new(); sorted.len()];
    let day = |order: usize| name(order).1.map(|(day, _)| day);
    for of_day in sorted.chunk_by(|&a, &b| name(a).0 == name(b).0 && day(a) == day(b)) {
        for (position, &order) in of_day.iter().enumerate() {
            let name = name(order);
            let person = String::from_utf8_lossy(&name.0);
            let date = civil_date(day(order).unwrap_or_default());
            made[order] = format!("{person} {date} {}", position + 1);
        }
    }
    let mut ids = IdTable::with_capacity(made.len());
    for id in &made {
        ids.insert(id.as_bytes());
    }
    ids
}

fn sum_cost(lines: &[LineFacts]) -> CostSums {
    let mut sums = CostSums::default();
    for line in lines {
        if let Some(cost) = line.cost() {
            sums.lines += 1;
            sums.revenue_cents = sums.revenue_cents.saturating_add(line.cents);
            sums.cost_cents = sums.cost_cents.saturating_add(cost);
        }
    }
    sums
}

fn build_items(
    lines: &[LineFacts],
    gathered: &Gathered,
    mapping: &Mapping,
    order_ids: &IdTable,
    file: &str,
) -> Result<Items, RefreshError> {
    let mut items = Items::with_capacity(lines.len());
    let mut sum = 0_i128;
    for of_order in lines.chunk_by(|a, b| a.order == b.order) {
        let order = of_order[0].order;
        if of_order.len() > usize::from(u16::MAX) {
            let order = String::from_utf8_lossy(&order_ids.id(order)).into_owned();
            return Err(RefreshError::HugeOrder { file: file.to_owned(), order, limit: u16::MAX });
        }
        for (position, line) in of_order.iter().enumerate() {
            let cost = if mapping.rules.measure == AmountMeasure::Profit { line.cost() } else { None };
            let price = line.cents - cost.unwrap_or_default();
            let freight = match (position, mapping.rules.measure) {
                (0, AmountMeasure::Revenue) => gathered.orders[order as usize].shipping_cents,
                _ => 0,
            };
            sum += i128::from(price.abs()) + i128::from(freight);
            items.orders.push(order);
            items.numbers.push(position as u16 + 1);
            items.products.push(line.product);
            items.price_cents.push(price);
            items.freight_cents.push(freight);
        }
    }
    if i64::try_from(sum).is_err() {
        return Err(RefreshError::TooMuchMoney { file: file.to_owned() });
    }
    if mapping.columns.contains_key(&Meaning::Quantity) {
        // Part of a piece is a piece: half a kilogram was bought once.
        let pieces =
            |line: &LineFacts| u32::try_from((line.quantity + SCALE - 1) / SCALE).unwrap_or(u32::MAX).max(1);
        items.quantities = Some(lines.iter().map(pieces).collect());
    }
    Ok(items)
}

/// The person of each order, or [`NONE`].
fn number_persons(gathered: &mut Gathered, rule: CustomerRule, order_ids: &IdTable) -> (IdTable, Vec<u32>) {
    if rule == CustomerRule::Column {
        let persons = gathered.orders.iter().map(|order| order.person).collect();
        return (std::mem::take(&mut gathered.person_ids), persons);
    }
    let mut ids = IdTable::with_capacity(order_ids.len());
    let numbers = (0..order_ids.len() as u32).map(|order| {
        let id = order_ids.id(order);
        match rule {
            CustomerRule::Synthetic => ids.insert(synthetic_customer(&id).as_bytes()).0,
            CustomerRule::Column | CustomerRule::None => ids.insert(&id).0,
        }
    });
    let numbers = numbers.collect();
    (ids, numbers)
}
