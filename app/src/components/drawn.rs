use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Sections that the server drew as HTML, because nothing in them reacts: the browser needs no code for them.
///
/// A page brings them where they belong, so they are left out of the data that it brings besides, and
/// hydration leaves them as they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "()", into = "()")]
pub struct Drawn(pub String);

impl From<()> for Drawn {
    fn from((): ()) -> Self {
        Self(String::new())
    }
}

impl From<Drawn> for () {
    fn from(_: Drawn) -> Self {}
}

/// Shows them.
#[component]
pub fn DrawnSections(
    /// The sections.
    drawn: Drawn,
) -> impl IntoView {
    view! { <div class="drawn" inner_html=drawn.0></div> }
}

#[cfg(test)]
mod tests {
    use leptos::serde_json;

    use super::*;

    #[test]
    fn a_page_does_not_bring_its_sections_twice() {
        let data = serde_json::to_string(&Drawn("<section></section>".to_owned())).expect("plain data");
        assert_eq!(data, "null");
        assert_eq!(serde_json::from_str::<Drawn>(&data).expect("what was written"), Drawn(String::new()));
    }
}
