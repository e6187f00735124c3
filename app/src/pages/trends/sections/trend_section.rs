use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook};
use clientele_contract::{Grain, TrendFigures, TrendMeasure, TrendQuestion, Trends};
use leptos::prelude::*;

use super::{
    measure::{change, customers_behind, exact, in_words, mean, name_of, short, term_of, unit_of},
    measure_tiles::change_of_period,
    point_words::{label_of_point, list_of_point, name_of_point},
};
use crate::{
    components::{Card, ChartFigure, Icon, IconView, UnlinkedNote},
    format::{format_counted, format_date, with_capital},
    pages::overview::sections::period_words::compared_name,
    questions::grain_word,
    url_state::SegmentsUrl,
};

/// The classes that give the trailing means their colours.
const MEAN_CLASSES: [&str; 2] = ["series-2", "series-3"];

/// The chosen measure over time, with the same figures as a table.
#[component]
pub fn TrendSection(
    trends: Trends,
    question: TrendQuestion,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let measure = question.measure;
    let title = title_of(&trends, &question, &currency_symbol);
    let subtitle = subtitle_of(&trends, measure, &currency_symbol);
    let spec = ChartSpec {
        id: "trend".to_owned(),
        title: format!("{} by {}", name_of(measure), grain_word(trends.grain)),
        description: format!("{title}. {subtitle}"),
        empty: "No completed orders in this period".to_owned(),
        kind: ChartKind::Line(line_chart(&trends, &question, &currency_symbol)),
    };
    let file = url.link("/export/trends.csv");
    let actions = view! {
        <a class="button button-small" href=file rel="external"><IconView icon=Icon::Download/>"CSV"</a>
    };
    let is_of_orders = measure != TrendMeasure::NewCustomers;
    let has_means = trends.grain == Grain::Day;
    view! {
        <Card id="trend-title" title subtitle term=term_of(measure) class="card-trends" actions=actions.into_any()>
            <ChartFigure spec height=400 width=1040/>
            {is_of_orders.then(|| view! { <UnlinkedNote filter=url.filter.clone() of="customers of a point"/> })}
            {has_means.then(|| view! {
                <p class="chart-note">
                    "A trailing mean of 7 or 28 days takes out the rhythm of the week; it begins when so many days are known."
                </p>
            })}
        </Card>
    }
}

/// The finding: the value of the period and its change.
fn title_of(trends: &Trends, question: &TrendQuestion, currency_symbol: &str) -> String {
    let measure = question.measure;
    let value = short(measure, trends.period.value(measure), currency_symbol);
    let name = name_of(measure);
    match in_words(&change_of_period(measure, trends, question)) {
        words if words.is_empty() => format!("{name} {value}"),
        words => format!("{name} {value}: {words}"),
    }
}

/// The change from the last whole point to the one before, and what is drawn how.
fn subtitle_of(trends: &Trends, measure: TrendMeasure, currency_symbol: &str) -> String {
    let latest = match trends.grain {
        Grain::Day => latest_week(trends, measure, currency_symbol),
        Grain::Week | Grain::Month => latest_point(trends, measure, currency_symbol),
    };
    let running = trends.points.iter().find(|point| point.in_progress);
    let running = running
        .map(|point| format!(" {} is not over: dashed, and left out of changes.", name_of_point(point)))
        .unwrap_or_default();
    let first = trends.points.first().filter(|point| !point.in_progress && point.is_cut_off);
    let cut_off = first
        .map(|point| {
            let grain = grain_word(trends.grain);
            format!(" The first {grain} is {} only: dashed, too.", name_of_point(point))
        })
        .unwrap_or_default();
    format!("{latest}{cut_off}{running}")
}

fn latest_point(trends: &Trends, measure: TrendMeasure, currency_symbol: &str) -> String {
    let mut whole = trends.points.iter().rev().filter(|point| point.is_whole());
    let (Some(last), Some(before)) = (whole.next(), whole.next()) else {
        return format!(
            "Too few whole {}s to compare the last with the one before.",
            grain_word(trends.grain)
        );
    };
    let phrase = format!("in {}", name_of_point(before));
    let comparison = change(measure, last.value(measure), before.value(measure), &phrase);
    let value = short(measure, last.value(measure), currency_symbol);
    format!("{}: {value}, {}.", name_of_point(last), in_words(&comparison))
}

