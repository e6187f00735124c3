use leptos::prelude::*;

/// One of few choices: a link to an address of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentedOption {
    /// Its id, unique on the page.
    pub id: String,
    /// What people read.
    pub name: String,
    /// The name in full, where what people read is short: a tooltip, and what a screen reader says.
    pub full_name: Option<String>,
    /// Where it leads.
    pub href: String,
    /// It is the one in force.
    pub is_current: bool,
}

/// A choice among few, as links side by side; the current one is raised.
#[component]
pub fn Segmented(
    /// What a screen reader calls the choice.
    label: &'static str,
    /// The options.
    #[prop(into)]
    options: Vec<SegmentedOption>,
) -> impl IntoView {
    let links = options
        .into_iter()
        .map(|SegmentedOption { id, name, full_name, href, is_current }| {
            view! {
                <a
                    id=id
                    href=href
                    data-noscroll=""
                    data-tip=full_name.clone()
                    aria-label=full_name
                    aria-current=is_current.then_some("true")
                >
                    {name}
                </a>
            }
        })
        .collect_view();
    view! { <nav class="segmented" aria-label=label>{links}</nav> }
}
