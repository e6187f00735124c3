//! Refreshes are started and cancelled, and their schedule is set.

use clientele_contract::RefreshReason;

use super::{Kept, Next, PageForm, PostedForm};
use crate::{desk::DeskError, http::Shared, refresh::schedule_of_form, source_file::SourceFile};

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
    let (schedule, time_zone) = schedule_of_form(|name| form.one(name)).map_err(DeskError::Mistake)?;
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
