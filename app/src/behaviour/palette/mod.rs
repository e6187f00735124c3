//! The command palette: one field that leads to every page, segment, tier, saved view and customer.
//!
//! Only what opens it is loaded with the first page.

mod list;
mod recent;
mod search;

use leptos::{prelude::*, task::spawn_local};
use web_sys::{HtmlInputElement, MouseEvent};

use super::{dialogs, dom};

pub use recent::note_view;

/// The id of the dialog that `BehaviourParts` brings.
pub const PALETTE_ID: &str = "palette";
/// The id of its field.
pub const FIELD_ID: &str = "palette-field";
/// The id of its list.
pub const LIST_ID: &str = "palette-list";
/// The id of what is said about the list.
pub const NOTE_ID: &str = "palette-note";

/// Takes up a click on the button; false if it was another click.
pub fn on_click(event: &MouseEvent) -> bool {
    let is_opener = dom::closest(event, "[data-palette]").is_some();
    if is_opener && open() {
        event.prevent_default();
    }
    is_opener
}

/// Opens the palette with an empty field; false if the page has none.
pub fn open() -> bool {
    if !dialogs::open(PALETTE_ID) {
        return false;
    }
    if let Some(field) = dom::by_id::<HtmlInputElement>(FIELD_ID) {
        field.set_value("");
        // A refused focus changes nothing.
        let _ = field.focus();
    }
    spawn_local(async { offer().await });
    true
}

/// Offers what there is; what is reached only from here is loaded when the palette is first opened.
#[lazy]
async fn offer() {
    search::offer().await;
}
