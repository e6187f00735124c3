use clientele_contract::{
    MappedColumn, MappingChoice, MappingPreview, PreviewRow, TableMapping, Understanding, UploadLimits,
};

use super::*;

fn choice(key: &str, value: &str, doubt: Option<&str>) -> MappingChoice {
    MappingChoice {
        key: key.to_owned(),
        value: value.to_owned(),
        doubt: doubt.map(str::to_owned),
        mistake: None,
    }
}

fn table_with(choices: Vec<MappingChoice>) -> String {
    let column = MappedColumn {
        name: "<b>Wann</b>".to_owned(),
        samples: vec!["<i>1</i>".to_owned()],
        meaning: "date".to_owned(),
        percent: Some(60),
        reason: "its values are dates".to_owned(),
        mistake: None,
        is_doubtful: true,
    };
    let table = TableMapping { columns: vec![column], choices, ..TableMapping::default() };
    draw_table(table, false)
}

fn draw_table(table: TableMapping, was_refused: bool) -> String {
    let desk = MappingDesk {
        candidate: Candidate::Upload("20250101-000000-1".to_owned()),
        files: vec![SourceEntry { name: "a.csv".to_owned(), bytes: 2_000 }],
        origin: None,
        database: None,
        on_change: None,
        understanding: Understanding::Table(Box::new(table)),
    };
    draw_mapping(Ok(desk), was_refused)
}

#[test]
fn what_is_doubtful_is_asked_with_ready_answers_and_stands_once() {
    let html = table_with(vec![choice("dates", "month-day-year", Some("no number is above 12"))]);
    assert!(html.contains("In which order do day and month stand?"), "{html}");
    assert!(html.contains("type=\"radio\" name=\"dates\" value=\"month-day-year\" checked"), "{html}");
    assert_eq!(html.matches("name=\"dates\"").count(), 3, "three answers and no menu: {html}");
    let html = table_with(vec![choice("dates", "month-day-year", None)]);
    assert!(html.contains("<select id=\"choose-dates\" name=\"dates\""), "{html}");
}

#[test]
fn a_column_that_is_doubtful_is_asked_about_with_two_answers() {
    let html = table_with(Vec::new());
    assert!(html.contains("question is left to settle") && html.contains("the date"), "{html}");
    assert_eq!(html.matches("type=\"radio\" name=\"q1\"").count(), 2, "{html}");
}

#[test]
fn what_is_not_settled_is_not_counted_and_a_refusal_is_said_first() {
    let row = PreviewRow {
        line: 2,
        day: None,
        order: "1".to_owned(),
        customer: None,
        product: None,
        amount_cents: Some(100),
        is_return: false,
        status: None,
    };
    let preview =
        MappingPreview { rows_read: 1, rows_usable: 1, rows: vec![row], ..MappingPreview::default() };
    let open = TableMapping {
        problems: vec!["No column is the date.".to_owned()],
        preview: Some(preview.clone()),
        ..TableMapping::default()
    };
    let html = draw_table(open.clone(), false);
    assert!(html.contains("None of them can be used until") && !html.contains("<td>yes"), "{html}");
    assert!(!html.contains("Nothing was read"), "{html}");
    let html = draw_table(open, true);
    assert!(html.contains("id=\"not-read\"") && html.contains("Nothing was read: "), "{html}");
    assert_eq!(html.matches("No column is the date.").count(), 1, "{html}");
    let settled = TableMapping { preview: Some(preview), ..TableMapping::default() };
    assert!(draw_table(settled, false).contains("All of them can be used."));
}

#[test]
fn texts_of_files_stay_texts() {
    let html = table_with(Vec::new());
    assert!(!html.contains("<b>Wann") && !html.contains("<i>1"), "{html}");
    assert!(html.contains("a.csv, 2"), "{html}");
}

#[test]
fn a_word_that_the_page_does_not_know_is_kept() {
    let html = table_with(vec![choice("delimiter", "~", None)]);
    assert!(html.contains("<option value=\"~\" selected>~"), "{html}");
}

#[test]
fn nothing_at_hand_leads_to_the_made_up_shop_until_there_is_a_source() {
    let limits = UploadLimits { file_bytes: 1_000_000, total_bytes: 2_000_000 };
    let html = draw_source(SourceDesk { limits, ..SourceDesk::default() });
    assert!(html.contains("Bring your orders") && html.contains("/data/source/demo"), "{html}");
    assert!(html.contains("--source-folder"), "it says how a folder is opened: {html}");
}
