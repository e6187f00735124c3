//! What differs between two snapshots, against sums over the lines of the files themselves.

use std::collections::{BTreeMap, BTreeSet};

use clientele_analytics::{Engine, compare_snapshots, customers_only_in};
use clientele_contract::{Analytics, CustomerFilter, Scope, Segment};

use crate::shop_files::{CUSTOMERS, ITEMS, ORDERS, ShopFiles};

/// Customer, date and cents of each order, read from the lines without the engine.
fn orders_of(files: &ShopFiles) -> BTreeMap<String, (String, String, i64)> {
    let cells = |file: &str| -> Vec<Vec<String>> {
        files.0[file].iter().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
    };
    let persons: BTreeMap<String, String> =
        cells(CUSTOMERS).into_iter().map(|cells| (cells[0].clone(), cells[1].clone())).collect();
    let mut orders: BTreeMap<String, (String, String, i64)> = cells(ORDERS)
        .into_iter()
        .map(|cells| (cells[0].clone(), (persons[&cells[1]].clone(), cells[3][..10].to_owned(), 0)))
        .collect();
    for cells in cells(ITEMS) {
        let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
        orders.get_mut(&cells[0]).unwrap().2 += cents(&cells[5]) + cents(&cells[6]);
    }
    orders
}

fn customers_of(orders: &BTreeMap<String, (String, String, i64)>) -> BTreeSet<&str> {
    orders.values().map(|(customer, ..)| customer.as_str()).collect()
}

/// The shop a week later: two customers more, one order late, one corrected, one gone with its customer.
fn later(files: &ShopFiles) -> ShopFiles {
    let mut later = files.clone();
    later.add_order(900, 0, "2018-08-20", 40);
    later.add_order(901, 0, "2018-09-02", 60);
    later.add_order(1, 7, "2018-02-11", 25);
    let item = later.0.get_mut(ITEMS).unwrap().iter_mut().find(|line| line.starts_with("o0005-0,")).unwrap();
    let cells: Vec<&str> = item.split(',').collect();
    *item = format!("{},99.99,{}", cells[..5].join(","), cells[6]);
    for file in [ORDERS, ITEMS, CUSTOMERS] {
        later.0.get_mut(file).unwrap().retain(|line| !line.contains("o0007-0"));
    }
    let reviews = later.0.get_mut(crate::shop_files::REVIEWS).unwrap();
    reviews.retain(|line| !line.contains("o0007-0"));
    later
}

fn pair() -> (ShopFiles, ShopFiles) {
    let before = ShopFiles::of_customers(60);
    let after = later(&before);
    (before, after)
}

#[test]
fn orders_and_customers_are_those_of_the_files() {
    let (before, after) = pair();
    let (was, is) = (orders_of(&before), orders_of(&after));
    let compared = compare_snapshots(&before.engine(), &after.engine());

    let appeared: Vec<_> = is.iter().filter(|(id, _)| !was.contains_key(*id)).collect();
    let vanished: Vec<_> = was.iter().filter(|(id, _)| !is.contains_key(*id)).collect();
    let changed: Vec<(&String, i64, i64)> = was
        .iter()
        .filter_map(|(id, order)| Some((id, order.2, is.get(id)?.2)))
        .filter(|(_, then, now)| then != now)
        .collect();
    let last_before = was.values().map(|order| order.1.as_str()).max().unwrap();
    let orders = &compared.orders;
    assert_eq!(orders.appeared, appeared.len() as u64);
    assert_eq!(orders.appeared_cents, appeared.iter().map(|(_, order)| order.2).sum::<i64>());
    assert_eq!(
        orders.appeared_late,
        appeared.iter().filter(|(_, order)| order.1.as_str() <= last_before).count() as u64
    );
    assert_eq!((orders.appeared, orders.appeared_late, orders.vanished), (3, 2, 1), "as they were made");
    assert_eq!(orders.vanished_cents, vanished.iter().map(|(_, order)| order.2).sum::<i64>());
    assert_eq!(orders.changed, changed.len() as u64);
    assert_eq!(orders.changed_cents, changed.iter().map(|(_, then, now)| now - then).sum::<i64>());
    let named: Vec<_> = orders
        .greatest_changes
        .iter()
        .map(|change| (&change.order_id, change.before_cents, change.after_cents))
        .collect();
    assert_eq!(named, changed);

    let (old, new) = (customers_of(&was), customers_of(&is));
    assert_eq!(compared.customers.came, new.difference(&old).count() as u64);
    assert_eq!(compared.customers.vanished, old.difference(&new).count() as u64);
    assert_eq!(compared.customers.stayed, old.intersection(&new).count() as u64);
    for (side, orders) in [(&compared.before, &was), (&compared.after, &is)] {
        assert_eq!(side.orders, orders.len() as u64);
        assert_eq!(side.customers, customers_of(orders).len() as u64);
        assert_eq!(side.revenue_cents, orders.values().map(|order| order.2).sum::<i64>());
        assert_eq!(side.last_order.to_string(), orders.values().map(|order| order.1.as_str()).max().unwrap());
    }
}

