//! The words of every mark, in the order of the marks: for tooltips and for screen readers.

use crate::{
    axis::{format_address, format_counted, format_range, grouped},
    spec::{
        ChartKind, ChartSpec, DensityBin, HistogramBar, HistogramChart, LineChart, Mark, ScatterChart,
        ScatterMarks, ValueAxis,
    },
};

/// Up to this number of courses a mark of a line chart is a place with the values of all courses; above it,
/// one point.
const SERIES_PER_PLACE_MAX: usize = 4;

/// What a mark says and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tip {
    /// What the mark stands for.
    pub name: String,
    /// Its value and notes, one line each.
    pub lines: Vec<String>,
    /// Where a click leads.
    pub href: Option<String>,
}

impl Tip {
    /// All words in a row.
    pub fn sentence(&self) -> String {
        if self.lines.is_empty() {
            return self.name.clone();
        }
        format!("{}: {}", self.name, self.lines.join(", "))
    }
}

impl From<&Mark> for Tip {
    fn from(mark: &Mark) -> Self {
        let lines = std::iter::once(&mark.value).chain(&mark.notes);
        let lines = lines.filter(|line| !line.is_empty()).cloned().collect();
        Self { name: mark.name.clone(), lines, href: mark.href.clone() }
    }
}

/// The words of all marks; a mark's `data-mark` is its position here.
pub fn tips(spec: &ChartSpec) -> Vec<Tip> {
    match &spec.kind {
        ChartKind::Line(chart) if shows_places(chart) => place_tips(chart),
        ChartKind::Line(chart) => point_tips(chart),
        ChartKind::Bar(chart) => chart
            .bars
            .iter()
            .map(|bar| {
                let mut tip = Tip::from(&bar.mark);
                tip.lines.extend(bar.part.iter().map(|(_, words)| words.clone()));
                tip
            })
            .collect(),
        ChartKind::StackedShare(chart) => chart
            .bars
            .iter()
            .flat_map(|bar| bar.parts.iter().map(|part| with_lead(Tip::from(&part.mark), &bar.name)))
            .collect(),
        ChartKind::Scatter(chart) => scatter_tips(chart),
        ChartKind::Histogram(chart) => chart.bars.iter().map(|bar| histogram_tip(chart, bar)).collect(),
        ChartKind::HeatMap(chart) => chart
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().take(chart.columns.len()).flatten())
            .map(|cell| Tip::from(&cell.mark))
            .collect(),
        ChartKind::TileMap(chart) => chart.tiles.iter().map(|tile| Tip::from(&tile.mark)).collect(),
        // Bands first, so that bars lie above them.
        ChartKind::Flow(chart) => {
            let bars = [&chart.from, &chart.to].into_iter().flat_map(|column| &column.bars);
            chart
                .bands
                .iter()
                .map(|band| &band.mark)
                .chain(bars.map(|bar| &bar.mark))
                .map(Tip::from)
                .collect()
        }
        ChartKind::Sparkline(_) => Vec::new(),
    }
}

/// The words of one mark. Of the thousand marks of a density, only a few are ever asked for.
pub fn tip(spec: &ChartSpec, index: usize) -> Option<Tip> {
    match &spec.kind {
        ChartKind::Scatter(chart) => match &chart.marks {
            ScatterMarks::Points(points) => points.get(index).map(|point| Tip::from(&point.mark)),
            ScatterMarks::Bins(bins) => bins.get(index).map(|bin| bin_tip(chart, bin)),
        },
        _ => tips(spec).into_iter().nth(index),
    }
}

/// How many marks there are.
pub fn mark_count(spec: &ChartSpec) -> usize {
    match &spec.kind {
        ChartKind::Scatter(chart) => match &chart.marks {
            ScatterMarks::Points(points) => points.len(),
            ScatterMarks::Bins(bins) => bins.len(),
        },
        _ => tips(spec).len(),
    }
}

/// Whether a mark is a place with the values of all courses.
pub(crate) fn shows_places(chart: &LineChart) -> bool {
    chart.series.len() <= SERIES_PER_PLACE_MAX
}

