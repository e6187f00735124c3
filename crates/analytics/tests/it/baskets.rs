//! Basket rules and products through the whole engine.

use std::{collections::BTreeMap, fs, sync::LazyLock};

use clientele_analytics::Engine;
use clientele_contract::{
    Analytics, BasketItems, BasketQuestion, BasketRule, BasketRules, BasketThresholds, CustomerFilter,
    NeverBoughtFilter, PAGE_SIZE_MAX, PurchaseFilter, RuleMeasure, Scope, Segment, SortDirection, Span,
    rule_targets,
};

use crate::{
    drill_down::{demo, listed},
    olist_sample::{olist, test_data},
    shop_files::{CUSTOMERS, ITEMS, ORDERS, PRODUCTS, ShopFiles},
};

/// A shop with these orders: each of a customer of its own, on one day, of items that are their own category.
fn shop_of<'a>(orders: impl Iterator<Item = Vec<&'a str>>) -> Engine {
    let mut files = ShopFiles::empty();
    let mut products = BTreeMap::new();
    for (order, items) in orders.enumerate() {
        files.add(CUSTOMERS, &format!("c{order:05},u{order:05},01000,sao paulo,SP"));
        let date = "2018-05-10";
        files.add(
            ORDERS,
            &format!("o{order:05},c{order:05},delivered,{date} 10:00:00,,,{date} 12:00:00,{date} 00:00:00"),
        );
        for (position, item) in items.into_iter().enumerate() {
            files.add(
                ITEMS,
                &format!("o{order:05},{},\"{item}\",s1,{date} 10:00:00,10.00,1.00", position + 1),
            );
            products.insert(item, ());
        }
    }
    for product in products.into_keys() {
        files.add("product_category_name_translation.csv", &format!("\"{product}\",\"{product}\""));
        files.add(PRODUCTS, &format!("\"{product}\",\"{product}\",1,1,1,1,1,1,1"));
    }
    files.engine()
}

/// Each basket of the groceries is an order.
fn groceries() -> Option<&'static Engine> {
    static GROCERIES: LazyLock<Option<Engine>> = LazyLock::new(|| {
        let text = fs::read_to_string(test_data()?.join("data/groceries/groceries.csv")).unwrap();
        Some(shop_of(text.lines().map(|line| line.split(',').collect())))
    });
    GROCERIES.as_ref()
}

fn asked(engine: &Engine, question: &BasketQuestion) -> BasketRules {
    engine.basket_rules(&Scope::everything(), question).unwrap()
}

fn names(rule: &BasketRule) -> (Vec<&str>, &str) {
    (rule.left.iter().map(|item| item.id.as_str()).collect(), rule.right.id.as_str())
}

fn published(support: u32, confidence: u32) -> BasketQuestion {
    let thresholds = BasketThresholds {
        support_basis_points: Some(support),
        confidence_basis_points: Some(confidence),
        lift_hundredths: Some(0),
        longest: Some(6),
        orders: None,
    };
    BasketQuestion { thresholds, with_redundant: true, ..BasketQuestion::default() }
}

#[test]
fn the_whole_engine_finds_the_published_rules_of_the_groceries() {
    let Some(engine) = groceries() else { return };
    for items in BasketItems::ALL {
        for (support, confidence, expected) in
            [(10, 8_000, 410), (10, 5_000, 5_668), (60, 2_500, 463), (100, 5_000, 15)]
        {
            let question = BasketQuestion { items, ..published(support, confidence) };
            assert_eq!(asked(engine, &question).found, expected);
        }
    }
    let rules = asked(engine, &published(10, 8_000));
    assert_eq!((rules.baskets, rules.itemsets, rules.used.orders), (9_835, 13_492, 10));
    let first = &rules.rules[0];
    assert_eq!(names(first), (vec!["liquor", "red/blush wine"], "bottled beer"));
    assert!((first.lift - 11.235_269).abs() < 1e-6 && (first.confidence - 0.904_761_9).abs() < 1e-7);
}

