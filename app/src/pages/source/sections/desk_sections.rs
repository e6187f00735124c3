use clientele_contract::{Candidate, SourceDesk, Upload};
use leptos::prelude::*;

use super::{
    candidate_href,
    database_section::DatabaseCard,
    elsewhere_section::{DemoCard, PathCard},
    files_in_words,
    in_use_section::InUseSection,
    upload_section::UploadSection,
};
use crate::{
    components::{Badge, Card, PostButton, Tone},
    format::{format_count, format_counted, format_moment},
};

/// All sections of the page without a candidate.
#[component]
pub fn DeskSections(desk: SourceDesk) -> impl IntoView {
    let SourceDesk { in_use, fault, uploads, limits, folders } = desk;
    let is_first = in_use.is_none() && fault.is_none();
    let database = in_use.as_ref().and_then(|in_use| in_use.database.clone());
    let is_in_use = database.is_some();
    view! {
        <div class="source-desk">
            {fault.map(|fault| view! { <FaultCard fault/> })}
            {in_use.map(|in_use| view! { <InUseSection in_use/> })}
            <UploadSection limits is_first/>
            {(!uploads.is_empty()).then(|| view! { <UploadsSection uploads/> })}
            <div class="grid source-ways">
                <PathCard folders/>
                <DatabaseCard form=database.unwrap_or_default() is_in_use/>
            </div>
            {is_first.then(|| view! { <DemoCard/> })}
        </div>
    }
}

#[component]
fn FaultCard(fault: String) -> impl IntoView {
    view! {
        <Card id="fault-title" title="The description of the source has a mistake" subtitle="Nothing is read until it is mended; what is published goes on serving.">
            <pre class="source-fault" role="alert" tabindex="0">{fault}</pre>
        </Card>
    }
}

/// What was uploaded and is not read.
#[component]
fn UploadsSection(uploads: Vec<Upload>) -> impl IntoView {
    let title = title_of(&uploads);
    let items = uploads.into_iter().map(|upload| view! { <UploadItem upload/> }).collect_view();
    view! {
        <Card id="uploads-title" title subtitle="The newest are kept; the oldest make room for others.">
            <ul class="source-list">{items}</ul>
        </Card>
    }
}

fn title_of(uploads: &[Upload]) -> String {
    let unreadable = uploads.iter().filter(|upload| upload.fault.is_some()).count() as u64;
    let readable = uploads.len() as u64 - unreadable;
    let counted = |count: u64, one: &str, many: &str| match count {
        1 => format!("One upload {one}"),
        _ => format!("{} {many}", format_counted(count, "upload", "uploads")),
    };
    match (readable, unreadable) {
        (_, 0) => counted(readable, "waits to be read", "wait to be read"),
        (0, _) => counted(unreadable, "cannot be read", "cannot be read"),
        _ => {
            format!(
                "{}; {} cannot",
                counted(readable, "waits to be read", "wait to be read"),
                format_count(unreadable)
            )
        }
    }
}

#[component]
fn UploadItem(upload: Upload) -> impl IntoView {
    let words = files_in_words(&upload.files);
    let href = candidate_href(&Candidate::Upload(upload.id.clone()));
    let files = match upload.fault {
        None => view! { <a href=href>{words}</a> }.into_any(),
        Some(fault) => view! {
            <span>{words}</span>
            <span class="source-unreadable"><Badge words="Cannot be read" tone=Tone::Bad/> " " {format!("{fault}.")}</span>
        }
        .into_any(),
    };
    view! {
        <li>
            <div class="source-item">
                {files}
                <span class="muted">{format_moment(upload.uploaded_at)}</span>
            </div>
            <PostButton action="/data/source/forget" label="Remove" fields=vec![("upload", upload.id)]/>
        </li>
    }
}
