//! Files that are chosen or dropped are sent at once, with progress. Only what hears of them is loaded with the
//! first page.

mod sending;

use std::cell::RefCell;

use leptos::{prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use web_sys::{DragEvent, Element, Event, File, FileList, HtmlFormElement, HtmlInputElement};

use super::dom;

/// The form that takes files.
const FORM: &str = "form[data-upload]";
/// Set on the form while files are held over the page.
const OVER: &str = "data-over";

/// Files and the form that they were given to.
struct Chosen {
    form: HtmlFormElement,
    files: Vec<File>,
}

thread_local! {
    /// What the sending part has to take up when it is loaded.
    static CHOSEN: RefCell<Option<Chosen>> = const { RefCell::new(None) };
}

/// Takes up files that were chosen in the field of the form.
pub fn on_change(event: &Event) {
    let Some(field) = dom::target_of(event).and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    let form = field.closest(FORM).ok().flatten();
    if let (Some(form), Some(files), "file") = (form, field.files(), field.type_().as_str()) {
        take(form, &files);
    }
}

/// Shows that files can be let go here: anywhere on a page that takes files.
pub fn on_drag(event: &DragEvent) {
    if !has_files(event) {
        return;
    }
    let Ok(Some(form)) = document().query_selector(FORM) else { return };
    // Without this the browser would open the file in place of the page.
    event.prevent_default();
    match event.type_().as_str() {
        "drop" => {
            let _ = form.remove_attribute(OVER);
            if let Some(files) = event.data_transfer().and_then(|carried| carried.files()) {
                take(form, &files);
            }
        }
        "dragleave" if event.related_target().is_none() => {
            let _ = form.remove_attribute(OVER);
        }
        "dragleave" => {}
        _ => {
            let _ = form.set_attribute(OVER, "");
        }
    }
}

fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|carried| carried.types().includes(&"Files".into(), 0))
}

fn take(form: Element, files: &FileList) {
    let files: Vec<File> = (0..files.length()).filter_map(|index| files.item(index)).collect();
    let Ok(form) = form.dyn_into::<HtmlFormElement>() else { return };
    if !files.is_empty() {
        CHOSEN.with(|chosen| chosen.replace(Some(Chosen { form, files })));
        spawn_local(async { send().await });
    }
}

#[lazy]
async fn send() {
    if let Some(Chosen { form, files }) = CHOSEN.with(RefCell::take) {
        sending::send(&form, &files);
    }
}
