use std::sync::Arc;

use clientele_contract::{CohortCell, CohortCut, CohortMean, CohortPeriod, CohortRow, CustomerFilter};
use leptos::prelude::*;

use super::{
    PATH, Shown,
    cohort_filter::{cell_link, cohort_link, one_time_link},
    heat_legend::HeatLegend,
    heat_scale::HeatScale,
    measure_words::{
        cell_text, cell_tip, choice_name, intensity, mean_intensity, mean_text, mean_tip, mean_unit,
        table_name,
    },
    words::{counted, noun, nouns, one_time_words, title_of},
};
use crate::{
    components::{Card, ScrollRegion, Segmented, SegmentedOption, UnlinkedNote},
    format::{format_cohort_period, format_count, format_counted, format_date, format_days, format_money},
    questions::CohortMeasure,
};

/// Cohorts that are shown at once; the page says where the earlier ones are.
const ROWS_MAX: usize = 60;

/// Cohorts as a table whose cells are coloured by their figure.
#[component]
pub fn HeatMapSection(shown: Arc<Shown>) -> impl IntoView {
    let title = title_of(&shown.cohorts);
    let one_time = format_count(shown.cohorts.one_time_customers);
    let label = format!("{one_time} customers with exactly one completed order");
    let one_time = linked(one_time_link(&shown.url.filter), label, one_time.into_any());
    let words = one_time_words(&shown.cohorts, shown.view.grain);
    let actions = view! { <MeasureChoice shown=shown.clone()/> }.into_any();
    view! {
        <Card id="heat-map-title" title term="retention" class="card-cohorts" actions>
            <p class="card-subtitle heat-map-finding">{one_time}{words}</p>
            <HeatMap shown/>
        </Card>
    }
}

#[component]
fn MeasureChoice(shown: Arc<Shown>) -> impl IntoView {
    let option = |measure: CohortMeasure| SegmentedOption {
        id: format!("measure-{}", measure.slug()),
        name: choice_name(measure).to_owned(),
        full_name: (measure == CohortMeasure::LifetimeValue)
            .then(|| "Value so far: revenue until then per acquired customer".to_owned()),
        href: shown.url.with_choice("measure", value_unless_default(measure)).link(PATH),
        is_current: measure == shown.view.measure,
    };
    view! { <Segmented label="What the cells say" options=CohortMeasure::ALL.map(option)/> }
}

/// The default is not written into addresses.
fn value_unless_default(measure: CohortMeasure) -> &'static str {
    if measure == CohortMeasure::default() { "" } else { measure.slug() }
}

#[component]
fn HeatMap(shown: Arc<Shown>) -> impl IntoView {
    let (grain, measure) = (shown.view.grain, shown.view.measure);
    let cohorts = &shown.cohorts.cohorts;
    let scale = HeatScale::of(&shown.cohorts, measure);
    let earlier = cohorts.len().saturating_sub(ROWS_MAX);
    let rows = &cohorts[earlier..];
    let columns = rows.iter().map(|cohort| cohort.cells.len()).max().unwrap_or(0);
    let heads = (0..columns)
        .map(|column| view! { <th scope="col" class="number">{column.to_string()}</th> })
        .collect_view();
    let table = table_name(measure, &shown.currency_symbol);
    let label = format!(
        "{table} by {} of the first order, scrolls sideways where {} do not fit",
        noun(grain),
        nouns(grain)
    );
    let means = view! { <MeanRow shown=shown.clone() columns scale/> };
    let drawn = rows.iter().map(|cohort| {
        view! { <CohortRowView cohort=cohort.clone() shown=shown.clone() scale columns/> }
    });
    let drawn = drawn.collect_view();
    let last_column = columns.saturating_sub(1);
    view! {
        <p class="heat-map-axis">
            {format!("{table}. Columns: {} since the first order", nouns(grain))}
            {(last_column > 0).then(|| view! {
                <span class="scroll-hint">
                    {format!("; scrolls sideways to {} {last_column}", noun(grain))}
                </span>
            })}
        </p>
        <ScrollRegion label>
            // The tab key reaches one figure; the arrow keys lead from one to the next.
            <table class="heat-map" aria-labelledby="heat-map-title" data-roving="">
                <thead>
                    <tr>
                        <th scope="col" class="sticky-month">"First order"</th>
                        <th scope="col" class="sticky-size number">"Customers"</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{means}{drawn}</tbody>
            </table>
        </ScrollRegion>
        <UnlinkedNote filter=shown.url.filter.clone() of="customers who ordered again"/>
        <WhatIsLeftOut shown=shown.clone() earlier/>
        <HeatLegend scale measure grain currency_symbol=shown.currency_symbol.clone()/>
    }
}

