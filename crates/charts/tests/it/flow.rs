use clientele_charts::{ChartKind, FlowChart, table};

use crate::{draw, elements, marks, number, parse, samples};

fn drawn(chart: FlowChart, width: u32, height: u32) -> String {
    draw(&samples::spec(ChartKind::Flow(chart)), width, height)
}

/// The bars of a picture: left, top, height.
fn bars(svg: &str) -> Vec<[f64; 3]> {
    let document = parse(svg);
    let bars = elements(&document, "rect").into_iter().filter(|rect| rect.attribute("fill").is_some());
    bars.map(|bar| ["x", "y", "height"].map(|name| number(bar, name))).collect()
}

#[test]
fn bars_are_as_high_as_their_bands_are_wide_on_both_sides() {
    let bars = bars(&drawn(samples::flow(), 640, 600));
    let (from, to) = bars.split_at(4);
    // 1 + 2 + 3 + 4, 12 + 13 + 14, 23 + 24, 34 customers leave; 1, 14, 39, 76 arrive.
    let unit = to[3][2] / 76.0;
    for (column, customers) in [(from, [10.0, 39.0, 47.0, 34.0]), (to, [1.0, 14.0, 39.0, 76.0])] {
        for (bar, customers) in column.iter().zip(customers) {
            assert!((bar[2] - customers * unit).abs() <= 2.0, "{bar:?}: {customers} × {unit}");
        }
        assert!(column.windows(2).all(|pair| pair[0][1] + pair[0][2] < pair[1][1]), "apart: {column:?}");
    }
    assert!(from.iter().all(|bar| bar[0] < 1.0) && to.iter().all(|bar| bar[0] > 600.0));
}

#[test]
fn every_band_can_be_pointed_at_and_leads_to_its_customers() {
    let svg = drawn(samples::flow(), 328, 420);
    let document = parse(&svg);
    let marks = marks(&document);
    let links = marks.iter().filter(|mark| mark.attribute("href").is_some());
    assert_eq!((marks.len(), links.count()), (10 + 8, 10));
    let shapes = elements(&document, "polygon");
    assert_eq!(shapes.len(), 2 * 10, "each band is drawn once and can be hit once");
}

#[test]
fn the_table_has_a_row_per_start_and_a_column_per_end() {
    let table = table(&samples::spec(ChartKind::Flow(samples::flow())));
    let texts = |row: usize| table.rows[row].iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>();
    assert_eq!(table.headings[0].text, "1 Mar 2018 → 30 Aug 2018");
    assert_eq!(texts(2), ["At Risk", "", "", "22", "23"]);
    assert_eq!(table.rows[2][3].href.as_deref(), Some("/customers?was=2018-03-01.lost"));
}

#[test]
fn odd_sizes_of_bands_still_give_a_picture() {
    for size in [0.0, -3.0, f64::NAN, f64::INFINITY, 1e300, 1e-300] {
        let mut chart = samples::flow();
        chart.bands[2].size = size;
        chart.bands[3].from = 99;
        assert_eq!(marks(&parse(&drawn(chart, 640, 400))).len(), 18, "{size}");
    }
    let mut empty = samples::flow();
    empty.bands.clear();
    assert!(drawn(empty, 640, 400).contains("Nothing yet"));
}
