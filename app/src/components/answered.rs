use std::{future::Future, pin::Pin};

use clientele_contract::SnapshotInfo;
use leptos::prelude::*;

use crate::{
    answer::{Answer, ask_for},
    app::SnapshotResource,
    components::ErrorState,
    url_state::SegmentsUrl,
};

/// Which errors a part of the page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ErrorsShown {
    /// All.
    #[default]
    All,
    /// Those of its own answer; another part says that there is no data.
    OfAnswer,
    /// None; another part shows the same answer and says what went wrong.
    None,
}

/// Shows an answer of the engine together with what is in service.
///
/// While the first answer is on its way the fallback stands in; while a later one is, the old answer
/// stays and is dimmed.
#[component]
pub fn Answered<T, Show>(
    /// The answer.
    answer: Answer<T>,
    /// What to show when it is there, with the current address where `url` is given.
    show: Show,
    /// What the address says: a part of it, such as the sort, may change without a new answer.
    #[prop(optional)]
    url: Option<Memo<SegmentsUrl>>,
    /// What stands in for the first answer.
    #[prop(optional, into)]
    fallback: ViewFnOnce,
    /// Which errors are shown in place of the answer.
    #[prop(optional)]
    errors: ErrorsShown,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    Show: Fn(T, SnapshotInfo, SegmentsUrl) -> AnyView + Clone + Send + Sync + 'static,
{
    let snapshot = use_snapshot();
    let draw = move |url| -> Drawing {
        let show = show.clone();
        Box::pin(async move {
            match (snapshot.await, answer.await) {
                (Ok(snapshot), Ok(answer)) => show(answer, snapshot, url),
                (Err(error), _) if errors == ErrorsShown::All => view! { <ErrorState error/> }.into_any(),
                (Ok(_), Err(error)) if errors != ErrorsShown::None => {
                    view! { <ErrorState error/> }.into_any()
                }
                _ => ().into_any(),
            }
        })
    };
    draw_again(Box::new(draw), url, fallback)
}

/// Shows an answer that does not depend on what is in service, such as the glossary.
#[component]
pub fn AnsweredAlone<T, Show>(
    /// The answer.
    answer: Answer<T>,
    /// What to show when it is there.
    show: Show,
    /// What stands in for the first answer.
    #[prop(optional, into)]
    fallback: ViewFnOnce,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    Show: Fn(T) -> AnyView + Clone + Send + Sync + 'static,
{
    let draw = move |_| -> Drawing {
        let show = show.clone();
        Box::pin(async move {
            match answer.await {
                Ok(answer) => show(answer),
                Err(error) => view! { <ErrorState error/> }.into_any(),
            }
        })
    };
    draw_again(Box::new(draw), None, fallback)
}

/// A view that waits for an answer.
type Drawing = Pin<Box<dyn Future<Output = AnyView> + Send>>;

/// The part that is the same for every answer, so that a browser loads it once.
fn draw_again(
    draw: Box<dyn Fn(SegmentsUrl) -> Drawing + Send + Sync>,
    url: Option<Memo<SegmentsUrl>>,
    fallback: ViewFnOnce,
) -> AnyView {
    let pending = RwSignal::new(false);
    view! {
        <div class="answer" class:is-stale=pending aria-busy=move || pending.get().then_some("true")>
            <Transition fallback set_pending=pending>
                {move || Suspend::new(draw(url.map(|url| url.get()).unwrap_or_default()))}
            </Transition>
        </div>
    }
    .into_any()
}

/// The snapshot of the page, or one of its own where the shell has not provided it.
fn use_snapshot() -> Answer<SnapshotInfo> {
    use_context::<SnapshotResource>()
        .map_or_else(|| ask_for(|| (), |()| crate::api::fetch_snapshot()), |SnapshotResource(shared)| shared)
}
