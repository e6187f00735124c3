use clientele_contract::SnapshotInfo;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    app::SnapshotResource,
    components::{Dialog, Icon, IconView, ThemeSwitch},
    format::{format_count, format_counted, format_date},
};

/// A page in the navigation.
struct PageLink {
    href: &'static str,
    name: &'static str,
    icon: Icon,
    /// The bar of a phone has room for it; the others are behind "More" there.
    is_in_bar: bool,
}

const PAGES: [PageLink; 9] = [
    PageLink { href: "/", name: "Overview", icon: Icon::Overview, is_in_bar: true },
    PageLink { href: "/trends", name: "Trends", icon: Icon::Trends, is_in_bar: false },
    PageLink { href: "/segments", name: "Segments", icon: Icon::Segments, is_in_bar: true },
    PageLink { href: "/customers", name: "Customers", icon: Icon::Customers, is_in_bar: true },
    PageLink { href: "/cohorts", name: "Cohorts", icon: Icon::Cohorts, is_in_bar: true },
    PageLink { href: "/value", name: "Lifetime value", icon: Icon::Value, is_in_bar: false },
    PageLink { href: "/products", name: "Products", icon: Icon::Products, is_in_bar: false },
    PageLink { href: "/places", name: "Places", icon: Icon::Places, is_in_bar: false },
    PageLink { href: "/data", name: "Data", icon: Icon::Data, is_in_bar: false },
];

const QUIET_PAGES: [PageLink; 2] = [
    PageLink { href: "/views", name: "Saved views", icon: Icon::Views, is_in_bar: false },
    PageLink { href: "/glossary", name: "Glossary", icon: Icon::Glossary, is_in_bar: false },
];

/// The id of the dialog with the pages for which the bar of a phone has no room.
const MORE_ID: &str = "more-pages";

/// The way around: a column at the side, on a phone a bar at the bottom.
#[component]
pub fn Navigation() -> impl IntoView {
    let more = PAGES.iter().chain(&QUIET_PAGES).filter(|page| !page.is_in_bar);
    view! {
        <header class="sidebar">
            <a class="brand" href="/">
                <Logo/>
                <span>"Clientele"</span>
            </a>
            <a class="palette-button" href="/customers" data-palette="" aria-keyshortcuts="Control+K Meta+K">
                <IconView icon=Icon::Search/>
                <span class="palette-button-words">"Search"</span>
                <kbd class="palette-button-keys">"Ctrl K"</kbd>
            </a>
            <nav class="nav" aria-label="Pages">
                <ul>{PAGES.iter().map(|page| view! { <NavigationLink page/> }).collect_view()}</ul>
                <ul class="nav-quiet">
                    {QUIET_PAGES.iter().map(|page| view! { <NavigationLink page/> }).collect_view()}
                </ul>
                <a class="nav-more" href=format!("#{MORE_ID}") data-dialog=MORE_ID>
                    <IconView icon=Icon::More/>
                    <span>"More"</span>
                </a>
            </nav>
            <div class="sidebar-foot">
                <DataStatus/>
                <ThemeSwitch/>
            </div>
        </header>
        <Dialog id=MORE_ID title="More pages" class="sheet">
            <ul class="sheet-links">{more.map(|page| view! { <NavigationLink page/> }).collect_view()}</ul>
        </Dialog>
    }
}

#[component]
fn NavigationLink(page: &'static PageLink) -> impl IntoView {
    let path = use_location().pathname;
    let is_current = move || path.with(|path| is_within(path, page.href));
    view! {
        <li class:nav-beyond-bar=!page.is_in_bar>
            <a href=page.href aria-current=move || is_current().then_some("page")>
                <IconView icon=page.icon/>
                <span>{page.name}</span>
            </a>
        </li>
    }
}

/// A page is current on its own address and on those below it, such as `/segments/rules`.
fn is_within(path: &str, page: &str) -> bool {
    path == page || (page != "/" && path.strip_prefix(page).is_some_and(|rest| rest.starts_with('/')))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_current_below_its_address_too() {
        assert!(is_within("/", "/"));
        assert!(is_within("/segments", "/segments"));
        assert!(is_within("/customers/0a1b", "/customers"));
        assert!(!is_within("/segments", "/"));
        assert!(!is_within("/segmentsx", "/segments"));
    }
}
