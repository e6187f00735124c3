use clientele_contract::{
    Analytics, AnalyticsError, CustomerFilter, DeskState, FilterOptions, SavedView, Scope,
};
use leptos::prelude::*;

use super::view_words::{ViewWords, view_in_words};
use crate::{components::Card, format::format_counted};

/// The saved views, and what is needed to say them in words.
pub struct SavedViews {
    views: Vec<SavedView>,
    options: FilterOptions,
    currency_symbol: String,
}

impl SavedViews {
    /// Takes the views from the desk.
    pub fn of_desk(
        analytics: &dyn Analytics,
        scope: &Scope,
        desk: DeskState,
    ) -> Result<Self, AnalyticsError> {
        let everyone = analytics.segment_workspace(scope, &CustomerFilter::default(), None)?;
        let currency_symbol = analytics.snapshot(scope)?.currency_symbol;
        if let Some(fault) = desk.views_fault {
            return Err(AnalyticsError::Internal(fault));
        }
        Ok(Self { views: desk.views, options: everyone.options, currency_symbol })
    }
}

/// The saved views, as HTML.
pub fn draw_views(saved: SavedViews) -> String {
    let SavedViews { views, options, currency_symbol } = saved;
    if views.is_empty() {
        return view! { <NoViews/> }.to_html();
    }
    let title = format_counted(views.len() as u64, "saved view", "saved views");
    let entries = views
        .into_iter()
        .map(|view| {
            let words = view_in_words(&view.address, &options, &currency_symbol);
            view! { <ViewEntry view words/> }
        })
        .collect_view();
    view! {
        <Card id="views-title" title subtitle="A view keeps the filter, not its customers: it shows those who match today">
            <ul class="views">{entries}</ul>
            <RecentViews/>
        </Card>
    }
    .to_html()
}

#[component]
fn ViewEntry(view: SavedView, words: ViewWords) -> impl IntoView {
    let SavedView { id, name, address } = view;
    let ViewWords { page, words, notices } = words;
    let notices =
        notices.into_iter().map(|notice| view! { <p class="view-notice">{notice}</p> }).collect_view();
    view! {
        <li class="view">
            <div class="view-what">
                <h3><a href=address.clone()>{name.clone()}</a></h3>
                <p class="muted"><strong>{page}</strong> " · " {words}</p>
                {notices}
            </div>
            <div class="view-actions">
                <button type="button" class="button button-small needs-script" data-copy-link=address>
                    "Copy link"
                </button>
                <DeleteView id name/>
            </div>
        </li>
    }
}

/// Asks before it deletes; works without script, because the question is there and only opened.
#[component]
fn DeleteView(id: i64, name: String) -> impl IntoView {
    view! {
        <details class="menu" name="delete-view" data-popover="">
            <summary class="button button-small" aria-label=format!("Delete {name}…")>"Delete…"</summary>
            <form class="popover" method="post" action="/views/delete">
                <input type="hidden" name="id" value=id/>
                <p>"Delete the view “" {name} "”? Links to it go on working; its name is gone."</p>
                <div class="popover-foot">
                    <button type="submit" class="button button-small button-danger">"Delete"</button>
                </div>
            </form>
        </details>
    }
}

/// Views without a name are kept by the browser alone, where the search finds them.
#[component]
fn RecentViews() -> impl IntoView {
    view! {
        <p class="card-foot needs-script">
            "Views that you looked at lately are in the search: "
            <button type="button" class="link-button" data-palette="">"open it"</button>
        </p>
    }
}

#[component]
fn NoViews() -> impl IntoView {
    view! {
        <div class="state">
            <h2>"No view has a name yet"</h2>
            <p>
                "Filter customers until the list is the one you need again, then save the view. It is listed here \
                 and found by its name."
            </p>
            <p class="state-links">
                <a class="button button-primary" href="/customers">"Customers"</a>
                <a class="button" href="/segments">"Segments"</a>
            </p>
            <RecentViews/>
        </div>
    }
}
