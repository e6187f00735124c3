//! Orders without a customer: part of what is sold, and of nothing else.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use clientele_analytics::{
    BuildRequest, Engine, Keeping, RefreshError, RefreshLock, Rescoring, RuleBook, Shop, ShopConfig, Silent,
    build_shop, open_current, publish, publish_rescored,
};
use clientele_contract::{
    Analytics, CustomerFilter, CustomerQuery, CustomerSort, GuestSales, ProductProfile, ProductQuestion,
    Products, PurchaseFilter, Report, SalesLevel, SalesRow, Scope, Segment, SortDirection,
};

use crate::desk::{figures, quality};

/// One row of a made-up shop.
#[derive(Debug, Clone, Copy)]
struct Row {
    order: u32,
    customer: u32,
    day: u32,
    state: &'static str,
    product: u32,
    quantity: u32,
    cents: u32,
}

const STATES: [&str; 3] = ["Bavaria", "Hesse", "Saxony"];
const CATEGORIES: [&str; 4] = ["cups", "pans", "plates", "spoons"];
const ORDERS: u32 = 600;

/// A shop of ten months, the same on each call.
fn made_up_rows() -> Vec<Row> {
    let mut seed = 7_u32;
    let mut below = |limit: u32| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 12) % limit
    };
    let mut rows = Vec::new();
    for order in 0..ORDERS {
        let (customer, state) = (below(90), STATES[below(3) as usize]);
        for _ in 0..1 + below(3) {
            let product = below(14);
            let (quantity, cents) = (1 + below(4), 150 + 35 * product);
            rows.push(Row { order, customer, day: order / 2, state, product, quantity, cents });
        }
    }
    rows
}

fn category_of(product: u32) -> &'static str {
    CATEGORIES[product as usize % CATEGORIES.len()]
}

/// A quarter of the orders, neither the first nor the last.
fn has_no_customer(row: &Row) -> bool {
    row.order % 4 == 1 && row.order + 4 < ORDERS
}

fn text_of(rows: &[Row], is_guest: impl Fn(&Row) -> bool) -> String {
    let mut text =
        "order id,customer id,date,state,product,category,quantity,unit price,order status\n".to_owned();
    for row in rows {
        let date = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + chrono::Days::new(row.day.into());
        let customer = if is_guest(row) { String::new() } else { format!("c{:02}", row.customer) };
        let Row { order, state, product, quantity, cents, .. } = row;
        text.push_str(&format!(
            "o{order:04},{customer},{date},{state},p{product:02},{},{quantity},{}.{:02},completed\n",
            category_of(*product),
            cents / 100,
            cents % 100
        ));
    }
    text
}

fn build(text: &str) -> Result<Shop, RefreshError> {
    let folder = tempfile::tempdir().unwrap();
    let (source, staging) = (folder.path().join("orders.csv"), folder.path().join("unpacking"));
    fs::write(&source, text).unwrap();
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let request = BuildRequest {
        source: &source,
        mapping: None,
        config: &config,
        rules: &rules,
        as_of: None,
        staging: &staging,
    };
    build_shop(&request, &Silent)
}

fn engine(text: &str) -> Engine {
    Engine::from_shop(build(text).unwrap()).unwrap()
}

/// With a customer for each order, with none for a quarter, and without that quarter.
fn three_shops() -> [Engine; 3] {
    let rows = made_up_rows();
    let of_customers: Vec<Row> = rows.iter().filter(|row| !has_no_customer(row)).copied().collect();
    [
        engine(&text_of(&rows, |_| false)),
        engine(&text_of(&rows, has_no_customer)),
        engine(&text_of(&of_customers, |_| false)),
    ]
}

fn ask(engine: &Engine, by: SalesLevel, filter: CustomerFilter) -> Products {
    let question = ProductQuestion { by, filter, page: 1, page_size: 100, ..ProductQuestion::default() };
    engine.products(&Scope::everything(), &question).unwrap()
}

fn everyone() -> CustomerFilter {
    CustomerFilter::default()
}

/// What does not depend on who bought it.
fn without_customers(row: SalesRow) -> SalesRow {
    SalesRow { customers: 0, ..row }
}

/// Everything of the page that is about products.
fn about_products(products: Products) -> Products {
    let row = |row: Option<SalesRow>| row.map(without_customers);
    Products {
        customers: 0,
        repeat_customers: 0,
        guests: None,
        top_category: row(products.top_category),
        rising_category: row(products.rising_category),
        falling_category: row(products.falling_category),
        rows: products.rows.into_iter().map(without_customers).collect(),
        first_categories: Vec::new(),
        affinity: clientele_contract::Affinity::default(),
        ..products
    }
}

