use clientele_contract::{
    CustomerFilter, FrequencyRule, Kpis, Matrix, MatrixAxes, MatrixCell, Measure, ScoreBand, ScoreFilter,
};
use leptos::prelude::*;

use super::{
    PATH,
    matrix_bands::{axis_label, band_label, matrix_subtitle, matrix_title, row_axis_label},
};
use crate::{
    components::{Card, Segmented, SegmentedOption, segment_class},
    format::{format_count, format_counted, format_money, format_money_short},
    url_state::SegmentsUrl,
};

const SIDE: u8 = 5;

/// The RFM matrix: a click on a cell or a band filters, arrow keys move between cells.
#[component]
pub fn MatrixSection(
    matrix: Matrix,
    everyone: Kpis,
    frequency_rule: FrequencyRule,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let axes = matrix.axes;
    let actions = view! { <AxesSwitch axes url=url.clone()/> }.into_any();
    let title = matrix_title(&matrix, &everyone, &url.filter);
    let subtitle = matrix_subtitle(&matrix, &everyone, &url.filter, frequency_rule);
    let most = matrix.cells.iter().map(|cell| cell.customers).max().unwrap_or(0);
    let row_bands = matrix.rows.iter().rev();
    let rows = matrix
        .cells
        .chunks(usize::from(SIDE))
        .zip(row_bands)
        .zip((0..SIDE).map(|row| row * SIDE))
        .map(|((cells, band), first_index)| {
            let (cells, band) = (cells.to_vec(), *band);
            let (url, currency_symbol) = (url.clone(), currency_symbol.clone());
            view! { <MatrixRow cells band first_index axes most url currency_symbol/> }
        })
        .collect_view();
    let columns = matrix
        .columns
        .iter()
        .map(|band| {
            view! { <BandHead band=*band measure=axes.column() scope="col" url=url.clone() currency_symbol=currency_symbol.clone()/> }
        })
        .collect_view();
    view! {
        <Card id="matrix-title" term="rfm-matrix" title subtitle class="card-matrix" actions>
            <table class="matrix" role="grid" aria-labelledby="matrix-title" data-roving="">
                <tbody>
                    {rows}
                    <tr class="matrix-columns">
                        <td class="matrix-corner"></td>
                        {columns}
                    </tr>
                </tbody>
            </table>
            <p class="matrix-axes">
                {format!("{} · {}", axis_label(axes.column()), row_axis_label(axes.row()))}
            </p>
        </Card>
    }
}

/// Chooses which two scores span the matrix.
#[component]
fn AxesSwitch(axes: MatrixAxes, url: SegmentsUrl) -> impl IntoView {
    let options = MatrixAxes::ALL.map(|choice| {
        let (short, long) = axes_names(choice);
        SegmentedOption {
            id: format!("axes-{}", choice.slug()),
            name: short.to_owned(),
            full_name: Some(format!("{short}: {long}")),
            href: SegmentsUrl { axes: Some(choice), ..url.clone() }.link(PATH),
            is_current: choice == axes,
        }
    });
    view! { <Segmented label="Axes of the matrix" options/> }
}

fn axes_names(axes: MatrixAxes) -> (&'static str, &'static str) {
    match axes {
        MatrixAxes::RecencyMonetary => ("R × M", "recency and spend"),
        MatrixAxes::RecencyFrequency => ("R × F", "recency and frequency"),
        MatrixAxes::FrequencyMonetary => ("F × M", "frequency and spend"),
    }
}

#[component]
fn MatrixRow(
    cells: Vec<MatrixCell>,
    band: ScoreBand,
    first_index: u8,
    axes: MatrixAxes,
    most: u64,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let cells = cells
        .into_iter()
        .zip(first_index..)
        .map(|(cell, index)| {
            let (url, currency_symbol) = (url.clone(), currency_symbol.clone());
            view! { <MatrixCellView cell index axes most url currency_symbol/> }
        })
        .collect_view();
    view! {
        <tr>
            <BandHead band measure=axes.row() scope="row" url=url.clone() currency_symbol=currency_symbol.clone()/>
            {cells}
        </tr>
    }
}

