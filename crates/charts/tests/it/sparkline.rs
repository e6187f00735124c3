use clientele_charts::{ChartKind, Sparkline};

use crate::{draw, elements, parse, polyline_points, samples::spec};

fn lines_of(values: &[f64], last_in_progress: bool) -> Vec<Vec<(i32, i32)>> {
    let chart = Sparkline { values: values.to_vec(), last_in_progress };
    let svg = draw(&spec(ChartKind::Sparkline(chart)), 96, 24);
    let document = parse(&svg);
    elements(&document, "polyline").into_iter().map(polyline_points).collect()
}

fn line_of(values: &[f64]) -> Vec<(i32, i32)> {
    lines_of(values, false).concat()
}

#[test]
fn a_rising_series_rises_from_edge_to_edge() {
    let line = line_of(&[0.0, 1.0, 5.0, 20.0]);
    assert_eq!((line[0].0, line[3].0), (0, 96 * 8));
    assert!(line.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 > pair[1].1), "{line:?}");
}

#[test]
fn too_few_or_odd_values_leave_a_picture_without_a_line() {
    assert_eq!(line_of(&[]), []);
    assert_eq!(line_of(&[3.0]), []);
    assert_eq!(line_of(&[f64::NAN, 3.0, f64::INFINITY]), []);
}

#[test]
fn zeros_lie_on_the_ground_and_extremes_stay_inside() {
    let zeros = line_of(&[0.0; 5]);
    assert!(zeros.iter().all(|point| point.1 == zeros[0].1 && point.1 > 12 * 8), "{zeros:?}");
    for point in line_of(&[f64::MAX, f64::MIN, 0.0]) {
        assert!((0..=24 * 8).contains(&point.1), "{point:?}");
    }
}

#[test]
fn a_running_end_is_drawn_apart() {
    let lengths: Vec<usize> = lines_of(&[1.0, 2.0, 3.0, 4.0], true).iter().map(Vec::len).collect();
    assert_eq!(lengths, [2, 3]);
    assert_eq!(lines_of(&[1.0, 2.0], true).len(), 1);
}
