//! One chart of every kind, with figures that never change: the tests of charts run over them.

use clientele_charts::{
    Bar, BarChart, BarDirection, ChartKind, ChartSpec, DensityBin, FlowBand, FlowBar, FlowChart, FlowColumn,
    HeatCell, HeatMap, HeatRow, HistogramBar, HistogramChart, LineChart, LinePoint, LineSeries, Mark,
    MarkGroup, ScatterChart, ScatterMarks, SeriesLook, SharePart, StackedBar, StackedShare, Tile, TileMap,
    Unit, ValueAxis,
};
use clientele_contract::{Month, Segment, Tier};
use leptos::prelude::*;

use crate::{
    components::{Card, ChartFigure, segment_class},
    format::{format_count, format_counted, format_mean, format_money, format_month, format_percent},
};

const CURRENCY: &str = "R$";
const RANGE: &str = "recency_min={x_min}&recency_max={x_max}";
const PLANE: &str = "recency_min={x_min}&recency_max={x_max}&spent_min={y_min}&spent_max={y_max}";

/// All kinds of charts.
#[component]
pub fn ChartSamples() -> impl IntoView {
    let lines = spec("kit-line", "Revenue by month, with the year before", ChartKind::Line(lines()));
    let bars = |id, title, direction| spec(id, title, ChartKind::Bar(bars(direction)));
    let across = bars("kit-bars", "Customers by segment, and those selected", BarDirection::Horizontal);
    let up = bars("kit-columns", "The same bars, upright", BarDirection::Vertical);
    let shares = spec("kit-shares", "Share of customers and revenue", ChartKind::StackedShare(shares()));
    let scatter = spec("kit-scatter", "Recency and spend of many customers", ChartKind::Scatter(scatter()));
    let histogram = spec("kit-histogram", "Days since the last order", ChartKind::Histogram(histogram()));
    let heat_map = spec("kit-heat-map", "Who came back, by month", ChartKind::HeatMap(heat_map()));
    let tiles = spec("kit-tiles", "Mean days from order to delivery", ChartKind::TileMap(tiles()));
    let flow = spec("kit-flow", "Who went from which segment to which", ChartKind::Flow(flow()));
    let mut nothing = LineChart { labels: Vec::new(), ..self::lines() };
    nothing.series.clear();
    let empty = spec("kit-empty", "A chart without figures", ChartKind::Line(nothing));
    view! {
        <Card id="kit-line-title" title="Line"><ChartFigure spec=lines/></Card>
        <Card id="kit-bars-title" title="Bars"><ChartFigure spec=across height=280/></Card>
        <Card id="kit-columns-title" title="Columns"><ChartFigure spec=up height=240/></Card>
        <Card id="kit-shares-title" title="Stacked shares"><ChartFigure spec=shares height=104/></Card>
        <Card id="kit-scatter-title" title="Scatter">
            <ChartFigure spec=scatter height=360 reset_href="/kit"/>
        </Card>
        <Card id="kit-histogram-title" title="Histogram">
            <ChartFigure spec=histogram height=220 reset_href="/kit"/>
        </Card>
        <Card id="kit-heat-map-title" title="Heat map"><ChartFigure spec=heat_map height=320/></Card>
        <Card id="kit-tiles-title" title="Map of tiles"><ChartFigure spec=tiles height=200/></Card>
        <Card id="kit-flow-title" title="Flow"><ChartFigure spec=flow height=360/></Card>
        <Card id="kit-empty-title" title="Nothing to draw"><ChartFigure spec=empty height=120/></Card>
    }
}

fn spec(id: &str, title: &str, kind: ChartKind) -> ChartSpec {
    ChartSpec {
        id: id.to_owned(),
        title: title.to_owned(),
        description: String::new(),
        empty: "No completed orders yet".to_owned(),
        kind,
    }
}

fn month(index: i32) -> String {
    format_month(Month::from_ordinal(Month { year: 2017, month: 1 }.ordinal() + index))
}

