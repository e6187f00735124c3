//! Refreshes are started and cancelled, and their schedule is set.

use clientele_contract::RefreshReason;

use super::{Kept, Next, PageForm, PostedForm};
use crate::{
    desk::DeskError,
    http::Shared,
    source_file::{CronExpression, SourceFile},
};

const PAGE: &str = "/data/refreshes";

pub(super) const FORMS: [PageForm; 3] = [
    PageForm {
        path: "/data/refreshes/start",
        page: PAGE,
        failed: "The refresh was not started",
        kept: Kept::Nothing,
        run: |shared, form| {
            let is_forced = form.has("force");
            let reason = if is_forced { RefreshReason::Forced } else { RefreshReason::Person };
            shared.operations.refresher().start(reason)?;
            Ok(Next::Back("refresh-started"))
        },
    },
    PageForm {
        path: "/data/refreshes/cancel",
        page: PAGE,
        failed: "The refresh was not cancelled",
        kept: Kept::Nothing,
        run: |shared, _| {
            shared.operations.refresher().cancel();
            Ok(Next::Back("refresh-cancelled"))
        },
    },
    PageForm {
        path: "/data/refreshes/schedule",
        page: PAGE,
        failed: "The schedule was not saved",
        kept: Kept::Nothing,
        run: |shared, form| {
            save_schedule(shared, form)?;
            Ok(Next::Back("schedule-saved"))
        },
    },
];

fn save_schedule(shared: &Shared, form: &PostedForm) -> Result<(), DeskError> {
    let schedule = expression_of(form).map_err(DeskError::Mistake)?;
    let time_zone = form.one("time_zone").parse().map_err(DeskError::Mistake)?;
    let refresher = shared.operations.refresher();
    SourceFile::change(refresher.data(), |file| {
        let no_source = "no source has been chosen; choose one on the page Source first";
        let mut file = file.ok_or_else(|| DeskError::Mistake(no_source.to_owned()))?;
        file.refresh.schedule = schedule;
        file.refresh.time_zone = time_zone;
        file.refresh.on_change = form.has("on_change");
        Ok(file)
    })?;
    refresher.tell_change();
    Ok(())
}

/// The schedule that the choices of the form stand for.
fn expression_of(form: &PostedForm) -> Result<CronExpression, String> {
    let time = || {
        let text = form.one("time");
        let parts = text.split_once(':').and_then(|(hour, minute)| {
            let (hour, minute) = (hour.trim().parse::<u32>().ok()?, minute.trim().parse::<u32>().ok()?);
            (hour < 24 && minute < 60).then_some((hour, minute))
        });
        parts.ok_or_else(|| format!("the time is “{text}”; give hours and minutes, such as 06:00"))
    };
    let text = match form.one("every") {
        "off" => return Ok(CronExpression::off()),
        "hour" => "0 * * * *".to_owned(),
        "day" => {
            let (hour, minute) = time()?;
            format!("{minute} {hour} * * *")
        }
        "week" => {
            let (hour, minute) = time()?;
            let day = form.one("weekday");
            let known = day.parse::<u32>().ok().filter(|day| (1..=7).contains(day));
            let day =
                known.ok_or_else(|| format!("the day is “{day}”; give 1 for Monday to 7 for Sunday"))?;
            format!("{minute} {hour} * * {day}")
        }
        "own" => form.one("expression").to_owned(),
        other => return Err(format!("“{other}” is no interval; choose week, day, hour, own or off")),
    };
    text.parse()
}
