//! The page that says why a form was not taken, and leads back. Drawn on the server alone.

use clientele_contract::{DatabaseForm, DatabaseMistake};
use leptos::prelude::*;
use leptos_meta::{MetaTags, Title, provide_meta_context};
use leptos_router::components::Router;

use crate::{
    answer::ask_for,
    api,
    app::{DocumentHead, SnapshotResource},
    components::{Navigation, SavedViewFields},
    format::with_capital,
    pages::DatabaseCard,
    theme::{ThemePreference, provide_theme},
};

/// A change that was not made.
#[derive(Debug, Clone)]
pub struct FailedChange {
    /// What was not done: “The view was not saved”.
    pub title: &'static str,
    /// What was wrong and what to do; of several lines if it shows a place in a file.
    pub reason: String,
    /// The page to go back to.
    pub back: String,
    /// What was typed, if it was a view to be saved.
    pub view: Option<SavedViewForm>,
}

/// A view that was to be saved, as it was typed.
#[derive(Debug, Clone)]
pub struct SavedViewForm {
    /// What people call it.
    pub name: String,
    /// Path and query of the view.
    pub address: String,
    /// The page to go back to.
    pub back: String,
}

/// The whole HTML document. It has no scripts: there is nothing on it that reacts.
pub fn failed_change_document(options: LeptosOptions, failed: FailedChange) -> impl IntoView {
    let title = failed.title;
    view! { <FailedDocument options title><Failed failed/></FailedDocument> }
}

/// The whole HTML document with a database that was not read, to be corrected.
pub fn failed_database_document(
    options: LeptosOptions,
    form: DatabaseForm,
    mistake: DatabaseMistake,
) -> impl IntoView {
    view! {
        <FailedDocument options title="Source">
            <div class="source-desk">
                <DatabaseCard form mistake=Some(mistake)/>
                <p class="button-row"><a class="button" href="/data/source" rel="external">"Go back"</a></p>
            </div>
        </FailedDocument>
    }
}

/// The document around what a form answers with.
#[component]
fn FailedDocument(options: LeptosOptions, title: &'static str, children: Children) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=ThemePreference::current().attribute()>
            <head>
                <DocumentHead options/>
                <MetaTags/>
            </head>
            <body>
                <FailedPage title children/>
            </body>
        </html>
    }
}

#[component]
fn FailedPage(title: &'static str, children: Children) -> impl IntoView {
    provide_meta_context();
    provide_theme();
    provide_context(SnapshotResource(ask_for(|| (), |()| api::fetch_snapshot())));
    view! {
        <Title text=format!("{title} · Clientele")/>
        <Router>
            <a class="skip-link" href="#content">"Skip to the content"</a>
            <div class="shell">
                <Navigation/>
                <main id="content" class="content" tabindex="-1">
                    <div class="page-head">
                        <h1>{title}</h1>
                    </div>
                    {children()}
                </main>
            </div>
        </Router>
    }
}

#[component]
fn Failed(failed: FailedChange) -> impl IntoView {
    let FailedChange { reason, back, view, .. } = failed;
    let way_back = if view.is_some() { "button" } else { "button button-primary" };
    view! {
        <div class="state" role="alert">
            <Reason reason/>
            {view.map(|view| view! { <RetrySavedView view/> })}
            <p class="state-links">
                <a class=way_back href=back rel="external">"Go back"</a>
            </p>
        </div>
    }
}

#[component]
fn Reason(reason: String) -> impl IntoView {
    match reason.split_once('\n') {
        // A parser draws the place in the file: its lines stand below one another.
        Some(_) => view! { <pre tabindex="0"><code>{reason}</code></pre> }.into_any(),
        None => view! { <p class="state-message">{as_sentence(&reason)}</p> }.into_any(),
    }
}

#[component]
fn RetrySavedView(view: SavedViewForm) -> impl IntoView {
    view! {
        <form class="form-stack" method="post" action="/views/save">
            <SavedViewFields address=view.address back=view.back name=view.name/>
            <p><button class="button button-primary" type="submit">"Save under this name"</button></p>
        </form>
    }
}

/// With a capital at the beginning and a full stop at the end.
pub fn as_sentence(words: &str) -> String {
    let end = if words.ends_with(['.', '…', '”']) { "" } else { "." };
    format!("{}{end}", with_capital(words))
}