/// The head of a row or column; a click filters by the whole band.
#[component]
fn BandHead(
    band: ScoreBand,
    measure: Measure,
    scope: &'static str,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let label = band_label(measure, &band, &currency_symbol);
    let content = if band.values.is_some() {
        let mut scores = ScoreFilter::default();
        match measure {
            Measure::Recency => scores.recency.insert(band.score),
            Measure::Frequency => scores.frequency.insert(band.score),
            Measure::Monetary => scores.monetary.insert(band.score),
        };
        let href = toggle_scores(&url, scores).link(PATH);
        let id = format!("band-{scope}-{}", band.score);
        view! { <a id=id href=href data-noscroll="">{label}</a> }.into_any()
    } else {
        view! { <span>{label}</span> }.into_any()
    };
    view! { <th scope=scope class="matrix-band">{content}</th> }
}

#[component]
fn MatrixCellView(
    cell: MatrixCell,
    index: u8,
    axes: MatrixAxes,
    most: u64,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let is_selected = is_strong(&cell, &url.filter);
    let segment = cell.main_segment;
    let class = format!(
        "matrix-cell heat-{} {}{}",
        heat_level(cell.customers, most),
        segment.map(segment_class).unwrap_or_default(),
        if is_selected { " is-selected" } else { "" }
    );
    let revenue =
        (cell.customers > 0).then(|| format_money_short(cell.revenue_cents as f64, &currency_symbol));
    let href = toggle_scores(&url, ScoreFilter::of_cell(axes, cell.column, cell.row)).link(PATH);
    let tip = format!(
        "{}{}, {}",
        segment.map(|segment| format!("{}: ", segment.name())).unwrap_or_default(),
        format_counted(cell.customers, "customer", "customers"),
        format_money(cell.revenue_cents, &currency_symbol)
    );
    view! {
        <td>
            <a
                id=format!("matrix-cell-{index}")
                class=class
                href=href
                data-noscroll=""
                title=tip
                aria-current=is_selected.then_some("true")
            >
                <span class="matrix-count">{format_count(cell.customers)}</span>
                <span class="matrix-revenue">{revenue}</span>
                <span class="visually-hidden">{segment.map(|segment| format!(", mostly {}", segment.name()))}</span>
            </a>
        </td>
    }
}

/// The view with these scores chosen, or without any if exactly these are chosen already. As the figures count
/// before any choice of segments, that choice goes: the click shows as many customers as the cell says.
fn toggle_scores(url: &SegmentsUrl, scores: ScoreFilter) -> SegmentsUrl {
    let scores = if url.filter.scores == scores { ScoreFilter::default() } else { scores };
    url.with_filter(CustomerFilter { scores, ..url.filter.without_segments_and_scores() })
}

/// A cell stands out when segments or scores are chosen and most of its customers are among them.
fn is_strong(cell: &MatrixCell, filter: &CustomerFilter) -> bool {
    let has_choice = !filter.segments.is_empty() || !filter.scores.is_open();
    has_choice && cell.customers > 0 && cell.selected_customers * 2 >= cell.customers
}

/// 0 for an empty cell, else 1–4 by the share of the fullest cell.
fn heat_level(customers: u64, most: u64) -> u64 {
    if customers == 0 { 0 } else { (customers * 4).div_ceil(most.max(1)).min(4) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn a_second_click_takes_the_choice_back() {
        let cell = ScoreFilter::of_cell(MatrixAxes::RecencyMonetary, 1, 5);
        let chosen = toggle_scores(&SegmentsUrl::default(), cell.clone());
        assert_eq!(chosen.link(PATH), "/segments?r=1&m=5");
        assert_eq!(toggle_scores(&chosen, cell).link(PATH), "/segments");
    }

    #[test]
    fn a_click_keeps_the_rest_of_the_view_but_segments() {
        let (url, _) = parse_query("segment=lost&state=SP&axes=rf&sort=orders&page=4");
        let chosen = toggle_scores(&url, ScoreFilter::of_cell(MatrixAxes::RecencyFrequency, 2, 1));
        assert_eq!(chosen.link(PATH), "/segments?state=SP&r=2&f=1&axes=rf&sort=orders");
    }

    #[test]
    fn heat_follows_the_fullest_cell() {
        assert_eq!(heat_level(0, 100), 0);
        assert_eq!(heat_level(1, 100), 1);
        assert_eq!(heat_level(50, 100), 2);
        assert_eq!(heat_level(100, 100), 4);
        assert_eq!(heat_level(0, 0), 0);
    }
}
