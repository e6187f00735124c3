use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{Holdout, HoldoutClass};
use leptos::prelude::*;

use crate::{
    components::{Card, ChartFigure},
    format::{format_count, format_counted, format_date, format_percent, format_score},
};

/// Purchases of later days, expected and actual, by how often customers had bought before.
#[component]
pub fn HoldoutSection(holdout: Holdout) -> impl IntoView {
    let title = title_of(&holdout);
    let subtitle = format!(
        "Fitted to the days before {} and compared with the {} from then on; {} had bought before",
        format_date(holdout.first_day),
        format_counted(holdout.days.into(), "day", "days"),
        format_counted(holdout.customers, "customer", "customers")
    );
    let spec = ChartSpec {
        id: "holdout".to_owned(),
        title: "Purchases in later days by repeat purchases before".to_owned(),
        description: format!("{title}. {subtitle}."),
        empty: "No later days".to_owned(),
        kind: ChartKind::Line(holdout_chart(&holdout.classes)),
    };
    view! {
        <Card id="holdout-title" title subtitle term="holdout">
            <ChartFigure spec height=280/>
        </Card>
    }
}

/// A smaller error is none that people would speak of.
const ERROR_MIN: f64 = 0.005;

/// By how much the model is off, and in which direction.
fn title_of(holdout: &Holdout) -> String {
    let actual = format_count(holdout.actual);
    let expected = format_count(holdout.expected.round().max(0.0) as u64);
    let Some(error) = holdout.error else {
        return format!("{expected} purchases were expected, and none happened");
    };
    if error.abs() < ERROR_MIN {
        return format!("{expected} purchases expected, {actual} happened: as many as expected");
    }
    let direction = if error < 0.0 { "too few" } else { "too many" };
    format!("{expected} purchases expected, {actual} happened: {} {direction}", format_percent(error.abs()))
}

fn holdout_chart(classes: &[HoldoutClass]) -> LineChart {
    let point = |class: &HoldoutClass, value: f64| LinePoint {
        value: Some(value),
        in_progress: false,
        is_cut_off: false,
        mark: Mark::new(
            format!("{} before", repeats_in_words(class)),
            format!("{} purchases a customer", format_score(value)),
        )
        .note(format_counted(class.customers, "customer", "customers")),
    };
    LineChart {
        x_name: "Repeat purchases before".to_owned(),
        unit: Unit::Number,
        from_zero: true,
        labels: classes.iter().map(label_of).collect(),
        series: vec![
            LineSeries {
                name: "Happened".to_owned(),
                look: SeriesLook::Line,
                class: None,
                points: classes.iter().map(|class| point(class, class.mean_actual)).collect(),
            },
            LineSeries {
                name: "Expected".to_owned(),
                look: SeriesLook::Line,
                class: Some("series-2".to_owned()),
                points: classes.iter().map(|class| point(class, class.mean_expected)).collect(),
            },
        ],
    }
}

fn label_of(class: &HoldoutClass) -> String {
    if class.or_more { format!("{}+", class.repeat_purchases) } else { class.repeat_purchases.to_string() }
}

fn repeats_in_words(class: &HoldoutClass) -> String {
    let more = if class.or_more { " or more" } else { "" };
    format!("{}{more} repeat purchases", class.repeat_purchases)
}

#[cfg(test)]
mod tests {
    use clientele_contract::parse_iso_date;

    use super::*;

    #[test]
    fn the_title_says_how_far_off_the_model_is() {
        let holdout = |expected, actual, error| Holdout {
            first_day: parse_iso_date("2018-02-01").expect("a date"),
            days: 180,
            customers: 900,
            actual,
            expected,
            error,
            classes: Vec::new(),
        };
        assert_eq!(
            title_of(&holdout(1_203.6, 1_250, Some(-0.03712))),
            "1,204 purchases expected, 1,250 happened: 3.7\u{a0}% too few"
        );
        let title = title_of(&holdout(45.1, 45, Some(0.002)));
        assert_eq!(title, "45 purchases expected, 45 happened: as many as expected");
        assert_eq!(title_of(&holdout(2.0, 0, None)), "2 purchases were expected, and none happened");
    }
}
