use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    super::{
        glossary_drawer::{DRAWER_ID, ENTRY_ID},
        palette::{FIELD_ID, LIST_ID, NOTE_ID, PALETTE_ID},
        shortcuts::SHORTCUTS_ID,
        tooltip::TOOLTIP_ID,
    },
    crate::components::{Dialog, Drawer, Icon, IconView},
};

/// The elements that the behaviours fill; once in the shell. The server draws them, and hydration leaves them as
/// they stand.
#[component]
pub(crate) fn BehaviourParts() -> impl IntoView {
    view! { <div class="behaviour-parts" inner_html=drawn_parts()></div> }
}

#[cfg(feature = "ssr")]
fn drawn_parts() -> String {
    view! { <Parts/> }.to_html()
}

/// The browser has them from the server.
#[cfg(not(feature = "ssr"))]
fn drawn_parts() -> String {
    String::new()
}

/// Keys and what they do.
#[cfg(feature = "ssr")]
const SHORTCUTS: [(&str, &str); 6] = [
    ("Ctrl K, ⌘ K", "Search pages, segments, views and customers"),
    ("/", "Search on this page"),
    ("?", "Show this list"),
    ("← ↑ → ↓", "Move in matrices, charts and tables"),
    ("Enter", "Choose, or open"),
    ("Esc", "Close what is open"),
];

#[cfg(feature = "ssr")]
#[component]
fn Parts() -> impl IntoView {
    view! {
        <div id=TOOLTIP_ID class="tooltip" role="tooltip" popover="manual"></div>
        <Drawer id=DRAWER_ID title="Glossary">
            <div id=ENTRY_ID class="glossary-drawer-entry" aria-live="polite"></div>
            <p class="drawer-foot"><a href="/glossary">"All terms"</a></p>
        </Drawer>
        <Dialog id=SHORTCUTS_ID title="Keyboard">
            <dl class="shortcuts">
                {SHORTCUTS
                    .map(|(keys, words)| view! { <div><dt><kbd>{keys}</kbd></dt> <dd>{words}</dd></div> })
                    .collect_view()}
            </dl>
        </Dialog>
        <Palette/>
    }
}

#[cfg(feature = "ssr")]
#[component]
fn Palette() -> impl IntoView {
    view! {
        <dialog id=PALETTE_ID class="dialog palette" aria-label="Search">
            <div class="dialog-box">
                <div class="palette-head">
                    <IconView icon=Icon::Search/>
                    <input
                        id=FIELD_ID
                        class="palette-field"
                        type="text"
                        role="combobox"
                        aria-expanded="true"
                        aria-controls=LIST_ID
                        aria-autocomplete="list"
                        aria-label="Search pages, segments, views and customers"
                        placeholder="Search pages, segments, views, customers"
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                    />
                    <a class="icon-button" href="#closed" data-close="" aria-label="Close">
                        <IconView icon=Icon::Close/>
                    </a>
                </div>
                <p id=NOTE_ID class="palette-note visually-hidden" role="status"></p>
                <div id=LIST_ID class="palette-list" role="listbox" aria-label="Results"></div>
            </div>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_brings_every_part_once_and_as_markup() {
        let html = view! { <BehaviourParts/> }.to_html();
        let ids = [TOOLTIP_ID, DRAWER_ID, ENTRY_ID, SHORTCUTS_ID, PALETTE_ID, FIELD_ID, LIST_ID, NOTE_ID];
        for id in ids {
            assert_eq!(html.matches(&format!(" id=\"{id}\"")).count(), 1, "{id}: {html}");
        }
        assert_eq!(html.matches("<dialog ").count(), 3);
    }
}
