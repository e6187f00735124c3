use std::sync::Arc;

use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{CohortMean, Payback};
use leptos::prelude::*;

use super::{
    PATH, Shown,
    words::{counted, is_broad, noun, nouns},
};
use crate::{
    components::{Card, ChartFigure, Field, TooLittleData},
    format::{format_count, format_money, format_money_short, format_percent, format_times, with_capital},
};

/// The choices of the form below, which its hidden fields leave out.
const OWN_KEYS: [&str; 2] = ["cost", "margin"];
/// Hundredths of a per cent in the whole.
const WHOLE: f64 = 10_000.0;

/// What a customer brings over time, against what it costs to win one.
#[component]
pub fn PaybackSection(shown: Arc<Shown>) -> impl IntoView {
    let title = title_of_payback(&shown);
    let subtitle = explanation_of(&shown);
    let content = if complete(&shown).next().is_some() {
        let spec = ChartSpec {
            id: "lifetime-value".to_owned(),
            title: title.clone(),
            description: format!("{title}. {subtitle}"),
            empty: "No complete period yet".to_owned(),
            kind: ChartKind::Line(value_curve(&shown)),
        };
        view! { <ChartFigure spec height=300 width=1100/> }.into_any()
    } else {
        let reason = format!("No cohort has its first {} complete yet.", noun(shown.view.grain));
        view! { <TooLittleData reason/> }.into_any()
    };
    view! {
        <Card id="payback-title" title subtitle term="payback" class="card-payback">
            <PaybackForm shown/>
            {content}
        </Card>
    }
}

/// Means of complete periods with what a customer has brought by their end.
fn complete(shown: &Shown) -> impl DoubleEndedIterator<Item = (&CohortMean, f64)> {
    shown.cohorts.means.iter().filter_map(|mean| Some((mean, mean.cumulative_margin_cents_per_customer?)))
}

/// The last of them for which half of the customers are old enough, or the first.
fn last_broad(shown: &Shown) -> Option<(&CohortMean, f64)> {
    complete(shown).rev().find(|(mean, _)| is_broad(mean, &shown.cohorts)).or_else(|| complete(shown).next())
}

fn title_of_payback(shown: &Shown) -> String {
    let symbol = &shown.currency_symbol;
    let grain = shown.view.grain;
    let cost = shown.view.acquisition_cost_cents.map(|cents| format_money(cents, symbol)).unwrap_or_default();
    match shown.cohorts.payback {
        Some(Payback::InPeriod(period)) => {
            format!("A cost of {cost} per customer is paid back in {} {period}", noun(grain))
        }
        Some(Payback::NotUntil(0)) => {
            format!("A cost of {cost} per customer is not paid back within the first {}", noun(grain))
        }
        Some(Payback::NotUntil(last)) => {
            format!("A cost of {cost} per customer is not paid back within the {} seen", counted(last, grain))
        }
        Some(Payback::Unknown) => "It is too early to say when a customer pays back".to_owned(),
        None => last_broad(shown).map_or_else(
            || "What does a new customer bring?".to_owned(),
            |(mean, cents)| {
                let what = if shown.view.margin_basis_points.is_some() { "a margin of " } else { "" };
                let value = format_money_short(cents, symbol);
                match mean.period {
                    0 => format!("A new customer brings {what}{value} in the first {}", noun(grain)),
                    last => {
                        format!("A new customer has brought {what}{value} after {}", counted(last, grain))
                    }
                }
            },
        ),
    }
}

/// What is drawn, and what stands against it at the end.
fn explanation_of(shown: &Shown) -> String {
    let nouns = nouns(shown.view.grain);
    let margin = shown.view.margin_basis_points.map(|margin| format_percent(f64::from(margin) / WHOLE));
    let what = match margin {
        Some(margin) => {
            format!(
                "Revenue × {margin} margin per acquired customer: the weighted means of the {nouns}, added up"
            )
        }
        None => format!(
            "Revenue per acquired customer, of which no margin is taken: the weighted means of the {nouns}, added up"
        ),
    };
    let cost = shown.view.acquisition_cost_cents.filter(|cost| *cost > 0);
    let ratio = cost.zip(complete(shown).next_back()).map(|(cost, (mean, cents))| {
        let when = match mean.period {
            0 => format!("the first {}", noun(shown.view.grain)),
            last => counted(last, shown.view.grain),
        };
        format!(" After {when} it is {} the cost.", format_times(cents / cost as f64))
    });
    let is_narrow = complete(shown).any(|(mean, _)| !is_broad(mean, &shown.cohorts));
    let dashed = if is_narrow { " Dashed: fewer than half of the customers are old enough." } else { "" };
    format!("{what}.{}{dashed}", ratio.unwrap_or_default())
}

/// Asks for cost and margin, with the unit of each in its label.
#[component]
fn PaybackForm(shown: Arc<Shown>) -> impl IntoView {
    let kept = shown.url.pairs().into_iter().filter(|(key, _)| !OWN_KEYS.contains(&key.as_str()));
    let hidden =
        kept.map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view();
    let is_misread = |key: &str, is_read: bool| !is_read && shown.url.choices.get(key).is_some();
    let field = |name: &'static str, label: String, placeholder: &str, error: Option<String>| {
        let value = shown.url.choices.get(name).unwrap_or_default().to_owned();
        let placeholder = placeholder.to_owned();
        view! { <Field name label value placeholder error input_mode="decimal"/> }
    };
    let cost_error = is_misread("cost", shown.view.acquisition_cost_cents.is_some())
        .then(|| "Write an amount such as 12.50.".to_owned());
    let margin_error = is_misread("margin", shown.view.margin_basis_points.is_some())
        .then(|| "Write per cent from 1 to 100: 25 means 25 %.".to_owned());
    view! {
        <form class="payback-form" method="get" action=PATH aria-label="Cost and margin">
            {hidden}
            {field("cost", format!("Cost to win a customer ({})", shown.currency_symbol), "such as 12.50", cost_error)}
            {field("margin", "Margin (% of revenue)".to_owned(), "100", margin_error)}
            <button id="payback-show" class="button" type="submit">"Show payback"</button>
        </form>
    }
}