fn place_tips(chart: &LineChart) -> Vec<Tip> {
    (0..chart.labels.len()).map(|index| place_tip(chart, index)).collect()
}

/// What a place is called in full: the name of the main mark there; on the axis it may be shorter.
pub(crate) fn place_name(chart: &LineChart, index: usize) -> String {
    let main = chart.series.first().and_then(|series| series.points.get(index));
    let name = main.map(|point| &point.mark.name).filter(|name| !name.is_empty());
    name.unwrap_or(&chart.labels[index]).clone()
}

fn place_tip(chart: &LineChart, index: usize) -> Tip {
    let points = chart.series.iter().filter_map(|series| Some((series, series.points.get(index)?)));
    let mut tip = Tip { name: place_name(chart, index), lines: Vec::new(), href: None };
    for (series, point) in points {
        let value = match (chart.series.len(), point.mark.value.as_str()) {
            (_, "") => continue,
            (1, value) => value.to_owned(),
            // What is compared may belong to another month.
            (_, value) if point.mark.name != tip.name => {
                format!("{}, {}: {value}", series.name, point.mark.name)
            }
            (_, value) => format!("{}: {value}", series.name),
        };
        tip.lines.push(if point.in_progress { format!("{value} so far") } else { value });
        tip.lines.extend(point.mark.notes.iter().cloned());
        tip.href = tip.href.or_else(|| point.mark.href.clone());
    }
    tip
}

fn point_tips(chart: &LineChart) -> Vec<Tip> {
    let points = chart.series.iter().flat_map(|series| {
        let points = series.points.iter().take(chart.labels.len());
        points.filter(|point| point.value.is_some()).map(move |point| (series, point))
    });
    points
        .map(|(series, point)| {
            let mut tip = with_lead(Tip::from(&point.mark), &series.name);
            if point.in_progress {
                tip.lines.push("so far".to_owned());
            }
            tip
        })
        .collect()
}

fn with_lead(mut tip: Tip, lead: &str) -> Tip {
    if !lead.is_empty() && lead != tip.name {
        tip.name = format!("{lead}, {}", tip.name);
    }
    tip
}

fn scatter_tips(chart: &ScatterChart) -> Vec<Tip> {
    match &chart.marks {
        ScatterMarks::Points(points) => points.iter().map(|point| Tip::from(&point.mark)).collect(),
        ScatterMarks::Bins(bins) => bins.iter().map(|bin| bin_tip(chart, bin)).collect(),
    }
}

fn bin_tip(chart: &ScatterChart, bin: &DensityBin) -> Tip {
    let mut lines = vec![named_range(&chart.x, bin.x), named_range(&chart.y, bin.y)];
    let group = bin.group.and_then(|group| chart.groups.get(usize::from(group)));
    lines.extend(group.map(|group| format!("mostly {}", group.name)));
    let href = chart.drill_href.as_deref().map(|pattern| {
        let pattern = fill_address(pattern, 'x', bin.x, &chart.x.unit);
        fill_address(&pattern, 'y', bin.y, &chart.y.unit)
    });
    Tip { name: format_counted(bin.count, &chart.noun), lines, href }
}

fn named_range(axis: &ValueAxis, range: (i64, i64)) -> String {
    format!("{}: {}", axis.name, format_range(range, &axis.unit))
}

fn histogram_tip(chart: &HistogramChart, bar: &HistogramBar) -> Tip {
    let mut lines = vec![format_counted(bar.all, &chart.noun)];
    if bar.selected != bar.all {
        lines.push(format!("{} selected", grouped(bar.selected)));
    }
    let href = chart.drill_href.as_deref().map(|pattern| fill_address(pattern, 'x', bar.range, &chart.unit));
    Tip { name: format_range(bar.range, &chart.unit), lines, href }
}

/// Puts the ends of a range in the place of `{x_min}` and `{x_max}`, or `y`.
pub(crate) fn fill_address(
    pattern: &str,
    axis: char,
    (low, high): (i64, i64),
    unit: &crate::spec::Unit,
) -> String {
    pattern
        .replace(&format!("{{{axis}_min}}"), &format_address(low, unit))
        .replace(&format!("{{{axis}_max}}"), &format_address(high, unit))
}