fn profile(engine: &Engine, product: u32) -> ProductProfile {
    engine.product(&Scope::everything(), &format!("p{product:02}")).unwrap().unwrap()
}

#[test]
fn what_is_sold_is_what_was_sold_whoever_bought_it() {
    let [full, blanked, _] = three_shops();
    for by in SalesLevel::ALL {
        let (of_full, of_blanked) = (ask(&full, by, everyone()), ask(&blanked, by, everyone()));
        assert_eq!(of_full.guests, None);
        assert_eq!(about_products(of_blanked), about_products(of_full), "{by:?}");
    }
    for product in 0..14 {
        let (of_full, of_blanked) = (profile(&full, product), profile(&blanked, product));
        assert_eq!(of_full.guests, None);
        let figures = |profile: &ProductProfile| {
            (
                (profile.units, profile.revenue_cents, profile.orders),
                (profile.category_rank, profile.category_products, profile.category_share),
                profile.months.clone(),
            )
        };
        assert_eq!(figures(&of_blanked), figures(&of_full), "{product}");
        let months: i64 = of_blanked.months.iter().map(|month| month.revenue_cents).sum();
        assert_eq!(months, of_blanked.revenue_cents);
    }
}

#[test]
fn sums_are_those_of_the_rows() {
    let [_, blanked, _] = three_shops();
    let mut expected: BTreeMap<String, (i64, u64, BTreeSet<u32>, BTreeSet<u32>)> = BTreeMap::new();
    let mut guests = GuestSales { are_counted: true, ..GuestSales::default() };
    let mut guest_orders = BTreeSet::new();
    for row in made_up_rows() {
        let cents = i64::from(row.quantity * row.cents);
        let sums = expected.entry(format!("p{:02}", row.product)).or_default();
        sums.0 += cents;
        sums.1 += u64::from(row.quantity);
        sums.2.insert(row.order);
        if has_no_customer(&row) {
            guest_orders.insert(row.order);
            guests.units += u64::from(row.quantity);
            guests.revenue_cents += cents;
        } else {
            sums.3.insert(row.customer);
        }
    }
    guests.orders = guest_orders.len() as u64;
    let products = ask(&blanked, SalesLevel::Product, everyone());
    assert_eq!(products.guests, Some(guests));
    for row in &products.rows {
        let (cents, units, orders, customers) = &expected[row.product_id.as_ref().unwrap()];
        assert_eq!(
            (row.revenue_cents, row.units, row.orders, row.customers),
            (*cents, *units, orders.len() as u64, customers.len() as u64)
        );
    }
    assert_eq!(products.rows.len(), expected.len());
    // What the overview counts, and what it leaves out.
    let (_, orders, revenue) = figures(&blanked);
    assert_eq!(products.orders, orders + guests.orders);
    assert_eq!(products.revenue_cents, revenue + guests.revenue_cents);
    let of_report = quality(&blanked).guests.unwrap();
    assert_eq!((of_report.orders, of_report.revenue_cents), (guests.orders, guests.revenue_cents));
    assert_eq!(of_report.excluded_orders, 0);
}

#[test]
fn nothing_about_customers_knows_of_them() {
    let [_, blanked, removed] = three_shops();
    let about_customers = |engine: &Engine| {
        let report = engine.report(&Scope::everything()).unwrap();
        Report { products: clientele_contract::ProductsReport::default(), quality: None, ..report }
    };
    assert_eq!(about_customers(&blanked), about_customers(&removed));
    let (of_blanked, of_removed) =
        (ask(&blanked, SalesLevel::Product, everyone()), ask(&removed, SalesLevel::Product, everyone()));
    assert_eq!(
        (of_blanked.customers, of_blanked.repeat_customers),
        (of_removed.customers, of_removed.repeat_customers)
    );
    assert_eq!(of_blanked.first_categories, of_removed.first_categories);
    assert_eq!(of_blanked.affinity, of_removed.affinity);
    for row in &of_blanked.rows {
        let mut filter = everyone();
        filter.purchase = PurchaseFilter {
            products: row.product_id.iter().cloned().collect(),
            ..PurchaseFilter::default()
        };
        let query = CustomerQuery {
            filter,
            sort: CustomerSort::Spent,
            direction: SortDirection::Descending,
            page: 1,
            page_size: 1,
        };
        let listed = blanked.customers(&Scope::everything(), &query).unwrap();
        assert_eq!(listed.customers, row.customers, "the figure opens a list of so many");
    }
    for product in 0..14 {
        let (of_blanked, of_removed) = (profile(&blanked, product), profile(&removed, product));
        assert_eq!(of_blanked.together, of_removed.together);
        assert_eq!(of_blanked.rules, of_removed.rules);
        assert_eq!(
            of_blanked.orders - of_blanked.guests.map_or(0, |guests| guests.orders),
            of_removed.orders
        );
    }
}

