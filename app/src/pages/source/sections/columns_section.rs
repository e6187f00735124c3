use clientele_contract::MappedColumn;
use leptos::prelude::*;

use super::{choice_words::MEANINGS, settings_section::SelectField};
use crate::{
    components::{Badge, Card, Tone},
    format::{format_counted, format_percent_rounded},
};

/// Samples of a column that are shown.
const SAMPLES: usize = 3;

/// Every column with what it holds and what it is taken for.
#[component]
pub fn ColumnsSection(columns: Vec<MappedColumn>, rows_seen: u64) -> impl IntoView {
    let used = columns.iter().filter(|column| !column.meaning.is_empty()).count();
    let title = format!("{used} of {} are used", format_counted(columns.len() as u64, "column", "columns"));
    let subtitle =
        format!("Worked out from their names and from {}", format_counted(rows_seen, "row", "rows"));
    let items = columns
        .into_iter()
        .zip(1..)
        .map(|(column, number)| view! { <ColumnItem column number/> })
        .collect_view();
    view! {
        <Card id="columns-title" title subtitle>
            <ul class="mapping-columns">{items}</ul>
        </Card>
    }
}

#[component]
fn ColumnItem(column: MappedColumn, number: u32) -> impl IntoView {
    let MappedColumn { name, samples, meaning, percent, reason, mistake, is_doubtful } = column;
    let (id, label) = (format!("column-{number}"), format!("Meaning of {name}"));
    let samples = samples.into_iter().take(SAMPLES).collect::<Vec<_>>().join(" · ");
    let certainty = percent.map(|percent| view! { <CertaintyBadge percent/> });
    let (reason_id, error_id, is_unused) = (format!("{id}-why"), format!("{id}-error"), meaning.is_empty());
    let is_invalid = mistake.is_some();
    let described_by = if is_invalid { format!("{error_id} {reason_id}") } else { reason_id.clone() };
    view! {
        <li class="mapping-column" class:is-doubtful=is_doubtful class:is-unused=is_unused>
            <div class="column-head">
                <span class="column-name">{name}</span>
                <span class="column-samples">{samples}</span>
            </div>
            <SelectField id name=format!("c{number}") options=&MEANINGS value=meaning described_by=Some(described_by) label=Some(label) is_invalid/>
            <p class="column-why" id=reason_id>{certainty} " " {reason}</p>
            {mistake.map(|mistake| view! { <p class="field-error" id=error_id>{mistake}</p> })}
        </li>
    }
}

/// How sure something is.
#[component]
pub fn CertaintyBadge(percent: u8) -> impl IntoView {
    let (words, tone) = match percent {
        90.. => ("sure", Tone::Good),
        70.. => ("quite sure", Tone::Neutral),
        _ => ("not sure", Tone::Warning),
    };
    let words = format!("{words}, {}", format_percent_rounded(f64::from(percent) / 100.0));
    view! { <Badge words tone/> }
}
