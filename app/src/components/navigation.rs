use clientele_contract::SnapshotInfo;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    app::SnapshotResource,
    components::{Icon, IconView, ThemeSwitch},
    format::{format_count, format_counted, format_date},
};

const PAGES: [(&str, &str, Icon); 4] = [
    ("/", "Overview", Icon::Overview),
    ("/segments", "Segments", Icon::Segments),
    ("/cohorts", "Cohorts", Icon::Cohorts),
    ("/data", "Data", Icon::Data),
];

/// The way around: a column at the side, on a phone a bar at the bottom.
#[component]
pub fn Navigation() -> impl IntoView {
    let path = use_location().pathname;
    let links = PAGES
        .map(|(href, name, icon)| {
            let is_current = move || path.get() == href;
            view! {
                <li>
                    <a href=href aria-current=move || is_current().then_some("page")>
                        <IconView icon/>
                        <span>{name}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <header class="sidebar">
            <a class="brand" href="/">
                <Logo/>
                <span>"Clientele"</span>
            </a>
            <nav class="nav" aria-label="Pages">
                <ul>{links}</ul>
            </nav>
            <div class="sidebar-foot">
                <DataStatus/>
                <ThemeSwitch/>
            </div>
        </header>
    }
}

#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg class="logo" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
            <path class="logo-loyal" d="M12 4a8 8 0 0 1 8 8"></path>
            <path class="logo-new" d="M20 12a8 8 0 0 1-8 8"></path>
            <path class="logo-slipping" d="M12 20a8 8 0 0 1-8-8"></path>
            <path class="logo-danger" d="M4 12a8 8 0 0 1 8-8"></path>
        </svg>
    }
}

#[component]
fn DataStatus() -> impl IntoView {
    let snapshot = use_context::<SnapshotResource>();
    view! {
        <div class="data-status">
            <Suspense>
                {move || Suspend::new(async move {
                    let SnapshotResource(snapshot) = snapshot?;
                    Some(match snapshot.await {
                        Ok(snapshot) => view! { <LoadedData snapshot/> }.into_any(),
                        Err(_) => view! { <p><strong>"No data"</strong></p> }.into_any(),
                    })
                })}
            </Suspense>
        </div>
    }
}

#[component]
fn LoadedData(snapshot: SnapshotInfo) -> impl IntoView {
    let size = format!(
        "{} · {} orders",
        format_counted(snapshot.customers, "customer", "customers"),
        format_count(snapshot.completed_orders)
    );
    view! {
        <p><strong>{format!("Up to {}", format_date(snapshot.last_order))}</strong></p>
        <p>{size}</p>
    }
}
