//! Products and places: what adds up, what leads to its customers, and what is too little to say anything.

use clientele_analytics::Engine;
use clientele_contract::{
    Affinity, Analytics, CustomerFilter, PlaceLevel, PlaceQuestion, Places, ProductQuestion, Products,
    PurchaseFilter, SalesLevel, Scope, Segment,
};

use crate::{
    drill_down::{demo, listed},
    shop_files::{CUSTOMERS, ITEMS, ORDERS, PRODUCTS, REVIEWS, ShopFiles},
};

fn products(engine: &Engine, question: &ProductQuestion) -> Products {
    engine.products(&Scope::everything(), question).unwrap()
}

fn places(engine: &Engine, by: PlaceLevel, filter: CustomerFilter) -> Places {
    let question = PlaceQuestion { by, filter, ..PlaceQuestion::default() };
    engine.places(&Scope::everything(), &question).unwrap()
}

fn of_segment(segment: Segment) -> CustomerFilter {
    CustomerFilter { segments: [segment].into(), ..CustomerFilter::default() }
}

/// Each row's mean, weighted by the revenue of the segments, is 100; cells add up to their row.
fn assert_no_leaning_on_the_whole(affinity: &Affinity) {
    assert!(!affinity.rows.is_empty());
    let all: i64 = affinity.segments.iter().map(|segment| segment.revenue_cents).sum();
    for row in &affinity.rows {
        assert_eq!(row.cells.iter().map(|cell| cell.revenue_cents).sum::<i64>(), row.revenue_cents);
        let weighted = row
            .cells
            .iter()
            .zip(&affinity.segments)
            .map(|(cell, segment)| cell.index.unwrap() * segment.revenue_cents as f64 / all as f64);
        let mean: f64 = weighted.sum();
        assert!((mean - 100.0).abs() < 1e-9, "{}: {mean}", row.name);
    }
}

#[test]
fn products_and_categories_add_up_to_all_revenue() {
    let question = |by| ProductQuestion { by, ..ProductQuestion::default() };
    let everyone = engine_totals(demo());
    for by in SalesLevel::ALL {
        let answer = products(demo(), &question(by));
        assert_eq!(answer.rows.iter().map(|row| row.revenue_cents).sum::<i64>(), everyone.1);
        assert_eq!(answer.rows.iter().map(|row| row.units).sum::<u64>(), answer.units);
        let shares: f64 = answer.rows.iter().filter_map(|row| row.revenue_share).sum();
        assert!((shares - 1.0).abs() < 1e-9);
        assert_no_leaning_on_the_whole(&answer.affinity);
        assert_eq!(answer.all_rows, answer.rows.len() as u64);
    }
}

/// Customers and revenue of the whole shop.
fn engine_totals(engine: &Engine) -> (u64, i64) {
    let report = engine.report(&Scope::everything()).unwrap();
    (report.customers, report.revenue_cents_price_plus_freight)
}

#[test]
fn months_of_a_product_add_up_to_what_the_months_sold() {
    let question = ProductQuestion { by: SalesLevel::Category, page_size: 500, ..ProductQuestion::default() };
    let answer = products(demo(), &question);
    let report = demo().report(&Scope::everything()).unwrap();
    for (index, month) in answer.months.iter().enumerate() {
        let sold: i64 = answer.rows.iter().map(|row| row.month_revenue_cents[index]).sum();
        assert_eq!(sold, report.revenue_cents_by_month[&month.to_string()], "{month}");
    }
}

#[test]
fn the_report_has_the_leanings_that_the_places_show() {
    let report = demo().report(&Scope::everything()).unwrap().places;
    let affinity = places(demo(), PlaceLevel::State, CustomerFilter::default()).affinity;
    let leanings = affinity.firm_leanings();
    let (highest, lowest) = (&leanings[0], &leanings[leanings.len() - 1]);
    assert_eq!(report.top10_affinities[0].index, highest.index);
    assert_eq!(report.bottom10_affinities[0].index, lowest.index);
    assert_eq!(report.bottom10_affinities[0].state, lowest.row.name);
    assert!(report.top10_affinities.len() <= 10 && report.bottom10_affinities.len() <= 10);
}

