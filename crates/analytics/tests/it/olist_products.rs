//! Products and affinity of the Olist sample, against figures that pandas computed from its CSV files: items
//! joined with delivered orders, grouped by product or English category, cents as integers.

use clientele_contract::{
    Analytics, ProductQuestion, Products, SalesLevel, SalesRow, SalesSort, Scope, Segment, SortDirection,
};

use crate::olist_sample::olist;

fn ask(question: &ProductQuestion) -> Option<Products> {
    Some(olist()?.products(&Scope::everything(), question).unwrap())
}

fn top(sort: SalesSort) -> Option<Vec<SalesRow>> {
    Some(ask(&ProductQuestion { sort, page_size: 5, ..ProductQuestion::default() })?.rows)
}

#[test]
fn the_best_products_are_those_of_pandas() {
    let (Some(by_revenue), Some(by_units)) = (top(SalesSort::Revenue), top(SalesSort::Units)) else { return };
    // groupby("product_id").agg(cents sum, size, order_id nunique, customer_unique_id nunique)
    let figures = |rows: &[SalesRow]| -> Vec<(String, i64, u64, u64, u64)> {
        let figure = |row: &SalesRow| {
            let id = row.product_id.clone().unwrap();
            (id, row.revenue_cents, row.units, row.orders, row.customers)
        };
        rows.iter().map(figure).collect()
    };
    let expected = |rows: [(&str, i64, u64, u64, u64); 5]| {
        rows.map(|(id, cents, units, orders, customers)| (id.to_owned(), cents, units, orders, customers))
    };
    assert_eq!(
        figures(&by_revenue),
        expected([
            ("d1c427060a0f73f6b889a5c7c61f2ac4", 1_481_659, 84, 76, 76),
            ("6cdd53843498f92890544667809f1595", 1_328_039, 35, 33, 33),
            ("bb50f2e236e5eea0100680137654686c", 1_314_392, 38, 38, 38),
            ("aca2eb7d00ea1a7b8ebd4e68314663af", 1_259_189, 149, 119, 119),
            ("5f504b3a1c75b73d6151be81eb05bdc9", 1_194_779, 18, 18, 18),
        ])
    );
    assert_eq!(
        figures(&by_units),
        expected([
            ("aca2eb7d00ea1a7b8ebd4e68314663af", 1_259_189, 149, 119, 119),
            ("422879e10f46682990de24d770e7f83d", 869_724, 122, 89, 89),
            ("99a4788cb24856965c36a24e339b6058", 1_140_639, 109, 105, 105),
            ("389d119b48cf3043d311335e499d9c6b", 760_947, 106, 84, 84),
            // 75 orders of 74 customers: who came back for it counts once.
            ("368c6c730842d78016ad823897a372db", 695_854, 98, 75, 74),
        ])
    );
}

#[test]
fn categories_and_their_change_are_those_of_pandas() {
    let question = ProductQuestion { by: SalesLevel::Category, page_size: 500, ..ProductQuestion::default() };
    let Some(products) = ask(&question) else { return };
    assert_eq!((products.orders, products.units, products.revenue_cents), (22_462, 25_768, 360_945_460));
    assert_eq!((products.products, products.categories, products.rows.len()), (12_244, 74, 74));
    let health = &products.rows[0];
    assert_eq!(health.category, "health_beauty");
    assert_eq!(
        (health.revenue_cents, health.units, health.orders, health.customers),
        (32_961_696, 2_213, 2_005, 1_991)
    );
    // Orders of 2018-06-01 to 08-29 and of 2018-03-03 to 05-31.
    let days = products.change_days.unwrap();
    assert_eq!(
        (days.last.first.to_string(), days.before.first.to_string()),
        ("2018-06-01".into(), "2018-03-03".into())
    );
    assert_eq!((health.last_revenue_cents, health.before_revenue_cents), (8_696_677, 6_704_500));
    assert!((health.change.unwrap() - 0.297_140_3).abs() < 1e-6);
    let names = (products.rising_category.unwrap().category, products.falling_category.unwrap().category);
    assert_eq!(names.0, "food");
    assert_eq!(products.months.len(), 12);
    assert_eq!(products.months[11].to_string(), "2018-07", "August is not over on the 30th");
}

#[test]
fn affinity_is_that_of_pandas() {
    let Some(Products { affinity, first_categories, .. }) = ask(&ProductQuestion::default()) else { return };
    let cell = |segment: Segment, category: &str| {
        let column = affinity.segments.iter().position(|column| column.segment == segment).unwrap();
        affinity.rows.iter().find(|row| row.name == category).unwrap().cells[column]
    };
    // Share of the segment's cents in the category / share of all cents × 100.
    let watches = cell(Segment::Promising, "watches_gifts");
    assert!((watches.index.unwrap() - 114.121_07).abs() < 1e-4, "{watches:?}");
    assert_eq!((watches.orders, watches.customers, watches.revenue_cents), (675, 674, 17_027_501));
    let strongest = affinity.firm_leanings()[0];
    assert_eq!((strongest.segment, strongest.row.name.as_str()), (Segment::New, "books_technical"));
    assert!((strongest.index - 473.815_744).abs() < 1e-4);
    assert_eq!(strongest.cell.orders, 35);
    // Distinct customers by the categories of their first order; of bed_bath_table, 27 ordered again.
    let firsts: Vec<(&str, u64)> =
        first_categories.iter().take(4).map(|row| (row.category.as_str(), row.customers)).collect();
    assert_eq!(
        firsts,
        [
            ("bed_bath_table", 2_083),
            ("health_beauty", 1_985),
            ("sports_leisure", 1_779),
            ("computers_accessories", 1_527)
        ]
    );
    assert_eq!(first_categories[0].repeat_customers, 27);
}

#[test]
fn pages_of_products_hold_each_product_once_in_any_order() {
    let Some(engine) = olist() else { return };
    for sort in SalesSort::ALL {
        let question = |page, page_size| ProductQuestion {
            sort,
            search: "perfume".to_owned(),
            direction: SortDirection::Ascending,
            page,
            page_size,
            ..ProductQuestion::default()
        };
        let answer = |page, size| engine.products(&Scope::everything(), &question(page, size)).unwrap();
        let all = answer(1, 0);
        let pages: Vec<SalesRow> =
            (1..=answer(1, 100).pages).flat_map(|page| answer(page, 100).rows).collect();
        assert_eq!(pages.len() as u64, all.all_rows);
        let ids = |rows: &[SalesRow]| rows.iter().map(|row| row.product_id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&pages), ids(&all.rows), "{sort:?}");
        assert_eq!(answer(9_999, 100).page, answer(1, 100).pages, "past the end is the last page");
    }
}

#[test]
fn the_report_holds_the_best_products_and_the_strongest_leanings() {
    let Some(engine) = olist() else { return };
    let products = engine.report(&Scope::everything()).unwrap().products;
    assert_eq!(products.top10_by_revenue.len(), 10);
    assert_eq!(products.top10_by_revenue[0].revenue_cents, 1_481_659);
    assert_eq!(products.top10_by_units[1].units, 122);
    assert_eq!(products.top10_affinities[0].category, "books_technical");
}
