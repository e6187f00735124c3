use clientele_contract::{JoinedTable, MappedJoin, TableJoins};
use leptos::prelude::*;

use super::columns_section::CertaintyBadge;
use crate::{components::Card, format::format_counted};

/// How several tables become one; each join can be changed or removed, and one can be added.
#[component]
pub fn JoinsSection(joins: TableJoins) -> impl IntoView {
    let TableJoins { tables, joins, fault } = joins;
    let count = format_counted(tables.len() as u64, "table", "tables");
    let title = match (joins.len(), &fault) {
        (0, _) => format!("None of {count} is joined to another"),
        (_, Some(_)) => "The tables do not make one".to_owned(),
        (joined, None) => format!("{} of {count} are read as one", joined + 1),
    };
    let next = joins.len() + 1;
    let items = joins
        .into_iter()
        .zip(1..)
        .map(|(join, number)| view! { <JoinItem join number tables=tables.clone()/> })
        .collect_view();
    view! {
        <Card
            id="joins-title"
            term="table-join"
            title
            subtitle="Each row of a table is completed by the row of another one that its column names. Other joins bring other columns: what was said of columns is asked anew."
        >
            <ol class="join-list">{items}</ol>
            <details class="join-more" open=next == 1>
                <summary>"Add a join"</summary>
                <JoinFields number=next column=String::new() key=String::new() tables/>
                <p class="button-row"><button class="button" type="submit">"Join them"</button></p>
            </details>
        </Card>
    }
}

#[component]
fn JoinItem(join: MappedJoin, number: usize, tables: Vec<JoinedTable>) -> impl IntoView {
    let MappedJoin { table, column, to, key, percent, reason, .. } = join;
    view! {
        <li class="join-item">
            <JoinFields number column=column_value(&table, &column) key=column_value(&to, &key) tables/>
            <p class="column-why"><CertaintyBadge percent/> " " {reason}</p>
            <button class="button" type="submit" name=format!("join{number}.out") value="true" aria-label=format!("Remove the join of {table} with {to}")>
                "Remove"
            </button>
        </li>
    }
}

#[component]
fn JoinFields(number: usize, column: String, key: String, tables: Vec<JoinedTable>) -> impl IntoView {
    let name = |field: &str| format!("join{number}.{field}");
    view! {
        <div class="join-fields">
            <ColumnField name=name("column") label="A column" value=column tables=tables.clone()/>
            <ColumnField name=name("key") label="names the row of another table by its key" value=key tables/>
        </div>
    }
}

/// A menu of all columns, by table.
#[component]
fn ColumnField(name: String, label: &'static str, value: String, tables: Vec<JoinedTable>) -> impl IntoView {
    let is_known = tables
        .iter()
        .any(|table| table.columns.iter().any(|column| column_value(&table.name, column) == value));
    let first = if value.is_empty() { "Choose a column".to_owned() } else { value.replacen('/', ": ", 1) };
    let other = (!is_known).then(|| view! { <option value=value.clone() selected>{first}</option> });
    let groups = tables
        .into_iter()
        .map(|JoinedTable { name, columns }| {
            let options = columns
                .iter()
                .map(|column| {
                    let of_column = column_value(&name, column);
                    let is_chosen = of_column == value;
                    view! { <option value=of_column selected=is_chosen>{format!("{column} ({name})")}</option> }
                })
                .collect_view();
            view! { <optgroup label=name>{options}</optgroup> }
        })
        .collect_view();
    view! {
        <div class="form-field">
            <label for=name.clone()>{label}</label>
            <select class="field" id=name.clone() name=name>{other}{groups}</select>
        </div>
    }
}

/// A column as the form names it; no name of a table holds a `/`.
fn column_value(table: &str, column: &str) -> String {
    format!("{table}/{column}")
}

/// Whether two tables belong together as it was worked out.
#[component]
pub fn JoinDoubt(join: MappedJoin, number: u32) -> impl IntoView {
    let MappedJoin { table, column, to, key, percent, reason, .. } = join;
    let question = format!("Does “{column}” of {table} name the rows of {to} by “{key}”?");
    let hint = format!("Only {percent} % sure: {reason}. Other columns can be chosen below.");
    let name = format!("join{number}.question");
    view! {
        <fieldset class="doubt">
            <legend>{question}</legend>
            <p class="field-hint">{hint}</p>
            <label class="option">
                <input type="radio" name=name.clone() value="yes" checked=true/>
                <span>"Yes, or what is chosen below"</span>
            </label>
            <label class="option">
                <input type="radio" name=name value="unused"/>
                <span>"No, do not join them"</span>
            </label>
        </fieldset>
    }
}
