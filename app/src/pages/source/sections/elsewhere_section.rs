use leptos::prelude::*;

use crate::components::{Card, PostButton};

/// Other ways to orders: the machine of the server, a database, a made-up shop.
#[component]
pub fn ElsewhereSection(
    /// Folders of which a source may be part.
    folders: Vec<String>,
    /// Nothing has been read yet.
    is_first: bool,
) -> impl IntoView {
    let demo = is_first.then(|| {
        view! {
            <Card id="demo-title" title="Nothing at hand?" subtitle="A made-up shop of 5,000 customers shows what every page does.">
                <PostButton action="/data/source/demo" label="Try the made-up shop"/>
            </Card>
        }
    });
    view! {
        <div class="grid grid-thirds grid-source">
            <PathCard folders/>
            <Card id="database-title" title="From PostgreSQL" subtitle="A query or a set of tables, read at each refresh.">
                <p>
                    "Describe it in "
                    <span class="code">"settings/source.toml"</span>
                    " of the data folder; docs/SOURCES.md shows how. The password stays in the environment or in a file that only the server reads."
                </p>
            </Card>
            {demo}
        </div>
    }
}

#[component]
fn PathCard(folders: Vec<String>) -> impl IntoView {
    let form = if folders.is_empty() {
        view! {
            <p>
                "No folder is open for this. Start the server with "
                <span class="code">"--source-folder DIR"</span>
                " for each folder of which files may be read."
            </p>
        }
        .into_any()
    } else {
        let hint = format!("Below {}", folders.join(" or "));
        view! {
            <form class="form-stack" method="get" action="/data/source">
                <div class="form-field">
                    <label for="source-path">"File or folder"</label>
                    <input
                        class="field"
                        id="source-path"
                        name="path"
                        type="text"
                        required
                        autocomplete="off"
                        spellcheck="false"
                        aria-describedby="source-path-hint"
                    />
                    <p class="field-hint" id="source-path-hint">{hint}</p>
                </div>
                <p><button class="button" type="submit">"Look at it"</button></p>
            </form>
        }
        .into_any()
    };
    view! {
        <Card id="path-title" title="From this machine" subtitle="A file or folder that an export writes again and again.">
            {form}
        </Card>
    }
}