#[test]
fn groceries_are_searched_sorted_and_paged() {
    let Some(engine) = groceries() else { return };
    let question = published(10, 5_000);
    let all = asked(engine, &BasketQuestion { page_size: 500, ..question.clone() });
    assert_eq!((all.matching, all.pages), (5_668, 12));
    let beer =
        asked(engine, &BasketQuestion { right: "Beer".to_owned(), page_size: 500, ..question.clone() });
    assert!(beer.matching > 0 && beer.rules.iter().all(|rule| rule.right.id.contains("beer")));
    let whole = asked(
        engine,
        &BasketQuestion { left: "butter".to_owned(), search: "milk".to_owned(), ..question.clone() },
    );
    assert!(whole.matching > 0 && whole.matching < all.matching);
    for measure in RuleMeasure::ALL {
        let sorted = |direction| {
            asked(engine, &BasketQuestion { sort: measure, direction, page_size: 500, ..question.clone() })
        };
        let value = |rule: &BasketRule| match measure {
            RuleMeasure::Lift => rule.lift,
            RuleMeasure::Confidence => rule.confidence,
            RuleMeasure::Orders => rule.orders as f64,
            RuleMeasure::Leverage => rule.leverage,
            RuleMeasure::Conviction => rule.conviction.unwrap_or(f64::INFINITY),
            RuleMeasure::QValue => rule.q_value,
        };
        let down = sorted(SortDirection::Descending);
        assert!(down.rules.windows(2).all(|pair| value(&pair[0]) >= value(&pair[1])), "{measure:?}");
        let up = sorted(SortDirection::Ascending);
        assert!(up.rules.windows(2).all(|pair| value(&pair[0]) <= value(&pair[1])), "{measure:?}");
    }
    // Pages hold every rule once, and a page past the end is the last.
    let mut seen = std::collections::BTreeSet::new();
    for page in 1..=12 {
        let page = asked(engine, &BasketQuestion { page, page_size: 500, ..question.clone() });
        seen.extend(page.rules.iter().map(|rule| (rule.left.clone(), rule.right.clone())));
    }
    assert_eq!(seen.len(), 5_668);
    assert_eq!(asked(engine, &BasketQuestion { page: 99, page_size: 500, ..question }).page, 12);
}

fn assert_targets_are_listed(engine: &Engine, scope: &Scope, question: &BasketQuestion) -> usize {
    let rules = engine.basket_rules(scope, question).unwrap();
    for rule in &rules.rules {
        let filter = rule_targets(&question.filter, question.items, &rule.left, &rule.right).unwrap();
        assert_eq!(rule.targets, Some(listed(engine, scope, filter)), "{rule:?}");
    }
    rules.rules.len()
}

#[test]
fn the_customers_of_every_rule_are_as_many_as_their_list_has() {
    let scopes = [Scope::everything(), Scope::of_states(["SP".to_owned(), "MG".to_owned()])];
    let few = BasketThresholds { orders: Some(2), longest: Some(4), ..BasketThresholds::default() };
    let some =
        CustomerFilter { segments: [Segment::New, Segment::Promising].into(), ..CustomerFilter::default() };
    let mut seen = 0;
    for scope in &scopes {
        for (items, filter) in [
            (BasketItems::Products, CustomerFilter::default()),
            (BasketItems::Categories, CustomerFilter::default()),
            (BasketItems::Categories, some.clone()),
        ] {
            let question =
                BasketQuestion { items, filter, thresholds: few, page_size: 20, ..BasketQuestion::default() };
            seen += assert_targets_are_listed(demo(), scope, &question);
        }
    }
    assert!(seen > 20, "{seen}");
    let Some(engine) = groceries() else { return };
    assert_eq!(
        assert_targets_are_listed(
            engine,
            &scopes[0],
            &BasketQuestion { page_size: 10, ..published(10, 8_000) }
        ),
        10
    );
    let Some(engine) = olist() else { return };
    assert_targets_are_listed(
        engine,
        &scopes[0],
        &BasketQuestion { items: BasketItems::Categories, ..BasketQuestion::default() },
    );
}

#[test]
fn a_filter_that_asks_for_an_order_leaves_no_list() {
    let ordered = Span { min: clientele_contract::parse_iso_date("2000-01-01"), max: None };
    let purchase = PurchaseFilter { ordered, ..PurchaseFilter::default() };
    let filter = CustomerFilter { purchase, ..CustomerFilter::default() };
    let open = asked(demo(), &BasketQuestion::default());
    let asked_for_orders = asked(demo(), &BasketQuestion { filter, ..BasketQuestion::default() });
    assert!(open.found > 0 && asked_for_orders.found == open.found);
    assert!(asked_for_orders.rules.iter().all(|rule| rule.targets.is_none()));
}

