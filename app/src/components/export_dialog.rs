use chrono::NaiveDate;
use clientele_contract::CustomerFilter;
use leptos::prelude::*;

use super::Dialog;
use crate::{
    format::{format_count, format_counted, format_date},
    url_state::{ExportColumn, SegmentsUrl},
};

/// Takes the selected customers along as a file: for people, for other programs, or as a workbook. Opened by
/// `<a href="#export" data-dialog="export">`.
#[component]
pub fn ExportDialog(
    /// Selected customers: the rows of the file.
    customers: u64,
    /// Who they are.
    filter: CustomerFilter,
    /// The same in words.
    words: String,
    /// The data's date.
    as_of: NaiveDate,
) -> impl IntoView {
    let title = format!("Export {}", format_counted(customers, "customer", "customers"));
    let content = if customers == 0 {
        view! { <p>"Nobody passes this filter, so a file would be empty."</p> }.into_any()
    } else {
        view! { <ExportForm customers filter words as_of/> }.into_any()
    };
    view! { <Dialog id="export" title class="dialog-export">{content}</Dialog> }
}

#[component]
fn ExportForm(customers: u64, filter: CustomerFilter, words: String, as_of: NaiveDate) -> impl IntoView {
    let fields = SegmentsUrl::of_filter(filter)
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form class="form-stack" method="get" action="/export/customers.csv">
            {fields}
            <dl class="facts">
                <div><dt>"Who"</dt><dd>{words}</dd></div>
                <div><dt>"Rows"</dt><dd>{format!("{} and a heading", format_count(customers))}</dd></div>
                <div><dt>"Data’s date"</dt><dd>{format_date(as_of)}</dd></div>
            </dl>
            <Columns/>
            <Files/>
        </form>
    }
}

#[component]
fn Columns() -> impl IntoView {
    let choices = ExportColumn::ALL
        .map(|column| {
            view! {
                <label class="choice">
                    <input type="checkbox" name="columns" value=column.slug() checked=true/>
                    <span class="choice-label">{column.name()}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="export-columns">
            <legend>"Columns"</legend>
            <div class="export-column-tools needs-script">
                <button type="button" class="button button-small" data-check="all">"All"</button>
                <button type="button" class="button button-small" data-check="none">"None"</button>
            </div>
            <div class="export-column-choices">{choices}</div>
        </fieldset>
    }
}

/// One button for each reader of the file.
#[component]
fn Files() -> impl IntoView {
    view! {
        <div class="export-files">
            <FileButton
                name="XLSX workbook"
                note="For Excel and the like, with the filter and the data’s date on a second sheet"
                action="/export/customers.xlsx"
                reader="people"
            />
            <FileButton
                name="CSV for people"
                note="For spreadsheet programs: headings in words, guarded against formulas"
                action="/export/customers.csv"
                reader="people"
            />
            <FileButton
                name="CSV for programs"
                note="For a CRM or a mailing tool: plain numbers, ISO dates, fixed headings"
                action="/export/customers.csv"
                reader="machines"
            />
        </div>
        <p class="export-note">
            "The file’s name holds the data’s date and the number of customers. Filter, scoring and columns stand in "
            <button type="submit" class="link-button" formaction="/export/customers.manifest.json">
                "a manifest beside it"
            </button>
            "."
        </p>
    }
}

#[component]
fn FileButton(
    name: &'static str,
    note: &'static str,
    action: &'static str,
    reader: &'static str,
) -> impl IntoView {
    view! {
        <button type="submit" class="export-file" formaction=action name="for" value=reader>
            <strong>{name}</strong>
            <span>{note}</span>
        </button>
    }
}
