use clientele_charts::{SparklineOptions, render_sparkline};

use crate::{elements, parse, polyline_points};

fn line_of(values: &[f64]) -> Vec<(i32, i32)> {
    let svg = render_sparkline(values, &SparklineOptions { width: 96, height: 24 });
    let document = parse(&svg);
    elements(&document, "polyline").into_iter().flat_map(polyline_points).collect()
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
