use std::time::Duration;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::palette;

/// How long a view has to stay before it counts as one that a person looked at. The title is there by then.
const LOOKING: Duration = Duration::from_millis(1500);

/// Notes the views of this browser for the palette.
#[component]
pub(crate) fn RecentViews() -> impl IntoView {
    let location = use_location();
    let mut note = debounce(LOOKING, |()| palette::note_view());
    Effect::new(move |_| {
        location.pathname.track();
        location.search.track();
        note(());
    });
}
