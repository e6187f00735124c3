use clientele_contract::{DriftKind, DriftLine};
use leptos::prelude::*;

use crate::{
    components::{Badge, Tone},
    format::format_percent,
};

/// What has changed in a source.
#[component]
pub fn DriftList(lines: Vec<DriftLine>) -> impl IntoView {
    let items = lines
        .into_iter()
        .map(|line| {
            let (kind, tone) = kind_in_words(line.kind);
            let words = in_words(&line);
            view! { <li><Badge words=kind tone/> " " {words}</li> }
        })
        .collect_view();
    view! { <ul class="drift">{items}</ul> }
}

fn kind_in_words(kind: DriftKind) -> (&'static str, Tone) {
    match kind {
        DriftKind::ColumnNew => ("New column", Tone::Neutral),
        DriftKind::ColumnGone => ("Column gone", Tone::Warning),
        DriftKind::ColumnRenamed => ("Column renamed", Tone::Warning),
        DriftKind::FormChanged => ("Written otherwise", Tone::Warning),
        DriftKind::StatusNew => ("New status", Tone::Warning),
        DriftKind::StatusGone => ("Status gone", Tone::Neutral),
        DriftKind::BlankCellsChanged => ("Blank cells", Tone::Warning),
    }
}

fn in_words(line: &DriftLine) -> String {
    let share = |text: &Option<String>| Some(f64::from(text.as_ref()?.parse::<u32>().ok()?) / 10_000.0);
    if line.kind == DriftKind::BlankCellsChanged
        && let (Some(before), Some(after)) = (share(&line.before), share(&line.after))
    {
        let (before, after) = (format_percent(before), format_percent(after));
        return format!("{}: {after} of the cells are blank, {before} before", line.what);
    }
    match (&line.before, &line.after) {
        (Some(before), Some(after)) => format!("{}: “{before}” is “{after}” now", line.what),
        _ => format!("“{}”", line.what),
    }
}
