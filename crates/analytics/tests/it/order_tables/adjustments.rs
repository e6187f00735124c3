//! Rows that were read well and are yet no sales of their own, with counts and money, from one refresh to the next.

use clientele_analytics::{RefreshLock, kept_snapshots, publish};
use clientele_contract::{DriftKind, DriftLine};

use super::*;

const RETURNS: &str = "\
InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
536365,MUG,6,2010-12-01,2.50,17850,United Kingdom
536366,TEA,4,2010-12-02,5.00,17850,United Kingdom
536367,TEA,1,2010-12-02,5.00,,United Kingdom
536368,TEA,2,2010-12-03,5.00,13047,France
536369,MUG,2,2010-12-04,2.50,13047,France
C536379,MUG,-2,2010-12-05,2.50,17850,United Kingdom
C536380,TEA,-2,2010-12-05,5.00,13047,France
C536381,CUP,-1,2010-12-05,9.00,13047,France
";

#[test]
fn returns_are_taken_from_the_sale_that_they_undo() {
    let engine = read_text(RETURNS).unwrap();
    // Mugs: 4 of 6 stay. Tea of 13047: the order is undone. The cup was never sold here.
    assert_eq!(figures(&engine), (2, 3, 1_000 + 2_000 + 500));
    let report = quality(&engine);
    let returns = ReturnTotals { rows: 3, netted_rows: 2, netted_cents: 500 + 1_000, left_out_cents: 900 };
    assert_eq!(report.adjustments, Some(RowAdjustments { returns, ..RowAdjustments::default() }));
    assert_eq!(returns.left_out_rows(), 1);
    let guests = report.guests.unwrap();
    assert_eq!((guests.orders, guests.revenue_cents, guests.excluded_orders), (1, 500, 0));
    assert!(report.orders_by_status.iter().any(|count| count.status == "return" && count.orders == 3));
    assert_eq!(report.files[0].rows_kept, 8);
}

const ROWS: &str = "\
order id,customer id,date,product,quantity,unit price,order status
1,ada,2025-01-02,tea,2,5.00,completed
1,ada,2025-01-02,tea,2,5.00,completed
1,ada,2025-01-02,pot,1,20.00,cancelled
2,bob,2025-01-03,cup,1,7.00,completed
3,bob,2025-01-04,cup,-1,7.00,completed
3,bob,2025-01-04,cup,-1,7.00,completed
4,bob,2025-01-05,mug,1,3.00,completed
";

fn with_duplicates(rule: &str) -> Engine {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, ROWS).unwrap();
    let mapping =
        recognise(&file).to_toml().replace("duplicates = \"keep\"", &format!("duplicates = \"{rule}\""));
    read(&file, Some(&Mapping::from_toml(&mapping, "source.toml").unwrap())).unwrap()
}

#[test]
fn rows_twice_and_lines_of_another_status_are_told_with_their_money() {
    let kept = quality(&with_duplicates("keep")).adjustments.unwrap();
    // The tea twice, and the cup that came back twice, of which only one was sold.
    assert_eq!((kept.duplicates_kept, kept.duplicates_left_out, kept.duplicates_cents), (2, 0, 1_000 - 700));
    let returns = ReturnTotals { rows: 2, netted_rows: 1, netted_cents: 700, left_out_cents: 700 };
    assert_eq!(kept.returns, returns);
    assert_eq!((kept.other_status, kept.other_status_cents), (1, 2_000));

    let dropped = quality(&with_duplicates("drop")).adjustments.unwrap();
    assert_eq!((dropped.duplicates_kept, dropped.duplicates_left_out), (0, 2));
    assert_eq!(dropped.duplicates_cents, 1_000 - 700);
    let returns = ReturnTotals { rows: 1, netted_rows: 1, netted_cents: 700, left_out_cents: 0 };
    assert_eq!(dropped.returns, returns);
}

#[test]
fn an_order_that_came_back_whole_keeps_its_status() {
    let statuses = quality(&with_duplicates("drop")).orders_by_status;
    let counts: Vec<_> = statuses.iter().map(|count| (count.status.as_str(), count.orders)).collect();
    // The cup of order 2 was brought back as order 3.
    assert_eq!(counts, [("completed", 3), ("return", 1)]);
}

#[test]
fn each_kept_snapshot_tells_its_own_and_which_columns_became_blank() {
    let (data, source) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = source.path().join("orders.csv");
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let lock = RefreshLock::acquire(data.path()).unwrap();
    let orders = |customer_of: fn(u32) -> u32| {
        let mut text = "order id,customer id,date,product,quantity,unit price\n".to_owned();
        for order in 0..40 {
            let customer = customer_of(order);
            let customer = if customer == 0 { String::new() } else { format!("c{customer}") };
            text.push_str(&format!("{order},{customer},2025-01-{:02},tea,1,2.50\n", 1 + order % 28));
        }
        text
    };
    for customer_of in [|order: u32| 1 + order % 7, |order: u32| order % 4] {
        fs::write(&file, orders(customer_of)).unwrap();
        let request = BuildRequest {
            source: &file,
            mapping: None,
            config: &config,
            rules: &rules,
            as_of: None,
            staging: &data.path().join("unpacking"),
        };
        publish(&build_shop(&request, &Silent).unwrap(), &lock, &Silent).unwrap();
    }
    let kept = kept_snapshots(data.path()).unwrap();
    let contents: Vec<_> = kept.into_iter().map(|kept| kept.content.unwrap()).collect();
    assert_eq!(contents[0].guests.map(|guests| (guests.orders, guests.revenue_cents)), Some((10, 2_500)));
    assert_eq!(contents[1].guests, None);
    assert_eq!(
        contents[0].drift_since(&contents[1]),
        [DriftLine::change(DriftKind::BlankCellsChanged, "customer id", "0", "2500")]
    );
}
