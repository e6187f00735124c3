//! The same figures as a table, for people who do not see the picture or want the numbers.

use std::collections::BTreeMap;

use crate::{
    axis::{finite, format_range, grouped},
    spec::{
        BarChart, ChartKind, ChartSpec, DensityBin, FlowChart, HeatMap, HistogramChart, LineChart, Mark,
        ScatterChart, ScatterMarks, StackedShare, Tile, TileMap, Unit,
    },
    tips::{fill_address, place_name},
};

/// A table of many customers has at most so many rows and columns of ranges.
const DENSITY_ROWS: usize = 8;
const DENSITY_COLUMNS: usize = 4;

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataTable {
    /// The heads of the columns.
    pub headings: Vec<Heading>,
    /// As many cells per row as there are headings; the first names the row.
    pub rows: Vec<Vec<TableCell>>,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The words.
    pub text: String,
    /// The column holds numbers.
    pub is_number: bool,
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableCell {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
}

impl TableCell {
    fn of_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }

    fn of_mark(mark: &Mark) -> Self {
        Self { text: mark.value.clone(), href: mark.href.clone() }
    }
}

/// The figures of a chart as a table.
pub fn table(spec: &ChartSpec) -> DataTable {
    match &spec.kind {
        ChartKind::Line(chart) => line_table(chart),
        ChartKind::Bar(chart) => bar_table(chart),
        ChartKind::StackedShare(chart) => share_table(chart),
        ChartKind::Scatter(chart) => match &chart.marks {
            ScatterMarks::Points(_) => point_table(chart),
            ScatterMarks::Bins(bins) => density_table(chart, bins),
        },
        ChartKind::Histogram(chart) => histogram_table(chart),
        ChartKind::HeatMap(chart) => heat_table(chart),
        ChartKind::TileMap(chart) => tile_table(chart),
        ChartKind::Flow(chart) => flow_table(chart),
        ChartKind::Sparkline(_) => DataTable { headings: Vec::new(), rows: Vec::new() },
    }
}

fn headings<'text>(first: &str, numbers: impl IntoIterator<Item = &'text str>) -> Vec<Heading> {
    let first = Heading { text: first.to_owned(), is_number: false };
    let numbers = numbers.into_iter().map(|text| Heading { text: text.to_owned(), is_number: true });
    std::iter::once(first).chain(numbers).collect()
}

fn line_table(chart: &LineChart) -> DataTable {
    let rows = (0..chart.labels.len()).map(|index| {
        let label = place_name(chart, index);
        let points = chart.series.iter().map(|series| series.points.get(index));
        let is_running = points.clone().flatten().any(|point| point.in_progress);
        let name = if is_running { format!("{label} (in progress)") } else { label };
        let cells =
            points.map(|point| point.map(|point| TableCell::of_mark(&point.mark)).unwrap_or_default());
        std::iter::once(TableCell::of_text(name)).chain(cells).collect()
    });
    let names = chart.series.iter().map(|series| series.name.as_str());
    DataTable { headings: headings(&chart.x_name, names), rows: rows.collect() }
}

fn bar_table(chart: &BarChart) -> DataTable {
    let rows = chart.bars.iter().map(|bar| {
        let mut cells = vec![TableCell::of_text(&bar.mark.name), TableCell::of_mark(&bar.mark)];
        if chart.part_name.is_some() {
            cells.push(TableCell::of_text(bar.part.as_ref().map_or("", |(_, words)| words)));
        }
        cells
    });
    let names = std::iter::once(chart.value_name.as_str()).chain(chart.part_name.as_deref());
    DataTable { headings: headings(&chart.bar_name, names), rows: rows.collect() }
}

fn share_table(chart: &StackedShare) -> DataTable {
    let parts = chart.bars.iter().map(|bar| bar.parts.len()).max().unwrap_or(0);
    let rows = (0..parts).map(|index| {
        let part_of = |bar: &crate::spec::StackedBar| bar.parts.get(index).map(|part| part.mark.clone());
        let name = chart.bars.iter().find_map(part_of).unwrap_or_default().name;
        let cells =
            chart.bars.iter().map(|bar| part_of(bar).as_ref().map(TableCell::of_mark).unwrap_or_default());
        std::iter::once(TableCell::of_text(name)).chain(cells).collect()
    });
    let names = chart.bars.iter().map(|bar| if bar.name.is_empty() { "Value" } else { &bar.name });
    DataTable { headings: headings(&chart.part_name, names), rows: rows.collect() }
}

fn heat_table(chart: &HeatMap) -> DataTable {
    let rows = chart.rows.iter().map(|row| {
        let cells = (0..chart.columns.len()).map(|column| {
            let cell = row.cells.get(column).and_then(Option::as_ref);
            cell.map(|cell| TableCell::of_mark(&cell.mark)).unwrap_or_default()
        });
        std::iter::once(TableCell::of_text(&row.name)).chain(cells).collect()
    });
    let names = chart.columns.iter().map(String::as_str);
    DataTable { headings: headings(&chart.row_name, names), rows: rows.collect() }
}

