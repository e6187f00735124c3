use leptos::prelude::*;
use leptos_meta::Title;

/// The title of a page and of the document, with a note and with what can be done beside it.
#[component]
pub fn PageHead(
    /// The title.
    #[prop(into)]
    title: String,
    /// One line beside it.
    #[prop(optional)]
    note: Option<AnyView>,
    /// Buttons.
    #[prop(optional)]
    actions: Option<AnyView>,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <div class="page-head">
            <h1>{title}</h1>
            <div class="page-note">{note}</div>
            <div class="page-actions">{actions}</div>
        </div>
    }
}
