use clientele_contract::{ProposedSchedule, RefreshDesk, RefreshSchedule};
use leptos::prelude::*;

use crate::{
    components::{Card, Field},
    format::{format_week_moment, with_capital},
};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The interval that the form offers for an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Week,
    Day,
    Hour,
    Own,
    Off,
}

impl Every {
    const CHOICES: [(Self, &'static str, &'static str); 5] = [
        (Self::Week, "week", "Every week"),
        (Self::Day, "day", "Every day"),
        (Self::Hour, "hour", "Every hour"),
        (Self::Own, "own", "By a cron expression"),
        (Self::Off, "off", "Only when asked for"),
    ];
}

/// What the fields of the form show.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    every: Every,
    /// From 1 for Monday.
    weekday: u32,
    time: String,
    expression: String,
}

impl Shown {
    /// As a person is choosing them.
    fn of_proposed(proposed: &ProposedSchedule) -> Self {
        let every = proposed.field("every");
        let every = Every::CHOICES.iter().find(|(_, value, _)| *value == every);
        Self {
            every: every.map_or(Every::Own, |(every, ..)| *every),
            weekday: proposed.field("weekday").parse().unwrap_or(1),
            time: proposed.field("time").to_owned(),
            expression: proposed.field("expression").to_owned(),
        }
    }

    fn of(expression: &str) -> Self {
        let mut shown = Self {
            every: Every::Own,
            weekday: 1,
            time: "06:00".to_owned(),
            expression: expression.to_owned(),
        };
        let fields: Vec<&str> = expression.split(' ').collect();
        let time_of = |minute: &str, hour: &str| {
            let (minute, hour) = (minute.parse::<u32>().ok()?, hour.parse::<u32>().ok()?);
            Some(format!("{hour:02}:{minute:02}"))
        };
        match &fields[..] {
            ["off"] => (shown.every, shown.expression) = (Every::Off, String::new()),
            ["0", "*", "*", "*", "*"] => shown.every = Every::Hour,
            [minute, hour, "*", "*", day] => {
                let weekday = day.parse().ok().map(|day: u32| if day == 0 { 7 } else { day });
                match (time_of(minute, hour), weekday.filter(|day| (1..=7).contains(day))) {
                    (Some(time), Some(weekday)) => {
                        (shown.every, shown.time, shown.weekday) = (Every::Week, time, weekday);
                    }
                    (Some(time), None) if *day == "*" => (shown.every, shown.time) = (Every::Day, time),
                    _ => {}
                }
            }
            _ => {}
        }
        shown
    }
}

/// When orders are read by themselves, and the form that changes it.
#[component]
pub fn ScheduleSection(desk: RefreshDesk) -> impl IntoView {
    let RefreshDesk { schedule, next, proposed, time_zone, time_zones, .. } = desk;
    let Some(RefreshSchedule { expression, on_change }) = schedule else { return ().into_any() };
    let title = match (next.first(), on_change) {
        (Some(first), _) => format!("The next refresh is due on {}", format_week_moment(*first)),
        (None, true) => "A refresh begins when a file changes".to_owned(),
        (None, false) => "A refresh begins only when somebody asks for it".to_owned(),
    };
    let then: Vec<String> = next.iter().skip(1).map(|moment| format_week_moment(*moment)).collect();
    let subtitle = if then.is_empty() {
        String::new()
    } else {
        format!("Then on {}; by the clock of {time_zone}", then.join(" and on "))
    };
    let (shown, on_change, time_zone) = match &proposed {
        Some(proposed) => {
            let time_zone = proposed.field("time_zone").to_owned();
            (Shown::of_proposed(proposed), !proposed.field("on_change").is_empty(), time_zone)
        }
        None => (Shown::of(&expression), on_change, time_zone),
    };
    view! {
        <Card id="schedule-title" term="refresh-schedule" title subtitle class="card-schedule">
            <ScheduleForm shown on_change time_zone time_zones proposed/>
        </Card>
    }
    .into_any()
}

