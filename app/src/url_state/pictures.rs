//! How the pictures of the page of segments look at the customers, as the address holds it.

use clientele_contract::{Measure, Span};

use super::{
    SegmentsUrl,
    filter::write_span,
    values::{assign, order_ends, parse_amount, set},
};
use crate::{format::format_amount_field, query_string::append_pair};

/// The measures that can span the scatter.
const MEASURES: [Measure; 3] = [Measure::Recency, Measure::Frequency, Measure::Monetary];

/// By which names the four clusters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TierNames {
    /// Platinum, Gold, Silver, Bronze: by mean spend.
    #[default]
    Tiers,
    /// VIPs, Loyalists, Casual, At Risk: by profile.
    Personas,
}

impl TierNames {
    /// All choices, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Tiers, Self::Personas];

    /// The word for addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Tiers => "tiers",
            Self::Personas => "personas",
        }
    }

    fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|names| names.slug() == slug)
    }
}

/// What the scatter shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ScatterView {
    /// The measure across.
    pub x: Measure,
    /// The measure up.
    pub y: Measure,
    /// The part that is looked at, in days, orders or cents.
    pub x_window: Span<i64>,
    /// The same for `y`.
    pub y_window: Span<i64>,
}

impl Default for ScatterView {
    fn default() -> Self {
        Self::of_axes(Measure::Recency, Measure::Monetary)
    }
}

impl ScatterView {
    /// Everything, spanned by these measures.
    pub fn of_axes(x: Measure, y: Measure) -> Self {
        Self { x, y, x_window: Span::default(), y_window: Span::default() }
    }

    /// True if a part is looked at.
    pub fn is_zoomed(&self) -> bool {
        !self.x_window.is_open() || !self.y_window.is_open()
    }

    /// Ends the reading: puts swapped ends and a measure against itself right, and says what was changed.
    pub(super) fn put_right(&mut self) -> Vec<String> {
        self.x_window = in_unit_of(self.x, self.x_window);
        self.y_window = in_unit_of(self.y, self.y_window);
        let mut changes = Vec::new();
        if self.x == self.y {
            *self = Self::default();
            changes.push("A scatter needs two different measures; it shows recency and spend.".to_owned());
        }
        let swapped = [order_ends(&mut self.x_window), order_ends(&mut self.y_window)];
        if swapped.contains(&true) {
            changes.push("The two ends of the part of the scatter were swapped.".to_owned());
        }
        changes
    }
}

/// Takes up what a picture shows: whether it was understood; `None` if there is no such key.
pub(super) fn read_pictures(url: &mut SegmentsUrl, key: &str, value: &str) -> Option<bool> {
    let scatter = &mut url.scatter;
    // The unit is known when all pairs are read.
    let end = || parse_amount(value);
    let measure = || MEASURES.into_iter().find(|measure| measure_word(*measure) == value);
    Some(match key {
        "names" => assign(&mut url.names, TierNames::from_slug(value)),
        "sx" => assign(&mut scatter.x, measure()),
        "sy" => assign(&mut scatter.y, measure()),
        "zx_min" => set(&mut scatter.x_window.min, end()),
        "zx_max" => set(&mut scatter.x_window.max, end()),
        "zy_min" => set(&mut scatter.y_window.min, end()),
        "zy_max" => set(&mut scatter.y_window.max, end()),
        _ => return None,
    })
}

/// Writes what the pictures show; defaults are left out.
pub(super) fn write_pictures(query: &mut String, url: &SegmentsUrl) {
    if url.names != TierNames::default() {
        append_pair(query, "names", url.names.slug());
    }
    let (scatter, default) = (&url.scatter, ScatterView::default());
    if (scatter.x, scatter.y) != (default.x, default.y) {
        append_pair(query, "sx", measure_word(scatter.x));
        append_pair(query, "sy", measure_word(scatter.y));
    }
    write_span(query, "zx", scatter.x_window, |end| end_text(scatter.x, end));
    write_span(query, "zy", scatter.y_window, |end| end_text(scatter.y, end));
}

/// Addresses hold amounts in currency units.
fn end_text(measure: Measure, end: i64) -> String {
    if measure == Measure::Monetary { format_amount_field(end) } else { end.to_string() }
}

/// The ends of a measure that was read as an amount: hundredths become whole days and orders.
fn in_unit_of(measure: Measure, window: Span<i64>) -> Span<i64> {
    if measure == Measure::Monetary {
        return window;
    }
    Span { min: window.min.map(|end| end / 100), max: window.max.map(|end| end / 100) }
}

/// The word for a measure in addresses.
pub fn measure_word(measure: Measure) -> &'static str {
    match measure {
        Measure::Recency => "recency",
        Measure::Frequency => "orders",
        Measure::Monetary => "spent",
    }
}
