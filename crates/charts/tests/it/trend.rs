use clientele_charts::{TrendOptions, render_month_trend};
use clientele_contract::{Month, MonthPoint};

use crate::{elements, parse, polyline_points};

fn months(revenue_cents: &[i64]) -> Vec<MonthPoint> {
    let first = Month { year: 2016, month: 9 }.ordinal();
    let point = |(index, &revenue_cents): (usize, &i64)| MonthPoint {
        month: Month::from_ordinal(first + index as i32),
        revenue_cents,
        orders: 1,
        customers: 1,
        new_customers: 1,
        in_progress: false,
    };
    revenue_cents.iter().enumerate().map(point).collect()
}

fn options() -> TrendOptions {
    TrendOptions { width: 640, height: 240, currency_symbol: "R$".to_owned() }
}

#[test]
fn every_month_has_a_point_with_its_month_and_amount() {
    let svg = render_month_trend(&months(&[10_000, 234_567, 115_000_000]), &options());
    let document = parse(&svg);
    let circles = elements(&document, "circle");
    let titles: Vec<_> =
        circles.iter().map(|circle| circle.children().find_map(|child| child.text())).collect();
    assert_eq!(
        titles,
        [Some("Sep 2016: R$ 100"), Some("Oct 2016: R$ 2.35 k"), Some("Nov 2016: R$ 1.15 M")],
        "{svg}"
    );
}

#[test]
fn more_revenue_is_drawn_higher_and_the_axis_starts_at_zero() {
    let svg = render_month_trend(&months(&[0, 1_000, 50_000, 90_000]), &options());
    let document = parse(&svg);
    let heights: Vec<i32> = elements(&document, "circle")
        .iter()
        .map(|circle| circle.attribute("cy").and_then(|cy| cy.parse().ok()).expect("cy"))
        .collect();
    assert!(heights.windows(2).all(|pair| pair[0] > pair[1]), "{heights:?}");
    let grid = elements(&document, "polyline");
    let ground = polyline_points(grid[0])[0].1;
    assert_eq!(heights[0], ground, "zero lies on the lowest grid line");
    let labels: Vec<_> =
        elements(&document, "text").iter().filter_map(|text| text.text()).map(str::trim).collect();
    assert!(labels.contains(&"R$ 0") && labels.contains(&"R$ 1 k"), "{labels:?}");
}

#[test]
fn a_running_month_is_dashed_hollow_and_named() {
    let mut points = months(&[50_000, 60_000, 70_000, 10_000]);
    points[3].in_progress = true;
    let svg = render_month_trend(&points, &options());
    let document = parse(&svg);
    let lines: Vec<_> = elements(&document, "polyline")
        .into_iter()
        .filter(|line| line.attribute("stroke").is_some_and(|stroke| stroke.contains("--chart-line")))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!((polyline_points(lines[0]).len(), lines[0].attribute("stroke-dasharray")), (3, None));
    assert_eq!(polyline_points(lines[1]).len(), 2);
    assert!(lines[1].attribute("stroke-dasharray").is_some());
    let circles = elements(&document, "circle");
    assert!(circles[3].attribute("stroke").is_some_and(|stroke| stroke.contains("--chart-line")));
    let texts: Vec<_> =
        elements(&document, "text").iter().filter_map(|text| text.text()).map(str::trim).collect();
    assert!(texts.contains(&"so far") && texts.contains(&"R$ 700"), "{texts:?}");
}

#[test]
fn odd_input_still_gives_a_picture() {
    let render = |points: &[MonthPoint], width, height| {
        let options = TrendOptions { width, height, currency_symbol: "<&\"'>".to_owned() };
        let svg = render_month_trend(points, &options);
        elements(&parse(&svg), "circle").len()
    };
    assert_eq!(render(&[], 640, 240), 0);
    assert_eq!(render(&months(&[500]), 640, 240), 1);
    assert_eq!(render(&months(&[0; 12]), 640, 240), 12);
    assert_eq!(render(&months(&[i64::MAX, i64::MIN, 0]), 0, u32::MAX), 3);
    assert_eq!(render(&months(&[1; 3_000]), u32::MAX, 0), 3_000);
}

#[test]
fn the_same_months_give_the_same_bytes() {
    let points = months(&[10_000, 234_567, 115_000_000]);
    assert_eq!(render_month_trend(&points, &options()), render_month_trend(&points, &options()));
}
