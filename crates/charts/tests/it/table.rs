use clientele_charts::{ChartKind, DataTable, ScatterMarks, table};

use crate::samples::{self, bins, heat_map, histogram, points, scatter, spec};

fn number(text: &str) -> u64 {
    text.replace(',', "").parse().expect("a number")
}

fn sum(table: &DataTable, column: usize) -> u64 {
    table.rows.iter().map(|row| number(&row[column].text)).sum()
}

#[test]
fn every_row_has_a_cell_per_heading() {
    for (name, spec) in samples::all() {
        let table = table(&spec);
        assert!(!table.rows.is_empty(), "{name}");
        for row in &table.rows {
            assert_eq!(row.len(), table.headings.len(), "{name}");
            assert!(!row[0].text.is_empty(), "{name}");
        }
    }
}

#[test]
fn a_density_adds_up_to_all_customers_and_each_cell_leads_to_its_own() {
    let bins = bins();
    let customers: u64 = bins.iter().map(|bin| bin.count).sum();
    let table = table(&spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(bins.clone())))));
    assert!(table.rows.len() <= 8 && table.headings.len() <= 5, "few enough to read");
    assert_eq!((1..table.headings.len()).map(|column| sum(&table, column)).sum::<u64>(), customers);
    let cell = &table.rows[0][1];
    assert_eq!(table.rows[0][0].text, "0–89\u{a0}days");
    let href = cell.href.as_deref().expect("it has customers");
    assert!(href.starts_with("/customers?recency_min=0&recency_max=89&spent_min=10&"), "{href}");
    let of_cell = bins.iter().filter(|bin| bin.x.1 <= 89 && bin.y.1 <= bins[7 * 48].y.1);
    assert_eq!(number(&cell.text), of_cell.map(|bin| bin.count).sum::<u64>());
}

#[test]
fn a_histogram_adds_up_to_all_and_to_the_selected() {
    let table = table(&spec(ChartKind::Histogram(histogram())));
    assert_eq!((sum(&table, 1), sum(&table, 2)), (27_600, 2_760));
    let address = "/customers?recency_min=30&recency_max=59";
    assert_eq!(table.rows[1][1].href.as_deref(), Some(address));
}

#[test]
fn a_heat_map_keeps_its_blanks() {
    let table = table(&spec(ChartKind::HeatMap(heat_map())));
    assert_eq!((table.rows.len(), table.headings.len()), (12, 13));
    assert_eq!((table.rows[2][4].text.as_str(), table.rows[2][6].text.as_str()), ("2.3 %", ""));
    assert_eq!(table.rows[11][12].text, "");
}

#[test]
fn points_are_listed_with_both_values() {
    let table = table(&spec(ChartKind::Scatter(scatter(points()))));
    assert_eq!(table.rows.len(), 100);
    let row: Vec<String> = table.rows[10].iter().map(|cell| cell.text.replace('\u{a0}', " ")).collect();
    assert_eq!(row, ["customer 10", "70 days", "R$ 90.00"]);
}
