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
            if known.await.is_ok_and(|known| known.snapshot_id != current.snapshot_id) {
                known.refetch();
                options.refetch();
            }
        });
    };
    Effect::watch(move || url.get(), ask, false);
}
