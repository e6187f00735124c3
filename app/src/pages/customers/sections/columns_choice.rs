use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{
    PATH,
    columns::{head_of, shown_columns},
};
use crate::url_state::{CustomerColumn, SegmentsUrl};

/// Chooses the columns of the table.
#[component]
pub fn ColumnsChoice(url: SegmentsUrl) -> impl IntoView {
    let shown: BTreeSet<CustomerColumn> = shown_columns(&url).into_iter().collect();
    let by_width = SegmentsUrl { columns: BTreeSet::new(), ..url.clone() };
    let kept = by_width
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let choices = CustomerColumn::ALL
        .map(|column| {
            view! {
                <label class="choice">
                    <input type="checkbox" name="cols" value=column.slug() checked=shown.contains(&column)/>
                    <span class="choice-label">{head_of(column).name}</span>
                </label>
            }
        })
        .collect_view();
    let summary = match url.columns.len() {
        0 => "Columns".to_owned(),
        some => format!("Columns: {some} chosen"),
    };
    view! {
        <details class="menu" data-popover="">
            <summary id="columns" class="button button-small">{summary}</summary>
            <form class="popover" method="get" action=PATH>
                {kept}
                <fieldset class="choices">
                    <legend class="visually-hidden">"Columns beside the customer"</legend>
                    {choices}
                </fieldset>
                <div class="popover-foot">
                    <a class="button button-small" href=by_width.link(PATH) data-noscroll="">"Those that fit"</a>
                    <button type="submit" class="button button-small button-primary">"Show"</button>
                </div>
            </form>
        </details>
    }
}

/// Names the columns for which there is no room; the style sheet shows the names of those that it hides.
#[component]
pub fn ColumnsNote() -> impl IntoView {
    let names = CustomerColumn::ALL
        .map(head_of)
        .into_iter()
        .filter(|head| !head.room.is_empty())
        .map(|head| view! { <li class=head.room>{head.name}</li> })
        .collect_view();
    view! {
        <div class="columns-note">
            <span>"No room here for"</span>
            <ul>{names}</ul>
        </div>
    }
}
