//! Files whose rows are baskets: lists of products of different length.

use std::fs;

use clientele_analytics::Mapping;
use clientele_contract::{Analytics, BasketQuestion, BasketThresholds, ProductQuestion, Scope};

use crate::desk::{Desk, figures, gzip, quality, real_data};

/// What a person chooses who knows of no customers, days and amounts.
fn settled(text: &str) -> Mapping {
    let text =
        text.replace("customers = \"none\"", "customers = \"none\"\ndate = 2011-01-30\namounts = \"none\"");
    Mapping::from_toml(&text, "source.toml").unwrap()
}

#[test]
fn groceries_in_rows_of_items_are_the_groceries_in_long_form() {
    let (Some(rows), Some(long)) =
        (real_data("groceries/groceries.csv"), real_data("groceries/groceries_long.csv"))
    else {
        return;
    };
    let desk = Desk::new();
    let packed = desk.write("groceries.csv.gz", &gzip(&fs::read(&rows).unwrap()));
    let report = |path| {
        let recognised = desk.recognise(path);
        let doubts = recognised.doubts.join("\n");
        for expected in ["date of the order", "is an amount", "who ordered"] {
            assert!(doubts.contains(expected), "{expected} in {doubts}");
        }
        assert_eq!(recognised.doubts.len(), 3, "nothing else is left to say: {doubts}");
        let engine = desk.read(path, Some(&settled(&recognised.to_toml()))).unwrap();
        assert_eq!(figures(&engine), (9_835, 9_835, 0));
        assert_eq!(quality(&engine).order_items, 43_367);
        let thresholds = BasketThresholds {
            orders: None,
            support_basis_points: Some(10),
            confidence_basis_points: Some(8_000),
            lift_hundredths: Some(0),
            longest: Some(6),
        };
        let question = BasketQuestion { thresholds, with_redundant: true, ..BasketQuestion::default() };
        let rules = engine.basket_rules(&Scope::everything(), &question).unwrap();
        // As the R package arules finds them.
        assert_eq!((rules.baskets, rules.found), (9_835, 410));
        let products = engine.products(&Scope::everything(), &ProductQuestion::default()).unwrap();
        (products.products, serde_json::to_string(&rules.rules).unwrap())
    };
    let of_rows = report(&rows);
    assert_eq!(of_rows.0, 169);
    assert_eq!(of_rows, report(&packed));
    let recognised = desk.recognise(&rows);
    assert!(
        recognised.notes.join("\n").contains("each row of groceries.csv is one order"),
        "{:?}",
        recognised.notes
    );
    let engine = desk.read(&long, Some(&settled(&desk.recognise(&long).to_toml()))).unwrap();
    assert_eq!((figures(&engine), quality(&engine).order_items), ((9_835, 9_835, 0), 43_367));
}
