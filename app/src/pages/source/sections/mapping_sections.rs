use clientele_contract::{Candidate, MappedColumn, MappingDesk, TableMapping, Understanding};
use leptos::prelude::*;

use super::{
    PATH, RefusedCard, candidate_field,
    choice_words::{CHOICES, meaning_in_words},
    columns_section::ColumnsSection,
    database_section::DatabaseCard,
    files_in_words,
    joins_section::{JoinDoubt, JoinsSection},
    preview_section::PreviewSection,
    settings_section::{DoubtField, SelectField, SettingsSection},
};
use crate::{components::Card, format::format_counted};

const REFUSED_FILES: &str = "These files cannot be read";
const REFUSED_ROWS: &str = "These rows cannot be read";
/// Where orders are read.
const READ: &str = "/data/source/read";
/// What happens when a file on the server has changed, in words.
const ON_CHANGE: [(&str, &str); 2] =
    [("true", "Read it again as soon as it has"), ("false", "Read it by the schedule only")];

/// All sections of the page for a candidate.
#[component]
pub fn MappingSections(
    desk: MappingDesk,
    /// The orders were to be read, and something has to be said first.
    was_refused: bool,
) -> impl IntoView {
    let MappingDesk { candidate, files, origin, database, on_change, understanding } = desk;
    let (name, value) = candidate_field(&candidate);
    let field = (name, value.to_owned());
    let subtitle = origin.unwrap_or_else(|| files_in_words(&files));
    let content = match understanding {
        Understanding::Refused(fault) => {
            let title = if database.is_some() { REFUSED_ROWS } else { REFUSED_FILES };
            let upload = match candidate {
                Candidate::Upload(id) => Some(id),
                Candidate::Path(_) | Candidate::Database(_) => None,
            };
            view! { <RefusedCard title fault upload/> }.into_any()
        }
        Understanding::Certain(what) => view! { <CertainCard what subtitle field on_change/> }.into_any(),
        Understanding::Table(table) => {
            view! { <MappingForm table=*table subtitle field on_change was_refused/> }.into_any()
        }
    };
    // Another query is another trial: what was typed is there to be changed.
    let database = database.map(|form| {
        view! { <div class="grid"><DatabaseCard form is_tried=true/></div> }
    });
    view! {
        {content}
        {database}
    }
}

