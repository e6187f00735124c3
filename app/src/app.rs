//! The shell around every page, and the list of pages.

use clientele_contract::SnapshotInfo;
use leptos::prelude::*;
use leptos_meta::{HashedStylesheet, Meta, MetaTags, Title, provide_meta_context};
use leptos_router::{
    Lazy, SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

use crate::{
    answer::{Answer, ask_for},
    api,
    behaviour::{BehaviourParts, RecentViews, install_behaviours},
    charting::install_charts,
    components::{Navigation, ShopNotices, Toasts, keep_focus_through_redraws},
    pages::{
        BasketsPage, CohortsPage, ComparisonPage, CustomerPage, CustomersPage, DataPage, GlossaryPage,
        KitPage, MovementPage, NotFound, OverviewPage, PlacesPage, ProductPage, ProductsPage, RefreshesPage,
        RulesPage, ScoringPage, SegmentsPage, SnapshotsPage, SourcePage, TrendsPage, ValuePage, ViewsPage,
    },
    theme::{ThemePreference, provide_theme},
    viewed_snapshot::FollowSnapshotChoice,
};

/// What is in service; every page reads it.
#[derive(Clone, Copy)]
pub(crate) struct SnapshotResource(pub(crate) Answer<SnapshotInfo>);

/// The whole HTML document, for the server.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=ThemePreference::current().attribute()>
            <head>
                <DocumentHead options=options.clone()/>
                <AutoReload options=options.clone()/>
                <HydrationScripts options/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// What stands in the head of every document.
#[component]
pub(crate) fn DocumentHead(options: LeptosOptions) -> impl IntoView {
    view! {
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
        <link
            rel="preload"
            href="/fonts/inter-latin.woff2"
            r#as="font"
            r#type="font/woff2"
            crossorigin="anonymous"
        />
        <HashedStylesheet options id="clientele"/>
    }
}

/// The application: navigation, notices and the page of the address.
///
/// Pages are sent whole (`SsrMode::Async`), so that they are complete without WASM.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_theme();
    keep_focus_through_redraws();
    install_behaviours();
    install_charts();
    provide_context(SnapshotResource(ask_for(|| (), |()| api::fetch_snapshot())));

    view! {
        <Title formatter=title_of_document/>
        <Meta name="description" content="Customer segments of this shop, and what to do for each."/>
        <Router>
            <a class="skip-link" href="#content" rel="external">"Skip to the content"</a>
            <div class="shell">
                <Navigation/>
                <main id="content" class="content" tabindex="-1">
                    <ShopNotices/>
                    <FlatRoutes fallback=NotFound>
                        <Route path=path!("/") view={Lazy::<OverviewPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/segments") view={Lazy::<SegmentsPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/customers") view={Lazy::<CustomersPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/customers/:id") view={Lazy::<CustomerPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/segments/scoring") view={Lazy::<ScoringPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/segments/rules") view={Lazy::<RulesPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/views") view={Lazy::<ViewsPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/glossary") view={Lazy::<GlossaryPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/kit") view={Lazy::<KitPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/cohorts") view={Lazy::<CohortsPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/value") view={Lazy::<ValuePage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/products") view={Lazy::<ProductsPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/products/rules") view={Lazy::<BasketsPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/products/item/:id") view={Lazy::<ProductPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/places") view={Lazy::<PlacesPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/trends") view={Lazy::<TrendsPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/segments/movement") view={Lazy::<MovementPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/data") view={Lazy::<DataPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/data/source") view={Lazy::<SourcePage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/data/refreshes") view={Lazy::<RefreshesPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/data/snapshots") view={Lazy::<SnapshotsPage>::new()} ssr=SsrMode::Async/>
                        <Route path=path!("/data/snapshots/compare") view={Lazy::<ComparisonPage>::new()} ssr=SsrMode::Async/>
                    </FlatRoutes>
                </main>
            </div>
            <Toasts/>
            <BehaviourParts/>
            <RecentViews/>
            <FollowSnapshotChoice/>
        </Router>
    }
}

fn title_of_document(page: String) -> String {
    if page.is_empty() { "Clientele".to_owned() } else { format!("{page} · Clientele") }
}
