use clientele_charts::{ChartKind, SeriesLook, Unit, tips};

use crate::{
    draw, elements, marks, number, parse, polyline_points,
    samples::{line_series, lines, spec},
    texts,
};

fn course(values: &[f64]) -> clientele_charts::LineChart {
    let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    lines(vec![line_series("Revenue", SeriesLook::Area, &values)])
}

#[test]
fn more_is_drawn_higher_and_the_axis_starts_at_zero() {
    let svg = draw(&spec(ChartKind::Line(course(&[0.0, 1_000.0, 50_000.0, 90_000.0]))), 640, 240);
    let document = parse(&svg);
    let heights: Vec<f64> =
        elements(&document, "circle").iter().map(|circle| number(*circle, "cy")).collect();
    assert!(heights.windows(2).all(|pair| pair[0] > pair[1]), "{heights:?}");
    let ground = polyline_points(elements(&document, "polyline")[0])[0].1;
    assert!((heights[0] - f64::from(ground)).abs() < 0.5, "zero lies on the lowest grid line");
    let labels = texts(&document);
    assert!(labels.contains(&"R$ 0".to_owned()) && labels.contains(&"R$ 1 k".to_owned()), "{labels:?}");
}

#[test]
fn the_best_and_the_last_value_are_written() {
    let svg = draw(&spec(ChartKind::Line(course(&[100.0, 777_000.0, 300.0, 5_432.0]))), 640, 240);
    let labels = texts(&parse(&svg));
    assert!(labels.contains(&"R$ 7.77 k".to_owned()), "{labels:?}");
    assert!(labels.contains(&"R$ 54.3".to_owned()), "{labels:?}");
}

#[test]
fn a_running_month_is_dashed_hollow_and_named() {
    let mut chart = course(&[50_000.0, 60_000.0, 70_000.0, 10_000.0]);
    chart.series[0].points[3].in_progress = true;
    let spec = spec(ChartKind::Line(chart));
    let svg = draw(&spec, 640, 240);
    let document = parse(&svg);
    let courses: Vec<_> = elements(&document, "polyline")
        .into_iter()
        .filter(|line| line.attribute("stroke").is_some_and(|stroke| stroke.contains("--chart-line")))
        .collect();
    assert_eq!(courses.len(), 2);
    assert_eq!((polyline_points(courses[0]).len(), courses[0].attribute("stroke-dasharray")), (3, None));
    assert_eq!(polyline_points(courses[1]).len(), 2);
    assert!(courses[1].attribute("stroke-dasharray").is_some());
    let is_hollow = |circle: &roxmltree::Node<'_, '_>| {
        circle.attribute("fill") == Some("none") && circle.attribute("stroke").is_some()
    };
    assert_eq!(elements(&document, "circle").iter().filter(|circle| is_hollow(circle)).count(), 1);
    let labels = texts(&document);
    assert!(labels.contains(&"so far".to_owned()) && labels.contains(&"R$ 700".to_owned()), "{labels:?}");
    assert!(tips(&spec)[3].sentence().ends_with("so far"));
}

#[test]
fn a_missing_value_interrupts_the_line() {
    let values = [Some(1.0), Some(2.0), None, Some(4.0), Some(5.0), Some(6.0)];
    let chart = lines(vec![line_series("Revenue", SeriesLook::Line, &values)]);
    let svg = draw(&spec(ChartKind::Line(chart)), 640, 240);
    let document = parse(&svg);
    let lengths: Vec<usize> = elements(&document, "polyline")
        .into_iter()
        .filter(|line| line.attribute("stroke").is_some_and(|stroke| stroke.contains("--chart-line")))
        .map(|line| polyline_points(line).len())
        .collect();
    assert_eq!(lengths, [2, 3]);
}

#[test]
fn a_place_of_two_courses_says_both_values() {
    let this = line_series("This year", SeriesLook::Area, &[Some(1.0), Some(2.0)]);
    let before = line_series("The year before", SeriesLook::Compared, &[Some(3.0), Some(4.0)]);
    let tips = tips(&spec(ChartKind::Line(lines(vec![this, before]))));
    assert_eq!(tips.len(), 2);
    assert_eq!(tips[1].sentence(), "Feb 2016: This year: exactly 2, The year before: exactly 4");
    assert_eq!(tips[1].href.as_deref(), Some("/customers?place=1"), "of the main course");
}

#[test]
fn odd_values_still_give_a_picture() {
    let huge = [f64::MAX, f64::MIN, 0.0, f64::NAN, f64::INFINITY];
    for values in [&[][..], &[500.0], &[0.0; 12], &[-5.0, -5.0], &huge, &[1.0; 3_000]] {
        for unit in [Unit::Count, Unit::Percent, Unit::Number] {
            let mut chart = course(values);
            chart.unit = unit;
            chart.from_zero = values.len() % 2 == 0;
            let svg = draw(&spec(ChartKind::Line(chart)), 640, 240);
            assert_eq!(marks(&parse(&svg)).len(), values.len());
        }
    }
}

#[test]
fn a_compared_value_of_another_month_names_it() {
    let this = line_series("This year", SeriesLook::Area, &[Some(1.0)]);
    let mut before = line_series("The year before", SeriesLook::Compared, &[Some(3.0)]);
    before.points[0].mark.name = "Jan 2015".to_owned();
    let tips = tips(&spec(ChartKind::Line(lines(vec![this, before]))));
    assert_eq!(tips[0].lines, ["This year: exactly 1", "The year before, Jan 2015: exactly 3"]);
}
