use clientele_contract::{Candidate, OpenEntry, OpenFolder};
use leptos::prelude::*;

use super::{PATH, candidate_href};
use crate::{
    components::{Card, Field, PostButton},
    failed_change::as_sentence,
    format::format_bytes,
};

/// A file or folder of the server's machine.
#[component]
pub fn PathCard(
    /// Folders of which a source may be part.
    folders: Vec<OpenFolder>,
    /// What was typed, and why it cannot be read.
    #[prop(default = None)]
    mistake: Option<(String, String)>,
) -> impl IntoView {
    let content = if folders.is_empty() {
        let fault = mistake.map(|(_, fault)| {
            view! { <p class="source-fault" role="alert">{as_sentence(&fault)}</p> }
        });
        view! {
            {fault}
            <p>
                "No folder is open for this. Start the server with "
                <span class="code">"--source-folder DIR"</span>
                " for each folder of which files may be read."
            </p>
        }
        .into_any()
    } else {
        let (typed, fault) = mistake.unzip();
        let autofocus = fault.is_some();
        let hint = folders.iter().map(|folder| folder.path.as_str()).collect::<Vec<_>>().join(" or ");
        let lists = folders.into_iter().map(|folder| view! { <FolderList folder/> }).collect_view();
        view! {
            {lists}
            <form class="form-stack" method="get" action=PATH>
                <Field
                    name="path"
                    label="Or the path of a file or folder"
                    value=typed.unwrap_or_default()
                    hint=format!("Below {hint}")
                    error=fault.map(|fault| as_sentence(&fault))
                    autofocus
                />
                <p><button class="button" type="submit">"Look at it"</button></p>
            </form>
        }
        .into_any()
    };
    view! {
        <Card
            id="path-title"
            title="From this machine"
            subtitle="A file or folder that an export writes again and again: it can be read as soon as it has changed."
        >
            {content}
        </Card>
    }
}

/// What lies in an open folder; the folder as a whole is the first.
#[component]
fn FolderList(folder: OpenFolder) -> impl IntoView {
    let OpenFolder { path, entries, has_more } = folder;
    let href = |path: &str| candidate_href(&Candidate::Path(path.to_owned()));
    let whole = href(&path);
    let is_empty = entries.is_empty();
    let entries = entries
        .into_iter()
        .map(|OpenEntry { name, path, bytes }| {
            let size = bytes.map_or_else(|| "folder".to_owned(), format_bytes);
            view! {
                <li>
                    <div class="source-item">
                        <a href=href(&path)>{name}</a>
                        <span class="muted">{size}</span>
                    </div>
                </li>
            }
        })
        .collect_view();
    let words = if is_empty { " holds no tables yet" } else { " and all its files" };
    view! {
        <ul class="source-list">
            <li>
                <div class="source-item">
                    <a class="code" href=whole>{path}</a>
                    <span class="muted">{words}</span>
                </div>
            </li>
            {entries}
        </ul>
        {has_more.then(|| view! { <p class="field-hint">"There are more: give the path below."</p> })}
    }
}

/// A made-up shop, as long as nothing has been read.
#[component]
pub fn DemoCard() -> impl IntoView {
    view! {
        <Card id="demo-title" title="Nothing at hand?" subtitle="A made-up shop of 5,000 customers shows what every page does.">
            <PostButton action="/data/source/demo" label="Try the made-up shop"/>
        </Card>
    }
}
