use clientele_contract::KeepChoice;
use leptos::prelude::*;

use crate::{
    components::{Card, Field},
    format::{format_bytes, format_counted},
};

/// How many snapshots a refresh leaves, and the room that they take.
#[component]
pub fn KeepSection(keep: KeepChoice, fixed: Option<String>, bytes: u64) -> impl IntoView {
    let newest = format_counted(u64::from(keep.newest), "snapshot is", "snapshots are");
    let title = match keep.days {
        None => format!("The last {newest} kept"),
        Some(days) => {
            let days = format_counted(u64::from(days), "day", "days");
            format!("The last {newest} kept, for {days} at most")
        }
    };
    let is_fixed = fixed.is_some();
    let subtitle = format!(
        "{} on disk now. The one in service and pinned ones always stay; the next refresh removes the others",
        format_bytes(bytes)
    );
    view! {
        <Card id="keep-title" term="pinned-snapshot" title subtitle>
            <form method="post" action="/data/snapshots/keep" class="keep-form">
                <Field
                    name="newest"
                    label="Newest that are kept"
                    value=keep.newest.to_string()
                    input_mode="numeric"
                    disabled=is_fixed
                />
                <Field
                    name="days"
                    label="Days that they are kept"
                    value=keep.days.map(|days| days.to_string()).unwrap_or_default()
                    placeholder="any age"
                    input_mode="numeric"
                    disabled=is_fixed
                />
                <button type="submit" class="button" disabled=is_fixed>"Save"</button>
            </form>
            {fixed.map(|why| view! { <p class="field-hint">{why}</p> })}
        </Card>
    }
}