#[test]
fn customers_of_a_row_are_those_of_its_link() {
    for filter in [CustomerFilter::default(), of_segment(Segment::Promising)] {
        for by in SalesLevel::ALL {
            let question =
                ProductQuestion { by, filter: filter.clone(), page_size: 25, ..ProductQuestion::default() };
            for row in products(demo(), &question).rows {
                let purchase = match row.product_id {
                    Some(id) => PurchaseFilter { products: [id].into(), ..PurchaseFilter::default() },
                    None => PurchaseFilter { categories: [row.category].into(), ..PurchaseFilter::default() },
                };
                let linked = CustomerFilter { purchase, ..filter.clone() };
                assert_eq!(listed(demo(), &Scope::everything(), linked), row.customers);
            }
        }
    }
}

#[test]
fn a_leaning_opens_its_customers_whatever_segments_are_chosen() {
    let affinity =
        |filter| products(demo(), &ProductQuestion { filter, ..ProductQuestion::default() }).affinity;
    let all = affinity(CustomerFilter::default());
    assert_eq!(all, affinity(of_segment(Segment::Lost)), "the choice of segments hides no column");
    for row in all.rows.iter().take(8) {
        for (cell, column) in row.cells.iter().zip(&all.segments) {
            let categories = row.values.iter().cloned().collect();
            let purchase = PurchaseFilter { categories, ..PurchaseFilter::default() };
            let filter = CustomerFilter { purchase, ..of_segment(column.segment) };
            assert_eq!(listed(demo(), &Scope::everything(), filter), cell.customers, "{}", row.name);
        }
    }
}

#[test]
fn states_and_regions_add_up_to_the_whole() {
    let (customers, revenue_cents) = engine_totals(demo());
    for by in PlaceLevel::ALL {
        let answer = places(demo(), by, CustomerFilter::default());
        assert_eq!((answer.total.customers, answer.total.revenue_cents), (customers, revenue_cents));
        let sum = |pick: fn(&clientele_contract::PlaceFigures) -> u64| -> u64 {
            answer.rows.iter().map(|row| pick(&row.figures)).sum()
        };
        assert_eq!(sum(|figures| figures.customers), customers);
        assert_eq!(sum(|figures| figures.orders), answer.total.orders);
        assert_eq!(sum(|figures| figures.revenue_cents as u64), revenue_cents as u64);
        assert_eq!(sum(|figures| figures.freight_cents as u64), answer.total.freight_cents as u64);
        assert_eq!(sum(|figures| figures.late_orders), answer.total.late_orders);
        assert_no_leaning_on_the_whole(&answer.affinity);
    }
}

#[test]
fn a_scope_shows_its_own_states_alone() {
    let scope = Scope::of_states(["SP", "RJ"].map(str::to_owned));
    let answer = demo().places(&scope, &PlaceQuestion::default()).unwrap();
    let mut names: Vec<&str> = answer.rows.iter().map(|row| row.name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["RJ", "SP"]);
    let sold = demo().products(&scope, &ProductQuestion::default()).unwrap();
    assert_eq!(sold.revenue_cents, answer.total.revenue_cents);
    assert_eq!(sold.customers, answer.total.customers);
}

#[test]
fn nobody_and_one_state_and_one_product_are_answered() {
    let nobody = CustomerFilter { states: ["none".to_owned()].into(), ..CustomerFilter::default() };
    let answer = places(demo(), PlaceLevel::Region, nobody.clone());
    assert!(answer.rows.is_empty() && answer.affinity.rows.is_empty());
    assert_eq!(answer.total.review_score, None);
    let sold = products(
        demo(),
        &ProductQuestion { filter: nobody, page_size: 25, page: 7, ..ProductQuestion::default() },
    );
    assert_eq!((sold.rows.len(), sold.page, sold.pages), (0, 1, 1));
    assert_eq!((sold.top_ten_share, sold.top_category), (None, None));

    let mut files = ShopFiles::empty();
    files.add(PRODUCTS, "p0,,1,1,1,1,1,1,1");
    files.add_order(0, 0, "2018-05-10", 20);
    let engine = files.engine();
    let answer = places(&engine, PlaceLevel::State, CustomerFilter::default());
    assert_eq!(answer.rows.len(), 1);
    assert_no_leaning_on_the_whole(&answer.affinity);
    let sold = products(&engine, &ProductQuestion { page_size: 25, ..ProductQuestion::default() });
    assert_eq!((sold.products, sold.top_ten_share), (1, Some(1.0)));
    assert_eq!((sold.change_days, sold.rows[0].change), (None, None), "the data do not reach back");
    assert_eq!(sold.months, [], "no month is over");
}

