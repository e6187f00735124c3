use clientele_contract::{CheckChoice, CheckKind, CheckResult, CheckRun, QualityDesk};
use leptos::prelude::*;

use crate::{
    check_words::{check_label, check_name, expected_in_words, found_in_words},
    components::{Badge, Card, Field, ScrollRegion, Tone},
    format::{format_counted, format_moment},
};

/// What must hold before a refresh publishes, and how that came out last time.
#[component]
pub fn ChecksSection(desk: QualityDesk) -> impl IntoView {
    let QualityDesk { checks, checks_are_fixed, last_run, .. } = desk;
    let title = title_of(last_run.as_ref(), checks != CheckChoice::default());
    let subtitle = match &last_run {
        Some(run) if !run.results.is_empty() => format!("Made {}", format_moment(run.checked_at)),
        _ => "A refresh that fails a check publishes nothing; the data in service stay".to_owned(),
    };
    let can_be_forced = checks_are_fixed.is_none() && last_run.as_ref().is_some_and(CheckRun::was_stopped);
    let results = last_run.filter(|run| !run.results.is_empty());
    view! {
        <Card id="checks-title" term="publish-check" title subtitle>
            {results.map(|run| view! { <ResultTable run/> })}
            {can_be_forced.then(|| view! { <ForceForm/> })}
            <ChecksForm checks fixed=checks_are_fixed/>
        </Card>
    }
}

fn title_of(run: Option<&CheckRun>, has_checks: bool) -> String {
    let Some(run) = run.filter(|run| !run.results.is_empty()) else {
        let words = if has_checks {
            "The next refresh is held to the checks"
        } else {
            "No check stops a refresh yet"
        };
        return words.to_owned();
    };
    let failed = run.results.iter().filter(|result| !result.is_passed).count() as u64;
    match failed {
        0 => format!(
            "{} held at the last refresh",
            format_counted(run.results.len() as u64, "check", "checks")
        ),
        _ if run.was_forced => {
            format!(
                "The last refresh was published although {}",
                format_counted(failed, "check failed", "checks failed")
            )
        }
        _ => format!("{} the last refresh", format_counted(failed, "check stopped", "checks stopped")),
    }
}

#[component]
fn ResultTable(run: CheckRun) -> impl IntoView {
    let currency_symbol = run.currency_symbol.clone();
    let rows = run.results.iter().map(|result| row_of(result, &currency_symbol)).collect_view();
    view! {
        <ScrollRegion label="Checks of the last refresh">
            <table class="table is-stacked">
                <thead>
                    <tr>
                        <th scope="col">"Check"</th>
                        <th scope="col">"Found"</th>
                        <th scope="col">"Expected"</th>
                        <th scope="col">"Outcome"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

fn row_of(result: &CheckResult, currency_symbol: &str) -> impl IntoView + use<> {
    let (words, tone) = if result.is_passed { ("Held", Tone::Good) } else { ("Failed", Tone::Bad) };
    view! {
        <tr>
            <th scope="row">{check_name(result.kind)}</th>
            <td data-head="Found">{found_in_words(result, currency_symbol)}</td>
            <td data-head="Expected">{expected_in_words(result)}</td>
            <td data-head="Outcome"><Badge words tone/></td>
        </tr>
    }
}

/// The data are read anew and published once, whatever the checks say.
#[component]
fn ForceForm() -> impl IntoView {
    view! {
        <form method="post" action="/data/refreshes/start" class="force-form">
            <input type="hidden" name="force" value="true"/>
            <p>"If the data are right all the same, read them again and publish them this once."</p>
            <button type="submit" class="button">"Publish once all the same"</button>
        </form>
    }
}

/// What each check asks for, as it stands in the form: an empty field means that it is not checked.
fn value_of(checks: &CheckChoice, kind: CheckKind) -> String {
    let whole = |value: Option<u32>| value.map(|value| value.to_string()).unwrap_or_default();
    match kind {
        CheckKind::OrdersAtLeastPercentOfLast => whole(checks.orders_at_least_percent_of_last),
        CheckKind::OrdersAtMostPercentOfLast => whole(checks.orders_at_most_percent_of_last),
        CheckKind::CustomersAtLeastPercentOfLast => whole(checks.customers_at_least_percent_of_last),
        CheckKind::CustomersAtMostPercentOfLast => whole(checks.customers_at_most_percent_of_last),
        CheckKind::RevenueAtLeastPercentOfLast => whole(checks.revenue_at_least_percent_of_last),
        CheckKind::RevenueAtMostPercentOfLast => whole(checks.revenue_at_most_percent_of_last),
        CheckKind::LastWeekOrdersAtLeastPercent => whole(checks.last_week_orders_at_least_percent),
        CheckKind::RejectedRowsAtMostPercent => {
            checks.rejected_rows_at_most_percent.map(|value| value.to_string()).unwrap_or_default()
        }
        CheckKind::DataNoOlderThanDays => whole(checks.data_no_older_than_days),
        CheckKind::NoNewStatusWords => String::new(),
    }
}

#[component]
fn ChecksForm(checks: CheckChoice, fixed: Option<String>) -> impl IntoView {
    let is_fixed = fixed.is_some();
    let fields = CheckKind::ALL
        .into_iter()
        .filter(|kind| *kind != CheckKind::NoNewStatusWords)
        .map(|kind| {
            view! {
                <Field
                    name=kind.key()
                    label=check_label(kind)
                    value=value_of(&checks, kind)
                    placeholder="not checked"
                    input_mode="decimal"
                    disabled=is_fixed
                />
            }
        })
        .collect_view();
    let words = CheckKind::NoNewStatusWords;
    view! {
        <details class="checks-editor">
            <summary class="button button-small">"Change the checks"</summary>
            <form method="post" action="/data/checks/save" class="form-stack">
                {fixed.map(|why| view! { <p class="field-hint">{why}</p> })}
                <div class="checks-fields">{fields}</div>
                <label class="tick">
                    <input
                        type="checkbox"
                        name=words.key()
                        value="true"
                        checked=checks.no_new_status_words
                        disabled=is_fixed
                    />
                    <span>{check_label(words)}</span>
                </label>
                <p class="field-hint">
                    "An empty field is not checked. The last seven days end with the day of the last order."
                </p>
                <p>
                    <button type="submit" class="button button-primary" disabled=is_fixed>"Save the checks"</button>
                </p>
            </form>
        </details>
    }
}
