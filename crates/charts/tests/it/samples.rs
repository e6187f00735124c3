//! One chart of every kind, with figures that are easy to recognise.

use clientele_charts::{
    Bar, BarChart, BarDirection, ChartKind, ChartSpec, DensityBin, FlowBand, FlowBar, FlowChart, FlowColumn,
    HeatCell, HeatMap, HeatRow, HistogramBar, HistogramChart, LineChart, LinePoint, LineSeries, Mark,
    MarkGroup, ScatterChart, ScatterMarks, ScatterPointMark, SeriesLook, SharePart, StackedBar, StackedShare,
    Tile, TileMap, Unit, ValueAxis,
};

pub const SEGMENTS: [&str; 4] = ["Champions", "Potential Loyalist", "At Risk", "Lost"];

pub fn spec(kind: ChartKind) -> ChartSpec {
    ChartSpec {
        id: "sample".to_owned(),
        title: "What the sample shows".to_owned(),
        description: String::new(),
        empty: "Nothing yet".to_owned(),
        kind,
    }
}

pub fn reais() -> Unit {
    Unit::Money { symbol: "R$".to_owned() }
}

pub fn line_series(name: &str, look: SeriesLook, values: &[Option<f64>]) -> LineSeries {
    let point = |(index, value): (usize, &Option<f64>)| LinePoint {
        is_cut_off: false,
        value: *value,
        in_progress: false,
        mark: Mark::new(place(index), value.map_or_else(String::new, |value| format!("exactly {value}")))
            .link(format!("/customers?place={index}")),
    };
    let points = values.iter().enumerate().map(point).collect();
    LineSeries { name: name.to_owned(), look, class: None, points }
}

pub fn lines(series: Vec<LineSeries>) -> LineChart {
    let places = series.iter().map(|series| series.points.len()).max().unwrap_or(0);
    LineChart {
        x_name: "Month".to_owned(),
        unit: reais(),
        from_zero: true,
        labels: (0..places).map(place).collect(),
        series,
    }
}

pub fn place(index: usize) -> String {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!("{} {}", names[index % 12], 2016 + index / 12)
}

pub fn bars(direction: BarDirection) -> BarChart {
    let bar = |(index, name): (usize, &&str)| Bar {
        mark: Mark::new(*name, format!("{} customers", 1_000 * (index + 1)))
            .class("seg-at-risk")
            .link("/customers?segment=x"),
        value: 1_000.0 * (index + 1) as f64,
        part: Some((100.0, "100 selected".to_owned())),
    };
    BarChart {
        direction,
        unit: Unit::Count,
        bar_name: "Segment".to_owned(),
        value_name: "Customers".to_owned(),
        part_name: Some("Selected".to_owned()),
        bars: SEGMENTS.iter().enumerate().map(bar).collect(),
    }
}

pub fn shares() -> StackedShare {
    let part = |(index, name): (usize, &&str)| SharePart {
        mark: Mark::new(*name, format!("{} customers", index + 1)).class("seg-lost"),
        size: (index + 1) as f64,
    };
    let bar = |name: &str| StackedBar {
        name: name.to_owned(),
        parts: SEGMENTS.iter().enumerate().map(part).collect(),
    };
    StackedShare {
        bar_name: "Measure".to_owned(),
        part_name: "Segment".to_owned(),
        bars: vec![bar("Customers"), bar("Revenue")],
    }
}

pub fn histogram() -> HistogramChart {
    let bar = |index: i64| HistogramBar {
        range: (index * 30, index * 30 + 29),
        all: (index * 100) as u64,
        selected: (index * 10) as u64,
    };
    HistogramChart {
        name: "Days since the last order".to_owned(),
        unit: Unit::Days,
        noun: ("customer".to_owned(), "customers".to_owned()),
        bars: (0..24).map(bar).collect(),
        brush_href: Some("/segments?recency_min={x_min}&recency_max={x_max}".to_owned()),
        drill_href: Some("/customers?recency_min={x_min}&recency_max={x_max}".to_owned()),
    }
}

pub fn heat_map() -> HeatMap {
    let cell = |row: usize, column: usize| HeatCell {
        mark: Mark::new(format!("{} after {column}", place(row)), format!("{row}.{column} %")),
        label: format!("{row}.{column}"),
        intensity: (row + column) as f64 / 12.0,
        in_progress: row + column == 11,
    };
    let row = |row: usize| HeatRow {
        name: place(row),
        cells: (0..12 - row).map(|column| (column != 5).then(|| cell(row, column))).collect(),
    };
    HeatMap {
        row_name: "First order".to_owned(),
        column_name: "Months later".to_owned(),
        columns: (0..12).map(|column| column.to_string()).collect(),
        rows: (0..12).map(row).collect(),
    }
}

