use leptos::prelude::*;

use super::older_banner::OlderBanner;
use crate::{app::SnapshotResource, format::with_capital, url_state::Notice};

/// What every reader of every page must know: a made-up shop, a damaged snapshot.
#[component]
pub fn ShopNotices() -> impl IntoView {
    let snapshot = use_context::<SnapshotResource>();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let SnapshotResource(snapshot) = snapshot?;
                let snapshot = snapshot.await.ok()?;
                let banner = snapshot.is_older.then(|| view! { <OlderBanner snapshot=snapshot.clone()/> });
                let demo = snapshot.is_demo.then(|| {
                    "This shop is made up: its customers and orders were generated for trying things out."
                        .to_owned()
                });
                let notices: Vec<String> = demo.into_iter().chain(snapshot.notices.iter().map(|words| with_capital(words))).collect();
                let refresh = snapshot.refresh_notice.map(|text| view! { <RefreshNotice text/> });
                Some(view! {
                    {banner}
                    {refresh}
                    <NoticeList notices label="About this data"/>
                })
            })}
        </Suspense>
    }
}

/// The last refresh did not succeed, or one is overdue; the way to the page that says more.
#[component]
fn RefreshNotice(text: String) -> impl IntoView {
    view! {
        <ul class="notices" aria-label="About the last refresh">
            <li>{text} " " <a href="/data/refreshes">"See the refreshes"</a></li>
        </ul>
    }
}

/// What was left out of the address or changed in it.
#[component]
pub fn AddressNotices(
    /// The notices of the current address.
    notices: Memo<Vec<Notice>>,
) -> impl IntoView {
    move || {
        let notices = notices.get().into_iter().map(|Notice(text)| text).collect();
        view! { <NoticeList notices label="About this address"/> }
    }
}

/// What was not understood of the page's own choices.
#[cfg(feature = "ssr")]
#[component]
pub fn ChoiceNotices(
    /// The notices of the view.
    notices: Vec<Notice>,
) -> impl IntoView {
    let notices = notices.into_iter().map(|Notice(text)| text).collect();
    view! { <NoticeList notices label="About the choices of this address"/> }
}

#[component]
fn NoticeList(notices: Vec<String>, label: &'static str) -> impl IntoView {
    (!notices.is_empty()).then(|| {
        view! {
            <ul class="notices" aria-label=label>
                {notices.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}
            </ul>
        }
    })
}
