use leptos::prelude::*;

/// A button that changes something that is stored; it works without scripts.
#[component]
pub fn PostButton(
    /// Where the change is made.
    action: &'static str,
    /// What the button says.
    #[prop(into)]
    label: String,
    /// What is handed in.
    #[prop(optional)]
    fields: Vec<(&'static str, String)>,
    /// It is what the reader most likely wants.
    #[prop(optional)]
    is_primary: bool,
) -> impl IntoView {
    let class = if is_primary { "button button-primary" } else { "button" };
    let fields = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form method="post" action=action class="post-button">
            {fields}
            <button type="submit" class=class>{label}</button>
        </form>
    }
}