#[test]
fn a_filter_that_asks_for_customers_leaves_them_out_and_a_state_is_theirs_too() {
    let [_, blanked, removed] = three_shops();
    let mut loyal = everyone();
    loyal.segments.insert(Segment::ALL[0]);
    let mut bought = everyone();
    bought.purchase.products.insert("p03".to_owned());
    for filter in [loyal, bought] {
        let products = ask(&blanked, SalesLevel::Product, filter.clone());
        let guests = products.guests.unwrap();
        assert!(!guests.are_counted && guests.orders > 100);
        assert_eq!(Products { guests: None, ..products }, ask(&removed, SalesLevel::Product, filter));
    }
    let mut in_hesse = everyone();
    in_hesse.states.insert("Hesse".to_owned());
    let of_guests: i64 = made_up_rows()
        .iter()
        .filter(|row| has_no_customer(row) && row.state == "Hesse")
        .map(|row| i64::from(row.quantity * row.cents))
        .sum();
    let scope = Scope::of_states(["Hesse".to_owned()]);
    let by_filter = ask(&blanked, SalesLevel::Product, in_hesse.clone());
    let by_scope =
        blanked.products(&scope, &ProductQuestion { page_size: 100, ..Default::default() }).unwrap();
    let of_customers = ask(&removed, SalesLevel::Product, in_hesse).revenue_cents;
    for products in [by_filter, by_scope] {
        assert_eq!(products.guests.map(|guests| guests.revenue_cents), Some(of_guests));
        assert_eq!(products.revenue_cents, of_customers + of_guests);
        let rows: i64 = products.rows.iter().map(|row| row.revenue_cents).sum();
        assert_eq!(rows, products.revenue_cents);
    }
    let nobody = Scope::of_states([]);
    assert_eq!(blanked.products(&nobody, &ProductQuestion::default()).unwrap().guests, None);
    assert_eq!(blanked.product(&nobody, "p03").unwrap(), None);
}

#[test]
fn they_are_stored_in_a_table_of_their_own_that_other_shops_do_not_have() {
    let data = tempfile::tempdir().unwrap();
    let lock = RefreshLock::acquire(data.path()).unwrap();
    let rows = made_up_rows();
    let table = |id: &str| data.path().join("snapshots").join(id).join("fact_guest_line.parquet");
    let published = publish(&build(&text_of(&rows, has_no_customer)).unwrap(), &lock, &Silent).unwrap();
    assert!(table(&published.snapshot_id).is_file());
    let [full, blanked, _] = three_shops();
    let serves = |engine: &Engine| {
        let served = open_current(data.path()).unwrap();
        assert!(served.notices.is_empty());
        for by in SalesLevel::ALL {
            assert_eq!(ask(&served.engine, by, everyone()), ask(engine, by, everyone()));
        }
    };
    serves(&blanked);
    // The order of the rows changes no byte.
    let backwards: Vec<Row> = rows.iter().rev().copied().collect();
    let again = publish(&build(&text_of(&backwards, has_no_customer)).unwrap(), &lock, &Silent).unwrap();
    assert_eq!((again.snapshot_id, again.unchanged), (published.snapshot_id, true));
    // Scored for another day, they are there all the same.
    let as_of = published.as_of + chrono::Days::new(40);
    let rescoring = Rescoring { as_of: Some(as_of), ..Rescoring::default() };
    let rescored = publish_rescored(&rescoring, &lock, &Keeping::default(), &Silent).unwrap();
    assert!(table(&rescored.snapshot_id).is_file());
    let served = open_current(data.path()).unwrap().engine;
    assert_eq!(
        ask(&served, SalesLevel::Product, everyone()).guests,
        ask(&blanked, SalesLevel::Product, everyone()).guests
    );

    let published = publish(&build(&text_of(&rows, |_| false)).unwrap(), &lock, &Silent).unwrap();
    assert!(!table(&published.snapshot_id).exists());
    assert!(!manifest_of(data.path(), &published.snapshot_id).contains("guest"));
    serves(&full);
}

