//! Cohorts through the whole engine: published figures, lists behind the figures, odd shops.

use std::fs;

use clientele_analytics::Engine;
use clientele_contract::{
    Analytics, CohortGrain, CohortMatrix, CohortQuestion, CustomerFilter, DayRange, FirstPurchaseFilter,
    Payback, PurchaseFilter, Scope, Span,
};

use crate::{
    drill_down::{demo, listed, span},
    olist_sample::{olist, test_data},
    shop_files::{CUSTOMERS, ITEMS, ORDERS, PRODUCTS, ShopFiles},
};

fn cohorts(engine: &Engine, question: &CohortQuestion) -> CohortMatrix {
    engine.cohorts(&Scope::everything(), question).unwrap()
}

fn by(grain: CohortGrain) -> CohortQuestion {
    CohortQuestion { grain, ..CohortQuestion::default() }
}

/// CDNOW's orders as a shop's files: each line is an order, also where a customer has several on one day.
fn cdnow(master: &str) -> ShopFiles {
    let mut files = ShopFiles::empty();
    files.add(PRODUCTS, "cd,,1,1,1,1,1,1,1");
    for (number, line) in master.lines().skip(1).enumerate() {
        let mut fields = line.split_whitespace();
        let (Some(customer), Some(date), Some(_), Some(dollars)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let day = format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]);
        files.add(CUSTOMERS, &format!("c{number},{customer},01000,sao paulo,SP"));
        files.add(
            ORDERS,
            &format!("o{number},c{number},delivered,{day} 10:00:00,,,{day} 12:00:00,{day} 00:00:00"),
        );
        files.add(ITEMS, &format!("o{number},1,cd,s1,{day} 10:00:00,{dollars},0.00"));
    }
    files
}

#[test]
fn cdnow_master_gives_the_published_january_cohort() {
    let Some(data) = test_data() else { return };
    let master = fs::read_to_string(data.join("data/cdnow/CDNOW_master.txt")).unwrap();
    let engine = cdnow(&master).engine();
    let answer = cohorts(&engine, &CohortQuestion::default());
    let months: Vec<String> = answer.cohorts.iter().map(|cohort| cohort.period.to_string()).collect();
    assert_eq!(months, ["1997-01", "1997-02", "1997-03"]);
    assert_eq!(answer.cohorts.iter().map(|cohort| cohort.size).collect::<Vec<_>>(), [7_846, 8_476, 7_248]);
    let customers: Vec<u64> = answer.cohorts[0].cells.iter().map(|cell| cell.customers).collect();
    let published =
        [7_846, 1_157, 964, 810, 679, 736, 720, 582, 559, 594, 673, 634, 528, 511, 664, 472, 497, 498];
    assert_eq!(customers, published);
    for grain in CohortGrain::ALL {
        let answer = cohorts(&engine, &by(grain));
        let cut = answer.cut.unwrap_or_default();
        let cells = || answer.cohorts.iter().flat_map(|cohort| &cohort.cells);
        assert_eq!(cells().map(|cell| cell.orders).sum::<u64>() + cut.orders, 69_659, "{grain:?}");
        let revenue = cells().map(|cell| cell.revenue_cents).sum::<i64>() + cut.revenue_cents;
        assert_eq!(revenue, 250_031_563, "{grain:?}");
    }
}

