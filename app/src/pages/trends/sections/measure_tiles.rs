use clientele_charts::{ChartSize, ChartSpec, render};
use clientele_contract::{TrendFigures, TrendMeasure, TrendQuestion, Trends};
use leptos::prelude::*;

use super::{
    PATH,
    measure::{change, exact, name_of, short},
};
use crate::{
    components::{Chart, Comparison, Direction, Verdict},
    pages::overview::sections::period_words::compared_phrase,
    url_state::SegmentsUrl,
};

const SPARKLINE: ChartSize = ChartSize { width: 96, height: 28 };

/// Every measure of the period with its change; a click follows it over time.
#[component]
pub fn MeasureTiles(
    trends: Trends,
    question: TrendQuestion,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let tiles = TrendMeasure::ALL
        .map(|measure| {
            let word = if measure == TrendMeasure::default() { "" } else { measure.slug() };
            let href = url.with_choice("measure", word).link(PATH);
            let is_current = question.measure == measure;
            let (trends, question) = (trends.clone(), question.clone());
            view! {
                <li>
                    <MeasureTile measure trends question href is_current currency_symbol=currency_symbol.clone()/>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav aria-label="Measure">
            <ul class="measure-tiles">{tiles}</ul>
        </nav>
    }
}

#[component]
fn MeasureTile(
    measure: TrendMeasure,
    trends: Trends,
    question: TrendQuestion,
    href: String,
    is_current: bool,
    currency_symbol: String,
) -> impl IntoView {
    let value = trends.period.value(measure);
    let comparison = change_of_period(measure, &trends, &question);
    let verdict = match comparison.verdict {
        Verdict::Better => "kpi-figure better",
        Verdict::Worse => "kpi-figure worse",
        Verdict::Neutral => "kpi-figure",
    };
    let arrow = comparison.arrow.map(|direction| match direction {
        Direction::Up => "▲ ",
        Direction::Down => "▼ ",
    });
    let figure = (!comparison.figure.is_empty()).then(|| {
        view! {
            <span class=verdict><span aria-hidden="true">{arrow}</span>{comparison.figure.clone()}</span>
            " "
        }
    });
    view! {
        <a
            id=format!("measure-{}", measure.slug())
            class="measure-tile"
            href=href
            data-noscroll=""
            aria-current=is_current.then_some("true")
        >
            <span class="measure-name">{name_of(measure)}</span>
            <span class="measure-value" title=exact(measure, value, &currency_symbol)>
                {short(measure, value, &currency_symbol)}
            </span>
            <span class="measure-change">{figure}{comparison.words.clone()}</span>
            {sparkline_of(measure, &trends.points).map(|svg| view! { <div class="measure-spark"><Chart svg/></div> })}
        </a>
    }
}

/// The change of a measure from the compared days to those of the period, or why none is said.
pub fn change_of_period(measure: TrendMeasure, trends: &Trends, question: &TrendQuestion) -> Comparison {
    if trends.period.in_progress {
        return Comparison::of_words("so far; the period is not over");
    }
    match (trends.compared, trends.not_comparable) {
        (Some(compared), _) => {
            let phrase = compared_phrase(&question.period, trends.period.days, compared.days);
            change(measure, trends.period.value(measure), compared.value(measure), &phrase)
        }
        (None, Some(_)) => Comparison::of_words("not compared: no data that far back"),
        // That nothing is to be compared is said once, beside the days.
        (None, None) => Comparison::of_words(""),
    }
}

/// The whole points as a small line; a part of a week or month would read as a fall.
fn sparkline_of(measure: TrendMeasure, points: &[TrendFigures]) -> Option<String> {
    let values: Vec<f64> =
        points.iter().filter(|point| point.is_whole()).filter_map(|point| point.value(measure)).collect();
    (values.len() > 1).then(|| render(&ChartSpec::sparkline(values), SPARKLINE))
}