/// Some course of amounts in cents.
fn amount(index: i32) -> i64 {
    i64::from((index * index * 7 + index * 1_310) % 4_000 + 900) * 1_000
}

fn lines() -> LineChart {
    let point = |index: i32, shift: i32| {
        let cents = amount(index + shift);
        LinePoint {
            is_cut_off: false,
            value: Some(cents as f64),
            in_progress: shift == 0 && index == 17,
            mark: Mark::new(month(index), format_money(cents, CURRENCY)).link("/customers"),
        }
    };
    let series = |name: &str, look, shift| LineSeries {
        name: name.to_owned(),
        look,
        class: None,
        points: (0..18).map(|index| point(index, shift)).collect(),
    };
    LineChart {
        x_name: "Month".to_owned(),
        unit: Unit::Money { symbol: CURRENCY.to_owned() },
        from_zero: true,
        labels: (0..18).map(month).collect(),
        series: vec![
            series("Revenue", SeriesLook::Area, 0),
            series("The year before", SeriesLook::Compared, 40),
        ],
    }
}

fn bars(direction: BarDirection) -> BarChart {
    let bar = |(index, segment): (usize, Segment)| {
        let customers = 4_800 / (index as u64 + 1);
        Bar {
            mark: Mark::new(segment.name(), format_counted(customers, "customer", "customers"))
                .class(segment_class(segment))
                .link(format!("/customers?segment={}", segment.slug())),
            value: customers as f64,
            part: Some(((customers / 3) as f64, format!("{} selected", format_count(customers / 3)))),
        }
    };
    BarChart {
        direction,
        unit: Unit::Count,
        bar_name: "Segment".to_owned(),
        value_name: "Customers".to_owned(),
        part_name: Some("Selected".to_owned()),
        bars: Segment::ALL.into_iter().enumerate().map(bar).collect(),
    }
}

fn shares() -> StackedShare {
    let bar = |name: &str, shift: usize| {
        let size = |index: usize| ((index + shift) * 37 % 11 + 1) as f64;
        let whole: f64 = (0..Segment::ALL.len()).map(size).sum();
        let part = |(index, segment): (usize, Segment)| SharePart {
            mark: Mark::new(segment.name(), format_percent(size(index) / whole))
                .class(segment_class(segment))
                .link(format!("/customers?segment={}", segment.slug())),
            size: size(index),
        };
        StackedBar { name: name.to_owned(), parts: Segment::ALL.into_iter().enumerate().map(part).collect() }
    };
    StackedShare {
        bar_name: "Measure".to_owned(),
        part_name: "Segment".to_owned(),
        bars: vec![bar("Customers", 0), bar("Revenue", 3)],
    }
}

fn noun() -> (String, String) {
    ("customer".to_owned(), "customers".to_owned())
}

/// A bell over both axes, 48 × 32 rectangles.
fn scatter() -> ScatterChart {
    let edge = |row: i64| (500.0 * 2_000_f64.powf(row as f64 / 32.0)).round() as i64;
    let bin = |index: i64| {
        let (column, row) = (index % 48, index / 48);
        let (dx, dy) = ((column - 14) as f64 / 17.0, (row - 14) as f64 / 6.5);
        let count = (560.0 * (-(dx * dx + dy * dy)).exp()) as u64;
        let tier = if row > 21 {
            0
        } else if row > 16 {
            1
        } else if column < 24 {
            2
        } else {
            3
        };
        let bin = DensityBin {
            x: (column * 15, column * 15 + 14),
            y: (edge(row), edge(row + 1) - 1),
            count,
            group: Some(tier),
        };
        (count > 0).then_some(bin)
    };
    let group =
        |tier: Tier| MarkGroup { name: tier.name().to_owned(), class: format!("tier-{}", tier.slug()) };
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
            unit: Unit::Money { symbol: CURRENCY.to_owned() },
            min: 500,
            max: 1_000_000,
            is_logarithmic: true,
        },
        noun: noun(),
        groups: Tier::ALL.map(group).to_vec(),
        marks: ScatterMarks::Bins((0..48 * 32).filter_map(bin).collect()),
        brush_href: Some(format!("/kit?{PLANE}")),
        drill_href: Some(format!("/customers?{PLANE}")),
    }
}

