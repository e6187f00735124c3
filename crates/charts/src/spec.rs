//! What a chart shows, as plain data: drawn on the server, kept in the page, drawn again in the browser.

mod bars;
mod flow;
mod heat;
mod lines;
mod tiles;
mod values;

use serde::{Deserialize, Serialize};

pub use bars::{Bar, BarChart, BarDirection, SharePart, StackedBar, StackedShare};
pub use flow::{FlowBand, FlowBar, FlowChart, FlowColumn};
pub use heat::{HeatCell, HeatMap, HeatRow};
pub use lines::{LineChart, LinePoint, LineSeries, SeriesLook, Sparkline};
pub use tiles::{Tile, TileMap};
pub use values::{
    DensityBin, HistogramBar, HistogramChart, MarkGroup, ScatterChart, ScatterMarks, ScatterPointMark,
    ValueAxis,
};

/// One chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartSpec {
    /// Unique on the page; letters, digits and hyphens. Also the name of downloaded files.
    pub id: String,
    /// The finding or the question.
    pub title: String,
    /// One line for people who do not see the picture.
    pub description: String,
    /// What stands in the place of marks if there are none: `No completed orders yet`.
    pub empty: String,
    /// What is drawn.
    pub kind: ChartKind,
}

impl ChartSpec {
    /// A small course for a tile, which says its figures itself.
    pub fn sparkline(values: Vec<f64>) -> Self {
        Self {
            id: String::new(),
            title: String::new(),
            description: String::new(),
            empty: String::new(),
            kind: ChartKind::Sparkline(Sparkline { values, last_in_progress: false }),
        }
    }
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChartKind {
    /// Courses of one or several measures.
    Line(LineChart),
    /// Lengths from zero.
    Bar(BarChart),
    /// One or several bars of 100 %.
    StackedShare(StackedShare),
    /// Two measures of many customers.
    Scatter(ScatterChart),
    /// How one measure is distributed.
    Histogram(HistogramChart),
    /// Rows × columns with numbers in the cells.
    HeatMap(HeatMap),
    /// A map of equally large tiles.
    TileMap(TileMap),
    /// Who went from which group to which.
    Flow(FlowChart),
    /// A course without axes and words.
    Sparkline(Sparkline),
}

/// The words, the link and the colour of one mark.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Mark {
    /// What it stands for: `Aug 2018`, `At Risk`.
    pub name: String,
    /// Its exact value: `R$ 1,234.50`.
    pub value: String,
    /// Further lines of the tooltip.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where a click leads: the customers behind the mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// The class that gives its colour: `seg-at-risk`, `tier-gold`, `series-2`; without one, the accent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

impl Mark {
    /// A mark with its name and its exact value.
    pub fn new(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), ..Self::default() }
    }

    /// With a further line in the tooltip.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// With a link to what is behind the mark.
    #[must_use]
    pub fn link(mut self, href: impl Into<String>) -> Self {
        self.href = Some(href.into());
        self
    }

    /// With the class that gives its colour.
    #[must_use]
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.class = Some(class.into());
        self
    }
}

/// What the numbers of an axis are, so that they can be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Things that are counted.
    Count,
    /// Whole days.
    Days,
    /// Cents of a currency with this symbol: `R$`.
    Money {
        /// What stands before an amount.
        symbol: String,
    },
    /// Fractions: 0.25 is written `25 %`.
    Percent,
    /// Any other number.
    Number,
}

/// The size of a picture in CSS pixels. Pictures are drawn 120 to 4096 wide and 40 to 4096 high; other sizes
/// are clamped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChartSize {
    /// Across.
    pub width: u32,
    /// Down.
    pub height: u32,
}

impl ChartSize {
    /// Within the limits.
    pub(crate) fn clamped(self) -> Self {
        Self { width: self.width.clamp(120, 4096), height: self.height.clamp(40, 4096) }
    }
}
