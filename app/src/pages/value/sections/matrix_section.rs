use clientele_charts::{ChartKind, ChartSpec, HeatCell, HeatMap, HeatRow, Mark};
use clientele_contract::{ExpectedCell, FrequencyRecencyMatrix};
use leptos::prelude::*;

use super::words::horizon_in_words;
use crate::{
    components::{Card, ChartFigure},
    format::{format_count, format_counted, format_percent, format_percent_rounded, format_score},
};

/// What the model expects of every kind of past: purchases, and the probability of coming back.
#[component]
pub fn MatrixSections(matrix: FrequencyRecencyMatrix, horizon_days: u32) -> impl IntoView {
    let horizon = horizon_in_words(horizon_days);
    let age = format_counted(matrix.age_days.into(), "day", "days");
    let most = highest(&matrix, |cell| Some(cell.purchases));
    let purchases =
        spec_of(&matrix, "expected-matrix", format!("Expected purchases in the next {horizon}"), |cell| {
            Shown {
                label: Some(format_score(cell.purchases)),
                exact: format!("{} purchases", format_score(cell.purchases)),
                intensity: if most > 0.0 { cell.purchases / most } else { 0.0 },
            }
        });
    let alive = spec_of(&matrix, "alive-matrix", "Probability of coming back".to_owned(), |cell| Shown {
        label: cell.p_alive.map(format_percent_rounded),
        exact: cell.p_alive.map_or("no probability".to_owned(), format_percent),
        intensity: cell.p_alive.unwrap_or(0.0),
    });
    let subtitle = format!("Of customers who first bought {age} ago, as old as the oldest here");
    view! {
        <Card
            id="expected-matrix-title"
            title=format!("Who will buy how often in the next {horizon}?")
            subtitle=subtitle.clone()
            term="frequency-recency-matrix"
        >
            <ChartFigure spec=purchases height=300/>
        </Card>
        <Card id="alive-matrix-title" title="Who is still a customer?" subtitle term="p-alive">
            <ChartFigure spec=alive height=300/>
        </Card>
    }
}

/// How one cell is shown; without a label it is left blank.
struct Shown {
    label: Option<String>,
    exact: String,
    intensity: f64,
}

fn spec_of(
    matrix: &FrequencyRecencyMatrix,
    id: &str,
    title: String,
    show: impl Fn(&ExpectedCell) -> Shown,
) -> ChartSpec {
    let rows = matrix.rows.iter().map(|row| {
        let cells = row.cells.iter().zip(&matrix.days_since_last).map(|(cell, days)| {
            let Shown { label, exact, intensity } = show(cell.as_ref()?);
            let repeats = format_counted(row.repeat_purchases.into(), "repeat purchase", "repeat purchases");
            let name = format!("{repeats}, the last {} ago", format_counted((*days).into(), "day", "days"));
            Some(HeatCell { mark: Mark::new(name, exact), label: label?, intensity, in_progress: false })
        });
        HeatRow { name: row.repeat_purchases.to_string(), cells: cells.collect() }
    });
    ChartSpec {
        id: id.to_owned(),
        description: format!("{title}, by repeat purchases and by days since the last purchase."),
        title,
        empty: "No model is fitted".to_owned(),
        kind: ChartKind::HeatMap(HeatMap {
            row_name: "Repeat purchases".to_owned(),
            column_name: "Days since the last".to_owned(),
            columns: matrix.days_since_last.iter().map(|days| format_count((*days).into())).collect(),
            rows: rows.collect(),
        }),
    }
}

fn highest(matrix: &FrequencyRecencyMatrix, pick: impl Fn(&ExpectedCell) -> Option<f64>) -> f64 {
    matrix.rows.iter().flat_map(|row| row.cells.iter().flatten()).filter_map(pick).fold(0.0, f64::max)
}