/// The list behind every cell has as many customers as the cell says, for every grain.
fn assert_cells_lead_to_customers(engine: &Engine, filter: &CustomerFilter, every: usize) {
    for grain in CohortGrain::ALL {
        let answer = cohorts(engine, &CohortQuestion { filter: filter.clone(), ..by(grain) });
        let mut seen = 0;
        for cohort in &answer.cohorts {
            let first = CustomerFilter { first_order: days(cohort.period.days()), ..filter.clone() };
            assert_eq!(listed(engine, &Scope::everything(), first.clone()), cohort.size, "{}", cohort.period);
            for (later, cell) in cohort.cells.iter().enumerate().skip(1) {
                seen += 1;
                if seen % every != 0 {
                    continue;
                }
                let ordered = days(cohort.period.after(later as i32).days());
                let purchase = PurchaseFilter { ordered, ..PurchaseFilter::default() };
                let filter = CustomerFilter { purchase, ..first.clone() };
                let count = listed(engine, &Scope::everything(), filter);
                assert_eq!(count, cell.customers, "{} + {later}", cohort.period);
            }
        }
        let once = CustomerFilter { orders: Span { min: None, max: Some(1) }, ..filter.clone() };
        assert_eq!(listed(engine, &Scope::everything(), once), answer.one_time_customers);
    }
}

fn days(days: Option<DayRange>) -> Span<chrono::NaiveDate> {
    span(days.unwrap())
}

#[test]
fn every_figure_of_the_demo_shop_leads_to_as_many_customers() {
    assert_cells_lead_to_customers(demo(), &CustomerFilter::default(), 7);
    let filter = CustomerFilter { states: ["SP".to_owned()].into(), ..CustomerFilter::default() };
    assert_cells_lead_to_customers(demo(), &filter, 13);
}

#[test]
fn every_figure_of_the_sample_leads_to_as_many_customers() {
    let Some(engine) = olist() else { return };
    assert_cells_lead_to_customers(engine, &CustomerFilter::default(), 41);
}

#[test]
fn first_purchases_lead_to_as_many_customers() {
    let engine = demo();
    let answer = cohorts(engine, &CohortQuestion::default());
    assert!(answer.first_categories.len() > 3 && answer.first_products.len() == 10);
    for row in answer.first_categories.iter().chain(&answer.first_products) {
        let mut first_purchase = FirstPurchaseFilter::default();
        match &row.product_id {
            Some(product) => first_purchase.products.insert(product.clone()),
            None => first_purchase.categories.insert(row.category.clone()),
        };
        let filter = CustomerFilter { first_purchase, ..CustomerFilter::default() };
        assert_eq!(listed(engine, &Scope::everything(), filter.clone()), row.customers, "{row:?}");
        let returned = CustomerFilter { orders: Span { min: Some(2), max: None }, ..filter.clone() };
        assert_eq!(listed(engine, &Scope::everything(), returned), row.returned, "{row:?}");
        // The alternatives to a choice stay.
        let chosen = cohorts(engine, &CohortQuestion { filter, ..CohortQuestion::default() });
        assert_eq!(chosen.customers, row.customers);
        assert_eq!(chosen.first_categories, answer.first_categories);
    }
}

#[test]
fn the_first_purchase_is_that_of_the_oldest_order() {
    let mut files = ShopFiles::empty();
    files.add("product_category_name_translation.csv", "brinquedos,toys");
    files.add("product_category_name_translation.csv", "livros,books");
    files.add(PRODUCTS, "p0,brinquedos,1,1,1,1,1,1,1");
    files.add(PRODUCTS, "p1,livros,1,1,1,1,1,1,1");
    // The later order comes first in the file and has the lower id.
    files.add_order(0, 0, "2018-06-10", 20);
    files.add_order(0, 1, "2018-05-10", 20);
    let items = files.0.get_mut(ITEMS).unwrap();
    items[2] = items[2].replace(",p0,", ",p1,");
    let engine = files.engine();
    let count = |products: &[&str], categories: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let first_purchase = FirstPurchaseFilter { products: names(products), categories: names(categories) };
        listed(&engine, &Scope::everything(), CustomerFilter { first_purchase, ..CustomerFilter::default() })
    };
    assert_eq!((count(&["p1"], &[]), count(&["p0"], &[])), (1, 0));
    assert_eq!((count(&[], &["books"]), count(&[], &["toys"])), (1, 0));
    assert_eq!((count(&["p1"], &["books"]), count(&["p1"], &["toys"]), count(&["none"], &[])), (1, 0, 0));
}

