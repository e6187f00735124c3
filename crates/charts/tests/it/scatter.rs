use clientele_charts::{ChartKind, DensityBin, ScatterMarks, Swatch, legend, tips};

use crate::{
    draw, elements, marks, number, parse,
    samples::{bins, scatter, spec},
};

#[test]
fn a_hundred_thousand_customers_stay_a_small_picture() {
    let bins = bins();
    assert!(bins.iter().map(|bin| bin.count).sum::<u64>() > 100_000);
    let spec = spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(bins))));
    let svg = draw(&spec, 1_200, 480);
    let elements = parse(&svg).descendants().filter(roxmltree::Node::is_element).count();
    assert!(elements < 2_000, "{elements} elements");
    assert!(svg.len() < 300_000, "{} bytes", svg.len());
    let json = serde_json::to_string(&spec).expect("plain data");
    assert!(json.len() < 120_000, "{} bytes of data", json.len());
}

#[test]
fn rectangles_lie_side_by_side_in_the_plot() {
    let svg = draw(&spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(bins())))), 640, 320);
    let document = parse(&svg);
    let marks = marks(&document);
    for row in marks.chunks(48) {
        for pair in row.windows(2) {
            let (one, next) = (pair[0], pair[1]);
            assert!(
                (number(one, "x") + number(one, "width") - number(next, "x")).abs() < 0.5,
                "{one:?} {next:?}"
            );
        }
    }
    assert!(number(marks[47], "x") + number(marks[47], "width") <= 640.0);
}

#[test]
fn denser_rectangles_are_stronger_and_the_legend_names_the_steps() {
    let spec = spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(bins()))));
    let svg = draw(&spec, 640, 320);
    let document = parse(&svg);
    let class = |index: usize| marks(&document)[index].attribute("class").unwrap_or_default().to_owned();
    assert_eq!(class(0), "chart-bin step-1 tier-platinum");
    assert_eq!(class(48 * 32 - 1), "chart-bin step-5 tier-bronze");
    let steps: Vec<String> = legend(&spec)
        .into_iter()
        .filter(|entry| matches!(entry.swatch, Swatch::Step(_)))
        .map(|entry| entry.name)
        .collect();
    assert_eq!(steps.len(), 5);
    assert!(steps[0].starts_with('1') && steps[4].ends_with("1,536"), "{steps:?}");
}

#[test]
fn few_customers_have_few_steps() {
    for (count, names) in
        [(1, &["1 customer"][..]), (2, &["1 customer", "2"]), (3, &["1 customer", "2", "3"])]
    {
        let bins: Vec<DensityBin> =
            (1..=count).map(|count| DensityBin { x: (0, 1), y: (0, 1), count, group: None }).collect();
        let entries = legend(&spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(bins)))));
        let steps: Vec<_> = entries.iter().filter(|entry| matches!(entry.swatch, Swatch::Step(_))).collect();
        let found: Vec<&str> = steps.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(found, names);
        assert!(steps.last().is_some_and(|entry| entry.swatch == Swatch::Step(5)), "{steps:?}");
    }
}

#[test]
fn a_rectangle_leads_to_its_customers() {
    let bin = DensityBin { x: (30, 44), y: (1_250, 9_999), count: 7, group: Some(1) };
    let tips = tips(&spec(ChartKind::Scatter(scatter(ScatterMarks::Bins(vec![bin])))));
    assert_eq!(
        tips[0].sentence().replace('\u{a0}', " "),
        "7 customers: Days since the last order: 30–44 days, Spent: R$ 12.50–99.99, mostly Gold"
    );
    let address = "/customers?recency_min=30&recency_max=44&spent_min=12.50&spent_max=99.99";
    assert_eq!(tips[0].href.as_deref(), Some(address));
}

#[test]
fn one_value_and_huge_values_are_drawn() {
    let bin = |x, y| DensityBin { x: (x, x), y: (y, y), count: 1, group: Some(200) };
    for (min, max) in [(0, 0), (5, 5), (i64::MIN, i64::MAX), (i64::MAX, i64::MIN), (-7, 3)] {
        for is_logarithmic in [false, true] {
            let mut chart = scatter(ScatterMarks::Bins(vec![bin(min, max), bin(0, 0)]));
            for axis in [&mut chart.x, &mut chart.y] {
                (axis.min, axis.max, axis.is_logarithmic) = (min, max, is_logarithmic);
            }
            let svg = draw(&spec(ChartKind::Scatter(chart)), 640, 320);
            let document = parse(&svg);
            assert_eq!(marks(&document).len(), 2);
            assert!(elements(&document, "text").len() < 60);
        }
    }
}
