use chrono::{Days, NaiveDate};
use clientele_contract::{MovementQuestion, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Segmented, SegmentedOption},
    format::{format_counted, format_date},
    questions::days_back_word,
    url_state::SegmentsUrl,
};

/// How far back the earlier day lies in the choices that have a name.
const PRESETS: [u16; 4] = [30, 90, 180, 365];

/// Which two days are compared; links and a form, so that no script is needed.
#[component]
pub fn DaysBar(
    url: SegmentsUrl,
    /// The earlier and the later day, if they can be compared.
    days: Option<[NaiveDate; 2]>,
    snapshot: SnapshotInfo,
) -> impl IntoView {
    let first_day = snapshot.first_order + Days::new(1);
    let later = days.map_or(snapshot.as_of, |[_, to]| to);
    let options: Vec<SegmentedOption> = PRESETS
        .into_iter()
        .filter(|days_back| later - Days::new((*days_back).into()) >= first_day)
        .map(|days_back| preset(&url, days, days_back))
        .collect();
    let presets = (!options.is_empty()).then(|| view! { <Segmented label="How far back" options/> });
    let words = days.map(|[from, to]| {
        let length = u64::try_from((to - from).num_days()).unwrap_or(0);
        let length = format_counted(length, "day", "days");
        format!("From {} to {}: {length}", format_date(from), format_date(to))
    });
    view! {
        <div class="days-bar">
            {presets}
            <DaysForm url days first_day last_day=snapshot.as_of/>
            {words.map(|words| view! { <p class="days-words" role="status">{words}</p> })}
        </div>
    }
}

fn preset(url: &SegmentsUrl, days: Option<[NaiveDate; 2]>, days_back: u16) -> SegmentedOption {
    let word = days_back_word(days_back);
    let is_default = i32::from(days_back) == MovementQuestion::DEFAULT_DAYS_BACK;
    let is_current = days.is_some_and(|[from, to]| (to - from).num_days() == i64::from(days_back));
    SegmentedOption {
        id: format!("back-{days_back}"),
        name: format_counted(days_back.into(), "day", "days"),
        full_name: Some(format!("{} back", format_counted(days_back.into(), "day", "days"))),
        href: url.with_choice("from", if is_default { "" } else { &word }).link(PATH),
        is_current,
    }
}

#[component]
fn DaysForm(
    url: SegmentsUrl,
    days: Option<[NaiveDate; 2]>,
    first_day: NaiveDate,
    last_day: NaiveDate,
) -> impl IntoView {
    let chosen = |index: usize, key: &str| {
        let asked = url.choices.get(key).map(str::to_owned);
        days.map(|days| days[index].to_string()).or(asked).unwrap_or_default()
    };
    let (from, to) = (chosen(0, "from"), chosen(1, "to"));
    let kept = url.with_choice("from", "").with_choice("to", "").pairs();
    let hidden = kept
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let field = move |label: &'static str, name: &'static str, value: String| {
        view! {
            <label class="day-field">
                <span>{label}</span>
                <input
                    class="field"
                    id=format!("day-{name}")
                    type="date"
                    name=name
                    value=value
                    min=first_day.to_string()
                    max=last_day.to_string()
                    required
                />
            </label>
        }
    };
    view! {
        <form class="days-form" method="get" action=PATH aria-label="Days of your own">
            {hidden}
            {field("From", "from", from)}
            {field("To", "to", to)}
            <button id="days-show" class="button" type="submit">"Compare"</button>
        </form>
    }
}
