use std::sync::Arc;

use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{CohortCell, CohortGrain, CohortRow};
use leptos::prelude::*;

use super::{
    PATH, Shown,
    cohort_filter::cell_link,
    words::{later_means, noun},
};
use crate::{
    components::{Card, ChartFigure, Segmented, SegmentedOption, TooLittleData},
    format::{format_cohort_period, format_count, format_rate, with_capital},
};

/// As many of the newest cohorts are compared with as many before them.
const COMPARED_MAX: usize = 3;

/// One later period of every cohort: do newer customers come back more often?
#[component]
pub fn OverTimeSection(shown: Arc<Shown>) -> impl IntoView {
    let grain = shown.view.grain;
    let noun = noun(grain);
    let last = later_means(&shown.cohorts).next_back().map(|(mean, _)| mean.period);
    let Some(last) = last else {
        let reason = format!("No cohort has a whole {noun} after that of the first order yet.");
        return view! {
            <Card id="over-time-title" title="Do newer customers come back more often?" term="cohort-month">
                <TooLittleData reason/>
            </Card>
        }
        .into_any();
    };
    let period = shown.view.period.min(last);
    let too_far = (shown.view.period > last)
        .then(|| format!("No cohort has {noun} {} complete; {noun} {last} is the last. ", shown.view.period));
    let title = title_of_course(&shown.cohorts.cohorts, period, grain);
    let subtitle = format!(
        "{}Share of each cohort that ordered in {noun} {period} after the first order",
        too_far.unwrap_or_default()
    );
    let spec = ChartSpec {
        id: "retention-over-time".to_owned(),
        title: format!("{} {period} of each cohort", with_capital(noun)),
        description: format!("{title}. {subtitle}."),
        empty: "No cohort is large enough".to_owned(),
        kind: ChartKind::Line(course(&shown, period)),
    };
    let actions = view! { <PeriodChoice shown=shown.clone() period last/> }.into_any();
    view! {
        <Card id="over-time-title" title subtitle term="cohort-month" actions>
            <ChartFigure spec height=300/>
        </Card>
    }
    .into_any()
}

#[component]
fn PeriodChoice(shown: Arc<Shown>, period: u32, last: u32) -> impl IntoView {
    let mut periods: Vec<u32> =
        offered(shown.view.grain).iter().copied().filter(|offer| *offer <= last).collect();
    if !periods.contains(&period) {
        periods.push(period);
        periods.sort_unstable();
    }
    let noun = noun(shown.view.grain);
    let options = periods.into_iter().map(|offer| {
        let value = if offer == 1 { String::new() } else { offer.to_string() };
        SegmentedOption {
            id: format!("month-{offer}"),
            name: offer.to_string(),
            full_name: Some(format!("{} {offer}", with_capital(noun))),
            href: shown.url.with_choice("month", &value).link(PATH),
            is_current: offer == period,
        }
    });
    let options: Vec<SegmentedOption> = options.collect();
    view! { <Segmented label="Which period after the first order" options/> }
}

/// Periods that are offered; addresses may name any.
fn offered(grain: CohortGrain) -> &'static [u32] {
    match grain {
        CohortGrain::Month => &[1, 2, 3, 6, 12, 24],
        CohortGrain::Quarter => &[1, 2, 3, 4, 8],
        CohortGrain::Week => &[1, 2, 4, 8, 13, 26, 52],
    }
}

/// Compares the newest cohorts that have the period complete with as many before them.
fn title_of_course(cohorts: &[CohortRow], period: u32, grain: CohortGrain) -> String {
    let complete: Vec<(&CohortCell, u64)> = cohorts
        .iter()
        .filter_map(|cohort| Some((cohort.cells.get(period as usize)?, cohort.size)))
        .filter(|(cell, _)| !cell.in_progress)
        .collect();
    let count = (complete.len() / 2).min(COMPARED_MAX);
    let name = format!("{} {period}", with_capital(noun(grain)));
    if count == 0 {
        return format!("{name}: do newer customers come back more often?");
    }
    let (before, newest) = complete[complete.len() - 2 * count..].split_at(count);
    let (newest_words, before_words) = match count {
        1 => ("of the newest cohort".to_owned(), "of the one before".to_owned()),
        count => (format!("of the newest {count} cohorts"), format!("of the {count} before")),
    };
    format!(
        "{name}: {} {newest_words} came back, {} {before_words}",
        format_rate(weighted_rate(newest)),
        format_rate(weighted_rate(before))
    )
}

