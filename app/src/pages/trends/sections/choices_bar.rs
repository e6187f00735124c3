use chrono::NaiveDate;
use clientele_contract::{CompareWith, DayRange, Grain, Period, SnapshotInfo, TrendQuestion, Trends};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Segmented, SegmentedOption},
    format::{format_date, format_days, with_capital},
    pages::overview::sections::period_words::{comparison_name, period_name},
    questions::grain_word,
    url_state::{
        SegmentsUrl,
        period::{NAMED_COMPARISONS, NAMED_PERIODS, comparison_word, period_word},
    },
};

/// Which days, in which steps, compared with which; links and a form, so that no script is needed.
#[component]
pub fn ChoicesBar(
    question: TrendQuestion,
    trends: Trends,
    url: SegmentsUrl,
    snapshot: SnapshotInfo,
) -> impl IntoView {
    let words = days_in_words(&question, &trends, &snapshot);
    view! {
        <div class="choices-bar">
            <div class="choice-group">
                <span class="choice-name" aria-hidden="true">"Days"</span>
                <Segmented label="Days" options=periods(&question, &url)/>
                <OwnDays question=question.clone() url=url.clone() snapshot/>
            </div>
            <div class="choice-group">
                <span class="choice-name" aria-hidden="true">"By"</span>
                <Segmented label="By" options=grains(trends.grain, &url)/>
            </div>
            <div class="choice-group">
                <span class="choice-name" aria-hidden="true">"Compared with"</span>
                <Segmented label="Compared with" options=comparisons(&question, &url)/>
            </div>
            <p class="days-words" role="status">{words}</p>
        </div>
    }
}

fn periods(question: &TrendQuestion, url: &SegmentsUrl) -> Vec<SegmentedOption> {
    let bare = url.with_choice("from", "").with_choice("to", "");
    let option = |period: Period| {
        let word = if period == Period::default() { "" } else { period_word(period) };
        SegmentedOption {
            id: format!("period-{}", period_word(period)),
            name: period_name(period).to_owned(),
            full_name: None,
            href: bare.with_choice("period", word).link(PATH),
            is_current: question.period.period == period,
        }
    };
    NAMED_PERIODS.map(option).to_vec()
}

fn grains(in_force: Grain, url: &SegmentsUrl) -> Vec<SegmentedOption> {
    let option = |grain: Grain| SegmentedOption {
        id: format!("grain-{}", grain_word(grain)),
        name: with_capital(grain_word(grain)),
        full_name: None,
        href: url.with_choice("grain", grain_word(grain)).link(PATH),
        is_current: in_force == grain,
    };
    [Grain::Day, Grain::Week, Grain::Month].map(option).to_vec()
}

fn comparisons(question: &TrendQuestion, url: &SegmentsUrl) -> Vec<SegmentedOption> {
    let option = |compare: CompareWith| {
        let word = if compare == CompareWith::default() { "" } else { comparison_word(compare) };
        SegmentedOption {
            id: format!("compare-{}", comparison_word(compare)),
            name: with_capital(comparison_name(compare)),
            full_name: None,
            href: url.with_choice("compare", word).link(PATH),
            is_current: question.period.compare == compare,
        }
    };
    NAMED_COMPARISONS.map(option).to_vec()
}

/// The days shown and compared, in a sentence; or why nothing is compared.
fn days_in_words(question: &TrendQuestion, trends: &Trends, snapshot: &SnapshotInfo) -> String {
    let days = format_days(trends.period.days);
    let coarser = question.grain.filter(|asked| *asked != trends.grain).map(|asked| {
        let (asked, grain) = (grain_word(asked), grain_word(trends.grain));
        let most = TrendQuestion::POINTS_MAX;
        format!("; by {grain}, because by {asked} there would be more than {most} points")
    });
    let coarser = coarser.unwrap_or_default();
    if trends.period.in_progress {
        let end = format_date(snapshot.as_of.pred_opt().unwrap_or(snapshot.as_of));
        return format!("{days}, so far: the data end on {end}, so nothing is compared yet{coarser}");
    }
    match (trends.compared, trends.not_comparable) {
        (Some(compared), _) => format!("{days}, compared with {}{coarser}", format_days(compared.days)),
        (None, Some(missing)) => format!(
            "{days}, not compared with {}: the first order is of {}{coarser}",
            format_days(missing),
            format_date(snapshot.first_order)
        ),
        (None, None) => format!("{days}, compared with nothing{coarser}"),
    }
}

#[component]
fn OwnDays(question: TrendQuestion, url: SegmentsUrl, snapshot: SnapshotInfo) -> impl IntoView {
    let days = match question.period.period {
        Period::Between(days) => Some(days),
        _ => None,
    };
    let kept = url.with_choice("period", "").with_choice("from", "").with_choice("to", "").pairs();
    let hidden = kept
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let field = move |label: &'static str, name: &'static str, pick: fn(DayRange) -> NaiveDate| {
        view! {
            <label class="day-field">
                <span>{label}</span>
                <input
                    class="field"
                    id=format!("day-{name}")
                    type="date"
                    name=name
                    value=days.map(|days| pick(days).to_string())
                    min=snapshot.first_order.to_string()
                    max=snapshot.last_order.to_string()
                    required
                />
            </label>
        }
    };
    view! {
        <form class="days-form" method="get" action=PATH aria-label="Days of your own">
            {hidden}
            <input type="hidden" name="period" value="between"/>
            {field("From", "from", |days| days.first)}
            {field("To", "to", |days| days.last)}
            <button id="days-show" class="button" type="submit">"Show"</button>
        </form>
    }
}
