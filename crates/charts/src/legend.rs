//! What the colours of a chart mean.

use crate::{
    axis::grouped,
    draw::density_steps,
    spec::{ChartKind, ChartSpec, ScatterChart, ScatterMarks, SeriesLook, TileMap},
    tile_scale::TileScale,
};

/// One line of a legend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendEntry {
    /// The words.
    pub name: String,
    /// The class that gives the colour; without one, the accent.
    pub class: Option<String>,
    /// What stands before the words.
    pub swatch: Swatch,
}

/// What stands before the words of a legend.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swatch {
    /// A line.
    Line,
    /// A muted line.
    Compared,
    /// The full colour.
    Solid,
    /// The colour of what others stand out from.
    Pale,
    /// The opacity of one step of density, counted from 1; 5 is full.
    Step(u8),
    /// One of the six depths of a map or heat map, counted from 1.
    Depth(u8),
}

/// What the colours mean; empty where there is one colour, or where the marks say it themselves.
pub fn legend(spec: &ChartSpec) -> Vec<LegendEntry> {
    let entry = |name: &str, class: Option<&String>, swatch| LegendEntry {
        name: name.to_owned(),
        class: class.cloned(),
        swatch,
    };
    match &spec.kind {
        ChartKind::Line(chart) if chart.series.len() > 1 => chart
            .series
            .iter()
            .map(|series| {
                let is_muted = series.look == SeriesLook::Compared && series.class.is_none();
                let swatch = if is_muted { Swatch::Compared } else { Swatch::Line };
                entry(&series.name, series.class.as_ref(), swatch)
            })
            .collect(),
        ChartKind::Bar(chart) => match &chart.part_name {
            Some(part) => {
                vec![entry(&chart.value_name, None, Swatch::Pale), entry(part, None, Swatch::Solid)]
            }
            None => Vec::new(),
        },
        ChartKind::StackedShare(chart) => {
            let parts = chart.bars.first().map(|bar| &bar.parts[..]).unwrap_or_default();
            parts.iter().map(|part| entry(&part.mark.name, part.mark.class.as_ref(), Swatch::Solid)).collect()
        }
        ChartKind::Scatter(chart) => scatter_legend(chart),
        ChartKind::TileMap(chart) => tile_legend(chart),
        ChartKind::Histogram(chart) if chart.bars.iter().any(|bar| bar.selected != bar.all) => {
            vec![
                entry(&format!("All {}", chart.noun.1), None, Swatch::Pale),
                entry("Selected", None, Swatch::Solid),
            ]
        }
        _ => Vec::new(),
    }
}

fn tile_legend(chart: &TileMap) -> Vec<LegendEntry> {
    let steps = TileScale::of(chart).map(|scale| scale.steps(&chart.unit)).unwrap_or_default();
    let entries = steps.into_iter().enumerate().map(|(index, (step, words))| {
        // The name once is enough.
        let name = if index == 0 { format!("{}: {words}", chart.value_name) } else { words };
        LegendEntry { name, class: None, swatch: Swatch::Depth(step) }
    });
    entries.collect()
}

fn scatter_legend(chart: &ScatterChart) -> Vec<LegendEntry> {
    let groups = chart.groups.iter().map(|group| LegendEntry {
        name: group.name.clone(),
        class: Some(group.class.clone()),
        swatch: Swatch::Solid,
    });
    let mut entries: Vec<LegendEntry> = groups.collect();
    if let ScatterMarks::Bins(bins) = &chart.marks {
        let steps = density_steps(bins);
        let first = 6 - steps.len() as u8;
        entries.extend(steps.into_iter().zip(first..).enumerate().map(|(index, (ends, step))| {
            let count = match ends {
                (least, most) if least == most => grouped(least),
                (least, most) => format!("{}–{}", grouped(least), grouped(most)),
            };
            // The noun once is enough.
            let name = if index == 0 { format!("{count} {}", noun_of(ends.1, chart)) } else { count };
            LegendEntry { name, class: None, swatch: Swatch::Step(step) }
        }));
    }
    entries
}

fn noun_of(count: u64, chart: &ScatterChart) -> &str {
    if count == 1 { &chart.noun.0 } else { &chart.noun.1 }
}
