use clientele_contract::SnapshotInfo;
use leptos::prelude::*;

use crate::{app::SnapshotResource, components::ErrorState, error::AppError, url_state::SegmentsUrl};

/// Shows an answer of the engine together with what is in service.
///
/// While the first answer is on its way the fallback stands in; while a later one is, the old answer
/// stays and is dimmed. An error is shown in its place, or not at all where `quiet`: then another part of
/// the page says it.
#[component]
pub fn Answered<T, Show>(
    /// The answer.
    answer: Resource<Result<T, AppError>>,
    /// What to show when it is there, with the current address where `url` is given.
    show: Show,
    /// What the address says: a part of it, such as the sort, may change without a new answer.
    #[prop(optional)]
    url: Option<Memo<SegmentsUrl>>,
    /// What stands in for the first answer.
    #[prop(optional, into)]
    fallback: ViewFnOnce,
    /// Leave errors to another part of the page.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    Show: Fn(T, SnapshotInfo, SegmentsUrl) -> AnyView + Clone + Send + Sync + 'static,
{
    let snapshot = expect_snapshot();
    let pending = RwSignal::new(false);
    view! {
        <div class="answer" class:is-stale=pending aria-busy=move || pending.get().then_some("true")>
            <Transition fallback set_pending=pending>
                {move || {
                    let show = show.clone();
                    let url = url.map(|url| url.get()).unwrap_or_default();
                    Suspend::new(async move {
                        match (snapshot.await, answer.await) {
                            (Ok(snapshot), Ok(answer)) => show(answer, snapshot, url),
                            (Err(_), _) | (_, Err(_)) if quiet => ().into_any(),
                            (Err(error), _) | (_, Err(error)) => view! { <ErrorState error/> }.into_any(),
                        }
                    })
                }}
            </Transition>
        </div>
    }
}

/// The snapshot of the page, or one of its own where the shell has not provided it.
fn expect_snapshot() -> Resource<Result<SnapshotInfo, AppError>> {
    use_context::<SnapshotResource>().map_or_else(
        || Resource::new(|| (), |()| crate::api::fetch_snapshot()),
        |SnapshotResource(shared)| shared,
    )
}
