use leptos::prelude::*;

use crate::components::{Icon, IconView};

/// The small mark beside a title that explains a term: a drawer with script, the glossary page without.
#[component]
pub fn GlossaryMark(
    /// The slug of an entry in `glossary.rs`: `average-order-value`.
    term: &'static str,
) -> impl IntoView {
    // The name is made from the slug, so that the browser needs no list of terms.
    let name = format!("Explain: {}", term.replace('-', " "));
    view! {
        <a class="glossary-mark" href=format!("/glossary#{term}") data-glossary=term aria-label=name>
            <IconView icon=Icon::Explain/>
        </a>
    }
}