fn weighted_rate(cells: &[(&CohortCell, u64)]) -> f64 {
    let (customers, size) =
        cells.iter().fold((0, 0), |(customers, all), (cell, size)| (customers + cell.customers, all + size));
    customers as f64 / size.max(1) as f64
}

fn course(shown: &Shown, period: u32) -> LineChart {
    let cohorts = &shown.cohorts.cohorts;
    let size_min = shown.cohorts.size_min();
    let with_period: Vec<(&CohortRow, &CohortCell)> =
        cohorts.iter().filter_map(|cohort| Some((cohort, cohort.cells.get(period as usize)?))).collect();
    let rates = LineSeries {
        name: format!("{} {period}", with_capital(noun(shown.view.grain))),
        look: SeriesLook::Line,
        class: None,
        points: with_period
            .iter()
            .map(|(cohort, cell)| point_of(cohort, cell, period, size_min, shown))
            .collect(),
    };
    let mean = shown.cohorts.means.get(period as usize).and_then(|mean| mean.rate).map(|rate| LineSeries {
        name: "Weighted mean".to_owned(),
        look: SeriesLook::Compared,
        class: None,
        points: with_period.iter().map(|(cohort, _)| point_of_mean(cohort, rate)).collect(),
    });
    LineChart {
        x_name: "First order".to_owned(),
        unit: Unit::Percent,
        from_zero: true,
        labels: with_period.iter().map(|(cohort, _)| format_cohort_period(cohort.period)).collect(),
        series: std::iter::once(rates).chain(mean).collect(),
    }
}

/// A small cohort interrupts the line: a few people would make its highest peaks.
fn point_of(cohort: &CohortRow, cell: &CohortCell, period: u32, size_min: u64, shown: &Shown) -> LinePoint {
    let is_small = cohort.size < size_min;
    let words = format!("{} of {} customers", format_count(cell.customers), format_count(cohort.size));
    let value = if is_small { "too few customers".to_owned() } else { format_rate(cell.rate) };
    let mut mark = Mark::new(format_cohort_period(cohort.period), value).note(words);
    mark.href = cell_link(&shown.url.filter, cohort.period, period as usize).filter(|_| cell.customers > 0);
    LinePoint {
        value: (!is_small).then_some(cell.rate),
        in_progress: cell.in_progress,
        is_cut_off: false,
        mark,
    }
}

fn point_of_mean(cohort: &CohortRow, rate: f64) -> LinePoint {
    let mark = Mark::new(format_cohort_period(cohort.period), format_rate(rate));
    LinePoint { value: Some(rate), in_progress: false, is_cut_off: false, mark }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cohort(month: &str, size: u64, customers: u64, in_progress: bool) -> CohortRow {
        let cell = |customers: u64, in_progress| CohortCell {
            customers,
            rate: customers as f64 / size as f64,
            orders: customers,
            revenue_cents: 0,
            cumulative_revenue_cents: 0,
            in_progress,
        };
        let period = month.parse().expect("a month");
        CohortRow { period, size, cells: vec![cell(size, false), cell(customers, in_progress)] }
    }

    #[test]
    fn the_newest_cohorts_are_compared_with_as_many_before_weighted() {
        let cohorts = [
            cohort("2018-01", 100, 50, false),
            cohort("2018-02", 100, 10, false),
            cohort("2018-03", 300, 0, false),
            cohort("2018-04", 100, 4, false),
            cohort("2018-05", 100, 8, false),
            cohort("2018-06", 100, 90, true),
        ];
        let title =
            |cohorts: &[CohortRow]| title_of_course(cohorts, 1, CohortGrain::Month).replace('\u{a0}', " ");
        assert_eq!(
            title(&cohorts),
            "Month 1: 6.0 % of the newest 2 cohorts came back, 2.5 % of the 2 before"
        );
        assert_eq!(
            title(&cohorts[..2]),
            "Month 1: 10.0 % of the newest cohort came back, 50.0 % of the one before"
        );
        assert_eq!(title(&cohorts[..1]), "Month 1: do newer customers come back more often?");
        assert_eq!(
            title_of_course(&cohorts, 2, CohortGrain::Week),
            "Week 2: do newer customers come back more often?"
        );
    }
}