/// What `demo_shop.json` says of a pair.
#[test]
fn planted_pairs_of_the_demo_shop_are_the_top_rules() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("demo");
    clientele_demo::write_demo_shop(&source, &clientele_demo::DemoShop { customers: 20_000, seed: 11 })
        .unwrap();
    let marker: serde_json::Value =
        serde_json::from_slice(&fs::read(source.join("demo_shop.json")).unwrap()).unwrap();
    let pairs = marker["planted"]["product_pairs"].as_array().unwrap();
    let mut planted: Vec<[String; 2]> = pairs
        .iter()
        .map(|pair| {
            ["first_product_id", "second_product_id"].map(|side| pair[side].as_str().unwrap().to_owned())
        })
        .flat_map(|[first, second]| [[first.clone(), second.clone()], [second, first]])
        .collect();
    planted.sort();
    let engine = Engine::from_shop(crate::shop_files::build_folder(&source).unwrap()).unwrap();
    // By the orders that they bring; chance pairs of rare products may have a higher lift in three orders.
    for sort in [RuleMeasure::Leverage, RuleMeasure::QValue, RuleMeasure::Orders] {
        let direction = match sort {
            RuleMeasure::QValue => SortDirection::Ascending,
            _ => SortDirection::Descending,
        };
        let question = BasketQuestion { sort, direction, page_size: 12, ..BasketQuestion::default() };
        let top = asked(&engine, &question);
        let mut found: Vec<[String; 2]> =
            top.rules.iter().map(|rule| [rule.left[0].id.clone(), rule.right.id.clone()]).collect();
        found.sort();
        assert_eq!(found, planted, "by {sort:?}");
        assert!(top.rules.iter().all(|rule| rule.left.len() == 1 && rule.q_value < 1e-6 && rule.lift > 10.0));
        assert_eq!((top.map_items.len(), top.map_pairs.len() >= 12), (12, true));
    }
}

#[test]
fn bad_baskets_are_answered() {
    // One item in each order, no order at all, orders of sixty items.
    let single = shop_of((0..20).map(|order| vec![["a", "b"][order % 2]]));
    let rules = asked(&single, &BasketQuestion::default());
    assert_eq!((rules.baskets, rules.baskets_of_several, rules.found), (20, 0, 0));
    let nobody = engine_rules_of_nobody(&single);
    assert_eq!((nobody.customers, nobody.baskets, nobody.pages), (0, 0, 1));
    let items: Vec<String> = (0..60).map(|item| format!("item {item:02}")).collect();
    let names: Vec<&str> = items.iter().map(String::as_str).collect();
    let wholesale = shop_of((0..30).map(|_| names.clone()));
    let rules = asked(&wholesale, &BasketQuestion::default());
    assert_eq!((rules.baskets, rules.large_baskets, rules.found), (0, 30, 0));
    // Forty items in each order: everything goes with everything, and the search is narrowed.
    let dense = shop_of((0..30).map(|_| names[..40].to_vec()));
    let thresholds = BasketThresholds { longest: Some(6), ..BasketThresholds::default() };
    let question = BasketQuestion { thresholds, with_redundant: true, ..BasketQuestion::default() };
    let rules = asked(&dense, &question);
    assert!(rules.used != rules.asked, "{:?}", rules.used);
    assert!(
        rules.rules.iter().all(|rule| rule.conviction.is_none() && rule.lift == 1.0 && rule.p_value == 1.0)
    );
    // Thresholds that nothing reaches.
    let thresholds = BasketThresholds { orders: Some(u32::MAX), ..BasketThresholds::default() };
    let rules = asked(&dense, &BasketQuestion { thresholds, ..BasketQuestion::default() });
    assert_eq!((rules.found, rules.used.orders), (0, u64::from(u32::MAX)));
    let too_many = BasketQuestion { page_size: PAGE_SIZE_MAX + 1, ..BasketQuestion::default() };
    assert!(dense.basket_rules(&Scope::everything(), &too_many).is_err());
}

fn engine_rules_of_nobody(engine: &Engine) -> BasketRules {
    engine.basket_rules(&Scope::of_states([]), &BasketQuestion::default()).unwrap()
}

/// 110 pairs that are in three orders each.
#[test]
fn all_rules_come_at_once_in_the_order_of_the_pages() {
    let names: Vec<String> = (0..220).map(|item| format!("item {item:03}")).collect();
    let orders = (0..330).map(|order| order % 110 * 2);
    let engine = shop_of(orders.map(|first| vec![names[first].as_str(), names[first + 1].as_str()]));
    let first = asked(&engine, &BasketQuestion { page_size: 100, ..BasketQuestion::default() });
    assert_eq!((first.matching, first.pages, first.suggestions.len()), (220, 3, 200));
    assert!(first.suggestions.is_sorted() && !first.map_pairs.is_empty());
    let pages = (1..=3).flat_map(|page| {
        asked(&engine, &BasketQuestion { page, page_size: 100, ..BasketQuestion::default() }).rules
    });
    let all = asked(&engine, &BasketQuestion { page: 7, page_size: 0, ..BasketQuestion::default() });
    assert_eq!(all.rules, pages.collect::<Vec<_>>());
    assert_eq!((all.page, all.pages, all.rules.len()), (1, 1, 220));
    assert!(all.suggestions.is_empty() && all.map_items.is_empty() && all.map_pairs.is_empty());
}

