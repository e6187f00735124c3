use clientele_contract::{RefreshAtWork, RefreshDesk, RefreshReason, RefreshStepState};
use leptos::prelude::*;

use super::refresh_step_in_words;
use crate::{
    components::{Card, PostButton},
    format::{format_counted, format_date_time, format_elapsed},
    pages::refreshes::follow::PROGRESS_ID,
};

/// The refresh at work, or the button that starts one.
#[component]
pub fn WorkSection(desk: RefreshDesk) -> impl IntoView {
    let source = desk.source.clone().unwrap_or_default();
    match desk.at_work {
        Some(at_work) => view! { <AtWork at_work/> }.into_any(),
        None => view! {
            <Card id="work-title" term="refresh" title="No refresh is at work" class="card-refresh">
                {desk.source_fault.map(|fault| view! {
                    <p class="part-words">"The source cannot be used; mend its file, or choose it anew:"</p>
                    <pre class="mistake" role="alert" tabindex="0">{fault}</pre>
                })}
                <dl class="facts">
                    <div><dt>"Source"</dt><dd class="code">{source}</dd></div>
                    {desk.retry.map(|retry| view! {
                        <div>
                            <dt>"Next attempt"</dt>
                            <dd>{format!("{} ({} of {})", format_date_time(retry.at), retry.attempt, retry.attempts)}</dd>
                        </div>
                    })}
                </dl>
                <p class="part-words">
                    "The orders are read, checked and scored beside the data in service. These stay until the new ones are whole."
                </p>
                <div class="button-row">
                    <PostButton action="/data/refreshes/start" label="Refresh now" is_primary=true/>
                    <a class="button" href="/data/source">"Change the source"</a>
                </div>
            </Card>
        }
        .into_any(),
    }
}

#[component]
fn AtWork(at_work: RefreshAtWork) -> impl IntoView {
    let title = if at_work.is_cancelled { "The refresh is being cancelled" } else { "A refresh is at work" };
    let subtitle = match at_work.attempt {
        1 => reason_in_words(at_work.reason).to_owned(),
        attempt => format!("{}; attempt {attempt}", reason_in_words(at_work.reason)),
    };
    let cancel = (!at_work.is_cancelled)
        .then(|| view! { <PostButton action="/data/refreshes/cancel" label="Cancel"/> });
    view! {
        <Card id="work-title" term="refresh" title subtitle class="card-refresh">
            <div id=PROGRESS_ID><StepList at_work/></div>
            <div class="button-row">
                {cancel}
                <a class="button" href="/data/refreshes" rel="external">"Look again"</a>
            </div>
        </Card>
    }
}

/// Every step with its time, and how far all of them are.
#[component]
pub fn StepList(at_work: RefreshAtWork) -> impl IntoView {
    let (steps, elapsed) = (at_work.steps, format_elapsed(at_work.milliseconds));
    let done = steps.iter().filter(|step| step.milliseconds.is_some() && !step.is_current).count();
    let share = done as f64 / steps.len().max(1) as f64;
    let words = format!("Step {} of {}, {elapsed}", (done + 1).min(steps.len().max(1)), steps.len());
    let items = steps.into_iter().map(|step| view! { <StepItem step/> }).collect_view();
    view! {
        <div class="progress">
            <label>
                <span class="progress-label">"Refresh"</span>
                <progress max="1" value=share.to_string()></progress>
            </label>
            <span class="progress-words">{words}</span>
        </div>
        <ol class="refresh-steps">{items}</ol>
    }
}

#[component]
fn StepItem(step: RefreshStepState) -> impl IntoView {
    let class = match (step.is_current, step.milliseconds) {
        (true, _) => "refresh-step is-current",
        (false, Some(_)) => "refresh-step is-done",
        (false, None) => "refresh-step",
    };
    let state = match (step.is_current, step.milliseconds) {
        (true, _) => "at work",
        (false, Some(_)) => "done",
        (false, None) => "to come",
    };
    let rows = step.rows.map(|rows| format_counted(rows, "row", "rows"));
    let detail = step.detail.into_iter().chain(rows).collect::<Vec<_>>().join(", ");
    view! {
        <li class=class aria-current=step.is_current.then_some("step")>
            <span class="refresh-step-name">
                {refresh_step_in_words(step.step)}
                <span class="visually-hidden">{format!(" ({state})")}</span>
            </span>
            <span class="refresh-step-detail">{detail}</span>
            <span class="refresh-step-time">{step.milliseconds.map(format_elapsed)}</span>
        </li>
    }
}

/// Why a refresh began.
pub fn reason_in_words(reason: RefreshReason) -> &'static str {
    match reason {
        RefreshReason::Person => "Asked for on this page",
        RefreshReason::Forced => "Asked for, whatever the checks say",
        RefreshReason::Schedule => "Due by the schedule",
        RefreshReason::Change => "A file had changed",
        RefreshReason::CommandLine => "Asked for on the command line",
    }
}
