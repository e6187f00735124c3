use clientele_contract::{Candidate, MappedColumn, MappingDesk, SourceEntry, TableMapping, Understanding};
use leptos::prelude::*;

use super::{
    PATH, RefusedCard, candidate_field,
    choice_words::{CHOICES, meaning_in_words},
    columns_section::ColumnsSection,
    files_in_words,
    preview_section::PreviewSection,
    settings_section::{DoubtField, SettingsSection},
};
use crate::{
    components::{Card, PostButton},
    format::format_counted,
};

/// All sections of the page for a candidate.
#[component]
pub fn MappingSections(
    desk: MappingDesk,
    /// The orders were to be read, and something has to be said first.
    was_refused: bool,
) -> impl IntoView {
    let MappingDesk { candidate, files, understanding } = desk;
    let (name, value) = candidate_field(&candidate);
    let field = (name, value.to_owned());
    match understanding {
        Understanding::Refused(fault) => {
            let upload = match candidate {
                Candidate::Upload(id) => Some(id),
                Candidate::Path(_) => None,
            };
            view! { <RefusedCard title="These files cannot be read" fault upload/> }.into_any()
        }
        Understanding::Certain(what) => view! { <CertainCard what files field/> }.into_any(),
        Understanding::Table(table) => {
            view! { <MappingForm table=*table files field was_refused/> }.into_any()
        }
    }
}

/// A source that needs no mapping.
#[component]
fn CertainCard(what: String, files: Vec<SourceEntry>, field: (&'static str, String)) -> impl IntoView {
    view! {
        <Card id="settle-title" title=format!("{what}: nothing is left to say") subtitle=files_in_words(&files)>
            <div class="button-row">
                <PostButton action="/data/source/read" label="Read these orders" fields=vec![field] is_primary=true/>
                <a class="button" href=PATH>"Choose other files"</a>
            </div>
        </Card>
    }
}

#[component]
fn MappingForm(
    table: TableMapping,
    files: Vec<SourceEntry>,
    field: (&'static str, String),
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
    let (layout, currency_symbol) = (value("layout"), value("currency"));
    let preview = table.preview.clone();
    let is_settled = table.problems.is_empty();
    let (name, candidate) = field;
    view! {
        <form class="mapping" method="get" action=PATH>
            <input type="hidden" name=name value=candidate/>
            <input type="hidden" name="layout" value=layout/>
            <SettleCard table=table.clone() files was_refused/>
            {preview.map(|preview| view! { <PreviewSection preview currency_symbol is_settled/> })}
            <ColumnsSection columns=table.columns rows_seen=table.rows_seen/>
            <SettingsSection choices=table.choices status=table.status/>
            <FormButtons/>
        </form>
    }
}

/// What has to be said, and the buttons.
#[component]
fn SettleCard(table: TableMapping, files: Vec<SourceEntry>, was_refused: bool) -> impl IntoView {
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
    let open = asked.len() + column_doubts.len() + usize::from(status_doubts > 0);
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
        <Card id="settle-title" title subtitle=files_in_words(&files) class="card-draft">
            {refusal}
            {problems}
            {doubts}
            <ul class="remarks mapping-notes">{notes}</ul>
            {column_doubts}
            {questions}
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
            <button class="button button-primary" type="submit" formmethod="post" formaction="/data/source/read">
                "Read these orders"
            </button>
            <button class="button" type="submit">"Look again"</button>
            <a class="button button-quiet" href=PATH>"Choose other files"</a>
        </div>
    }
}