fn manifest_of(data: &Path, id: &str) -> String {
    fs::read_to_string(data.join("snapshots").join(id).join("manifest.json")).unwrap()
}

const EDGES: &str = "\
order id,customer id,date,product,quantity,unit price,order status
1,,2024-12-30,tea,1,5.00,completed
2,ada,2025-02-01,tea,2,5.00,completed
3,ada,2025-02-03,cup,1,9.00,completed
4,,2025-02-02,pot,1,20.00,completed
5,,2025-02-02,tea,1,5.00,cancelled
6,,2025-02-02,cup,1,9.00,completed
6,,2025-02-02,cup,-1,9.00,completed
7,bob,2025-02-03,tea,1,5.00,completed
8,,2025-03-04,tea,3,5.00,completed
";

#[test]
fn those_that_do_not_count_and_those_of_other_days_are_accounted_for() {
    let engine = engine(EDGES);
    let guests = quality(&engine).guests.unwrap();
    // 5 is cancelled, 6 came back.
    assert_eq!(
        (guests.orders, guests.order_items, guests.revenue_cents, guests.excluded_orders),
        (3, 3, 500 + 2_000 + 1_500, 2)
    );
    assert_eq!(figures(&engine), (2, 3, 1_000 + 900 + 500));
    let info = engine.snapshot(&Scope::everything()).unwrap();
    assert_eq!(info.as_of.to_string(), "2025-02-04", "today follows the orders of customers");
    assert!(info.notices.iter().any(|notice| notice.starts_with("orders without a customer (3)")));
    // Before the first order of a customer and after the last one.
    let tea = engine.product(&Scope::everything(), "tea").unwrap().unwrap();
    assert_eq!((tea.units, tea.revenue_cents, tea.orders, tea.customers), (7, 3_500, 4, 2));
    let months: Vec<(String, u64)> =
        tea.months.iter().map(|month| (month.month.to_string(), month.units)).collect();
    let expected = [("2024-12", 1), ("2025-01", 0), ("2025-02", 3), ("2025-03", 3)];
    assert_eq!(months, expected.map(|(month, units)| (month.to_owned(), units)));
    // Nobody known bought it.
    let pot = engine.product(&Scope::everything(), "pot").unwrap().unwrap();
    assert_eq!((pot.orders, pot.customers, pot.together.len()), (1, 0, 0));
    assert_eq!(pot.guests.map(|guests| guests.revenue_cents), Some(2_000));
}

/// A till that notes no order numbers: the rows of a customer and a day are one order, but nobody knows whose the
/// rows without a customer are.
const TILL: &str = "\
customer,date,product,quantity,unit price,state
ada,2025-01-05,cup,1,10.00,Bavaria
ada,2025-01-05,pan,1,20.00,Bavaria
unknown,2025-01-05,cup,1,40.00,Saxony
,2025-01-05,cup,1,100.00,Bavaria
,2025-01-05,cup,1,200.00,Hesse
,2025-01-05,cup,1,200.00,Hesse
,2025-01-05,cup,-1,200.00,Hesse
bob,2025-01-20,pan,2,5.00,Hesse
";

#[test]
fn rows_without_customer_and_order_are_orders_of_their_own_where_they_were_sold() {
    let mut backwards: Vec<&str> = TILL.lines().skip(1).collect();
    backwards.reverse();
    let header = TILL.lines().next().unwrap();
    let backwards = format!("{header}\n{}\n", backwards.join("\n"));
    for text in [TILL.to_owned(), TILL.replace("\n,", "\nGast,"), backwards] {
        let till = engine(&text);
        let in_state =
            |state: &str| CustomerFilter { states: BTreeSet::from([state.to_owned()]), ..everyone() };
        let guests = |filter| ask(&till, SalesLevel::Product, filter).guests.unwrap_or_default();
        let sold =
            |orders, revenue_cents| GuestSales { are_counted: true, orders, units: orders, revenue_cents };
        // What somebody brought back may be what another one bought.
        assert_eq!(guests(everyone()), sold(4, 54_000));
        assert_eq!(guests(in_state("Bavaria")), sold(1, 10_000));
        assert_eq!(guests(in_state("Hesse")), sold(2, 40_000));
        assert_eq!(guests(in_state("Saxony")), sold(1, 4_000));
        let report = till.report(&Scope::everything()).unwrap();
        // Ada's two rows, and Bob's.
        assert_eq!((report.customers, report.completed_orders), (2, 2));
        assert_eq!(report.revenue_cents_price_plus_freight, 4_000);
    }
}