/// The mean goes first: it is what most readers look for.
#[component]
fn MeanRow(shown: Arc<Shown>, columns: usize, scale: HeatScale) -> impl IntoView {
    let means = &shown.cohorts.means;
    let customers = means.first().map_or(0, |mean| mean.size);
    let cells = (0..columns)
        .map(|column| {
            let mean = means.get(column).copied().unwrap_or_default();
            view! { <MeanCell mean shown=shown.clone() scale column/> }
        })
        .collect_view();
    let left_out = cohort_without_whole_period(&shown.cohorts.cohorts)
        .map(|period| format!("without {}", format_cohort_period(period)));
    let unit = mean_unit(shown.view.measure, &shown.currency_symbol);
    let notes = unit
        .into_iter()
        .chain(left_out)
        .map(|words| view! { <span class="mean-note">{" "}{words}</span> })
        .collect_view();
    view! {
        <tr class="mean-row">
            <th scope="row" class="sticky-month">"Weighted mean"{notes}</th>
            <td class="sticky-size number">{format_count(customers)}</td>
            {cells}
        </tr>
    }
}

#[component]
fn MeanCell(mean: CohortMean, shown: Arc<Shown>, scale: HeatScale, column: usize) -> impl IntoView {
    let measure = shown.view.measure;
    let is_complete = mean.size > 0;
    let is_small = mean.size < scale.size_min;
    let figure = mean_intensity(measure, &mean).filter(|_| !is_small);
    let level = figure.map_or(0, |figure| scale.level(column, figure));
    let tip = is_complete.then(|| mean_tip(&mean, &shown.currency_symbol));
    // Without customers the dash says so; what is withheld stays empty.
    let text = match mean_text(measure, &mean) {
        None if !is_complete || measure == CohortMeasure::LifetimeValue => None,
        text => Some(or_nobody(text)),
    };
    view! { <td class=format!("number rate-{level}") class:is-small=is_small title=tip>{text}</td> }
}

#[component]
fn CohortRowView(cohort: CohortRow, shown: Arc<Shown>, scale: HeatScale, columns: usize) -> impl IntoView {
    let CohortRow { period, size, cells } = cohort;
    let missing = columns.saturating_sub(cells.len());
    let filter = &shown.url.filter;
    let is_small = size < scale.size_min;
    let name = format_cohort_period(period);
    let cells = cells
        .into_iter()
        .enumerate()
        .map(|(column, cell)| {
            let level =
                if is_small { 0 } else { scale.level(column, intensity(shown.view.measure, &cell, size)) };
            let text = cell_text(shown.view.measure, column, &cell, size);
            let tip = tip_of(&cell, size, &shown);
            let href = href_of(filter, period, column, &cell);
            let place = format!("{name}, {} {column}", noun(shown.view.grain));
            view! { <CohortCellView level text place tip href in_progress=cell.in_progress/> }
        })
        .collect_view();
    let days = period.days().map(format_days);
    let label = format!("{}, first order in {name}", format_counted(size, "customer", "customers"));
    view! {
        <tr class:is-small=is_small>
            <th scope="row" class="sticky-month" title=days>{name}</th>
            <td class="sticky-size number">
                {linked(cohort_link(filter, period), label, format_count(size).into_any())}
            </td>
            {cells}
            {(0..missing).map(|_| view! { <td class="no-cell"></td> }).collect_view()}
        </tr>
    }
}

