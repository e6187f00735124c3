//! What happens while the palette is open.

use std::{cell::Cell, time::Duration};

use leptos::{prelude::*, task::spawn_local};
use web_sys::{Event, HtmlInputElement, KeyboardEvent, MouseEvent};

use super::{FIELD_ID, PALETTE_ID, list, recent};
use crate::{
    api,
    behaviour::{dialogs, dom},
};

/// How long typing may pause before customers are looked up.
const TYPING_PAUSE: Duration = Duration::from_millis(120);
/// Fewer characters would find too many customers to be of use.
const PREFIX_CHARACTERS_MIN: usize = 2;
/// Rows that PageUp and PageDown move by.
const PAGE_ROWS: i32 = 8;

thread_local! {
    static LISTENS: Cell<bool> = const { Cell::new(false) };
    /// Counts the lookups: a late answer to an old one is dropped.
    static LOOKUPS: Cell<u32> = const { Cell::new(0) };
}

/// Fills the list for a palette that has just been opened.
pub async fn offer() {
    if !LISTENS.replace(true) {
        dom::listen("input", |event: Event| on_input(&event));
        dom::listen("keydown", |event: KeyboardEvent| on_key(&event));
        dom::listen("click", |event: MouseEvent| on_click(&event));
        dom::listen("mousemove", |event: MouseEvent| on_pointer(&event));
    }
    // In this order, also when an answer is late.
    let parts = (list::part("customers"), list::part("recent"), list::part("places"));
    let (Some(customers), Some(recents), Some(places)) = parts else { return };
    customers.set_inner_html("");
    recent::draw_into(&recents);
    // Somebody may have typed before this was loaded.
    take_up_words();
    // Saved views may have changed since it was last open.
    if let Ok(html) = api::fetch_palette().await {
        places.set_inner_html(&html);
        list::renew(&typed());
    }
}

fn typed() -> String {
    dom::by_id::<HtmlInputElement>(FIELD_ID).map(|field| field.value()).unwrap_or_default()
}

fn on_input(event: &Event) {
    if dom::closest(event, "#palette-field").is_some() {
        take_up_words();
    }
}

/// Narrows the list to what is typed, and looks up customers once typing pauses.
fn take_up_words() {
    let words = typed();
    list::narrow(&words);
    let lookup = LOOKUPS.with(|lookups| {
        lookups.set(lookups.get().wrapping_add(1));
        lookups.get()
    });
    set_timeout(move || spawn_local(look_up_customers(words, lookup)), TYPING_PAUSE);
}

fn is_current(lookup: u32) -> bool {
    LOOKUPS.with(Cell::get) == lookup
}

async fn look_up_customers(words: String, lookup: u32) {
    if !is_current(lookup) {
        return;
    }
    let prefix = words.trim();
    let may_be_id = prefix.chars().count() >= PREFIX_CHARACTERS_MIN && !prefix.contains(char::is_whitespace);
    let html = if may_be_id {
        // Without an answer the other places are still there.
        api::fetch_palette_customers(prefix.to_owned()).await.unwrap_or_default()
    } else {
        String::new()
    };
    let Some(part) = list::part("customers").filter(|_| is_current(lookup)) else { return };
    part.set_inner_html(&html);
    list::renew(&words);
}

fn on_key(event: &KeyboardEvent) {
    if dom::closest(event, "#palette").is_none() || event.is_composing() {
        return;
    }
    match event.key().as_str() {
        "ArrowDown" => list::move_choice(1),
        "ArrowUp" => list::move_choice(-1),
        "PageDown" => list::move_choice(PAGE_ROWS),
        "PageUp" => list::move_choice(-PAGE_ROWS),
        "Enter" => go(list::chosen_href()),
        _ => return,
    }
    event.prevent_default();
}

fn on_click(event: &MouseEvent) {
    let option = dom::closest(event, "#palette [role=option]");
    if let Some(option) = option {
        go(option.get_attribute("data-href"));
    }
}

fn on_pointer(event: &MouseEvent) {
    // Only a pointer that moves chooses: rows that scroll under a resting one do not.
    if event.movement_x() != 0 || event.movement_y() != 0 {
        let option = dom::closest(event, "#palette [role=option]");
        option.iter().for_each(list::choose_by_person);
    }
}

fn go(href: Option<String>) {
    if let Some(href) = href {
        dialogs::close(PALETTE_ID);
        dom::click_link(&href, false);
    }
}