fn histogram() -> HistogramChart {
    let bar = |index: i64| {
        let distance = (index - 8) as f64 / 6.0;
        let all = (2_400.0 * (-distance * distance).exp()) as u64;
        HistogramBar { range: (index * 30, index * 30 + 29), all, selected: all / (index as u64 % 4 + 2) }
    };
    HistogramChart {
        name: "Days since the last order".to_owned(),
        unit: Unit::Days,
        noun: noun(),
        bars: (0..24).map(bar).collect(),
        brush_href: Some(format!("/kit?{RANGE}")),
        drill_href: Some(format!("/customers?{RANGE}")),
    }
}

fn heat_map() -> HeatMap {
    let cell = |row: i32, column: i32| {
        let rate = f64::from((row * 5 + column * 11) % 23 + 1) / 24.0;
        HeatCell {
            mark: Mark::new(
                format!("{}, {}", month(row), format_counted(column as u64, "month later", "months later")),
                format_percent(rate / 8.0),
            )
            .link("/customers"),
            label: format_mean(rate * 12.5),
            intensity: rate,
            in_progress: row + column == 11,
        }
    };
    let row = |row: i32| HeatRow {
        name: month(row),
        cells: (0..12 - row).map(|column| Some(cell(row, column))).collect(),
    };
    HeatMap {
        row_name: "First order".to_owned(),
        column_name: "Months later".to_owned(),
        columns: (0..12).map(|column| column.to_string()).collect(),
        rows: (0..12).map(row).collect(),
    }
}

/// Four rows of seven, of which one is not known and one rests on too little.
fn tiles() -> TileMap {
    let tile = |index: u8| {
        let days = f64::from(u32::from(index) * 11 % 23 + 6);
        let label = format!("P{index}");
        Tile {
            mark: Mark::new(format!("Place {index}"), format!("{} days", format_mean(days)))
                .link("/customers"),
            column: index % 7,
            row: index / 7,
            label,
            value: (index != 9).then_some(days),
            is_faint: index == 17,
        }
    };
    TileMap {
        tile_name: "Place".to_owned(),
        value_name: "Delivery days".to_owned(),
        unit: Unit::Number,
        is_logarithmic: false,
        tiles: (0..28).map(tile).collect(),
    }
}

fn flow() -> FlowChart {
    const SEGMENTS: [Segment; 4] = [Segment::Champions, Segment::Promising, Segment::AtRisk, Segment::Lost];
    let customers = |from: usize, to: usize| (40 * (4 - from) * (to + 1) / (1 + from.abs_diff(to))) as u64;
    let people = |count| format_counted(count, "customer", "customers");
    let column = |day: &str, sum: &dyn Fn(usize) -> u64| FlowColumn {
        name: day.to_owned(),
        bars: (0..SEGMENTS.len())
            .map(|index| FlowBar {
                name: SEGMENTS[index].name().to_owned(),
                label: format_count(sum(index)),
                mark: Mark::new(format!("{} on {day}", SEGMENTS[index].name()), people(sum(index)))
                    .class(segment_class(SEGMENTS[index])),
            })
            .collect(),
    };
    let band = |from: usize, to: usize| FlowBand {
        from,
        to,
        size: customers(from, to) as f64,
        is_quiet: from == to,
        mark: Mark::new(
            format!("{} → {}", SEGMENTS[from].name(), SEGMENTS[to].name()),
            people(customers(from, to)),
        )
        .link("/customers")
        .class(segment_class(SEGMENTS[to])),
    };
    let all = 0..SEGMENTS.len();
    FlowChart {
        from: column("1 Jun 2018", &|from| (0..SEGMENTS.len()).map(|to| customers(from, to)).sum()),
        to: column("30 Aug 2018", &|to| (0..SEGMENTS.len()).map(|from| customers(from, to)).sum()),
        bands: all.clone().flat_map(|from| all.clone().map(move |to| band(from, to))).collect(),
    }
}
