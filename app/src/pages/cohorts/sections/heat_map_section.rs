use clientele_contract::{CohortCell, CohortMatrix, CohortMean, CohortRow, CustomerFilter, Month};
use leptos::prelude::*;

use super::{
    cohort_filter::{cell_link, cohort_link},
    words::{explanation_of, title_of},
};
use crate::{
    components::{Card, EmptyState, ScrollRegion},
    format::{format_count, format_month, format_percent},
};

/// Shades of the heat map, from nobody to the highest rate.
const HEAT_LEVELS: f64 = 6.0;

/// In smaller cohorts a single customer moves the rate by more than a point: they set no scale.
const COLOURED_SIZE_MIN: u64 = 100;

/// What the colours stand for.
#[derive(Debug, Clone, Copy, PartialEq)]
struct HeatScale {
    /// The rate from which the colour is the strongest.
    highest: f64,
    /// Smaller cohorts have no colour; 0 where every cohort is small.
    size_min: u64,
}

/// Monthly retention as a table whose cells are coloured by their rate.
#[component]
pub fn HeatMapSection(cohorts: CohortMatrix, filter: CustomerFilter, path: &'static str) -> impl IntoView {
    let title = title_of(&cohorts);
    let content = if cohorts.cohorts.is_empty() {
        let clear_href = path.to_owned();
        view! { <EmptyState message="No customer matches these filters." clear_href/> }.into_any()
    } else {
        view! { <HeatMap cohorts=cohorts.clone() filter/> }.into_any()
    };
    let subtitle = explanation_of(&cohorts);
    view! { <Card id="heat-map-title" title term="retention" subtitle class="card-cohorts">{content}</Card> }
}

#[component]
fn HeatMap(cohorts: CohortMatrix, filter: CustomerFilter) -> impl IntoView {
    let CohortMatrix { cohorts, means, .. } = cohorts;
    let scale = scale_of(&cohorts);
    let left_out = cohort_without_whole_month(&cohorts);
    let months = cohorts.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    let heads = (0..months)
        .map(|month| view! { <th scope="col" class="number">{month.to_string()}</th> })
        .collect_view();
    let people = cohorts.iter().flat_map(|cohort| &cohort.cells).filter(|cell| cell.customers > 0).count();
    let figures = cohorts.len() + people;
    let rows = cohorts
        .into_iter()
        .map(|cohort| view! { <CohortRowView cohort filter=filter.clone() scale months/> })
        .collect_view();
    let last_month = months.saturating_sub(1);
    view! {
        <p class="heat-map-axis">
            "Columns: months since the first order"
            {(last_month > 0).then(|| view! {
                <span class="scroll-hint">{format!("; scrolls sideways to month {last_month}")}</span>
            })}
        </p>
        <ScrollRegion label="Retention by month of the first order, scrolls sideways where months do not fit">
            // The tab key reaches one figure; the arrow keys lead from one to the next, as they are read.
            <table class="heat-map" aria-labelledby="heat-map-title" data-roving=figures>
                <thead>
                    <tr>
                        <th scope="col" class="sticky-month">"First order"</th>
                        <th scope="col" class="sticky-size number">"Customers"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    <MeanRow means months scale left_out/>
                    {rows}
                </tbody>
            </table>
        </ScrollRegion>
        <Legend scale/>
    }
}

