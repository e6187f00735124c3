use leptos::prelude::*;

/// One tab: a link to an address of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// What people read.
    pub name: String,
    /// Where it leads.
    pub href: String,
    /// It is the one that is shown.
    pub is_current: bool,
    /// A figure beside the name, already in words.
    pub count: Option<String>,
}

impl Tab {
    /// A tab without a figure.
    pub fn new(name: impl Into<String>, href: impl Into<String>, is_current: bool) -> Self {
        Self { name: name.into(), href: href.into(), is_current, count: None }
    }
}

/// Views of one page, side by side. Each is a link, so that it can be shared and works without script.
#[component]
pub fn Tabs(
    /// What a screen reader calls the row of tabs.
    label: &'static str,
    /// The tabs.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let items = tabs
        .into_iter()
        .map(|Tab { name, href, is_current, count }| {
            view! {
                <li>
                    <a href=href data-noscroll="" aria-current=is_current.then_some("page")>
                        {name}
                        {count.map(|count| view! { <span class="tab-count">{count}</span> })}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="tabs" aria-label=label>
            <ul>{items}</ul>
        </nav>
    }
}
