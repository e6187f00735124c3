use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{AliveHistory, AlivePoint, Expectation, TrustCheck};
use leptos::prelude::*;

use crate::{
    components::{Badge, Card, ChartFigure, GlossaryMark, Tone},
    format::{
        format_counted, format_date, format_money, format_percent, format_percent_rounded, format_score,
    },
    pages::value::{check_in_words, help_in_words, name_of_check},
};

/// How likely it is and was that the person buys again, and what to expect of them; or why that is not said.
#[component]
pub fn ValueSection(history: AliveHistory, currency_symbol: String) -> impl IntoView {
    let title = title_of(&history);
    if history.points.is_empty() {
        return view! {
            <Card id="alive-title" title term="p-alive">
                <FailedChecks checks=history.trust.checks/>
            </Card>
        }
        .into_any();
    }
    let subtitle = format!(
        "Probability of ever buying again by what was known each day, by {}; dots mark order days",
        history.model.name()
    );
    let spec = ChartSpec {
        id: "alive".to_owned(),
        title: "Probability of coming back over time".to_owned(),
        description: format!("{title}. {subtitle}."),
        empty: "No orders yet".to_owned(),
        kind: ChartKind::Line(alive_chart(&history.points)),
    };
    let money_checks = history.trust.checks;
    let horizon_days = history.horizon_days;
    let outlook = history.outlook.map(|expected| {
        view! { <OutlookFacts expected horizon_days checks=money_checks currency_symbol/> }
    });
    view! {
        <Card id="alive-title" title subtitle term="p-alive">
            <ChartFigure spec height=220/>
            {outlook}
        </Card>
    }
    .into_any()
}

#[component]
fn OutlookFacts(
    expected: Expectation,
    horizon_days: u32,
    checks: Vec<TrustCheck>,
    currency_symbol: String,
) -> impl IntoView {
    let horizon = format_counted(horizon_days.into(), "day", "days");
    let value = match expected.value_cents {
        Some(cents) => view! {
            <div>
                <dt>{format!("Expected value, {horizon}")} <GlossaryMark term="expected-value"/></dt>
                <dd>{format_money(cents, &currency_symbol)}</dd>
            </div>
        }
        .into_any(),
        None => view! {
            <div><dt>{format!("Expected value, {horizon}")}</dt><dd>"Withheld"</dd></div>
        }
        .into_any(),
    };
    let withheld = expected.value_cents.is_none().then(|| view! { <FailedChecks checks/> });
    view! {
        <dl class="facts">
            <div>
                <dt>{format!("Expected purchases, {horizon}")} <GlossaryMark term="expected-purchases"/></dt>
                <dd>{format_score(expected.purchases)}</dd>
            </div>
            {value}
        </dl>
        {withheld}
    }
}

/// What is missing, and what would help.
#[component]
fn FailedChecks(checks: Vec<TrustCheck>) -> impl IntoView {
    let failed = checks
        .into_iter()
        .filter(|check| !check.passed)
        .map(|check| {
            view! {
                <li class="check">
                    <Badge words="Fails" tone=Tone::Bad/>
                    <div>
                        <h3>{name_of_check(check.kind)}</h3>
                        <p class="muted">{check_in_words(&check)}</p>
                        <p class="check-help">{help_in_words(check.kind)}</p>
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="checks">{failed}</ul>
        <p class="card-foot"><a class="card-link" href="/value#trust-title">"All checks of the models"</a></p>
    }
}

fn title_of(history: &AliveHistory) -> String {
    match history.points.last() {
        Some(today) => format!("Comes back with a probability of {}", format_percent_rounded(today.p_alive)),
        None => "Will this person come back? That is withheld".to_owned(),
    }
}

fn alive_chart(points: &[AlivePoint]) -> LineChart {
    let line_point = |point: &AlivePoint, shown: bool| {
        let orders = point.orders.iter().map(|day| format!("Order on {}", format_date(*day)));
        LinePoint {
            value: shown.then_some(point.p_alive),
            in_progress: false,
            is_cut_off: false,
            mark: orders.fold(Mark::new(format_date(point.day), format_percent(point.p_alive)), Mark::note),
        }
    };
    LineChart {
        x_name: "Day".to_owned(),
        unit: Unit::Percent,
        from_zero: true,
        labels: points.iter().map(|point| format_date(point.day)).collect(),
        series: vec![
            LineSeries {
                name: "Probability".to_owned(),
                look: SeriesLook::Line,
                class: None,
                points: points.iter().map(|point| line_point(point, true)).collect(),
            },
            LineSeries {
                name: "Order days".to_owned(),
                // Single values between gaps are drawn as dots.
                look: SeriesLook::Compared,
                class: Some("series-3".to_owned()),
                points: points.iter().map(|point| line_point(point, !point.orders.is_empty())).collect(),
            },
        ],
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::{TrustCheckKind, parse_iso_date};

    use super::*;

    #[test]
    fn order_days_are_marked_and_named() {
        let day = |text| parse_iso_date(text).expect("a date");
        let points = [
            AlivePoint {
                day: day("2018-01-03"),
                p_alive: 0.8,
                orders: vec![day("2018-01-01"), day("2018-01-03")],
            },
            AlivePoint { day: day("2018-01-10"), p_alive: 0.7, orders: Vec::new() },
        ];
        let chart = alive_chart(&points);
        let marked: Vec<_> = chart.series[1].points.iter().map(|point| point.value).collect();
        assert_eq!(marked, [Some(0.8), None]);
        assert_eq!(chart.series[0].points[0].mark.notes, ["Order on 1 Jan 2018", "Order on 3 Jan 2018"]);
    }

    #[test]
    fn what_is_withheld_says_which_check_fails() {
        let check = TrustCheck {
            kind: TrustCheckKind::RepeatBuyers,
            measured: Some(3.0),
            bound: 100.0,
            passed: false,
        };
        let trust = clientele_contract::ModelTrust { checks: vec![check] };
        let history = AliveHistory { trust, ..AliveHistory::default() };
        let html = view! { <ValueSection history currency_symbol="R$".to_owned()/> }.to_html();
        assert!(html.contains("That is withheld") && html.contains("3\u{a0}customers bought"), "{html}");
    }
}
