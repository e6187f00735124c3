use clientele_contract::FilterOptions;
use leptos::{prelude::*, task::spawn_local};

use crate::{answer::Answer, api, app::SnapshotResource, url_state::SegmentsUrl};

/// Asks with every new view what is in service. After a refresh, what was asked once per page is asked anew,
/// so that no new answer stands beside the old date, currency and choices. Does nothing on the server.
pub fn follow_refreshes(url: Memo<SegmentsUrl>, options: Answer<FilterOptions>) {
    let Some(SnapshotResource(known)) = use_context::<SnapshotResource>() else { return };
    let ask = move |_: &SegmentsUrl, _: Option<&SegmentsUrl>, _: Option<()>| {
        spawn_local(async move {
            // The answer that the view itself waits for says what went wrong.
            let Ok(current) = api::fetch_snapshot().await else { return };
            // The page may have been left meanwhile.
            let known_id =
                known.try_get_untracked().flatten().and_then(Result::ok).map(|info| info.snapshot_id);
            if known_id.is_some_and(|id| id != current.snapshot_id) {
                known.refetch();
                options.refetch();
            }
        });
    };
    Effect::watch(move || url.get(), ask, false);
}
