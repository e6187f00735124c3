use clientele_contract::{FilterOptions, SnapshotInfo};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    answer::{Answer, ask_for},
    api,
    app::SnapshotResource,
    components::{Answered, ErrorsShown, FilterBar, Icon, IconView, Skeleton},
    url_state::SegmentsUrl,
};

/// The filter of a page, with what can be chosen.
#[component]
pub fn PageFilter(
    /// The page.
    path: &'static str,
    /// What the address says.
    url: Memo<SegmentsUrl>,
) -> impl IntoView {
    let options = ask_for(|| (), |()| api::fetch_filter_options());
    follow_refreshes(url, options);
    view! {
        <Answered
            answer=options
            errors=ErrorsShown::None
            fallback=|| view! { <Skeleton class="skeleton-filters"/> }
            show=move |options, snapshot: SnapshotInfo, _| {
                let currency_symbol = snapshot.currency_symbol;
                view! { <FilterBar path url options currency_symbol/> }.into_any()
            }
        />
    }
}

/// Asks with every new view what is in service. After a refresh, what was asked once per page is asked anew,
/// so that no new answer stands beside the old date, currency and choices. Does nothing on the server.
fn follow_refreshes(url: Memo<SegmentsUrl>, options: Answer<FilterOptions>) {
    let Some(SnapshotResource(known)) = use_context::<SnapshotResource>() else { return };
    let ask = move |_: &SegmentsUrl, _: Option<&SegmentsUrl>, _: Option<()>| {
        spawn_local(async move {
            // The answer that the view itself waits for says what went wrong.
            let Ok(current) = api::fetch_snapshot().await else { return };
            if known.await.is_ok_and(|known| known.snapshot_id != current.snapshot_id) {
                known.refetch();
                options.refetch();
            }
        });
    };
    Effect::watch(move || url.get(), ask, false);
}

/// Links to the dialogs that stand in the drawn sections, where the number of customers is known.
#[component]
pub fn SelectionActions() -> impl IntoView {
    view! {
        <a class="button" href="#save-view" data-dialog="save-view">"Save this view"</a>
        <a class="button button-primary" href="#export" data-dialog="export">
            <IconView icon=Icon::Download/>
            "Export…"
        </a>
    }
}