/// The mean goes first: it is what most readers look for.
#[component]
fn MeanRow(
    means: Vec<CohortMean>,
    months: usize,
    scale: HeatScale,
    /// The cohort that is in no mean yet.
    left_out: Option<Month>,
) -> impl IntoView {
    let customers = means.first().map_or(0, |mean| mean.size);
    let mut by_month = means.into_iter().map(Some).collect::<Vec<_>>();
    by_month.resize(months, None);
    let cells = by_month
        .into_iter()
        .enumerate()
        .map(|(month, mean)| {
            let rate = mean.and_then(|mean| mean.rate);
            let tip = mean.map(|mean| {
                format!("{} of {} customers", format_count(mean.customers), format_count(mean.size))
            });
            let text = rate.map(|rate| view_of_rate(month, rate));
            let is_small = mean.is_some_and(|mean| mean.size < scale.size_min);
            let level = rate.filter(|_| !is_small).map_or(0, |rate| heat_level(month, rate, scale.highest));
            view! { <td class=format!("number rate-{level}") class:is-small=is_small title=tip>{text}</td> }
        })
        .collect_view();
    let note = left_out.map(|month| {
        let words = format!(" without {}", format_month(month));
        view! { <span class="mean-note">{words}</span> }
    });
    view! {
        <tr class="mean-row">
            <th scope="row" class="sticky-month">"Weighted mean"{note}</th>
            <td class="sticky-size number">{format_count(customers)}</td>
            {cells}
        </tr>
    }
}

#[component]
fn CohortRowView(
    cohort: CohortRow,
    filter: CustomerFilter,
    scale: HeatScale,
    months: usize,
) -> impl IntoView {
    let missing = months.saturating_sub(cohort.cells.len());
    let size = cohort.size;
    let all = cohort_link(&filter, cohort.month);
    let is_small = size < scale.size_min;
    let highest = if is_small { 0.0 } else { scale.highest };
    let cells = cohort
        .cells
        .into_iter()
        .enumerate()
        .map(|(month, cell)| {
            let href = cell_link(&filter, cohort.month, month).filter(|_| cell.customers > 0);
            view! { <CohortCellView cell month size highest href/> }
        })
        .collect_view();
    view! {
        <tr class:is-small=is_small>
            <th scope="row" class="sticky-month">{format_month(cohort.month)}</th>
            <td class="sticky-size number">{linked(all, format_count(size).into_any())}</td>
            {cells}
            {(0..missing).map(|_| view! { <td class="no-cell"></td> }).collect_view()}
        </tr>
    }
}

#[component]
fn CohortCellView(
    cell: CohortCell,
    month: usize,
    size: u64,
    highest: f64,
    href: Option<String>,
) -> impl IntoView {
    let progress = if cell.in_progress { ", month in progress" } else { "" };
    let tip = format!("{} of {} customers{progress}", format_count(cell.customers), format_count(size));
    let running = if cell.in_progress { " in-progress" } else { "" };
    let class = format!("number rate-{}{running}", heat_level(month, cell.rate, highest));
    view! {
        <td class=class title=tip>
            {linked(href, view_of_rate(month, cell.rate))}
            {cell.in_progress.then(|| view! { <span class="visually-hidden">" (in progress)"</span> })}
        </td>
    }
}

#[component]
fn Legend(scale: HeatScale) -> impl IntoView {
    let HeatScale { highest, size_min } = scale;
    let swatches = (1..=HEAT_LEVELS as u32)
        .map(|level| view! { <span class=format!("legend-swatch rate-{level}")></span> })
        .collect_view();
    view! {
        <div class="legend">
            <p>
                <span class="legend-scale" aria-hidden="true">{swatches}</span>
                {format!(" Customers who bought again in that month: from above 0 to {} or more; – is nobody. ", format_percent(highest))}
                "Month 0 is the first order, always 100 %, and has no colour."
            </p>
            <p>
                <span class="legend-swatch in-progress" aria-hidden="true"></span>
                " In progress: the month is not over at the data’s date, so the rate can still grow; \
                  it is left out of the mean."
            </p>
            <p>
                "The mean is weighted by cohort size: all who came back in a month, divided by all \
                 customers of the cohorts for which that month is over."
            </p>
            {(size_min > 0).then(|| view! {
                <p>
                    {format!("Cohorts of fewer than {size_min} customers are grey: a few people move their rates.")}
                </p>
            })}
        </div>
    }
}

