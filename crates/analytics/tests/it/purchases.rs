//! One completed order must meet all parts of a purchase filter at once.

use clientele_contract::{CustomerFilter, PurchaseFilter, Scope, Span};

use crate::{
    drill_down::listed,
    shop_files::{ITEMS, PRODUCTS, ShopFiles},
};

/// Customer 0 buys p0 in May and p1 in June; customer 1 buys both in one order in May.
fn shop() -> ShopFiles {
    let mut files = ShopFiles::empty();
    files.add("product_category_name_translation.csv", "brinquedos,toys");
    files.add("product_category_name_translation.csv", "livros,books");
    files.add(PRODUCTS, "p0,brinquedos,1,1,1,1,1,1,1");
    files.add(PRODUCTS, "p1,livros,1,1,1,1,1,1,1");
    files.add_order(0, 0, "2018-05-10", 20);
    files.add_order(0, 1, "2018-06-10", 20);
    files.add_order(1, 0, "2018-05-11", 20);
    let items = files.0.get_mut(ITEMS).unwrap();
    items[2] = items[2].replace(",p0,", ",p1,");
    items[3] = items[3].replace(",p1,", ",p0,");
    files.add(ITEMS, "o0001-0,2,p1,s1,2018-05-11 10:00:00,9.90,5.10");
    files
}

#[test]
fn parts_are_met_by_one_order() {
    let engine = shop().engine();
    let day = |text| clientele_contract::parse_iso_date(text);
    let may = Span { min: day("2018-05-01"), max: day("2018-05-31") };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    for (customers, ordered, products, categories) in [
        (2, may, vec![], vec![]),
        (1, Span { min: day("2018-06-01"), max: None }, vec![], vec![]),
        (2, Span::default(), vec!["p1"], vec![]),
        (1, may, vec!["p1"], vec![]),
        (2, may, vec!["p0", "p1"], vec![]),
        // Two items of one order may meet one part each, two orders may not.
        (1, Span::default(), vec!["p0"], vec!["books"]),
        (1, may, vec![], vec!["books"]),
        (2, may, vec![], vec!["toys", "books"]),
        (0, may, vec!["unknown"], vec![]),
        (0, Span { min: may.max, max: may.min }, vec![], vec![]),
    ] {
        let (products, categories) = (names(&products), names(&categories));
        let purchase = PurchaseFilter { ordered, products, categories, ..PurchaseFilter::default() };
        let filter = CustomerFilter { purchase, ..CustomerFilter::default() };
        assert_eq!(listed(&engine, &Scope::everything(), filter.clone()), customers, "{filter:?}");
    }
}