/// Single days jump about: the mean of the last seven is compared with that of the seven before.
fn latest_week(trends: &Trends, measure: TrendMeasure, currency_symbol: &str) -> String {
    let [weekly, _] = &trends.trailing_means;
    let week = TrendQuestion::TRAILING_DAYS[0] as usize;
    let last = weekly.len().checked_sub(1);
    let (Some(last), Some(before)) = (last, last.and_then(|last| last.checked_sub(week))) else {
        return "Too few days to compare the last seven with those before.".to_owned();
    };
    let comparison = change(measure, weekly[last], weekly[before], "in the seven before");
    let value = mean(measure, weekly[last], currency_symbol);
    let day = format_date(trends.points[last].days.last);
    format!("Mean of the seven days to {day}: {value}, {}.", in_words(&comparison))
}

fn line_chart(trends: &Trends, question: &TrendQuestion, currency_symbol: &str) -> LineChart {
    let measure = question.measure;
    let line_point = |point: &TrendFigures| {
        let value = point.value(measure);
        let mark = Mark::new(name_of_point(point), exact(measure, value, currency_symbol));
        let behind = customers_behind(measure, point);
        let mark = if matches!(measure, TrendMeasure::Customers | TrendMeasure::NewCustomers) {
            mark
        } else {
            mark.note(format_counted(behind, "customer", "customers"))
        };
        let href = list_of_point(&question.filter, measure, point.days).filter(|_| behind > 0);
        LinePoint {
            value,
            in_progress: point.in_progress,
            is_cut_off: point.is_cut_off,
            mark: Mark { href, ..mark },
        }
    };
    let main = LineSeries {
        name: name_of(measure).to_owned(),
        look: SeriesLook::Area,
        class: None,
        points: trends.points.iter().map(line_point).collect(),
    };
    let compared =
        trends.compared.filter(|_| !trends.compared_points.is_empty()).map(|compared| LineSeries {
            name: compared_name(&question.period, trends.period.days, compared.days),
            look: SeriesLook::Compared,
            class: None,
            // The muted line is laid under the other point by point, and ends with it.
            points: trends.compared_points.iter().take(trends.points.len()).map(line_point).collect(),
        });
    let means = mean_series(trends, measure, currency_symbol);
    LineChart {
        x_name: with_capital(grain_word(trends.grain)),
        unit: unit_of(measure, currency_symbol),
        // Scores of 1 to 5 never come near zero.
        from_zero: measure != TrendMeasure::ReviewScore,
        labels: trends.points.iter().map(|point| label_of_point(point, trends.grain)).collect(),
        series: std::iter::once(main).chain(means).chain(compared).collect(),
    }
}

fn mean_series(
    trends: &Trends,
    measure: TrendMeasure,
    currency_symbol: &str,
) -> impl Iterator<Item = LineSeries> {
    let series = trends.trailing_means.iter().zip(TrendQuestion::TRAILING_DAYS).zip(MEAN_CLASSES);
    series.filter(|((means, _), _)| means.iter().any(Option::is_some)).map(move |((means, days), class)| {
        let point = |(value, point): (&Option<f64>, &TrendFigures)| LinePoint {
            value: *value,
            in_progress: false,
            is_cut_off: false,
            mark: Mark::new(
                name_of_point(point),
                value.map_or_else(String::new, |value| mean(measure, Some(value), currency_symbol)),
            ),
        };
        LineSeries {
            name: format!("{days}-day mean"),
            look: SeriesLook::Line,
            class: Some(class.to_owned()),
            points: means.iter().zip(&trends.points).map(point).collect(),
        }
    })
}

#[cfg(test)]
mod tests {
    use clientele_contract::{DayRange, parse_iso_date};

    use super::*;