/// Customers and segments of an engine, as its lists give them.
fn segments(engine: &Engine) -> BTreeMap<String, Segment> {
    let mut found = BTreeMap::new();
    engine
        .visit_customers(&Scope::everything(), &CustomerFilter::default(), &mut |row| {
            found.insert(row.customer_id.clone(), row.segment);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    found
}

#[test]
fn segments_are_those_of_the_lists() {
    let (before, after) = pair();
    let (before, after) = (before.engine(), after.engine());
    let (was, is) = (segments(&before), segments(&after));
    let compared = compare_snapshots(&before, &after);
    for row in &compared.segments {
        let among = |all: &BTreeMap<String, Segment>,
                     other: &BTreeMap<String, Segment>,
                     test: fn(Option<&Segment>, Segment) -> bool| {
            all.iter()
                .filter(|(id, segment)| **segment == row.segment && test(other.get(*id), row.segment))
                .count() as u64
        };
        let any = |_: Option<&Segment>, _: Segment| true;
        let unknown = |other: Option<&Segment>, _: Segment| other.is_none();
        let elsewhere = |other: Option<&Segment>, here: Segment| other.is_some_and(|other| *other != here);
        assert_eq!((row.before, row.after), (among(&was, &is, any), among(&is, &was, any)));
        assert_eq!((row.vanished, row.came), (among(&was, &is, unknown), among(&is, &was, unknown)));
        assert_eq!((row.moved_out, row.moved_in), (among(&was, &is, elsewhere), among(&is, &was, elsewhere)));
        assert_eq!(row.before + row.came + row.moved_in, row.after + row.vanished + row.moved_out);
    }
    let moved: u64 = compared.segments.iter().map(|row| row.moved_in).sum();
    assert_eq!(compared.customers.moved, moved);
}

#[test]
fn the_lists_hold_who_came_and_who_vanished() {
    let (before, after) = pair();
    let (before, after) = (before.engine(), after.engine());
    let ids = |engine: &Engine, other: &Engine| -> Vec<String> {
        customers_only_in(engine, other).into_iter().map(|customer| customer.customer_id).collect()
    };
    assert_eq!(ids(&after, &before), ["u0900", "u0901"]);
    assert_eq!(ids(&before, &after), ["u0007"]);
    let came = customers_only_in(&after, &before);
    assert_eq!((came[0].orders, came[0].spent_cents), (1, 40_90 + 5_10));
    assert_eq!(came[1].last_order.to_string(), "2018-09-02");
}

#[test]
fn a_snapshot_does_not_differ_from_itself() {
    let engine = ShopFiles::of_customers(40).engine();
    let compared = compare_snapshots(&engine, &engine);
    assert_eq!(compared.orders, Default::default());
    assert_eq!((compared.customers.came, compared.customers.vanished, compared.customers.moved), (0, 0, 0));
    assert_eq!(compared.products, Default::default());
}