#[test]
fn who_comes_back_for_a_product_counts_once() {
    let mut files = ShopFiles::empty();
    files.add(PRODUCTS, "p0,,1,1,1,1,1,1,1");
    for order in 0..3 {
        files.add_order(0, order, "2018-05-10", 20);
    }
    files.add(ITEMS, "o0000-0,2,p0,s1,2018-05-10 10:00:00,20.90,5.10");
    let row = &products(&files.engine(), &ProductQuestion::default()).rows[0];
    assert_eq!((row.units, row.orders, row.customers), (4, 3, 1));
}

#[test]
fn deliveries_and_reviews_that_are_not_known_are_not_zero() {
    let mut files = ShopFiles::empty();
    files.add(PRODUCTS, "p0,,1,1,1,1,1,1,1");
    files.add(PRODUCTS, "p1,,1,1,1,1,1,1,1");
    files.add_order(0, 0, "2018-05-10", 20);
    files.add_order(1, 0, "2018-05-10", 20);
    files.0.get_mut(REVIEWS).unwrap().truncate(1);
    let set_dates = |line: &mut String, dates: &str| {
        let kept: Vec<&str> = line.split(',').take(6).collect();
        *line = format!("{},{dates}", kept.join(","));
    };
    let orders = files.0.get_mut(ORDERS).unwrap();
    set_dates(&mut orders[1], ",");
    set_dates(&mut orders[2], "2018-05-20 23:00:00,2018-05-19 00:00:00");
    let answer = places(&files.engine(), PlaceLevel::State, CustomerFilter::default());
    let figures = |name: &str| answer.rows.iter().find(|row| row.name == name).unwrap().figures;
    let unknown = figures("SP");
    assert_eq!((unknown.delivered_orders, unknown.mean_delivery_days, unknown.late_share), (0, None, None));
    let late = figures("RJ");
    assert_eq!((late.mean_delivery_days, late.late_share), (Some(10.0), Some(1.0)));
    assert_eq!((answer.total.review_score, answer.late_reviews.late_score), (None, None));
    assert_eq!(answer.total.mean_delivery_days, Some(10.0), "the unknown delivery is in no mean");
}

#[test]
fn a_delivery_before_its_order_is_unknown() {
    let mut files = ShopFiles::empty();
    files.add(PRODUCTS, "p0,,1,1,1,1,1,1,1");
    files.add_order(0, 0, "2018-05-10", 20);
    let orders = files.0.get_mut(ORDERS).unwrap();
    orders[1] = orders[1].replace("2018-05-10 12:00:00", "2018-05-01 12:00:00");
    let total = places(&files.engine(), PlaceLevel::State, CustomerFilter::default()).total;
    assert_eq!((total.delivered_orders, total.mean_delivery_days), (0, None));
}

#[test]
fn a_shop_elsewhere_has_states_but_no_regions() {
    let mut files = ShopFiles::of_customers(6);
    for line in files.0.get_mut(CUSTOMERS).unwrap() {
        *line = line.replace(",RJ", ",Bavaria");
    }
    let answer = places(&files.engine(), PlaceLevel::Region, CustomerFilter::default());
    assert!(!answer.is_brazil);
    assert_eq!(answer.by, PlaceLevel::State);
    assert_eq!(answer.rows.len(), 2);
}

#[test]
fn a_customer_without_a_state_is_in_no_region_and_still_counted() {
    let mut files = ShopFiles::of_customers(6);
    for line in files.0.get_mut(CUSTOMERS).unwrap() {
        *line = line.replace(",RJ", ",");
    }
    let answer = places(&files.engine(), PlaceLevel::Region, CustomerFilter::default());
    assert!(answer.is_brazil);
    let names: Vec<&str> = answer.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Southeast", "unknown"]);
    assert_eq!(answer.rows.iter().map(|row| row.figures.customers).sum::<u64>(), answer.total.customers);
}

#[test]
fn a_search_finds_categories_as_people_write_them() {
    let question = |search: &str| ProductQuestion {
        search: search.to_owned(),
        by: SalesLevel::Category,
        ..ProductQuestion::default()
    };
    let found = |search| products(demo(), &question(search)).rows.into_iter().map(|row| row.category);
    assert_eq!(found("Health BEAUTY").collect::<Vec<_>>(), ["health_beauty"]);
    assert_eq!(found("health_b").collect::<Vec<_>>(), ["health_beauty"]);
    assert_eq!(found("no such thing").count(), 0);
}

#[test]
fn a_page_longer_than_allowed_is_refused() {
    let question = ProductQuestion { page_size: 501, ..ProductQuestion::default() };
    assert!(demo().products(&Scope::everything(), &question).is_err());
}