/// What the schedule that is being chosen comes to.
#[component]
fn Proposal(proposed: ProposedSchedule) -> impl IntoView {
    match &proposed.next {
        Err(mistake) => {
            view! { <p class="field-error" role="alert">{format!("{}.", with_capital(mistake))}</p> }
                .into_any()
        }
        Ok(next) => {
            let moments: Vec<String> = next.iter().map(|moment| format_week_moment(*moment)).collect();
            let zone = proposed.field("time_zone");
            let words = if moments.is_empty() {
                "Not saved yet: with this choice no refresh is due by the clock.".to_owned()
            } else {
                format!(
                    "Not saved yet: with this choice a refresh is due on {}; by the clock of {zone}.",
                    moments.join(", then on ")
                )
            };
            view! { <p class="part-words" role="status">{words}</p> }.into_any()
        }
    }
}

#[component]
fn ScheduleForm(
    shown: Shown,
    on_change: bool,
    time_zone: String,
    time_zones: Vec<String>,
    #[prop(optional_no_strip)] proposed: Option<ProposedSchedule>,
) -> impl IntoView {
    let choices = Every::CHOICES.map(|(every, value, words)| {
        view! {
            <label class="tick">
                <input type="radio" name="every" value=value id=format!("every-{value}") checked=every == shown.every/>
                {words}
            </label>
        }
    });
    let weekdays = (1_u32..).zip(WEEKDAYS).map(|(day, name)| {
        view! { <option value=day.to_string() selected=day == shown.weekday>{name}</option> }
    });
    let zones = time_zones
        .into_iter()
        .map(|zone| {
            let is_current = zone == time_zone;
            view! { <option value=zone.clone() selected=is_current>{zone.clone()}</option> }
        })
        .collect_view();
    view! {
        <form method="post" action="/data/refreshes/schedule" class="schedule-form">
            <fieldset class="schedule-every">
                <legend>"How often"</legend>
                {choices}
            </fieldset>
            <div class="schedule-fields">
                <div class="form-field of-week">
                    <label for="schedule-weekday">"Day of the week"</label>
                    <select class="field" id="schedule-weekday" name="weekday">{weekdays.collect_view()}</select>
                </div>
                <div class="of-time"><Field name="time" label="Time" value=shown.time kind="time"/></div>
                <div class="of-own">
                    <Field
                        name="expression"
                        label="Cron expression"
                        value=shown.expression
                        hint="Minute, hour, day of the month, month, day of the week: 30 6 * * 1-5 is 6:30 on working days"
                    />
                </div>
                <div class="form-field of-zone">
                    <label for="schedule-zone">"Time zone"</label>
                    <select class="field" id="schedule-zone" name="time_zone">{zones}</select>
                </div>
            </div>
            <label class="tick">
                <input type="checkbox" name="on_change" value="on" checked=on_change/>
                "Also as soon as a file of the source has changed"
            </label>
            {proposed.map(|proposed| view! { <Proposal proposed/> })}
            <div class="button-row">
                <button type="submit" class="button">"Save the schedule"</button>
                <button type="submit" class="button" formmethod="get" formaction="/data/refreshes">"Show the next times"</button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_expressions_fill_their_fields() {
        for (expression, every, weekday, time) in [
            ("0 6 * * 1", Every::Week, 1, "06:00"),
            ("30 17 * * 0", Every::Week, 7, "17:30"),
            ("5 0 * * *", Every::Day, 1, "00:05"),
            ("0 * * * *", Every::Hour, 1, "06:00"),
            ("off", Every::Off, 1, "06:00"),
            ("0 6 * * 1-5", Every::Own, 1, "06:00"),
            ("*/15 * * * *", Every::Own, 1, "06:00"),
            ("0 6 1 * *", Every::Own, 1, "06:00"),
        ] {
            let shown = Shown::of(expression);
            assert_eq!(
                (shown.every, shown.weekday, shown.time.as_str()),
                (every, weekday, time),
                "{expression}"
            );
        }
    }
}
