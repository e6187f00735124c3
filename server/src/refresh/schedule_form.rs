//! The form by which a person chooses a schedule.

use clientele_contract::ProposedSchedule;

use super::{desk::next_moments, record::now};
use crate::source_file::{CronExpression, ScheduleRules, TimeZoneName};

/// What a schedule would come to that a person is choosing; `None`: nobody is.
pub(crate) fn propose_schedule(chosen: &[(String, String)]) -> Option<ProposedSchedule> {
    let proposed = ProposedSchedule { fields: chosen.to_vec(), next: Ok(Vec::new()) };
    if proposed.field("every").is_empty() {
        return None;
    }
    let rules = schedule_of_form(|name| proposed.field(name));
    let next = rules.map(|(schedule, time_zone)| {
        next_moments(&ScheduleRules { schedule, time_zone, ..ScheduleRules::default() }, now())
    });
    Some(ProposedSchedule { next, ..proposed })
}

/// The schedule that the fields of the form stand for.
///
/// # Errors
/// A field has a mistake; for people.
pub(crate) fn schedule_of_form<'a>(
    field: impl Fn(&'static str) -> &'a str,
) -> Result<(CronExpression, TimeZoneName), String> {
    Ok((expression_of(&field)?, field("time_zone").parse()?))
}

fn expression_of<'a>(field: impl Fn(&'static str) -> &'a str) -> Result<CronExpression, String> {
    let text = match field("every") {
        "off" => return Ok(CronExpression::off()),
        "hour" => "0 * * * *".to_owned(),
        "day" => {
            let (hour, minute) = time_of(field("time"))?;
            format!("{minute} {hour} * * *")
        }
        "week" => {
            let (hour, minute) = time_of(field("time"))?;
            let day = field("weekday");
            let known = day.parse::<u32>().ok().filter(|day| (1..=7).contains(day));
            let day =
                known.ok_or_else(|| format!("the day is “{day}”; give 1 for Monday to 7 for Sunday"))?;
            format!("{minute} {hour} * * {day}")
        }
        "own" => field("expression").to_owned(),
        other => return Err(format!("“{other}” is no interval; choose week, day, hour, own or off")),
    };
    text.parse()
}

fn time_of(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute) = (hour.trim().parse::<u32>().ok()?, minute.trim().parse::<u32>().ok()?);
        (hour < 24 && minute < 60).then_some((hour, minute))
    });
    parts.ok_or_else(|| format!("the time is “{text}”; give hours and minutes, such as 06:00"))
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Timelike};

    use super::*;

    fn proposed(fields: &[(&str, &str)]) -> Option<ProposedSchedule> {
        let chosen: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        propose_schedule(&chosen)
    }

    #[test]
    fn what_is_chosen_tells_its_next_moments_by_the_clock_of_its_own_zone() {
        let fields =
            [("every", "week"), ("weekday", "7"), ("time", "17:30"), ("time_zone", "America/Sao_Paulo")];
        let next = proposed(&fields).expect("it is chosen").next.expect("a schedule");
        assert_eq!(next.len(), 3);
        let is_right = next.iter().all(|moment| {
            (moment.weekday(), moment.hour(), moment.minute()) == (chrono::Weekday::Sun, 17, 30)
        });
        assert!(is_right && next.is_sorted(), "{next:?}");
        let off = proposed(&[("every", "off"), ("time_zone", "UTC")]).expect("it is chosen");
        assert_eq!(off.next, Ok(Vec::new()));
    }

    #[test]
    fn a_mistake_is_told_and_nothing_chosen_is_nothing_proposed() {
        assert_eq!(proposed(&[("done", "schedule-saved")]), None);
        for (fields, words) in [
            (&[("every", "day"), ("time", "25:00"), ("time_zone", "UTC")][..], "the time is “25:00”"),
            (
                &[("every", "week"), ("time", "6:00"), ("weekday", "8"), ("time_zone", "UTC")],
                "the day is “8”",
            ),
            (&[("every", "own"), ("expression", "often"), ("time_zone", "UTC")], "five fields"),
            (&[("every", "hour"), ("time_zone", "Berlin")], "Europe/Berlin"),
            (&[("every", "now")], "no interval"),
        ] {
            let mistake = proposed(fields).expect("it is chosen").next.expect_err(words);
            assert!(mistake.contains(words), "{mistake}");
        }
    }
}