/// Both are in the same four of ten orders, which happens by chance once in 210 times: 10 over 4. Six other products
/// were looked at, too.
#[test]
fn products_never_bought_together_count_among_the_tests() {
    let others = ["c", "d", "e", "f", "g", "h"].map(|other| vec![other]);
    let engine = shop_of(std::iter::repeat_n(vec!["a", "b"], 4).chain(others));
    let product = engine.product(&Scope::everything(), "a").unwrap().unwrap();
    let [together] = &product.together[..] else { panic!("{:?}", product.together) };
    assert_eq!(together.item.id, "b");
    assert!((together.q_value - 7.0 / 210.0).abs() < 1e-9, "{}", together.q_value);
}

#[test]
fn never_bought_leaves_out_every_buyer() {
    let engine = demo();
    let everyone = listed(engine, &Scope::everything(), CustomerFilter::default());
    for category in ["toys", "baby", "no_such_category"] {
        let categories = std::collections::BTreeSet::from([category.to_owned()]);
        let purchase = PurchaseFilter { categories: categories.clone(), ..PurchaseFilter::default() };
        let buyers = CustomerFilter { purchase, ..CustomerFilter::default() };
        let never_bought = NeverBoughtFilter { categories, ..NeverBoughtFilter::default() };
        let others = CustomerFilter { never_bought, ..CustomerFilter::default() };
        let count = |filter| listed(engine, &Scope::everything(), filter);
        assert_eq!(count(buyers) + count(others), everyone, "{category}");
    }
}

#[test]
fn one_order_must_have_every_item() {
    let engine = shop_of(vec![vec!["a", "b", "c"], vec!["a", "b"], vec!["a"], vec!["b"]].into_iter());
    let count = |purchase| {
        listed(&engine, &Scope::everything(), CustomerFilter { purchase, ..CustomerFilter::default() })
    };
    let set = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
    for (items, customers) in
        [(&["a", "b"][..], 2), (&["a", "b", "c"], 1), (&["a"], 3), (&["a", "unknown"], 0)]
    {
        assert_eq!(
            count(PurchaseFilter { every_product: set(items), ..PurchaseFilter::default() }),
            customers
        );
        assert_eq!(
            count(PurchaseFilter { every_category: set(items), ..PurchaseFilter::default() }),
            customers
        );
    }
}

#[test]
fn the_figures_of_a_product_lead_to_its_buyers() {
    for (engine, scope) in
        [(demo(), Scope::everything()), (demo(), Scope::of_states(["SP".to_owned(), "RJ".to_owned()]))]
    {
        let question = BasketQuestion { page_size: 3, ..BasketQuestion::default() };
        for rule in engine.basket_rules(&scope, &question).unwrap().rules {
            let product = engine.product(&scope, &rule.right.id).unwrap().unwrap();
            let purchase =
                PurchaseFilter { products: [rule.right.id.clone()].into(), ..PurchaseFilter::default() };
            let buyers = CustomerFilter { purchase, ..CustomerFilter::default() };
            assert_eq!(product.customers, listed(engine, &scope, buyers));
            assert_eq!(product.orders, rule.right_orders);
            assert_eq!(product.months.iter().map(|month| month.units).sum::<u64>(), product.units);
            assert_eq!(
                product.months.iter().map(|month| month.revenue_cents).sum::<i64>(),
                product.revenue_cents
            );
            assert!(
                product.orders_with_others <= product.orders
                    && product.category_rank <= product.category_products
            );
            let left = product.together.iter().find(|other| other.item == rule.left[0]).unwrap();
            assert_eq!(left.orders, rule.orders);
            assert!((left.lift - rule.lift).abs() < 1e-9);
            for other in &product.together {
                let item = std::slice::from_ref(&product.item);
                let filter =
                    rule_targets(&CustomerFilter::default(), BasketItems::Products, item, &other.item)
                        .unwrap();
                assert_eq!(other.targets, listed(engine, &scope, filter), "{other:?}");
            }
            assert!(product.rules.iter().any(|found| found == &rule));
        }
    }
    assert_eq!(demo().product(&Scope::everything(), "no such id").unwrap(), None);
    assert_eq!(demo().product(&Scope::of_states([]), "").unwrap(), None);
}

#[test]
fn the_report_names_the_strongest_rules() {
    let Some(engine) = groceries() else { return };
    let report = engine.report(&Scope::everything()).unwrap();
    let products = &report.basket_rules["products"];
    assert_eq!((products.baskets, products.baskets_of_several, products.top.len()), (9_835, 7_676, 10));
    assert!(products.top.windows(2).all(|pair| pair[0].lift >= pair[1].lift));
    assert_eq!(products, &report.basket_rules["categories"], "each product is its own category");
}