/// Two rows of three, the last without a value.
pub fn tiles() -> TileMap {
    let tile = |index: u8| {
        let value = (index < 5).then(|| 10_f64.powi(i32::from(index)) * 100.0);
        let words = value.map_or_else(|| "unknown".to_owned(), |value| format!("exactly {value}"));
        Tile {
            mark: Mark::new(format!("Place {index}"), words).link(format!("/customers?state=P{index}")),
            column: index % 3,
            row: index / 3,
            label: format!("P{index}"),
            value,
            is_faint: false,
        }
    };
    TileMap {
        tile_name: "Place".to_owned(),
        value_name: "Revenue".to_owned(),
        unit: reais(),
        is_logarithmic: true,
        tiles: (0..6).map(tile).collect(),
    }
}

/// Everybody of group n goes to all groups from n on; one group on the right is small.
pub fn flow() -> FlowChart {
    let column = |name: &str| FlowColumn {
        name: name.to_owned(),
        bars: SEGMENTS
            .iter()
            .map(|segment| FlowBar {
                name: (*segment).to_owned(),
                label: "1,204".to_owned(),
                mark: Mark::new(format!("{segment} on {name}"), "1,204 customers").class("seg-lost"),
            })
            .collect(),
    };
    let band = |from: usize, to: usize| FlowBand {
        from,
        to,
        size: (10 * from + to + 1) as f64,
        is_quiet: from == to,
        mark: Mark::new(format!("{} → {}", SEGMENTS[from], SEGMENTS[to]), format!("{from}{to}"))
            .link("/customers?was=2018-03-01.lost")
            .class("seg-lost"),
    };
    FlowChart {
        from: column("1 Mar 2018"),
        to: column("30 Aug 2018"),
        bands: (0..4).flat_map(|from| (from..4).map(move |to| band(from, to))).collect(),
    }
}

pub fn scatter(marks: ScatterMarks) -> ScatterChart {
    let group =
        |name: &str| MarkGroup { name: name.to_owned(), class: format!("tier-{}", name.to_lowercase()) };
    ScatterChart {
        x: ValueAxis {
            name: "Days since the last order".to_owned(),
            unit: Unit::Days,
            min: 0,
            max: 719,
            is_logarithmic: false,
        },
        y: ValueAxis {
            name: "Spent".to_owned(),
            unit: reais(),
            min: 1_000,
            max: 1_000_000,
            is_logarithmic: true,
        },
        noun: ("customer".to_owned(), "customers".to_owned()),
        groups: ["Platinum", "Gold", "Silver", "Bronze"].map(group).to_vec(),
        marks,
        brush_href: Some(ADDRESS.replace("PATH", "/segments")),
        drill_href: Some(ADDRESS.replace("PATH", "/customers")),
    }
}

const ADDRESS: &str = "PATH?recency_min={x_min}&recency_max={x_max}&spent_min={y_min}&spent_max={y_max}";

pub fn points() -> ScatterMarks {
    let point = |index: i64| ScatterPointMark {
        mark: Mark::new(format!("customer {index}"), "R$ 1.00").class("tier-gold").link("/customers/1"),
        x: index * 7,
        y: index * index * 90,
    };
    ScatterMarks::Points((0..100).map(point).collect())
}

/// All 48 × 32 rectangles; the count grows to the upper right.
pub fn bins() -> Vec<DensityBin> {
    let edge = |row: i64| (1_000.0 * 1_000_f64.powf(row as f64 / 32.0)).round() as i64;
    let bin = |index: i64| {
        let (column, row) = (index % 48, index / 48);
        DensityBin {
            x: (column * 15, column * 15 + 14),
            y: (edge(row), edge(row + 1) - 1),
            count: ((column + 1) * (row + 1)) as u64,
            group: Some((row / 8) as u8),
        }
    };
    (0..48 * 32).map(bin).collect()
}

/// One of every kind.
pub fn all() -> Vec<(&'static str, ChartSpec)> {
    let months: Vec<Option<f64>> = (0..30).map(|month| Some(f64::from(month * month) * 4_321.0)).collect();
    let course = |look| line_series("Revenue", look, &months);
    let many: Vec<LineSeries> = (0..6).map(|_| course(SeriesLook::Line)).collect();
    [
        ("line", ChartKind::Line(lines(vec![course(SeriesLook::Area)]))),
        ("compared", ChartKind::Line(lines(vec![course(SeriesLook::Area), course(SeriesLook::Compared)]))),
        ("courses", ChartKind::Line(lines(many))),
        ("bars", ChartKind::Bar(bars(BarDirection::Horizontal))),
        ("columns", ChartKind::Bar(bars(BarDirection::Vertical))),
        ("shares", ChartKind::StackedShare(shares())),
        ("histogram", ChartKind::Histogram(histogram())),
        ("heat map", ChartKind::HeatMap(heat_map())),
        ("tiles", ChartKind::TileMap(tiles())),
        ("flow", ChartKind::Flow(flow())),
        ("points", ChartKind::Scatter(scatter(points()))),
        ("density", ChartKind::Scatter(scatter(ScatterMarks::Bins(bins())))),
    ]
    .map(|(name, kind)| (name, spec(kind)))
    .to_vec()
}
