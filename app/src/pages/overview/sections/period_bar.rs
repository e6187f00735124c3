use clientele_contract::{CompareWith, DayRange, Overview, Period, PeriodQuestion, SnapshotInfo};
use leptos::prelude::*;

use super::period_words::{comparison_name, period_name};
use crate::{
    format::{format_date, format_days},
    query_string::decode_pairs,
    url_state::period::{
        NAMED_COMPARISONS, NAMED_PERIODS, comparison_word, period_link, period_query, period_word,
    },
};

/// Which days are shown and what they are compared with; links and forms, so that no script is needed.
#[component]
pub fn PeriodBar(
    question: PeriodQuestion,
    words: String,
    first_day: String,
    last_day: String,
) -> impl IntoView {
    let periods = NAMED_PERIODS
        .into_iter()
        .map(|period| {
            let is_chosen = question.period == period;
            let id = format!("period-{}", period_word(period));
            let href = period_link(&PeriodQuestion { period, ..question });
            view! { <li><ChoiceLink id href is_chosen words=period_name(period)/></li> }
        })
        .collect_view();
    let bounds = DateBounds { first: first_day, last: last_day };
    view! {
        <nav class="period-bar" aria-label="Period">
            <ul class="period-choices">
                {periods}
                <li><OwnPeriod question bounds=bounds.clone()/></li>
            </ul>
            <Comparisons question bounds/>
            <p class="period-words" role="status">{words}</p>
        </nav>
    }
}

/// The days shown and compared, in a sentence; or why nothing is compared.
pub fn days_in_words(overview: &Overview, question: &PeriodQuestion, snapshot: &SnapshotInfo) -> String {
    let days = format_days(overview.period.days);
    if overview.period_in_progress {
        let end = format_date(snapshot.last_order);
        return format!("{days}, so far: the data end on {end}, so nothing is compared yet");
    }
    match (overview.compared, overview.not_comparable) {
        (Some(compared), _) => format!("{days}, compared with {}", format_days(compared.days)),
        (None, Some(missing)) => format!(
            "{days}, not compared with {}: the first order is of {}",
            format_days(missing),
            format_date(snapshot.first_order)
        ),
        (None, None) if question.compare == CompareWith::Nothing => format!("{days}, compared with nothing"),
        (None, None) => days,
    }
}

/// Days between which there are orders.
#[derive(Debug, Clone)]
struct DateBounds {
    first: String,
    last: String,
}

#[component]
fn ChoiceLink(id: String, href: String, is_chosen: bool, words: &'static str) -> impl IntoView {
    view! {
        <a
            id=id
            class="period-choice"
            href=href
            data-noscroll=""
            aria-current=is_chosen.then_some("true")
        >
            {words}
        </a>
    }
}

#[component]
fn OwnPeriod(question: PeriodQuestion, bounds: DateBounds) -> impl IntoView {
    let days = match question.period {
        Period::Between(days) => Some(days),
        _ => None,
    };
    view! {
        <details class="period-menu" name="period-menu" data-popover="">
            <summary id="period-own" class="period-choice" class:is-chosen=days.is_some()>"Own days…"</summary>
            <form class="popover period-form" method="get" action="/" aria-label="Days of your own">
                <KeptPairs question without=["period", "from", "to"]/>
                <input type="hidden" name="period" value="between"/>
                <DayFields names=["from", "to"] days bounds/>
                <button id="period-show" class="button button-primary" type="submit">"Show these days"</button>
            </form>
        </details>
    }
}

#[component]
fn Comparisons(question: PeriodQuestion, bounds: DateBounds) -> impl IntoView {
    let days = match question.compare {
        CompareWith::Between(days) => Some(days),
        _ => None,
    };
    let named = NAMED_COMPARISONS
        .into_iter()
        .map(|compare| {
            let is_chosen = question.compare == compare;
            let id = format!("compare-{}", comparison_word(compare));
            let href = period_link(&PeriodQuestion { compare, ..question });
            view! { <li><ChoiceLink id href is_chosen words=comparison_name(compare)/></li> }
        })
        .collect_view();
    let can_match = matches!(question.compare, CompareWith::Previous | CompareWith::LastYear);
    view! {
        <details class="period-menu" name="period-menu" data-popover="">
            <summary id="compare" class="period-compare">
                "Compared with " <strong>{comparison_name(question.compare)}</strong>
            </summary>
            <div class="popover period-form">
                <ul class="period-list">{named}</ul>
                {can_match.then(|| view! { <MatchWeekdays question/> })}
                <form class="period-form" method="get" action="/" aria-label="Days of your own to compare with">
                    <KeptPairs question without=["compare", "compare_from", "compare_to"]/>
                    <input type="hidden" name="compare" value="between"/>
                    <DayFields names=["compare_from", "compare_to"] days bounds/>
                    <button id="compare-show" class="button" type="submit">"Compare with these days"</button>
                </form>
            </div>
        </details>
    }
}

/// A link that turns the choice on or off.
#[component]
fn MatchWeekdays(question: PeriodQuestion) -> impl IntoView {
    let is_on = question.match_weekdays;
    let href = period_link(&PeriodQuestion { match_weekdays: !is_on, ..question });
    let words = if is_on { "✓ Same weekdays" } else { "Same weekdays" };
    view! {
        <p class="period-weekdays">
            <ChoiceLink id="compare-weekdays".to_owned() href is_chosen=is_on words/>
            <span>"Moves the compared days by whole weeks, so that weekends meet weekends."</span>
        </p>
    }
}

#[component]
fn DayFields(names: [&'static str; 2], days: Option<DayRange>, bounds: DateBounds) -> impl IntoView {
    let values = days.map(|days| [days.first, days.last].map(|day| day.to_string()));
    let [first, last] = values.unwrap_or_default();
    let [first_name, last_name] = names;
    let field = move |label: &'static str, name: &'static str, value: String| {
        view! {
            <label class="field">
                <span>{label}</span>
                <input
                    type="date"
                    name=name
                    value=value
                    min=bounds.first.clone()
                    max=bounds.last.clone()
                    required
                />
            </label>
        }
    };
    view! { <div class="period-days">{field("From", first_name, first)} {field("To", last_name, last)}</div> }
}

/// What the address says besides, so that sending the form does not forget it.
#[component]
fn KeptPairs(question: PeriodQuestion, without: [&'static str; 3]) -> impl IntoView {
    let query = period_query(&question);
    decode_pairs(&query)
        .filter(|(key, _)| !without.contains(&key.as_str()))
        .map(|(key, value)| view! { <input type="hidden" name=key value=value/> })
        .collect_view()
}