#[component]
fn CohortCellView(
    level: u32,
    text: Option<String>,
    place: String,
    tip: String,
    href: Option<String>,
    in_progress: bool,
) -> impl IntoView {
    let running = if in_progress { " in-progress" } else { "" };
    let label = format!("{}, {place}: {tip}", text.as_deref().unwrap_or("–"));
    view! {
        <td class=format!("number rate-{level}{running}") title=tip>
            {linked(href, label, or_nobody(text))}
            {in_progress.then(|| view! { <span class="visually-hidden">" (in progress)"</span> })}
        </td>
    }
}

fn tip_of(cell: &CohortCell, size: u64, shown: &Shown) -> String {
    let tip = cell_tip(cell, size, &shown.currency_symbol);
    if cell.in_progress { format!("{tip}, {} in progress", noun(shown.view.grain)) } else { tip }
}

fn href_of(
    filter: &CustomerFilter,
    cohort: CohortPeriod,
    column: usize,
    cell: &CohortCell,
) -> Option<String> {
    cell_link(filter, cohort, column).filter(|_| cell.customers > 0)
}

/// Columns that were cut off, and earlier cohorts, with the way to them.
#[component]
fn WhatIsLeftOut(shown: Arc<Shown>, earlier: usize) -> impl IntoView {
    let cut = shown.cohorts.cut.map(|cut| {
        let columns = shown.cohorts.means.len().saturating_sub(1) as u32;
        let words = cut_in_words(cut, columns, &shown);
        view! { <p class="heat-map-left-out">{words}</p> }
    });
    let earlier = earlier.checked_sub(1).and_then(|newest| earlier_cohorts(&shown, newest));
    view! { {cut}{earlier} }
}

fn cut_in_words(cut: CohortCut, last_column: u32, shown: &Shown) -> String {
    let grain = shown.view.grain;
    format!(
        "Customers are followed for {}: {} more and {} in them ({}) have no column.",
        counted(last_column, grain),
        counted(cut.periods, grain),
        format_counted(cut.orders, "order", "orders"),
        format_money(cut.revenue_cents, &shown.currency_symbol),
    )
}

/// The way to the cohorts before those that are shown.
fn earlier_cohorts(shown: &Shown, newest: usize) -> Option<AnyView> {
    let days = shown.cohorts.cohorts.get(newest)?.period.days()?;
    let mut filter = shown.url.filter.clone();
    filter.first_order.max = Some(days.last);
    let href = shown.url.with_filter(filter).link(PATH);
    let count = format_counted(newest as u64 + 1, "earlier cohort", "earlier cohorts");
    let words = format!("Show {count}, until {}", format_date(days.last));
    Some(
        view! {
            <p class="heat-map-left-out">
                {format!("The table shows the newest {ROWS_MAX} cohorts; the mean counts all. ")}
                <a id="earlier-cohorts" href=href data-noscroll="">{words}</a>
            </p>
        }
        .into_any(),
    )
}

/// The cohort whose first period is not over at the data's date, so that the mean counts none of its customers.
fn cohort_without_whole_period(cohorts: &[CohortRow]) -> Option<CohortPeriod> {
    let in_progress = |cohort: &&CohortRow| cohort.cells.first().is_some_and(|cell| cell.in_progress);
    cohorts.iter().find(in_progress).map(|cohort| cohort.period)
}

/// A figure that opens the customers behind it, where there is a list of them.
/// Its label says whose figure it is, as no head is read with a link.
fn linked(href: Option<String>, label: String, figure: AnyView) -> AnyView {
    match href {
        Some(href) => view! { <a class="drill" href=href aria-label=label>{figure}</a> }.into_any(),
        None => figure,
    }
}

/// Nobody is a dash, so that `0.0 %` is few, not none.
fn or_nobody(figure: Option<String>) -> AnyView {
    match figure {
        Some(figure) => figure.into_any(),
        None => view! {
            <span aria-hidden="true">"–"</span>
            <span class="visually-hidden">"nobody"</span>
        }
        .into_any(),
    }
}