/// A source that needs no mapping.
#[component]
fn CertainCard(
    what: String,
    subtitle: String,
    field: (&'static str, String),
    on_change: Option<bool>,
) -> impl IntoView {
    let (name, value) = field;
    view! {
        <Card id="settle-title" title=format!("{what}: nothing is left to say") subtitle>
            <form class="form-stack" method="post" action=READ>
                <input type="hidden" name=name value=value/>
                {on_change.map(|on_change| view! { <OnChangeField on_change/> })}
                <div class="button-row">
                    <button class="button button-primary" type="submit">"Read these orders"</button>
                    <a class="button" href=PATH>"Choose other files"</a>
                </div>
            </form>
        </Card>
    }
}

/// Whether what lies on the server is read again by itself when it has changed.
#[component]
fn OnChangeField(on_change: bool) -> impl IntoView {
    let value = if on_change { "true" } else { "false" };
    view! {
        <div class="form-field on-change">
            <label for="on-change">"When it has changed"</label>
            <SelectField id="on-change" name="on_change".to_owned() options=&ON_CHANGE value=value.to_owned() described_by=Some("on-change-hint".to_owned())/>
            <p class="field-hint" id="on-change-hint">"The schedule itself is set on the page Refreshes."</p>
        </div>
    }
}

#[component]
fn MappingForm(
    table: TableMapping,
    subtitle: String,
    field: (&'static str, String),
    on_change: Option<bool>,
    was_refused: bool,
) -> impl IntoView {
    let value = |key: &str| {
        table
            .choices
            .iter()
            .find(|choice| choice.key == key)
            .map(|choice| choice.value.clone())
            .unwrap_or_default()
    };
    let (layout, joined, currency_symbol) = (value("layout"), value("joined"), value("currency"));
    let joins = table.joins.clone();
    let is_joined = joins.as_ref().is_some_and(|joins| joins.fault.is_none() && !joins.joins.is_empty());
    let is_cut_by_program = is_joined || field.0 == "database";
    let preview = table.preview.clone();
    let is_settled = table.problems.is_empty();
    let (name, candidate) = field;
    view! {
        <form class="mapping" method="get" action=PATH>
            <input type="hidden" name=name value=candidate/>
            <input type="hidden" name="layout" value=layout/>
            <input type="hidden" name="joined" value=joined/>
            <SettleCard table=table.clone() subtitle on_change was_refused/>
            {preview.map(|preview| view! { <PreviewSection preview currency_symbol is_settled/> })}
            {joins.map(|joins| view! { <JoinsSection joins/> })}
            <ColumnsSection columns=table.columns rows_seen=table.rows_seen/>
            <SettingsSection choices=table.choices status=table.status is_cut_by_program/>
            <FormButtons/>
        </form>
    }
}

/// What has to be said, and the buttons.
#[component]
fn SettleCard(
    table: TableMapping,
    subtitle: String,
    on_change: Option<bool>,
    was_refused: bool,
) -> impl IntoView {
    let joins = table.joins.iter().flat_map(|joins| joins.joins.clone()).zip(1..);
    let join_doubts: Vec<_> = joins
        .filter(|(join, _)| join.is_doubtful)
        .map(|(join, number)| view! { <JoinDoubt join number/> })
        .collect();
    let columns = table.columns.iter().zip(1..).filter(|(column, _)| column.is_doubtful);
    let column_doubts: Vec<_> =
        columns.map(|(column, number)| view! { <ColumnDoubt column=column.clone() number/> }).collect();
    let status_doubts = table.status.iter().filter(|word| word.is_doubtful).count();
    let status_doubt = (status_doubts > 0)
        .then(|| "Some words of the status are not known. Say below whether such orders count.".to_owned());
    let asked: Vec<_> = CHOICES
        .iter()
        .filter_map(|words| {
            let choice = table.choices.iter().find(|choice| choice.key == words.key)?;
            choice.doubt.is_some().then(|| (words, choice.clone()))
        })
        .collect();
    let open = asked.len() + join_doubts.len() + column_doubts.len() + usize::from(status_doubts > 0);
    let title = match (open, table.problems.len() + usize::from(table.too_many_refused.is_some())) {
        (0, 0) => "Is this how the orders are to be read?".to_owned(),
        (0, problems) => {
            format!("{} left to mend", format_counted(problems as u64, "thing is", "things are"))
        }
        (open, _) => {
            format!("{} left to settle", format_counted(open as u64, "question is", "questions are"))
        }
    };
    let notes = table.notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
    let problems: Vec<String> = table.problems.into_iter().chain(table.too_many_refused).collect();
    let refusal = was_refused.then(|| {
        let problem = problems.first().cloned();
        let words =
            problem.unwrap_or_else(|| "something has to be said first; it is named below.".to_owned());
        // The page is loaded anew: without the focus nobody would notice that it is another one.
        view! {
            <p id="not-read" class="source-fault" role="alert" tabindex="-1" autofocus>
                "Nothing was read: " {words}
            </p>
        }
    });
    let problems = if was_refused && problems.len() == 1 { Vec::new() } else { problems };
    let problems = (!problems.is_empty()).then(|| {
        let items = problems.into_iter().map(|problem| view! { <li>{problem}</li> }).collect_view();
        view! { <ul class="mapping-problems" role="alert">{items}</ul> }
    });
    let questions =
        asked.into_iter().map(|(words, choice)| view! { <DoubtField words choice/> }).collect_view();
    let doubts = status_doubt.map(|doubt| view! { <ul class="mapping-doubts"><li>{doubt}</li></ul> });
    view! {
        <Card id="settle-title" title subtitle class="card-draft">
            {refusal}
            {problems}
            {doubts}
            <ul class="remarks mapping-notes">{notes}</ul>
            {join_doubts}
            {column_doubts}
            {questions}
            {on_change.map(|on_change| view! { <OnChangeField on_change/> })}
            {(open > 0).then(|| view! {
                <p class="part-words">"What is chosen here is a guess. Reading takes it as it stands."</p>
            })}
            <FormButtons/>
        </Card>
    }
}

/// Whether a column is what it is taken for; what else it may be is chosen among the columns.
#[component]
fn ColumnDoubt(column: MappedColumn, number: u32) -> impl IntoView {
    let MappedColumn { name, meaning, percent, reason, .. } = column;
    let question = format!("Is “{name}” the {}?", meaning_in_words(&meaning).to_lowercase());
    let percent = percent.unwrap_or_default();
    let hint =
        format!("Only {percent} % sure: {reason}. If it is something else, say so among the columns below.");
    let key = format!("q{number}");
    view! {
        <fieldset class="doubt">
            <legend>{question}</legend>
            <p class="field-hint">{hint}</p>
            <label class="option">
                <input type="radio" name=key.clone() value="yes" checked=true/>
                <span>"Yes, or what is said of it below"</span>
            </label>
            <label class="option">
                <input type="radio" name=key value="unused"/>
                <span>"No, leave it out"</span>
            </label>
        </fieldset>
    }
}

/// One form, two ways: the address shows what was chosen, or the orders are read.
#[component]
fn FormButtons() -> impl IntoView {
    view! {
        <div class="button-row">
            <button class="button button-primary" type="submit" formmethod="post" formaction=READ>
                "Read these orders"
            </button>
            <button class="button" type="submit">"Look again"</button>
            <a class="button button-quiet" href=PATH>"Choose other files"</a>
        </div>
    }
}
