use clientele_charts::{ChartKind, ChartSize, ScatterMarks, brush};

use crate::{
    draw, marks, number, parse,
    samples::{bins, heat_map, histogram, scatter, spec},
};

const SIZE: ChartSize = ChartSize { width: 640, height: 320 };

#[test]
fn a_drag_over_rectangles_asks_for_exactly_their_values() {
    let bins = bins();
    let spec = spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(bins.clone()))));
    let svg = draw(&spec, 640, 320);
    let document = parse(&svg);
    let marks = marks(&document);
    let brush = brush(&spec, SIZE).expect("it has an address");
    // From one rectangle to another, upper right to lower left.
    let (upper, lower) = (20 * 48 + 30, 16 * 48 + 10);
    let upper_right =
        (number(marks[upper], "x") + number(marks[upper], "width") - 0.6, number(marks[upper], "y") + 0.6);
    let lower_left =
        (number(marks[lower], "x") + 0.6, number(marks[lower], "y") + number(marks[lower], "height") - 0.6);
    let address = brush.address(upper_right, lower_left);
    let value = |key: &str| -> f64 {
        let rest = address.split(key).nth(1).expect(key);
        rest.split('&').next().and_then(|value| value.parse().ok()).expect(key)
    };
    assert!((value("recency_min=") - bins[lower].x.0 as f64).abs() <= 1.0, "{address}");
    assert!((value("recency_max=") - bins[upper].x.1 as f64).abs() <= 1.0, "{address}");
    // A pixel of the logarithmic axis is some per cent.
    assert!((value("spent_min=") * 100.0 / bins[lower].y.0 as f64 - 1.0).abs() < 0.06, "{address}");
    assert!((value("spent_max=") * 100.0 / bins[upper].y.1 as f64 - 1.0).abs() < 0.06, "{address}");
}

#[test]
fn a_drag_beyond_the_plot_asks_for_everything() {
    let spec = spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(bins()))));
    let brush = brush(&spec, SIZE).expect("it has an address");
    assert_eq!(
        brush.address((-50.0, -50.0), (9_000.0, 9_000.0)),
        "/segments?recency_min=0&recency_max=719&spent_min=10&spent_max=10000"
    );
    // A drag along one axis leaves the other as it is.
    let address = brush.address((200.0, 150.0), (300.0, 152.0));
    assert!(address.ends_with("&spent_min=10&spent_max=10000"), "{address}");
}

#[test]
fn bars_are_taken_whole() {
    let spec = spec(ChartKind::Histogram(histogram()));
    let svg = draw(&spec, 640, 320);
    let document = parse(&svg);
    let bar = |index: usize| marks(&document)[index].first_element_child().expect("a hit area");
    let brush = brush(&spec, SIZE).expect("it has an address");
    let middle = |index| (number(bar(index), "x") + number(bar(index), "width") / 2.0, 100.0);
    assert_eq!(brush.address(middle(3), middle(5)), "/segments?recency_min=90&recency_max=179");
    assert_eq!(brush.address(middle(5), middle(5)), "/segments?recency_min=150&recency_max=179");
    let area = brush.area(middle(3), middle(5));
    assert!((area.left - number(bar(3), "x")).abs() <= 1.0, "{area:?}");
    assert!((area.left + area.width - number(bar(6), "x")).abs() <= 1.0, "{area:?}");
    // What was marked marks itself again.
    let again = brush.address((area.left, 0.0), (area.left + area.width, 0.0));
    assert_eq!(again, "/segments?recency_min=90&recency_max=179");
}

#[test]
fn without_an_address_nothing_can_be_dragged() {
    let mut chart = histogram();
    chart.brush_href = None;
    assert!(brush(&spec(ChartKind::Histogram(chart)), SIZE).is_none());
    assert!(brush(&spec(ChartKind::HeatMap(heat_map())), SIZE).is_none());
    let mut empty = histogram();
    empty.bars.clear();
    assert!(brush(&spec(ChartKind::Histogram(empty)), SIZE).is_none());
}