/// The scale ends at the highest rate after month 0 that is not in progress, among cohorts that are not small.
fn scale_of(cohorts: &[CohortRow]) -> HeatScale {
    let any_large = cohorts.iter().any(|cohort| cohort.size >= COLOURED_SIZE_MIN);
    let size_min = if any_large { COLOURED_SIZE_MIN } else { 0 };
    let highest = cohorts
        .iter()
        .filter(|cohort| cohort.size >= size_min)
        .flat_map(|cohort| cohort.cells.iter().skip(1))
        .filter(|cell| !cell.in_progress)
        .map(|cell| cell.rate)
        .fold(0.0, f64::max);
    HeatScale { highest, size_min }
}

/// The cohort whose first month is not over at the data's date, so that the mean counts none of its customers.
fn cohort_without_whole_month(cohorts: &[CohortRow]) -> Option<Month> {
    let in_progress = |cohort: &&CohortRow| cohort.cells.first().is_some_and(|cell| cell.in_progress);
    cohorts.iter().find(in_progress).map(|cohort| cohort.month)
}

/// 0 where nobody came back and for month 0, else 1–6.
fn heat_level(month: usize, rate: f64, highest: f64) -> u32 {
    if month == 0 || rate <= 0.0 || highest <= 0.0 {
        return 0;
    }
    (rate / highest * HEAT_LEVELS).ceil().clamp(1.0, HEAT_LEVELS) as u32
}

/// A figure that opens the customers behind it, where there is a list of them.
fn linked(href: Option<String>, figure: AnyView) -> AnyView {
    match href {
        Some(href) => view! { <a class="drill" href=href>{figure}</a> }.into_any(),
        None => figure,
    }
}

/// Nobody is a dash, so that `0.0 %` is few, not none.
fn view_of_rate(month: usize, rate: f64) -> AnyView {
    match (month, rate) {
        (0, _) => "100\u{a0}%".into_any(),
        (_, rate) if rate > 0.0 => format_percent(rate).into_any(),
        _ => view! {
            <span aria-hidden="true">"–"</span>
            <span class="visually-hidden">"nobody"</span>
        }
        .into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_zero_and_nobody_have_no_colour() {
        assert_eq!(heat_level(0, 1.0, 0.05), 0);
        assert_eq!(heat_level(3, 0.0, 0.05), 0);
        assert_eq!(heat_level(3, 0.0, 0.0), 0);
    }

    #[test]
    fn the_running_month_is_named_as_left_out_of_the_mean() {
        let cohort = |month, in_progress| CohortRow {
            month: Month { year: 2018, month },
            size: 10,
            cells: vec![CohortCell { customers: 10, rate: 1.0, in_progress }],
        };
        let running = Month { year: 2018, month: 8 };
        assert_eq!(cohort_without_whole_month(&[cohort(7, false), cohort(8, true)]), Some(running));
        assert_eq!(cohort_without_whole_month(&[cohort(7, false)]), None);
    }

    #[test]
    fn a_small_cohort_sets_no_scale_unless_all_are_small() {
        let cohort = |size, rate| {
            let cell = |rate| CohortCell { customers: 1, rate, in_progress: false };
            CohortRow { month: Month { year: 2018, month: 1 }, size, cells: vec![cell(1.0), cell(rate)] }
        };
        let scale = scale_of(&[cohort(2, 0.5), cohort(7_000, 0.01)]);
        assert_eq!(scale, HeatScale { highest: 0.01, size_min: 100 });
        assert_eq!(scale_of(&[cohort(2, 0.5)]), HeatScale { highest: 0.5, size_min: 0 });
    }

    #[test]
    fn the_highest_rate_has_the_strongest_colour() {
        assert_eq!(heat_level(1, 0.05, 0.05), 6);
        assert_eq!(heat_level(1, 0.000_1, 0.05), 1);
        // A running month may be above every month that is over.
        assert_eq!(heat_level(1, 0.5, 0.05), 6);
    }
}
