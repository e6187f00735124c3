//! The forms of the pages Data and Snapshots.

use clientele_app::{
    check_words::{check_label, check_name},
    format::format_count,
};
use clientele_contract::{CheckChoice, CheckKind, KeepChoice};

use super::{Kept, Next, PageForm, PostedForm};
use crate::{
    desk::DeskError,
    http::Shared,
    shelf::{ShelfChange, change, save_checks, save_keep},
};

const PAGE: &str = "/data/snapshots";
/// The greatest number that makes sense for a share in per cent, for days and for snapshots.
const PERCENT_MAX: u32 = 1_000;
const DAYS_MAX: u32 = 36_500;
const KEPT_MAX: u32 = 1_000;

/// What can be done with one snapshot, and the rules for all.
pub(super) const FORMS: [PageForm; 6] = [
    PageForm {
        path: "/data/snapshots/pin",
        page: PAGE,
        failed: "The snapshot was not pinned",
        kept: Kept::Nothing,
        run: |shared, form| {
            on_shelf(shared, form, ShelfChange::Pin)?;
            Ok(Next::Back("snapshot-pinned"))
        },
    },
    PageForm {
        path: "/data/snapshots/unpin",
        page: PAGE,
        failed: "The snapshot was not unpinned",
        kept: Kept::Nothing,
        run: |shared, form| {
            on_shelf(shared, form, ShelfChange::Unpin)?;
            Ok(Next::Back("snapshot-unpinned"))
        },
    },
    PageForm {
        path: "/data/snapshots/serve",
        page: PAGE,
        failed: "The snapshot was not put in service",
        kept: Kept::Nothing,
        run: |shared, form| {
            on_shelf(shared, form, ShelfChange::PutInService)?;
            shared.live.take_up_newest();
            Ok(Next::Back("snapshot-in-service"))
        },
    },
    PageForm {
        path: "/data/snapshots/remove",
        page: PAGE,
        failed: "The snapshot was not removed",
        kept: Kept::Nothing,
        run: |shared, form| {
            on_shelf(shared, form, ShelfChange::Remove)?;
            Ok(Next::Back("snapshot-removed"))
        },
    },
    PageForm {
        path: "/data/snapshots/keep",
        page: PAGE,
        failed: "The rules of keeping were not changed",
        kept: Kept::Nothing,
        run: |shared, form| {
            save_keep(shared.desk.data(), keep_of(form)?)?;
            Ok(Next::Back("keep-saved"))
        },
    },
    PageForm {
        path: "/data/checks/save",
        page: "/data",
        failed: "The checks were not changed",
        kept: Kept::Nothing,
        run: |shared, form| {
            save_checks(shared.desk.data(), checks_of(form)?)?;
            Ok(Next::Back("checks-saved"))
        },
    },
];

fn on_shelf(shared: &Shared, form: &PostedForm, what: ShelfChange) -> Result<(), DeskError> {
    change(shared.desk.data(), form.one("snapshot"), what)
}

fn keep_of(form: &PostedForm) -> Result<KeepChoice, DeskError> {
    let newest = whole(form, "newest", "Newest that are kept", "snapshots", KEPT_MAX)?;
    let newest = newest.filter(|newest| *newest > 0).ok_or_else(|| {
        DeskError::Mistake("at least 1 snapshot has to be kept, which is the one in service".to_owned())
    })?;
    Ok(KeepChoice { newest, days: whole(form, "days", "Days that they are kept", "days", DAYS_MAX)? })
}

fn checks_of(form: &PostedForm) -> Result<CheckChoice, DeskError> {
    let percent = |kind: CheckKind| whole(form, kind.key(), check_label(kind), "per cent", PERCENT_MAX);
    let days = CheckKind::DataNoOlderThanDays;
    let checks = CheckChoice {
        orders_at_least_percent_of_last: percent(CheckKind::OrdersAtLeastPercentOfLast)?,
        orders_at_most_percent_of_last: percent(CheckKind::OrdersAtMostPercentOfLast)?,
        customers_at_least_percent_of_last: percent(CheckKind::CustomersAtLeastPercentOfLast)?,
        customers_at_most_percent_of_last: percent(CheckKind::CustomersAtMostPercentOfLast)?,
        revenue_at_least_percent_of_last: percent(CheckKind::RevenueAtLeastPercentOfLast)?,
        revenue_at_most_percent_of_last: percent(CheckKind::RevenueAtMostPercentOfLast)?,
        last_week_orders_at_least_percent: percent(CheckKind::LastWeekOrdersAtLeastPercent)?,
        rejected_rows_at_most_percent: share(form, CheckKind::RejectedRowsAtMostPercent)?,
        data_no_older_than_days: whole(form, days.key(), check_label(days), "days", DAYS_MAX)?,
        no_new_status_words: form.one(CheckKind::NoNewStatusWords.key()) == "true",
    };
    refuse_impossible(&checks)?;
    Ok(checks)
}

/// Bounds that exclude each other would stop every refresh.
fn refuse_impossible(checks: &CheckChoice) -> Result<(), DeskError> {
    let bounds = [
        (
            CheckKind::OrdersAtLeastPercentOfLast,
            checks.orders_at_least_percent_of_last,
            checks.orders_at_most_percent_of_last,
        ),
        (
            CheckKind::CustomersAtLeastPercentOfLast,
            checks.customers_at_least_percent_of_last,
            checks.customers_at_most_percent_of_last,
        ),
        (
            CheckKind::RevenueAtLeastPercentOfLast,
            checks.revenue_at_least_percent_of_last,
            checks.revenue_at_most_percent_of_last,
        ),
    ];
    for (kind, least, most) in bounds {
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            return Err(DeskError::Mistake(format!(
                "for “{}” at least {least}\u{a0}% and at most {most}\u{a0}% are asked for, which no data can meet; let \
                 the second number be the greater one",
                check_name(kind)
            )));
        }
    }
    Ok(())
}

/// A whole number; an empty field is none. `label` is what the field is called.
fn whole(
    form: &PostedForm,
    name: &'static str,
    label: &str,
    what: &str,
    greatest: u32,
) -> Result<Option<u32>, DeskError> {
    match form.one(name).trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(number) if number <= greatest => Ok(Some(number)),
            _ => Err(DeskError::Mistake(format!(
                "what was typed for “{label}” is “{text}”; give a whole number of {what} up to {}, or nothing",
                format_count(greatest.into())
            ))),
        },
    }
}

/// A share in per cent, with decimals; an empty field is none.
fn share(form: &PostedForm, kind: CheckKind) -> Result<Option<f64>, DeskError> {
    match form.one(kind.key()).trim() {
        "" => Ok(None),
        text => match text.replace(',', ".").parse::<f64>() {
            Ok(number) if (0.0..=100.0).contains(&number) => Ok(Some(number)),
            _ => Err(DeskError::Mistake(format!(
                "what was typed for “{}” is “{text}”; give a number of per cent from 0 to 100, such as 2.5, or nothing",
                check_label(kind)
            ))),
        },
    }
}
