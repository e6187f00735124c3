use leptos::prelude::*;

use crate::components::GlossaryMark;

/// A titled part of a page.
#[component]
pub fn Card(
    /// Id of the title, unique on the page.
    id: &'static str,
    /// The finding or the question.
    #[prop(into)]
    title: String,
    /// The glossary entry that explains what is shown.
    #[prop(optional)]
    term: Option<&'static str>,
    /// One line below it.
    #[prop(optional, into)]
    subtitle: Option<String>,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// Links beside the title.
    #[prop(optional)]
    actions: Option<AnyView>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let subtitle = subtitle.filter(|subtitle| !subtitle.is_empty());
    view! {
        <section class=format!("card {class}") aria-labelledby=id>
            <div class="card-head">
                <div class="card-titles">
                    <div class="card-title">
                        <h2 id=id>{title}</h2>
                        {term.map(|term| view! { <GlossaryMark term/> })}
                    </div>
                    {subtitle.map(|subtitle| view! { <p class="card-subtitle">{subtitle}</p> })}
                </div>
                {actions}
            </div>
            {children()}
        </section>
    }
}

/// Scrolls wide content inside itself, also by keyboard.
#[component]
pub fn ScrollRegion(
    /// What a screen reader calls it.
    #[prop(into)]
    label: String,
    /// Further classes: `is-tall` limits the height.
    #[prop(optional)]
    class: &'static str,
    /// The content.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=format!("scroll-region {class}") role="region" aria-label=label tabindex="0">
            {children()}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtitle_without_words_takes_no_line() {
        let drawn = |subtitle: &str| {
            view! { <Card id="a" title="A" subtitle=subtitle.to_owned()>"content"</Card> }.to_html()
        };
        assert!(drawn("Why").contains("card-subtitle"));
        assert!(!drawn("").contains("card-subtitle"), "{}", drawn(""));
    }
}
