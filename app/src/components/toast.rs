//! The short note that something was done, as the address says: `?done=view-saved`.

use std::time::Duration;

use leptos::{html::Div, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

use crate::{
    components::{Icon, IconView},
    query_string::{append_pair, decode_parts},
};

/// The key in the address.
const KEY: &str = "done";
/// What each word of the address means.
const WORDS: [(&str, &str); 20] = [
    ("view-saved", "View saved. It is in the list of saved views and in the search."),
    ("view-deleted", "View deleted."),
    ("rules-draft", "Draft kept. It changes nothing until it is applied."),
    ("rules-applied", "Rules applied. Every customer has the action that the new rules choose."),
    ("rules-discarded", "Draft discarded. The rules in force are as before."),
    ("rules-undone", "The rules before are in force again."),
    ("scoring-applied", "Scoring applied. Every customer has the scores and segment of the new scoring."),
    ("refresh-started", "The refresh is at work."),
    ("refresh-cancelled", "The refresh is cancelled. The data in service stay as they are."),
    ("schedule-saved", "Schedule saved."),
    ("upload-known", "These files were here already, so they were not stored again."),
    ("upload-removed", "Upload removed."),
    ("orders-read", "Orders read. Every page shows them now."),
    ("scoring-undone", "The scoring before is in force again."),
    ("snapshot-pinned", "Snapshot pinned. No refresh removes it."),
    ("snapshot-unpinned", "Snapshot unpinned. The rules of keeping decide about it."),
    ("snapshot-in-service", "Every page answers from this snapshot now."),
    ("snapshot-removed", "Snapshot removed."),
    ("keep-saved", "Rules of keeping saved. The next refresh follows them."),
    ("checks-saved", "Checks saved. The next refresh is held to them."),
];
/// Time to notice a note, and time to read a character of it.
const NOTICE_TIME: Duration = Duration::from_millis(3000);
const READING_TIME: Duration = Duration::from_millis(60);
/// How soon it looks again whether a person has left the note.
const SECOND_LOOK: Duration = Duration::from_millis(1500);

/// Shows the note of the address, takes it out of the address, and goes away once it has been read: not while
/// the pointer or the focus is on it. Without script it stays until it is closed.
#[component]
pub fn Toasts() -> impl IntoView {
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let shown = RwSignal::new(search.with_untracked(|query| words_of(query)));
    let without = move || address_without_note(&path.get_untracked(), &search.get_untracked());
    let navigate = use_navigate();
    let place = NodeRef::<Div>::new();
    Effect::new(move |_| {
        // A page may still be on its way; what the server sent must not change until it is taken over.
        if place.get().is_none() || !search.with(|query| decode_parts(query).any(|(key, _)| key == KEY)) {
            return;
        }
        let words = search.with(|query| words_of(query));
        // Set anew in an element that is there already, the note is read out.
        shown.set(None);
        request_animation_frame(move || show_for_a_while(shown, words));
        let replace = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
        navigate(&without(), replace);
    });
    view! {
        <div class="toasts" role="status" node_ref=place>
            {move || shown.get().map(|words| view! {
                <div class="toast">
                    <IconView icon=Icon::Check/>
                    <p>{words}</p>
                    <a
                        class="icon-button"
                        href=without()
                        data-noscroll=""
                        aria-label="Close this note"
                        on:click=move |event| {
                            event.prevent_default();
                            shown.set(None);
                        }
                    >
                        <IconView icon=Icon::Close/>
                    </a>
                </div>
            })}
        </div>
    }
}

fn show_for_a_while(shown: RwSignal<Option<&'static str>>, words: Option<&'static str>) {
    shown.set(words);
    if let Some(words) = words {
        let characters = u32::try_from(words.chars().count()).unwrap_or(u32::MAX);
        close_later(shown, words, NOTICE_TIME + READING_TIME.saturating_mul(characters));
    }
}

/// Closes the note with these words; another that has come in the meantime has a time of its own.
fn close_later(shown: RwSignal<Option<&'static str>>, words: &'static str, wait: Duration) {
    set_timeout(
        move || {
            let held = document().query_selector(".toast:hover, .toast:focus-within").ok().flatten();
            if shown.get_untracked() != Some(words) {
                return;
            }
            if held.is_some() {
                close_later(shown, words, SECOND_LOOK);
            } else {
                shown.set(None);
            }
        },
        wait,
    );
}

fn words_of(query: &str) -> Option<&'static str> {
    let slug = decode_parts(query).find(|(key, _)| key == KEY).and_then(|(_, value)| value)?;
    WORDS.iter().find(|(known, _)| *known == slug).map(|(_, words)| *words)
}

fn address_without_note(path: &str, query: &str) -> String {
    let mut kept = String::new();
    for (key, value) in decode_parts(query).filter(|(key, _)| key != KEY) {
        append_pair(&mut kept, &key, &value.unwrap_or_default());
    }
    if kept.is_empty() { path.to_owned() } else { format!("{path}?{kept}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_words_become_a_note() {
        assert_eq!(words_of("segment=new&done=view-deleted"), Some("View deleted."));
        assert_eq!(words_of("?done=%3Cscript%3E"), None);
        assert_eq!(words_of("done"), None);
        assert_eq!(words_of("segment=new"), None);
    }

    #[test]
    fn the_address_keeps_everything_else() {
        assert_eq!(address_without_note("/views", "done=view-saved"), "/views");
        assert_eq!(address_without_note("/segments", "a=x+y&done=view-saved&r=5"), "/segments?a=x+y&r=5");
    }
}
