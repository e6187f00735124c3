use clientele_contract::{PastRefresh, RefreshDesk, RefreshOutcome};
use leptos::prelude::*;

use super::{refresh_step_in_words, work_section::reason_in_words};
use crate::{
    components::{Badge, Card, ScrollRegion, Tone},
    format::{format_counted, format_date_time, format_elapsed, with_capital},
};

/// How the refreshes before went, the latest first.
#[component]
pub fn HistorySection(desk: RefreshDesk) -> impl IntoView {
    let RefreshDesk { past, past_fault, time_zone, .. } = desk;
    let title = title_of(&past);
    let subtitle = format!("Times are by the clock of {time_zone}");
    let content = if let Some(fault) = past_fault {
        view! { <p role="alert">{format!("The history cannot be read: {fault}.")}</p> }.into_any()
    } else if past.is_empty() {
        view! { <p class="card-empty">"Each refresh is noted here, with what came of it."</p> }.into_any()
    } else {
        let rows = past.into_iter().map(|past| view! { <PastRow past/> }).collect_view();
        view! {
            <ScrollRegion label="Refreshes before" class="is-tall">
                <table class="table is-stacked refresh-history">
                    <thead>
                        <tr>
                            <th scope="col">"Began"</th>
                            <th scope="col">"Why"</th>
                            <th scope="col">"Outcome"</th>
                            <th scope="col">"What came of it"</th>
                            <th scope="col" class="number">"Took"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        }
        .into_any()
    };
    view! {
        <Card id="history-title" title subtitle class="card-history">
            {content}
        </Card>
    }
}

fn title_of(past: &[PastRefresh]) -> &'static str {
    match past.iter().map(|past| past.outcome).find(|outcome| *outcome != RefreshOutcome::Running) {
        None => "There has been no refresh yet",
        Some(RefreshOutcome::Published) => "The last refresh brought new data",
        Some(RefreshOutcome::Unchanged) => "The last refresh found nothing new",
        Some(RefreshOutcome::Refused) => "The last refresh was refused; the data before it serve on",
        Some(RefreshOutcome::Cancelled) => "The last refresh was cancelled; the data before it serve on",
        Some(RefreshOutcome::BrokenOff) => "The last refresh broke off; the data before it serve on",
        Some(_) => "The last refresh failed; the data before it serve on",
    }
}

#[component]
fn PastRow(past: PastRefresh) -> impl IntoView {
    let (words, tone) = outcome_in_words(past.outcome);
    let why = match past.attempt {
        1 => reason_in_words(past.reason).to_owned(),
        attempt => format!("{}; attempt {attempt}", reason_in_words(past.reason)),
    };
    let rows = past.rows_read.zip(past.rows_refused).map(|(read, refused)| {
        let read = format_counted(read, "row read", "rows read");
        if refused == 0 {
            read
        } else {
            format!("{read}, {} refused", format_counted(refused, "row", "rows"))
        }
    });
    let is_snapshot = past.outcome.is_success();
    let detail_class = if is_snapshot { "code" } else { "refresh-reason" };
    let steps: Vec<String> = past
        .steps
        .iter()
        .map(|time| format!("{}: {}", refresh_step_in_words(time.step), format_elapsed(time.milliseconds)))
        .collect();
    let steps = (!steps.is_empty()).then(|| {
        let items = steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view();
        view! {
            <details class="refresh-times">
                <summary id=format!("refresh-{}-steps", past.id)>"Steps"</summary>
                <ul>{items}</ul>
            </details>
        }
    });
    view! {
        <tr>
            <th scope="row">{format_date_time(past.began)}</th>
            <td data-head="Why">{why}</td>
            <td data-head="Outcome"><Badge words tone/></td>
            <td class="refresh-result" data-head="Result">
                <span class=detail_class>{if is_snapshot { past.detail } else { with_capital(&past.detail) }}</span>
                {rows.map(|rows| view! { <span class="muted refresh-rows">{rows}</span> })}
                {past.rows_listed.map(|listed| view! { <RefusedRowLinks refresh=past.id listed refused=past.rows_refused.unwrap_or(listed)/> })}
                <span class="muted refresh-rows">{past.source}</span>
                {steps}
            </td>
            <td class="number" data-head="Took">{past.milliseconds.map(format_elapsed).unwrap_or_else(|| "–".to_owned())}</td>
        </tr>
    }
}

/// The refused rows of a refresh that published nothing, as files.
#[component]
fn RefusedRowLinks(refresh: i64, listed: u64, refused: u64) -> impl IntoView {
    let href = format!("/data/refreshes/refused-rows.csv?refresh={refresh}");
    let for_programs = format!("{href}&for=machines");
    let first = if listed < refused { "first " } else { "" };
    view! {
        <p class="reject-links">
            <a class="button button-small" href=href download="" rel="external">
                {format!("Download the {first}{}", format_counted(listed, "refused row", "refused rows"))}
            </a>
            <a class="file-link" href=for_programs download="" rel="external">"For programs"</a>
        </p>
    }
}

fn outcome_in_words(outcome: RefreshOutcome) -> (&'static str, Tone) {
    match outcome {
        RefreshOutcome::Running => ("At work", Tone::Accent),
        RefreshOutcome::Published => ("New data", Tone::Good),
        RefreshOutcome::Unchanged => ("Nothing new", Tone::Neutral),
        RefreshOutcome::Refused => ("Refused", Tone::Bad),
        RefreshOutcome::Failed => ("Failed", Tone::Bad),
        RefreshOutcome::Cancelled => ("Cancelled", Tone::Warning),
        RefreshOutcome::BrokenOff => ("Broken off", Tone::Warning),
    }
}
