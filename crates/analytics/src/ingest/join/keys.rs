//! Whether the name of one column says that it holds the keys of another table.

use crate::ingest::{
    Meaning,
    recognise::{ID_WORDS, meanings_of_name, normalise},
};

/// How sure two columns belong together by their names alone, in percent; `None`: not at all.
pub(super) fn likeness(column: &str, key: &str, key_table: &str) -> Option<u8> {
    let (column, key) = (normalise(column), normalise(key));
    if column.is_empty() || key.is_empty() || is_measure(&column) {
        return None;
    }
    let is_bare = ID_WORDS.contains(&key.as_str());
    if column == key {
        // `id` names the rows of its own table only.
        return (!is_bare).then_some(if has_id_word(&key) { 97 } else { 85 });
    }
    if is_bare {
        let subject = without_id_word(&column);
        return (!subject.is_empty() && is_subject_of(subject, key_table)).then_some(92);
    }
    let is_longer = has_id_word(&key) && column.ends_with(&format!(" {key}"));
    let without = without_id_word(&key);
    let is_shorter = has_id_word(&key) && !without.is_empty() && column == without;
    (is_longer || is_shorter).then_some(80)
}

/// Amounts, days and states are alike by chance.
fn is_measure(name: &str) -> bool {
    use Meaning::{Category, CustomerId, OrderId, Place, Product};
    let best = meanings_of_name(name).into_iter().max_by_key(|(_, sure)| *sure);
    best.is_some_and(|(meaning, _)| ![Category, CustomerId, OrderId, Place, Product].contains(&meaning))
}

/// `orders.csv` is of orders, and `Kunden in shop.xlsx` of Kunden.
pub(super) fn subject_of(table: &str) -> String {
    let stem = table.split_once('.').map_or(table, |(stem, _)| stem);
    normalise(stem)
}

/// One of them: `order` of `orders`.
pub(super) fn singular(subject: &str) -> &str {
    subject.strip_suffix('s').filter(|one| one.len() >= 3).unwrap_or(subject)
}

fn is_subject_of(subject: &str, table: &str) -> bool {
    let table = subject_of(table);
    let shared = table.strip_prefix(subject).or_else(|| table.rsplit(' ').next()?.strip_prefix(subject));
    // `kunde` and `kunden`, `category` and `categories`.
    let stem = subject.strip_suffix(['y', 'e']).unwrap_or(subject);
    let is_near =
        table.rsplit(' ').next().is_some_and(|last| last.starts_with(stem) && last.len() <= stem.len() + 3);
    subject.len() >= 3 && (shared.is_some_and(|rest| rest.len() <= 2) || is_near)
}

fn has_id_word(name: &str) -> bool {
    without_id_word(name).len() < name.len()
}

/// `customer id` is about a customer.
fn without_id_word(name: &str) -> &str {
    let (rest, last) = name.rsplit_once(' ').unwrap_or(("", name));
    if ID_WORDS.contains(&last) { rest } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_belong_together_by_their_names() {
        for (column, key, table, is_alike) in [
            ("order_id", "order_id", "orders.csv", true),
            ("OrderID", "order id", "anything.csv", true),
            ("customer_id", "id", "customers.csv", true),
            ("Kunden-Nr.", "Nr", "Kunden", true),
            ("Kunde", "Kunden-Nr", "Kunden", false),
            ("category id", "id", "categories.csv", true),
            ("billing customer id", "customer_id", "customers.csv", true),
            ("product", "product_id", "products.csv", true),
            ("id", "id", "customers.csv", false),
            ("quantity", "price", "products.csv", false),
            ("product_id", "id", "customers.csv", false),
        ] {
            assert_eq!(likeness(column, key, table).is_some(), is_alike, "{column} {key} {table}");
        }
        assert_eq!(singular(&subject_of("products.csv")), "product");
    }
}
