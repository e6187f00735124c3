//! What plain HTML does in the browser: listened to once on the document, so that HTML which the server drew
//! needs no code of its own.
//!
//! | attribute | what happens |
//! | --- | --- |
//! | `data-tip="text"` | a tooltip on hover and on keyboard focus; cells of tables have a `title` instead, because a bubble would cover their neighbours |
//! | `<a href="#x" data-dialog="x">` | opens the `<dialog id="x">`; without script its `:target` style does |
//! | `<details data-popover>` | closes on a click elsewhere and on Escape, stays inside the window; a field in it that cannot be read holds it open against clicks |
//! | `data-narrow`, `data-narrow-search`, `data-narrow-row` | a search field hides the rows that do not fit |
//! | `data-range="key"`, `data-range-end="min"` | handles that write into the fields `key_min` and `key_max` |
//! | `class="needs-script"` | not shown where these behaviours are not there |
//! | `data-palette` | opens the command palette |
//! | `data-search` | the field that `/` leads to |
//! | `data-close` | closes the dialog around it |
//! | `<a href="/glossary#recency" data-glossary="recency">` | opens the glossary drawer |
//! | `<button data-check="all">` | checks all boxes of the field set around it, or `none` |
//! | `<button data-copy-link="/path">` | copies the address, and says so in its own words |
//! | `<form data-upload>` | files chosen in it, or dropped anywhere on the page, are sent at once, with progress |
//! | `class="without-script"` | not shown where these behaviours are there |
//! | `<table data-roving-rows>` | arrow keys lead from one `a[data-row]` to the next |

mod buttons;
mod dialogs;
pub(crate) mod dom;
mod glossary_drawer;
mod palette;
mod parts;
mod popovers;
mod range;
mod recent_views;
mod rows;
mod shortcuts;
mod tooltip;
mod upload;

use leptos::prelude::*;
use web_sys::{DragEvent, Event, KeyboardEvent, MouseEvent};

pub(crate) use parts::BehaviourParts;
pub(crate) use popovers::close_popovers;
pub(crate) use recent_views::RecentViews;

/// Starts to listen, once for the life of the page. Does nothing on the server.
pub(crate) fn install_behaviours() {
    Effect::new(|_| {
        // Parts that need script are shown from now on.
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-alive", "");
        }
        dom::listen("click", |event: MouseEvent| on_click(&event));
        dom::listen("mouseover", |event: MouseEvent| tooltip::follow_pointer(&event));
        dom::listen("focusin", |event: Event| tooltip::follow_focus(&event));
        dom::listen("focusout", |_: Event| tooltip::hide());
        dom::listen("input", |event: Event| {
            range::on_input(&event);
            popovers::on_input(&event);
        });
        dom::listen("change", |event: Event| {
            range::on_change(&event);
            upload::on_change(&event);
        });
        for name in ["dragenter", "dragover", "dragleave", "drop"] {
            dom::listen(name, |event: DragEvent| upload::on_drag(&event));
        }
        dom::listen_captured("toggle", |event: Event| {
            popovers::on_toggle(&event);
            range::on_toggle(&event);
        });
        dom::listen("keydown", |event: KeyboardEvent| on_key(&event));
        dom::listen_captured("scroll", |_: Event| tooltip::hide());
    });
}

fn on_click(event: &MouseEvent) {
    tooltip::hide();
    popovers::on_click(event);
    if event.default_prevented() || dom::opens_elsewhere(event) {
        return;
    }
    buttons::on_click(event);
    if !glossary_drawer::on_click(event) && !palette::on_click(event) {
        dialogs::on_click(event);
    }
}

fn on_key(event: &KeyboardEvent) {
    // A search within a list sends no form.
    if event.key() == "Enter" && dom::closest(event, "[data-narrow-search]").is_some() {
        event.prevent_default();
    }
    if event.key() == "Escape" {
        tooltip::hide();
        popovers::close_popovers();
    }
    rows::on_key(event);
    shortcuts::on_key(event);
}
