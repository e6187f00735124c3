//! A chart as a file: SVG, or PNG at twice its size.

use std::time::Duration;

use leptos::{
    prelude::{document, queue_microtask, set_timeout},
    wasm_bindgen::{JsCast, JsValue, closure::Closure},
};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlAnchorElement, HtmlCanvasElement, HtmlImageElement,
    MouseEvent, Url, js_sys::Array,
};

use super::{figure::Figure, sheet_file::SheetFile};
use crate::behaviour::dom::target_of;

/// Pixels of a PNG per CSS pixel: sharp on dense screens and in print.
const DENSITY: f64 = 2.0;

/// Answers a click on a download button; says whether it was one.
pub(super) fn on_click(event: &MouseEvent) -> bool {
    let button = target_of(event).and_then(|target| target.closest("[data-chart-download]").ok().flatten());
    let Some(button) = button else { return false };
    let format = button.get_attribute("data-chart-download").unwrap_or_default();
    if let Some(figure) = Figure::around(&button) {
        // Not within the handling of this click, because the file is handed over by another one.
        queue_microtask(move || {
            // A browser that refuses one of the steps downloads nothing.
            let _ = download(&figure, &format);
        });
    }
    true
}

fn download(figure: &Figure, format: &str) -> Result<(), JsValue> {
    let sheet = SheetFile::of(figure).ok_or(JsValue::NULL)?;
    let address = Url::create_object_url_with_blob(&svg_blob(&sheet.svg)?)?;
    let name = figure.spec().id.clone();
    if format == "svg" {
        return save(&address, &format!("{name}.svg"));
    }
    paint(&address, &sheet, format!("{name}.png"))
}

fn svg_blob(svg: &str) -> Result<Blob, JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type("image/svg+xml");
    Blob::new_with_str_sequence_and_options(&Array::of1(&JsValue::from_str(svg)), &options)
}

/// Paints the drawing as soon as the browser has read it, and saves what it has painted.
fn paint(address: &str, sheet: &SheetFile, name: String) -> Result<(), JsValue> {
    let image = HtmlImageElement::new()?;
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    let (width, height) = (sheet.width * DENSITY, sheet.height * DENSITY);
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let drawing = address.to_owned();
    let painted = image.clone();
    let on_load = Closure::once_into_js(move || {
        let result = paint_image(&canvas, &painted, (width, height), name);
        let _ = Url::revoke_object_url(&drawing);
        result
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_src(address);
    Ok(())
}

fn paint_image(
    canvas: &HtmlCanvasElement,
    image: &HtmlImageElement,
    (width, height): (f64, f64),
    name: String,
) -> Result<(), JsValue> {
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    let on_blob = Closure::once_into_js(move |blob: Option<Blob>| {
        let blob = blob.ok_or(JsValue::NULL)?;
        save(&Url::create_object_url_with_blob(&blob)?, &name)
    });
    canvas.to_blob(on_blob.unchecked_ref())
}

/// Hands a file to the browser, and forgets its address once the browser has taken it.
fn save(address: &str, name: &str) -> Result<(), JsValue> {
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    // The router leaves such links to the browser.
    link.set_rel("external");
    document().body().ok_or(JsValue::NULL)?.append_child(&link)?;
    link.click();
    link.remove();
    let address = address.to_owned();
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        Duration::from_secs(10),
    );
    Ok(())
}
