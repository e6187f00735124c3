//! What is left of an order of which a row cannot be used.

use std::fs;

use clientele_analytics::{BuildRequest, Engine, Mapping, RuleBook, ShopConfig, Silent, build_shop};
use clientele_contract::{Analytics, Scope};

use super::{figures, quality, recognise};

/// Reads a text of which any share may be refused.
fn read_tolerantly(text: &str) -> Engine {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("orders.csv");
    // A column of few rows with a fault is hardly one of numbers.
    fs::write(&source, shopify("2", "paid")).unwrap();
    let mapping = Mapping::from_toml(&recognise(&source).to_toml(), "mapping.toml").unwrap();
    fs::write(&source, text).unwrap();
    let config = ShopConfig { reject_threshold: 1.0, ..ShopConfig::default() };
    let rules = RuleBook::default();
    let staging = folder.path().join("unpacking");
    let request = BuildRequest {
        source: &source,
        mapping: Some(&mapping),
        config: &config,
        rules: &rules,
        as_of: None,
        staging: &staging,
    };
    Engine::from_shop(build_shop(&request, &Silent).unwrap()).unwrap()
}

/// An export of Shopify, whose first row of an order alone says who ordered and what became of it.
fn shopify(first_quantity: &str, status: &str) -> String {
    format!(
        "\
Name,Email,Financial Status,Currency,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price
#1001,ada@example.com,paid,EUR,4.90,54.90,2025-01-05 10:00:00 +0100,2,Mug,15.00
#1001,,,,,,2025-01-05 10:00:00 +0100,1,Tea,20.00
#1002,bob@example.com,{status},EUR,4.90,54.90,2025-01-06 10:00:00 +0100,{first_quantity},Mug,15.00
#1002,,,,,,2025-01-06 10:00:00 +0100,1,Tea,20.00
#1003,cy@example.com,paid,EUR,0.00,20.00,2025-01-07 10:00:00 +0100,1,Tea,20.00
"
    )
}

#[test]
fn an_order_keeps_the_status_the_customer_and_the_shipping_of_a_row_that_is_refused() {
    let paid = read_tolerantly(&shopify("two", "paid"));
    // 54.90, then 20.00 and 4.90 of what is left of the second, then 20.00.
    assert_eq!(figures(&paid), (3, 3, 5_490 + 2_490 + 2_000));
    let bob = paid.customer(&Scope::everything(), "bob@example.com").unwrap().unwrap();
    assert_eq!(bob.customer.orders, 1);
    for status in ["pending", "refunded"] {
        let engine = read_tolerantly(&shopify("two", status));
        assert_eq!(figures(&engine), (2, 2, 7_490), "{status}");
        assert_eq!(quality(&engine).excluded_orders, 1, "{status}");
    }
}

#[test]
fn an_order_whose_only_row_is_refused_is_no_order() {
    let text = shopify("2", "paid").replace("2025-01-07 10:00:00 +0100,1,", "2025-01-07 10:00:00 +0100,one,");
    let engine = read_tolerantly(&text);
    assert!(engine.customer(&Scope::everything(), "cy@example.com").unwrap().is_none());
    assert_eq!(figures(&engine).1, 2);
    assert_eq!(quality(&engine).excluded_orders, 0);
}

#[test]
fn a_line_of_a_windows_file_has_the_number_that_an_editor_shows() {
    let text = shopify("two", "paid");
    for text in [text.replace('\n', "\r\n"), text] {
        let refused = &quality(&read_tolerantly(&text)).files[0].rejected;
        assert_eq!((refused[0].rows, refused[0].first_line), (1, 4), "{refused:?}");
    }
}
