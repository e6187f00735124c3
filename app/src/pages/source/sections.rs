//! What the server draws: the browser shows it as it comes.

mod choice_words;
mod columns_section;
mod database_section;
mod desk_sections;
mod elsewhere_section;
mod in_use_section;
mod joins_section;
mod mapping_sections;
mod preview_section;
mod settings_section;
mod upload_section;

use clientele_contract::{Candidate, MappingDesk, OpenFolder, SourceDesk, SourceEntry};
use leptos::prelude::*;

use crate::{
    components::{Card, PostButton},
    format::{format_bytes, format_counted},
    query_string::append_pair,
};
pub use database_section::DatabaseCard;
use desk_sections::DeskSections;
use elsewhere_section::PathCard;
use mapping_sections::MappingSections;

/// Where this page is.
const PATH: &str = "/data/source";

/// The source in use, and what else there is, as HTML.
pub fn draw_source(desk: SourceDesk) -> String {
    view! { <DeskSections desk/> }.to_html()
}

/// How a candidate would be read, or why it cannot, as HTML. `was_refused`: somebody asked to read it already.
pub fn draw_mapping(desk: Result<MappingDesk, String>, was_refused: bool) -> String {
    match desk {
        Ok(desk) => view! { <MappingSections desk was_refused/> }.to_html(),
        Err(fault) => view! { <RefusedCard title="These files cannot be read" fault/> }.to_html(),
    }
}

/// A path that cannot be read, to be corrected, as HTML.
pub fn draw_refused_path(path: String, fault: String, folders: Vec<OpenFolder>) -> String {
    view! {
        <div class="source-desk">
            <PathCard folders mistake=Some((path, fault))/>
            <p class="button-row"><a class="button" href=PATH>"Choose other files"</a></p>
        </div>
    }
    .to_html()
}

/// Says why, and leads back.
#[component]
fn RefusedCard(
    title: &'static str,
    fault: String,
    /// The upload that can be removed.
    #[prop(optional_no_strip)]
    upload: Option<String>,
) -> impl IntoView {
    view! {
        <Card id="refused-title" title>
            <p class="source-fault" role="alert">{fault}</p>
            <div class="button-row">
                <a class="button button-primary" href=PATH>"Choose other files"</a>
                {upload.map(|id| view! {
                    <PostButton action="/data/source/forget" label="Remove this upload" fields=vec![("upload", id)]/>
                })}
            </div>
        </Card>
    }
}

/// The address of the page for a candidate.
fn candidate_href(candidate: &Candidate) -> String {
    let (name, value) = candidate_field(candidate);
    let mut query = String::new();
    append_pair(&mut query, name, value);
    format!("{PATH}?{query}")
}

/// The field of a form that names a candidate.
fn candidate_field(candidate: &Candidate) -> (&'static str, &str) {
    match candidate {
        Candidate::Upload(id) => ("upload", id),
        Candidate::Path(path) => ("path", path),
        Candidate::Database(id) => ("database", id),
    }
}

/// `orders.csv, 1.3 MB` or `9 files, 14.5 MB`.
fn files_in_words(files: &[SourceEntry]) -> String {
    let bytes = format_bytes(files.iter().map(|file| file.bytes).sum());
    match files {
        [file] => format!("{}, {bytes}", file.name),
        files => format!("{}, {bytes}", format_counted(files.len() as u64, "file", "files")),
    }
}

#[cfg(test)]
mod tests;