fn value_curve(shown: &Shown) -> LineChart {
    let noun = with_capital(noun(shown.view.grain));
    let symbol = &shown.currency_symbol;
    let complete: Vec<(&CohortMean, f64)> = complete(shown).collect();
    let name_of = |mean: &CohortMean| format!("{noun} {}", mean.period);
    let point = |value: f64, is_cut_off, mark: Mark| LinePoint {
        value: Some(value),
        in_progress: false,
        is_cut_off,
        mark,
    };
    let value = LineSeries {
        name: if shown.view.margin_basis_points.is_some() { "Margin" } else { "Revenue" }.to_owned(),
        look: SeriesLook::Area,
        class: None,
        points: complete
            .iter()
            .map(|(mean, cents)| {
                let money = format_money(cents.round() as i64, symbol);
                let note = format!("of {} customers", format_count(mean.size));
                point(*cents, !is_broad(mean, &shown.cohorts), Mark::new(name_of(mean), money).note(note))
            })
            .collect(),
    };
    let cost = shown.view.acquisition_cost_cents.map(|cost| LineSeries {
        name: "Cost".to_owned(),
        look: SeriesLook::Compared,
        class: None,
        points: complete
            .iter()
            .map(|(mean, _)| point(cost as f64, false, Mark::new(name_of(mean), format_money(cost, symbol))))
            .collect(),
    });
    LineChart {
        x_name: noun.clone(),
        unit: Unit::Money { symbol: symbol.clone() },
        from_zero: true,
        labels: complete.iter().map(|(mean, _)| mean.period.to_string()).collect(),
        series: std::iter::once(value).chain(cost).collect(),
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::{CohortMatrix, CohortQuestion};

    use super::*;
    use crate::{questions::cohort_view, url_state::parse_query};

    /// Revenue per customer of 15, 20 and 30 in months 0 to 2; month 3 is not complete for any cohort.
    fn shown(query: &str, payback: Option<Payback>) -> Shown {
        let (url, _) = parse_query(query);
        let view = cohort_view(&url);
        let margin = f64::from(view.margin_basis_points.unwrap_or(10_000)) / WHOLE;
        let mean = |period: u32, cents: f64| CohortMean {
            period,
            size: 2,
            cumulative_revenue_cents_per_customer: Some(cents),
            cumulative_margin_cents_per_customer: Some(cents * margin),
            ..CohortMean::default()
        };
        let running = CohortMean { period: 3, ..CohortMean::default() };
        let means = vec![mean(0, 1_500.0), mean(1, 2_000.0), mean(2, 3_000.0), running];
        let cohorts = CohortMatrix { means, payback, customers: 2, ..CohortMatrix::default() };
        Shown { cohorts, view, url, currency_symbol: "R$".to_owned() }
    }

    fn sentences(query: &str, payback: Option<Payback>) -> [String; 2] {
        let shown = shown(query, payback);
        [title_of_payback(&shown), explanation_of(&shown)].map(|text| text.replace('\u{a0}', " "))
    }

    #[test]
    fn the_payback_is_said_in_a_sentence() {
        let [title, explanation] = sentences("cost=20", Some(Payback::InPeriod(1)));
        assert_eq!(title, "A cost of R$ 20.00 per customer is paid back in month 1");
        assert!(explanation.contains("After 2 months it is 1.50 × the cost."), "{explanation}");
        let [title, explanation] = sentences("cost=20&margin=25", Some(Payback::NotUntil(2)));
        assert_eq!(title, "A cost of R$ 20.00 per customer is not paid back within the 2 months seen");
        assert!(explanation.contains("× 25.0 % margin"), "{explanation}");
        assert!(explanation.contains("After 2 months it is 0.38 × the cost."), "{explanation}");
    }

    #[test]
    fn without_a_cost_the_title_says_what_a_customer_brings() {
        let [title, _] = sentences("", None);
        assert_eq!(title, "A new customer has brought R$ 30.0 after 2 months");
        let [title, _] = sentences("margin=50", None);
        assert_eq!(title, "A new customer has brought a margin of R$ 15.0 after 2 months");
    }

    #[test]
    fn a_cost_of_nothing_has_no_ratio() {
        let [_, explanation] = sentences("cost=0", Some(Payback::InPeriod(0)));
        assert!(!explanation.contains("× the cost"), "{explanation}");
        assert_eq!(CohortQuestion::default().acquisition_cost_cents, None);
    }

    #[test]
    fn a_field_that_cannot_be_read_says_so_and_keeps_what_was_typed() {
        let html =
            view! { <PaybackForm shown=Arc::new(shown("state=SP&cost=12&margin=0.25", None))/> }.to_html();
        assert!(html.contains("25 means 25 %"), "{html}");
        assert!(html.contains("value=\"0.25\""), "{html}");
        assert!(html.contains("name=\"state\" value=\"SP\""), "{html}");
        assert_eq!(html.matches("name=\"cost\"").count(), 1, "{html}");
    }
}
