//! Sends files and shows how far they have come.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::{
    Element, File, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, ProgressEvent, XmlHttpRequest,
};

use crate::{behaviour::dom, format::format_percent_rounded};

/// Set on the form while it sends.
const BUSY: &str = "data-busy";
/// How far a screen reader is told: not every percent.
const TOLD_STEPS: f64 = 4.0;

/// Sends the files, unless the form sends others already or they are too large.
pub fn send(form: &HtmlFormElement, files: &[File]) {
    if form.has_attribute(BUSY) {
        return;
    }
    let view = UploadView { form: form.clone(), sizes: files.iter().map(|file| file.size()).collect() };
    view.say_fault("");
    if let Some(fault) = find_fault(form, files) {
        view.end(&fault);
        return;
    }
    view.begin(files);
    if post(&view, files).is_err() {
        view.end("The browser could not send the files. Try again.");
    }
}

/// What is known to be refused is not sent. The words are those of the server.
fn find_fault(form: &HtmlFormElement, files: &[File]) -> Option<String> {
    let number = |name: &str| form.get_attribute(name)?.parse::<f64>().ok();
    let words = |name: &str| form.get_attribute(name).unwrap_or_default();
    let file_limit = number("data-file-limit").unwrap_or(f64::INFINITY);
    if let Some(file) = files.iter().find(|file| file.size() > file_limit) {
        return Some(format!("{} {}", file.name(), words("data-file-words")));
    }
    let total: f64 = files.iter().map(|file| file.size()).sum();
    (total > number("data-total-limit").unwrap_or(f64::INFINITY)).then(|| words("data-total-words"))
}

fn post(view: &UploadView, files: &[File]) -> Result<(), JsValue> {
    let body = FormData::new()?;
    for file in files {
        body.append_with_blob_and_filename("files", file, &file.name())?;
    }
    let request = XmlHttpRequest::new()?;
    request.open("POST", &view.form.action())?;
    request.set_request_header("Accept", "text/plain")?;
    listen(view, &request)?;
    request.send_with_opt_form_data(Some(&body))
}

/// The listeners live as long as the page: an upload has few of them.
fn listen(view: &UploadView, request: &XmlHttpRequest) -> Result<(), JsValue> {
    let (shown, telling) = (view.clone(), request.upload()?);
    let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        shown.show(event.loaded() / event.total().max(1.0));
    });
    telling.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    progress.forget();

    let (shown, answered) = (view.clone(), request.clone());
    on_event(request, "load", move || {
        let words = answered.response_text().ok().flatten().unwrap_or_default();
        match answered.status() {
            Ok(200) => {
                shown.end("");
                dom::click_link(&words, false);
            }
            _ => shown.end(&words),
        }
    });
    let shown = view.clone();
    on_event(request, "error", move || {
        shown.end("The connection was lost before all of it had arrived. Nothing was kept; send it again.");
    });
    let shown = view.clone();
    on_event(request, "abort", move || shown.end(""));

    let stopped = request.clone();
    let cancel = Closure::<dyn Fn()>::new(move || {
        // It may have ended already.
        let _ = stopped.abort();
    });
    if let Some(button) = view.part::<HtmlElement>("[data-upload-cancel]") {
        button.set_onclick(Some(cancel.as_ref().unchecked_ref()));
    }
    cancel.forget();
    Ok(())
}

fn on_event(request: &XmlHttpRequest, name: &str, handle: impl Fn() + 'static) {
    let listener = Closure::<dyn Fn()>::new(handle);
    // Listening to an event of a fixed name cannot fail.
    let _ = request.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener.forget();
}

/// The parts of the form that show an upload.
#[derive(Clone)]
struct UploadView {
    form: HtmlFormElement,
    /// Bytes of each file.
    sizes: Vec<f64>,
}

impl UploadView {
    fn begin(&self, files: &[File]) {
        let _ = self.form.set_attribute(BUSY, "");
        if let Some(list) = self.part::<Element>("[data-upload-files]") {
            list.set_inner_html("");
            for file in files {
                // A file without its line is sent all the same.
                let _ = line_of(file).and_then(|line| list.append_child(&line));
            }
        }
        self.set_hidden("[data-upload-state]", false);
        self.show(0.0);
    }

    /// `share` of all files has been sent; they are sent one after the other.
    fn show(&self, share: f64) {
        let mut sent = share * self.sizes.iter().sum::<f64>();
        let bars = dom::all(&self.form, "[data-upload-files] progress");
        for (bar, size) in bars.iter().zip(&self.sizes) {
            let part = (sent / size.max(1.0)).clamp(0.0, 1.0);
            sent -= size;
            let _ = bar.set_attribute("value", &part.to_string());
            if let Some(words) = bar.next_element_sibling() {
                words.set_text_content(Some(&format_percent_rounded(part)));
            }
        }
        let words = if share < 1.0 {
            let told = (share * TOLD_STEPS).floor() / TOLD_STEPS;
            format!("Uploading: {}", format_percent_rounded(told))
        } else {
            "Looking at the files".to_owned()
        };
        if let Some(status) = self.part::<Element>("[data-upload-words]")
            && status.text_content().as_deref() != Some(words.as_str())
        {
            status.set_text_content(Some(&words));
        }
    }

    /// Nothing is sent any more; `fault` says why, empty if all is well.
    fn end(&self, fault: &str) {
        let _ = self.form.remove_attribute(BUSY);
        self.set_hidden("[data-upload-state]", true);
        self.say_fault(fault);
        // The same file can be chosen once more.
        if let Some(field) = self.part::<HtmlInputElement>("input[type=file]") {
            field.set_value("");
        }
    }

    fn say_fault(&self, fault: &str) {
        if let Some(place) = self.part::<Element>("[data-upload-fault]") {
            place.set_text_content(Some(fault));
        }
    }

    fn set_hidden(&self, selector: &str, hidden: bool) {
        if let Some(part) = self.part::<HtmlElement>(selector) {
            part.set_hidden(hidden);
        }
    }

    fn part<T: JsCast>(&self, selector: &str) -> Option<T> {
        self.form.query_selector(selector).ok()??.dyn_into().ok()
    }
}

/// The name of a file, a bar, and how far it is in words.
fn line_of(file: &File) -> Result<Element, JsValue> {
    let document = document();
    let line = document.create_element("li")?;
    line.set_class_name("upload-file");
    let name = document.create_element("span")?;
    name.set_class_name("upload-name");
    name.set_text_content(Some(&file.name()));
    let bar = document.create_element("progress")?;
    bar.set_attribute("max", "1")?;
    bar.set_attribute("aria-label", &file.name())?;
    let words = document.create_element("span")?;
    words.set_class_name("upload-share");
    line.append_child(&name)?;
    line.append_child(&bar)?;
    line.append_child(&words)?;
    Ok(line)
}
