use clientele_contract::UploadLimits;
use leptos::prelude::*;

use crate::{
    components::{Card, Icon, IconView},
    format::format_bytes,
};

/// Takes files: dropped, chosen, or sent by a plain form.
#[component]
pub fn UploadSection(
    limits: UploadLimits,
    /// Nothing has been read yet.
    is_first: bool,
) -> impl IntoView {
    let title = if is_first { "Bring your orders" } else { "Read other orders" };
    let (file, total) = (format_bytes(limits.file_bytes), format_bytes(limits.total_bytes));
    let file_words = format!(
        "is larger than {file}, which is the most that is taken of one file. Compress it or export fewer columns."
    );
    let total_words = format!(
        "The files are larger than {total} together, which is the most that is taken at once. Leave some out or compress them."
    );
    view! {
        <Card
            id="upload-title"
            title
            subtitle="An export of your shop, or a table of your own. How it is to be read is worked out and shown before anything is read."
        >
            <form
                class="upload"
                method="post"
                action="/data/source/upload"
                enctype="multipart/form-data"
                data-upload=""
                data-file-limit=limits.file_bytes.to_string()
                data-file-words=file_words
                data-total-limit=limits.total_bytes.to_string()
                data-total-words=total_words
            >
                <div class="drop-zone">
                    <IconView icon=Icon::Empty/>
                    <p class="drop-words">
                        <label for="upload-files">"Files of orders"</label>
                        <span class="needs-script">" – drop them anywhere on this page, or choose them"</span>
                    </p>
                    <input id="upload-files" class="drop-field" type="file" name="files" multiple aria-describedby="upload-hint"/>
                    <button class="button button-primary without-script" type="submit">"Upload"</button>
                </div>
                <p id="upload-hint" class="field-hint">
                    {format!("CSV, TSV or text, a workbook (XLSX), Parquet, or a ZIP or gzip of these; one file, several parts of one table, or tables that belong together; up to {file} a file. They stay on the machine that runs Clientele.")}
                </p>
                <div class="upload-state" data-upload-state="" hidden>
                    <p role="status" data-upload-words=""></p>
                    <ul class="upload-files" data-upload-files=""></ul>
                    <button class="button" type="button" data-upload-cancel="">"Cancel"</button>
                </div>
                <p class="field-error" role="alert" data-upload-fault=""></p>
            </form>
        </Card>
    }
}
