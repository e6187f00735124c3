//! Tables whose amounts are those of whole orders.

use super::*;

/// Orders of which only the total is known, with and without a column of the product or the quantity.
pub(super) const ORDER_TOTALS: &str = "order id,customer id,date,product,quantity,order total\n";

/// The table of orders without some of its columns.
pub(super) fn without(columns: &[usize], text: &str) -> String {
    let kept = |row: &str| {
        let fields = row.split(',').enumerate().filter(|(column, _)| !columns.contains(column));
        fields.map(|(_, field)| field).collect::<Vec<_>>().join(",") + "\n"
    };
    text.lines().map(kept).collect()
}

#[test]
fn a_refund_undoes_an_order_of_its_amount_and_no_other() {
    let text = format!(
        "{ORDER_TOTALS}1,a,2025-01-01,Tea,1,20.00\n2,a,2025-01-02,Tea,1,30.00\n3,b,2025-01-02,Tea,1,40.00\n\
         R4,a,2025-01-03,Tea,1,-5.00\nR5,a,2025-01-04,Tea,1,-20.00\n"
    );
    let engine = read_text(without(&[3, 4], &text)).unwrap();
    // The 5.00 are of no order; the 20.00 are order 1, not the later order 2.
    assert_eq!(figures(&engine), (2, 2, 7_000));
    let returns = quality(&engine).adjustments.unwrap().returns;
    assert_eq!((returns.netted_rows, returns.netted_cents), (1, 2_000));
    assert_eq!((returns.left_out_rows(), returns.left_out_cents), (1, 500));
}

#[test]
fn a_refund_of_a_product_takes_its_money_from_the_orders_total() {
    let text = format!(
        "{ORDER_TOTALS}1,a,2025-01-01,Tea,1,30.00\n1,a,2025-01-01,Mug,1,30.00\n2,b,2025-01-02,Tea,1,40.00\n\
         R3,a,2025-01-03,Tea,1,-5.00\n2,b,2025-01-02,Tea,1,-8.00\n"
    );
    let engine = read_order_totals(without(&[4], &text)).unwrap();
    assert_eq!(figures(&engine), (2, 2, 3_000 - 500 + 4_000 - 800));
}

#[test]
fn pieces_that_come_back_take_their_part_of_the_total_along() {
    let text = format!(
        "{ORDER_TOTALS}1,a,2025-01-01,Tea,1,30.00\n1,a,2025-01-01,Mug,3,30.00\n2,b,2025-01-02,Tea,1,40.00\n\
         R3,a,2025-01-03,Tea,-1,-15.00\nR4,a,2025-01-03,Mug,-1,-5.00\n"
    );
    assert_eq!(figures(&read_text(text).unwrap()), (2, 2, 1_000 + 4_000));
}

#[test]
fn different_refunds_of_one_order_are_each_their_own() {
    let text = format!(
        "{ORDER_TOTALS}1,a,2025-01-01,Tea,1,30.00\n1,a,2025-01-01,Mug,1,30.00\n2,b,2025-01-02,Tea,1,40.00\n\
         1,a,2025-01-01,Tea,1,-15.00\n1,a,2025-01-01,Mug,1,-5.00\n"
    );
    assert_eq!(figures(&read_order_totals(without(&[4], &text)).unwrap()), (2, 2, 1_000 + 4_000));
}

#[test]
fn a_cancelled_line_has_no_part_in_the_total() {
    let text = "order id,customer id,date,product,order status,order total\n\
        1,a,2025-01-01,Tea,completed,30.00\n1,a,2025-01-01,Mug,cancelled,30.00\n2,b,2025-01-02,Tea,completed,40.00\n";
    assert_eq!(figures(&read_text(text).unwrap()), (2, 2, 7_000));
}

#[test]
fn returns_take_from_the_latest_sales_that_are_not_later() {
    let text = "order id,customer id,date,product,quantity,unit price\n\
        1,a,2025-01-01,Tea,2,1.00\n2,a,2025-01-02,Tea,2,10.00\n3,a,2025-01-04,Tea,2,100.00\n\
        4,a,2025-01-03,Tea,-3,10.00\n5,a,2025-01-05,Tea,-1,100.00\n6,a,2025-01-06,Tea,-2,100.00\n";
    // 4: both of order 2 and one of order 1; 5: one of order 3; 6: the other one, and the last of order 1.
    let report = quality(&read_text(format!("{text}7,b,2025-01-06,Tea,1,7.00\n")).unwrap());
    let returns = report.adjustments.unwrap().returns;
    assert_eq!((returns.rows, returns.netted_rows), (3, 3));
    let engine = read_text(format!("{text}7,b,2025-01-06,Tea,1,7.00\n8,a,2025-01-07,Tea,1,9.00\n")).unwrap();
    assert_eq!(figures(&engine), (2, 2, 1_600));
}