#[test]
fn one_customer_one_cohort_and_nobody_who_returns_have_answers() {
    let mut one = ShopFiles::of_customers(0);
    one.add_order(1, 0, "2018-05-05", 10);
    let mut one_cohort = ShopFiles::of_customers(0);
    for customer in 0..10 {
        one_cohort.add_order(customer, 0, "2018-05-05", 10);
        one_cohort.add_order(customer, 1, "2018-07-31", 10);
    }
    let mut nobody_returns = ShopFiles::of_customers(0);
    for customer in 0..12 {
        nobody_returns.add_order(customer, 0, &format!("2018-{:02}-05", 1 + customer), 10);
    }
    for (files, rows, one_time) in [(one, 1, 1), (one_cohort, 1, 0), (nobody_returns, 12, 12)] {
        let engine = files.engine();
        let question = CohortQuestion { acquisition_cost_cents: Some(100), ..CohortQuestion::default() };
        let answer = cohorts(&engine, &question);
        assert_eq!((answer.cohorts.len(), answer.one_time_customers), (rows, one_time));
        assert!(answer.means.iter().all(|mean| mean.rate.is_none_or(f64::is_finite)));
        assert!(answer.payback.is_some());
        let nobody = CustomerFilter { id_prefix: "nobody".to_owned(), ..CustomerFilter::default() };
        let question =
            CohortQuestion { filter: nobody, acquisition_cost_cents: Some(1), ..by(CohortGrain::Week) };
        let answer = cohorts(&engine, &question);
        assert_eq!((answer.cohorts.len(), answer.means.len(), answer.customers), (0, 0, 0));
        assert_eq!(answer.payback, Some(Payback::Unknown));
    }
}

#[test]
fn a_cohort_of_which_all_return_is_followed_until_its_running_month() {
    let mut files = ShopFiles::of_customers(0);
    for customer in 0..10 {
        files.add_order(customer, 0, "2018-05-05", 10);
        files.add_order(customer, 1, "2018-07-30", 10);
    }
    let answer = cohorts(&files.engine(), &CohortQuestion::default());
    let cells = &answer.cohorts[0].cells;
    assert_eq!(cells.iter().map(|cell| cell.customers).collect::<Vec<_>>(), [10, 0, 10]);
    // July ends on the 31st, the data's date.
    assert_eq!(cells.iter().map(|cell| cell.in_progress).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(answer.means[2].rate, None);
    assert_eq!((answer.returns, answer.one_time_customers), (10, 0));
}

#[test]
fn weeks_are_cut_after_a_year_and_say_so() {
    let mut files = ShopFiles::of_customers(0);
    files.add_order(0, 0, "2016-01-04", 10);
    files.add_order(0, 1, "2018-06-04", 10);
    let answer = cohorts(&files.engine(), &by(CohortGrain::Week));
    assert_eq!(answer.cohorts[0].cells.len(), 53);
    let cut = answer.cut.unwrap();
    assert_eq!((cut.periods, cut.orders), (127 - 53, 1));
    assert!(cut.revenue_cents > 0);
    assert_eq!(answer.returns, 1);
}

#[test]
fn the_report_gives_the_share_of_one_time_customers_and_the_mean_of_month_1() {
    let engine = demo();
    let report = engine.report(&Scope::everything()).unwrap();
    let answer = cohorts(engine, &CohortQuestion::default());
    assert_eq!(report.cohorts.one_time_customers, answer.one_time_customers);
    assert_eq!(
        report.cohorts.one_time_share,
        Some(answer.one_time_customers as f64 / answer.customers as f64)
    );
    assert_eq!(report.cohorts.month_1_rate, answer.means[1].rate);
    assert_eq!(report.cohorts.month_1_size, answer.means[1].size);
    assert_eq!((report.cohorts.matrix, report.cohorts.means), (answer.cohorts, answer.means));
}
