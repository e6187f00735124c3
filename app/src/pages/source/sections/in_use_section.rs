use clientele_contract::SourceInUse;
use leptos::prelude::*;

use super::{candidate_href, files_in_words};
use crate::{
    components::Card,
    format::{format_bytes, format_moment},
};

/// What a refresh reads.
#[component]
pub fn InUseSection(in_use: SourceInUse) -> impl IntoView {
    let SourceInUse { kind, place, files, uploaded_at, candidate, database, description, mapping } = in_use;
    let title = match files.as_slice() {
        [] => "This is what a refresh reads".to_owned(),
        files => format!("A refresh reads {}", files_in_words(files)),
    };
    let change = candidate.map(|candidate| {
        view! { <a class="button" href=candidate_href(&candidate)>"Change how it is read"</a> }
    });
    let list = (files.len() > 1).then(|| {
        let items = files
            .iter()
            .map(|file| view! { <li>{format!("{}, {}", file.name, format_bytes(file.bytes))}</li> })
            .collect_view();
        view! { <ul class="remarks source-files">{items}</ul> }
    });
    let change_database = database.as_ref().map(|_| {
        view! { <a class="button" href="#database-title">"Change what is read, or how"</a> }
    });
    let (what, what_class) = if database.is_some() { ("What", "") } else { ("Path", "code") };
    let address = database.map(|database| match database.variable.as_str() {
        "" => format!("In the file {}", database.file),
        variable => format!("In the environment variable {variable}"),
    });
    let how = if mapping.is_some() { "As the mapping says" } else { "As it is recognised at each refresh" };
    view! {
        <Card id="in-use-title" title class="card-source">
            {list}
            <dl class="facts">
                <div><dt>"Where"</dt><dd>{kind}</dd></div>
                {(!place.is_empty()).then(|| view! { <div><dt>{what}</dt><dd class=what_class>{place}</dd></div> })}
                {address.map(|address| view! { <div><dt>"Address"</dt><dd>{address}</dd></div> })}
                {uploaded_at.map(|moment| view! { <div><dt>"Uploaded"</dt><dd>{format_moment(moment)}</dd></div> })}
                <div><dt>"How"</dt><dd>{how}</dd></div>
            </dl>
            <div class="button-row">{change} {change_database}</div>
            <SettingsText summary="The description of the source" file=description/>
            {mapping.map(|file| view! { <SettingsText summary="The mapping" file/> })}
        </Card>
    }
}

/// A file that people can read and edit, with its place.
#[component]
fn SettingsText(summary: &'static str, file: (String, String)) -> impl IntoView {
    let (place, text) = file;
    view! {
        <details class="source-text">
            <summary>{summary}</summary>
            <p class="field-hint">"It may be edited by hand: " <span class="code">{place}</span></p>
            <pre tabindex="0"><code>{text}</code></pre>
        </details>
    }
}
