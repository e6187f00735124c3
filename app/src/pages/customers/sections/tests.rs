use chrono::NaiveDate;
use clientele_contract::{
    CustomerPage, CustomerRow, FilterOptions, FrequencyRule, HighValueAtRisk, Kpis, Matrix, MatrixAxes,
    RfmScores, Segment, SegmentWorkspace, SnapshotInfo, Strategy,
};

use super::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2018, 8, day).expect("August has it")
}

fn row(customer_id: &str) -> CustomerRow {
    CustomerRow {
        customer_id: customer_id.to_owned(),
        segment: Segment::AtRisk,
        tier: None,
        scores: RfmScores { recency: 2, frequency: 4, monetary: 5 },
        recency_days: 12,
        orders: 3,
        spent_cents: 123_456,
        review_score: None,
        favourite_category: "bed_bath_table".to_owned(),
        state: "SP".to_owned(),
        first_order: day(1),
        last_order: day(17),
        action_id: "win-back".to_owned(),
        action: "Win them back".to_owned(),
        expected: None,
    }
}

fn workspace(selection: Kpis) -> SegmentWorkspace {
    let matrix = Matrix {
        axes: MatrixAxes::RecencyMonetary,
        frequency_left_out: false,
        cells: Vec::new(),
        columns: Vec::new(),
        rows: Vec::new(),
    };
    let strategy = Strategy { actions: Vec::new(), rules: 1, spend_ratio: None, median_recency_days: None };
    let options = FilterOptions {
        states: Vec::new(),
        categories: Vec::new(),
        actions: Vec::new(),
        recency_days: (0, 30),
        orders: (1, 9),
        spent_cents: (100, 200_000),
    };
    SegmentWorkspace {
        selection,
        everyone: Kpis { customers: 10, orders: 30, revenue_cents: 1_000_000, ..Kpis::default() },
        matrix,
        segments: Vec::new(),
        tiers: Vec::new(),
        strategy,
        high_value_at_risk: HighValueAtRisk { customers: 0, revenue_cents: 0, top: Vec::new() },
        options,
    }
}

fn drawn(query: &str, rows: Vec<CustomerRow>) -> String {
    let customers = rows.len() as u64;
    let selection = Kpis {
        customers,
        orders: 3 * customers,
        revenue_cents: 123_456 * customers as i64,
        ..Kpis::default()
    };
    let snapshot = SnapshotInfo {
        snapshot_id: "2018-08-29-1".to_owned(),
        as_of: day(29),
        first_order: day(1),
        last_order: day(29),
        customers: 10,
        completed_orders: 30,
        excluded_orders: 0,
        currency_symbol: "R$".to_owned(),
        frequency_rule: FrequencyRule::Quintiles,
        is_older: false,
        is_demo: false,
        notices: Vec::new(),
        refresh_notice: None,
    };
    let page = CustomerPage { rows, customers, page: 1, pages: 1, page_size: 25 };
    draw_customers(CustomerList {
        page,
        workspace: workspace(selection),
        snapshot,
        url: parse_query(query).0,
    })
}

#[test]
fn each_customer_leads_to_their_own_page() {
    let html = drawn("", vec![row("0a1b"), row("a/b c")]);
    assert!(html.contains("href=\"/customers/0a1b\""), "{html}");
    assert!(html.contains("href=\"/customers/a%2Fb%20c\""), "{html}");
}

#[test]
fn hostile_ids_are_text() {
    let html = drawn("", vec![row("\"><script>alert(1)</script>")]);
    assert!(!html.contains("<script"), "{html}");
    assert!(html.contains("href=\"/customers/%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E\""), "{html}");
}

#[test]
fn chosen_columns_are_shown_alone() {
    let html = drawn("cols=state&cols=first", vec![row("0a1b")]);
    let table = &html[html.find("<table").expect("a table")..html.find("</table").expect("its end")];
    assert!(table.contains(">1 Aug 2018<") && table.contains(">SP<"), "{table}");
    assert!(!table.contains("At Risk") && !table.contains("by-width"), "{table}");
    assert!(!html.contains("columns-note"), "{html}");
}

#[test]
fn cells_narrow_the_view_down_and_keep_the_rest() {
    let html = drawn("orders_min=2&sort=orders&page=3", vec![row("0a1b")]);
    assert!(html.contains("href=\"/customers?state=SP&amp;orders_min=2&amp;sort=orders\""), "{html}");
}

#[test]
fn an_empty_selection_offers_to_remove_each_part() {
    let html = drawn("segment=new&id=zz", Vec::new());
    assert!(html.contains("aria-label=\"Remove Segment New\""), "{html}");
    assert!(html.contains("href=\"/customers?segment=new\""), "{html}");
    assert!(!html.contains("<table") && html.contains("a file would be empty"), "{html}");
}

#[test]
fn the_export_carries_the_filter_and_no_page() {
    let html = drawn("segment=at-risk&page=3&sort=orders", vec![row("0a1b")]);
    let dialog = &html
        [html.find("id=\"export\"").expect("the dialog")..html.find("id=\"save-view\"").expect("the next")];
    assert!(dialog.contains("name=\"segment\" value=\"at-risk\""), "{dialog}");
    assert!(!dialog.contains("name=\"page\"") && !dialog.contains("name=\"sort\""), "{dialog}");
    assert!(dialog.contains("Segment At Risk"), "{dialog}");
}
