use clientele_contract::{FileQuality, RejectCount};
use leptos::prelude::*;

use crate::{
    components::{Card, ScrollRegion},
    format::{format_count, format_counted},
};

/// Every file with its rows read, kept and refused.
#[component]
pub fn FilesSection(files: Vec<FileQuality>) -> impl IntoView {
    let refused: u64 = files.iter().map(|file| file.rows_read.saturating_sub(file.rows_kept)).sum();
    let title = match refused {
        0 => "Every row that was read was kept".to_owned(),
        some => format!("{} refused", format_counted(some, "row was", "rows were")),
    };
    let rows = files.into_iter().map(|file| view! { <FileRow file/> }).collect_view();
    let downloads = view! { <RejectLinks refused/> }.into_any();
    view! {
        <Card id="files-title" term="rejected-row" title subtitle="Rows read = rows kept + rows refused, file by file" actions=downloads>
            <ScrollRegion label="Files">
                <table class="table is-stacked">
                    <thead>
                        <tr>
                            <th scope="col">"File"</th>
                            <th scope="col" class="number">"Read"</th>
                            <th scope="col" class="number">"Kept"</th>
                            <th scope="col" class="number">"Refused"</th>
                            <th scope="col">"Why, and what is worth knowing"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </Card>
    }
}

/// The refused rows as files.
#[component]
fn RejectLinks(refused: u64) -> impl IntoView {
    (refused > 0).then(|| {
        view! {
            <p class="reject-links">
                <a class="button button-small" href="/export/rejects.csv" download="" rel="external">
                    {format!("Download the {}", format_counted(refused, "refused row", "refused rows"))}
                </a>
                <a class="file-link" href="/export/rejects.csv?for=machines" download="" rel="external">
                    "For programs"
                </a>
            </p>
        }
    })
}

#[component]
fn FileRow(file: FileQuality) -> impl IntoView {
    let refused = file.rows_read.saturating_sub(file.rows_kept);
    let reasons = file.rejected.iter().map(reason_in_words);
    let remarks: Vec<String> = reasons.chain(file.notes).collect();
    let remarks = if remarks.is_empty() {
        view! { <span class="muted">"–"</span> }.into_any()
    } else {
        let items = remarks.into_iter().map(|remark| view! { <li>{remark}</li> }).collect_view();
        view! { <ul class="remarks">{items}</ul> }.into_any()
    };
    view! {
        <tr>
            <th scope="row" class="code">{file.file}</th>
            <td class="number" data-head="Read">{format_count(file.rows_read)}</td>
            <td class="number" data-head="Kept">{format_count(file.rows_kept)}</td>
            <td class="number" data-head="Refused" class:worse=(refused > 0)>{format_count(refused)}</td>
            <td data-head="Why">{remarks}</td>
        </tr>
    }
}

fn reason_in_words(reject: &RejectCount) -> String {
    format!(
        "{}: {}, first in line {}",
        reject.reason,
        format_counted(reject.rows, "row", "rows"),
        format_count(reject.first_line)
    )
}