/// The greatest value first, as nobody looks for places by where their tile is.
fn tile_table(chart: &TileMap) -> DataTable {
    let mut tiles: Vec<&Tile> = chart.tiles.iter().collect();
    tiles.sort_by(|a, b| match (a.value, b.value) {
        (Some(a), Some(b)) => finite(b).total_cmp(&finite(a)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    });
    let row = |tile: &Tile| vec![TableCell::of_text(&tile.mark.name), TableCell::of_mark(&tile.mark)];
    DataTable {
        headings: headings(&chart.tile_name, [chart.value_name.as_str()]),
        rows: tiles.into_iter().map(row).collect(),
    }
}

/// One row per bar on the left, one column per bar on the right; pairs without a band are blank.
fn flow_table(chart: &FlowChart) -> DataTable {
    let rows = chart.from.bars.iter().enumerate().map(|(from, bar)| {
        let cells = (0..chart.to.bars.len()).map(|to| {
            let band = chart.bands.iter().find(|band| (band.from, band.to) == (from, to));
            band.map(|band| TableCell::of_mark(&band.mark)).unwrap_or_default()
        });
        std::iter::once(TableCell::of_text(&bar.name)).chain(cells).collect()
    });
    let first = format!("{} → {}", chart.from.name, chart.to.name);
    let names = chart.to.bars.iter().map(|bar| bar.name.as_str());
    DataTable { headings: headings(&first, names), rows: rows.collect() }
}

fn histogram_table(chart: &HistogramChart) -> DataTable {
    let some_selected = chart.bars.iter().any(|bar| bar.selected != bar.all);
    let rows = chart.bars.iter().map(|bar| {
        let href = chart.drill_href.as_deref().map(|href| fill_address(href, 'x', bar.range, &chart.unit));
        let mut cells = vec![
            TableCell::of_text(format_range(bar.range, &chart.unit)),
            TableCell { text: grouped(bar.all), href },
        ];
        if some_selected {
            cells.push(TableCell::of_text(grouped(bar.selected)));
        }
        cells
    });
    let all = capitalized(&chart.noun.1);
    let names = std::iter::once(all.as_str()).chain(some_selected.then_some("Selected"));
    DataTable { headings: headings(&chart.name, names), rows: rows.collect() }
}

fn point_table(chart: &ScatterChart) -> DataTable {
    let ScatterMarks::Points(points) = &chart.marks else {
        return DataTable { headings: Vec::new(), rows: Vec::new() };
    };
    let rows = points.iter().map(|point| {
        vec![
            TableCell { text: point.mark.name.clone(), href: point.mark.href.clone() },
            TableCell::of_text(format_range((point.x, point.x), &chart.x.unit)),
            TableCell::of_text(format_range((point.y, point.y), &chart.y.unit)),
        ]
    });
    let first = capitalized(&chart.noun.0);
    let names = [chart.x.name.as_str(), chart.y.name.as_str()];
    DataTable { headings: headings(&first, names), rows: rows.collect() }
}

/// Ranges of `x` in the rows, of `y` in the columns. Neighbouring rectangles are put together, so that each
/// cell is a rectangle too; the cells add up to all customers.
fn density_table(chart: &ScatterChart, bins: &[DensityBin]) -> DataTable {
    let rows = bands(bins.iter().map(|bin| bin.x), DENSITY_ROWS);
    let columns = bands(bins.iter().map(|bin| bin.y), DENSITY_COLUMNS);
    let mut counts = vec![vec![0_u64; columns.len()]; rows.len()];
    for bin in bins {
        counts[band_of(&rows, bin.x.0)][band_of(&columns, bin.y.0)] += bin.count;
    }
    let link = |x: (i64, i64), y: (i64, i64)| {
        let pattern = fill_address(chart.drill_href.as_deref()?, 'x', x, &chart.x.unit);
        Some(fill_address(&pattern, 'y', y, &chart.y.unit))
    };
    let rows = rows.iter().zip(counts).map(|(x, counts)| {
        let cells = columns
            .iter()
            .zip(counts)
            .map(|(y, count)| TableCell { text: grouped(count), href: link(*x, *y).filter(|_| count > 0) });
        std::iter::once(TableCell::of_text(format_range(*x, &chart.x.unit))).chain(cells).collect()
    });
    let rows = rows.collect();
    let names: Vec<String> =
        columns.iter().map(|y| range_heading(&chart.y.name, *y, &chart.y.unit)).collect();
    DataTable { headings: headings(&chart.x.name, names.iter().map(String::as_str)), rows }
}

fn range_heading(name: &str, range: (i64, i64), unit: &Unit) -> String {
    format!("{name} {}", format_range(range, unit))
}

/// At most so many ranges that hold all of the given ones, each from a start to the end before the next.
fn bands(ranges: impl Iterator<Item = (i64, i64)>, count_max: usize) -> Vec<(i64, i64)> {
    let mut ends: BTreeMap<i64, i64> = BTreeMap::new();
    for (low, high) in ranges {
        let end = ends.entry(low).or_insert(high);
        *end = high.max(*end);
    }
    let ranges: Vec<(i64, i64)> = ends.into_iter().collect();
    let size = ranges.len().div_ceil(count_max).max(1);
    let band = |chunk: &[(i64, i64)]| Some((chunk.first()?.0, chunk.iter().map(|range| range.1).max()?));
    ranges.chunks(size).filter_map(band).collect()
}

fn band_of(bands: &[(i64, i64)], value: i64) -> usize {
    bands.partition_point(|(low, _)| *low <= value).saturating_sub(1)
}

fn capitalized(noun: &str) -> String {
    let mut characters = noun.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