    fn figures(first: &str, last: &str, revenue_cents: i64) -> TrendFigures {
        let day = |text| parse_iso_date(text).expect("a date");
        TrendFigures {
            days: DayRange { first: day(first), last: day(last) },
            revenue_cents,
            orders: 10,
            units: 12,
            customers: 9,
            new_customers: 8,
            repeat_customers: 1,
            reviewed_orders: 0,
            review_sum: 0.0,
            in_progress: false,
            is_cut_off: false,
        }
    }

    fn trends(grain: Grain, points: Vec<TrendFigures>) -> Trends {
        Trends {
            customers: 9,
            period: figures("2018-06-01", "2018-08-31", 600_000),
            compared: Some(figures("2018-03-01", "2018-05-31", 500_000)),
            not_comparable: None,
            grain,
            points,
            compared_points: Vec::new(),
            trailing_means: Default::default(),
        }
    }

    #[test]
    fn the_change_is_said_in_words_and_the_running_month_is_left_out_of_it() {
        let running =
            TrendFigures { in_progress: true, is_cut_off: true, ..figures("2018-08-01", "2018-08-29", 5) };
        let points = vec![
            figures("2018-06-01", "2018-06-30", 200_000),
            figures("2018-07-01", "2018-07-31", 250_000),
            running,
        ];
        let trends = trends(Grain::Month, points);
        let title = title_of(&trends, &TrendQuestion::default(), "R$").replace('\u{a0}', " ");
        assert_eq!(title, "Revenue R$ 6.00 k: 20.0 % more than in the 92 days before");
        let alone = Trends { compared: None, ..trends.clone() };
        let title = title_of(&alone, &TrendQuestion::default(), "R$").replace('\u{a0}', " ");
        assert_eq!(title, "Revenue R$ 6.00 k");
        let subtitle = subtitle_of(&trends, TrendMeasure::Revenue, "R$").replace('\u{a0}', " ");
        assert_eq!(
            subtitle,
            "Jul 2018: R$ 2.50 k, 25.0 % more than in Jun 2018. \
             1 to 29 Aug 2018 is not over: dashed, and left out of changes."
        );
    }

    #[test]
    fn seven_days_are_compared_with_the_seven_before() {
        let points: Vec<_> = (1..=14)
            .map(|day| figures(&format!("2018-08-{day:02}"), &format!("2018-08-{day:02}"), 100))
            .collect();
        let mut trends = trends(Grain::Day, points);
        trends.trailing_means[0] = (1..=14).map(|day| Some(f64::from(day) * 100.0)).collect();
        let subtitle = subtitle_of(&trends, TrendMeasure::Revenue, "R$").replace('\u{a0}', " ");
        assert_eq!(
            subtitle,
            "Mean of the seven days to 14 Aug 2018: R$ 14.00, 100.0 % more than in the seven before."
        );
        trends.trailing_means[0].truncate(3);
        assert!(subtitle_of(&trends, TrendMeasure::Revenue, "R$").starts_with("Too few days"));
    }

    #[test]
    fn points_that_open_no_list_say_why() {
        let drawn = |query: &str, measure| {
            let url = crate::url_state::parse_query(query).0;
            let question = TrendQuestion { filter: url.filter.clone(), measure, ..TrendQuestion::default() };
            let trends = trends(Grain::Day, vec![figures("2018-08-01", "2018-08-01", 100)]);
            view! { <TrendSection trends question url currency_symbol="R$".to_owned()/> }.to_html()
        };
        let note = "customers of a point are not linked";
        assert!(drawn("bought=toys", TrendMeasure::Revenue).contains(note));
        assert!(!drawn("", TrendMeasure::Revenue).contains(note));
        assert!(!drawn("bought=toys", TrendMeasure::NewCustomers).contains(note), "these are linked");
    }

    #[test]
    fn a_measure_without_a_value_is_a_dash_and_interrupts_the_line() {
        let trends = trends(Grain::Day, vec![figures("2018-08-01", "2018-08-01", 100)]);
        let question = TrendQuestion { measure: TrendMeasure::ReviewScore, ..TrendQuestion::default() };
        let chart = line_chart(&trends, &question, "R$");
        assert_eq!(chart.series[0].points[0].value, None);
        assert_eq!(chart.series[0].points[0].mark.value, "–");
    }
}
