use std::sync::Arc;

use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{CohortCell, CohortGrain, CohortMatrix, CohortMean, CohortRow};
use leptos::prelude::*;

use super::{
    Shown,
    cohort_filter::cell_link,
    words::{is_broad, later_means, noun, nouns},
};
use crate::{
    components::{Card, ChartFigure, TooLittleData},
    format::{format_cohort_period, format_count, format_rate, with_capital},
};

/// Cohorts that are drawn beside the mean; with more of them no line can be followed.
const CLASSES: [&str; 3] = ["series-2", "series-3", "series-5"];
/// A cohort is drawn if it has so many later periods at least.
const POINTS_MIN: usize = 2;

/// How retention goes on with the time since the first order.
#[component]
pub fn CurvesSection(shown: Arc<Shown>) -> impl IntoView {
    let grain = shown.view.grain;
    let title = title_of_curves(&shown.cohorts, grain);
    let subtitle = format!(
        "Share of customers who order again, by {} since the first order: the weighted mean of all cohorts, dashed \
         where fewer than half of the customers are old enough, and some cohorts to compare",
        nouns(grain)
    );
    let content = if later_means(&shown.cohorts).next().is_some() {
        let spec = ChartSpec {
            id: "retention-curves".to_owned(),
            title: title.clone(),
            description: format!("{title}. {subtitle}."),
            empty: "No complete period after the first order yet".to_owned(),
            kind: ChartKind::Line(curves(&shown)),
        };
        view! { <ChartFigure spec height=300/> }.into_any()
    } else {
        let noun = noun(grain);
        let reason =
            format!("Retention needs a whole {noun} after that of a first order; there is none yet.");
        view! { <TooLittleData reason/> }.into_any()
    };
    view! { <Card id="curves-title" title subtitle term="retention-curve">{content}</Card> }
}

/// From the first later period to the last for which half of the customers are old enough.
fn title_of_curves(cohorts: &CohortMatrix, grain: CohortGrain) -> String {
    let noun = noun(grain);
    let Some((first, first_rate)) = later_means(cohorts).next() else {
        return "How does retention go on?".to_owned();
    };
    if later_means(cohorts).all(|(mean, _)| mean.customers == 0) {
        return format!("Nobody has come back in a later {noun} yet");
    }
    let is_later = |mean: &CohortMean| mean.period > first.period && is_broad(mean, cohorts);
    match later_means(cohorts).rev().find(|(mean, _)| is_later(mean)) {
        None => format!("{} order again in {noun} {}", format_rate(first_rate), first.period),
        Some((last, rate)) => format!(
            "Retention goes from {} in {noun} {} to {} in {noun} {}",
            format_rate(first_rate),
            first.period,
            format_rate(rate),
            last.period
        ),
    }
}

fn curves(shown: &Shown) -> LineChart {
    let noun = noun(shown.view.grain);
    // Behind the last mean there are a few customers of the oldest cohorts.
    let last = later_means(&shown.cohorts).next_back().map_or(0, |(mean, _)| mean.period);
    let compared = compared_cohorts(&shown.cohorts);
    let compared = compared.iter().zip(CLASSES).map(|(cohort, class)| course_of(cohort, class, shown));
    let mean = LineSeries {
        name: "Weighted mean".to_owned(),
        look: SeriesLook::Line,
        class: None,
        points: later_means(&shown.cohorts).map(|(mean, rate)| point_of_mean(mean, rate, shown)).collect(),
    };
    LineChart {
        x_name: with_capital(noun),
        unit: Unit::Percent,
        from_zero: true,
        labels: (1..=last).map(|period| period.to_string()).collect(),
        series: std::iter::once(mean).chain(compared).collect(),
    }
}

fn point_of_mean(mean: &CohortMean, rate: f64, shown: &Shown) -> LinePoint {
    let name = format!("{} {}", with_capital(noun(shown.view.grain)), mean.period);
    let note = format!("{} of {} customers", format_count(mean.customers), format_count(mean.size));
    LinePoint {
        value: Some(rate),
        in_progress: false,
        is_cut_off: !is_broad(mean, &shown.cohorts),
        mark: Mark::new(name, format_rate(rate)).note(note),
    }
}

/// The oldest, a middle and the newest of those that are large and old enough.
fn compared_cohorts(cohorts: &CohortMatrix) -> Vec<&CohortRow> {
    let size_min = cohorts.size_min();
    let later = |cohort: &CohortRow| cohort.cells.iter().skip(1).filter(|cell| !cell.in_progress).count();
    let is_usable = |cohort: &&CohortRow| cohort.size >= size_min && later(cohort) >= POINTS_MIN;
    let usable: Vec<&CohortRow> = cohorts.cohorts.iter().filter(is_usable).collect();
    match usable[..] {
        // One cohort is its own mean.
        [] | [_] => Vec::new(),
        [oldest, newest] => vec![oldest, newest],
        [oldest, .., newest] => vec![oldest, usable[usable.len() / 2], newest],
    }
}

fn course_of(cohort: &CohortRow, class: &str, shown: &Shown) -> LineSeries {
    let noun = noun(shown.view.grain);
    let point = |(column, cell): (usize, &CohortCell)| {
        let name = format!("{} {column}", with_capital(noun));
        let mut mark = Mark::new(name, format_rate(cell.rate)).class(class);
        mark.href = cell_link(&shown.url.filter, cohort.period, column).filter(|_| cell.customers > 0);
        LinePoint { value: Some(cell.rate), in_progress: cell.in_progress, is_cut_off: false, mark }
    };
    LineSeries {
        name: format_cohort_period(cohort.period),
        look: SeriesLook::Line,
        class: Some(class.to_owned()),
        points: cohort.cells.iter().enumerate().skip(1).map(point).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mean(period: u32, size: u64, customers: u64) -> CohortMean {
        let rate = (size > 0).then(|| customers as f64 / size as f64);
        CohortMean { period, size, customers, rate, ..CohortMean::default() }
    }

    #[test]
    fn the_title_says_where_retention_goes() {
        let title = |means: &[CohortMean]| {
            let cohorts = CohortMatrix { means: means.to_vec(), customers: 100, ..CohortMatrix::default() };
            title_of_curves(&cohorts, CohortGrain::Month).replace('\u{a0}', " ")
        };
        let start = mean(0, 100, 100);
        assert_eq!(title(&[start]), "How does retention go on?");
        assert_eq!(title(&[start, mean(1, 0, 0)]), "How does retention go on?");
        assert_eq!(title(&[start, mean(1, 80, 8)]), "10.0 % order again in month 1");
        // Month 3 stands for less than half of the customers.
        let means = [start, mean(1, 80, 8), mean(2, 60, 3), mean(3, 20, 9)];
        assert_eq!(title(&means), "Retention goes from 10.0 % in month 1 to 5.0 % in month 2");
        assert_eq!(
            title(&[start, mean(1, 80, 0), mean(2, 60, 0)]),
            "Nobody has come back in a later month yet"
        );
    }
}
