use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{Holdout, TrackingPoint};
use leptos::prelude::*;

use crate::{
    components::{Card, ChartFigure, TooLittleData},
    format::{format_count, format_date, format_percent},
};

/// Repeat purchases since the first day, expected and actual.
#[component]
pub fn TrackingSection(tracking: Vec<TrackingPoint>, holdout: Option<Holdout>) -> impl IntoView {
    let title = title_of(&tracking);
    let Some(last) = tracking.last().filter(|last| last.actual > 0) else {
        return view! {
            <Card id="tracking-title" title term="tracking-curve">
                <TooLittleData reason="Nobody has bought on a second day yet, so there is no course to follow."/>
            </Card>
        }
        .into_any();
    };
    let subtitle = match &holdout {
        Some(holdout) => format!(
            "Added up from the first day to {}; the model was fitted to the days before {} only",
            format_date(last.day),
            format_date(holdout.first_day)
        ),
        None => format!("Added up from the first day to {}", format_date(last.day)),
    };
    let spec = ChartSpec {
        id: "tracking".to_owned(),
        title: "Repeat purchases since the first day".to_owned(),
        description: format!("{title}. {subtitle}."),
        empty: "No repeat purchases yet".to_owned(),
        kind: ChartKind::Line(tracking_chart(&tracking)),
    };
    view! {
        <Card id="tracking-title" title subtitle term="tracking-curve">
            <ChartFigure spec height=280/>
        </Card>
    }
    .into_any()
}

fn title_of(tracking: &[TrackingPoint]) -> String {
    let last = tracking.last().filter(|last| last.actual > 0);
    let Some(last) = last else { return "Repeat purchases since the first day".to_owned() };
    let error = last.expected / last.actual as f64 - 1.0;
    match error {
        _ if error.abs() < 0.005 => {
            "At the end, the model has as many repeat purchases as the shop".to_owned()
        }
        _ => format!(
            "At the end, the model has {} {} repeat purchases than the shop",
            format_percent(error.abs()),
            if error < 0.0 { "fewer" } else { "more" }
        ),
    }
}

fn tracking_chart(tracking: &[TrackingPoint]) -> LineChart {
    let point = |at: &TrackingPoint, value: Option<f64>, what: &str| LinePoint {
        value,
        in_progress: false,
        is_cut_off: false,
        mark: Mark::new(
            format_date(at.day),
            format!("{} {what}", format_count(value.unwrap_or(0.0).round().max(0.0) as u64)),
        ),
    };
    // The two parts of the expected course meet in the last fitted day.
    let is_fitted = |index: usize| !tracking[index].in_holdout;
    let begins =
        |index: usize| is_fitted(index) && tracking.get(index + 1).is_some_and(|next| next.in_holdout);
    let expected = |shows: &dyn Fn(usize) -> bool, what: &str| {
        let points = tracking.iter().enumerate();
        points.map(|(index, at)| point(at, shows(index).then_some(at.expected), what)).collect()
    };
    let series = |name: &str, class: &str, points| LineSeries {
        name: name.to_owned(),
        look: SeriesLook::Line,
        class: Some(class.to_owned()),
        points,
    };
    let mut courses = vec![LineSeries {
        name: "Happened".to_owned(),
        look: SeriesLook::Line,
        class: None,
        points: tracking.iter().map(|at| point(at, Some(at.actual as f64), "happened")).collect(),
    }];
    courses.push(series("Expected, fitted days", "series-2", expected(&is_fitted, "expected")));
    if tracking.iter().any(|at| at.in_holdout) {
        let unseen = |index: usize| !is_fitted(index) || begins(index);
        courses.push(series("Expected, later days", "series-3", expected(&unseen, "expected")));
    }
    LineChart {
        x_name: "Up to".to_owned(),
        unit: Unit::Count,
        from_zero: true,
        labels: tracking.iter().map(|at| format_date(at.day)).collect(),
        series: courses,
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::parse_iso_date;

    use super::*;

    fn at(day: &str, actual: u64, expected: f64, in_holdout: bool) -> TrackingPoint {
        TrackingPoint { day: parse_iso_date(day).expect("a date"), actual, expected, in_holdout }
    }

    #[test]
    fn the_title_says_where_the_courses_end() {
        let end = |expected| title_of(&[at("2018-08-29", 1_000, expected, true)]);
        assert_eq!(end(951.0), "At the end, the model has 4.9\u{a0}% fewer repeat purchases than the shop");
        assert_eq!(end(1_001.0), "At the end, the model has as many repeat purchases as the shop");
    }

    #[test]
    fn the_expected_course_goes_on_without_a_gap() {
        let chart = tracking_chart(&[
            at("2018-01-01", 1, 1.0, false),
            at("2018-01-08", 2, 2.0, false),
            at("2018-01-15", 3, 3.0, true),
        ]);
        let values = |series: usize| -> Vec<_> {
            chart.series[series].points.iter().map(|point| point.value).collect()
        };
        assert_eq!(values(1), [Some(1.0), Some(2.0), None]);
        assert_eq!(values(2), [None, Some(2.0), Some(3.0)]);
    }
}
