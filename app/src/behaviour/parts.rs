use leptos::prelude::*;

use super::{
    glossary_drawer::{DRAWER_ID, ENTRY_ID},
    tooltip::TOOLTIP_ID,
};
use crate::components::Drawer;

/// The elements that the behaviours fill; once in the shell.
#[component]
pub(crate) fn BehaviourParts() -> impl IntoView {
    view! {
        <div id=TOOLTIP_ID class="tooltip" role="tooltip" popover="manual"></div>
        <Drawer id=DRAWER_ID title="Glossary">
            <div id=ENTRY_ID class="glossary-drawer-entry" aria-live="polite"></div>
            <p class="drawer-foot"><a href="/glossary">"All terms"</a></p>
        </Drawer>
    }
}
