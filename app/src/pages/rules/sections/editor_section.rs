use clientele_contract::{Segment, Tier};
use leptos::prelude::*;

use crate::components::{Card, textarea_content};

/// The text of the rules, with what can be written.
#[component]
pub fn EditorSection(
    /// The draft, or the rules in force where there is none.
    text: String,
    has_draft: bool,
) -> impl IntoView {
    let subtitle = if has_draft {
        "This is your draft. A preview shows what it would do; nothing is applied by itself."
    } else {
        "Change the text and preview it: you see who would move before anything is applied."
    };
    let lines = text.lines().count().clamp(16, 48);
    view! {
        <Card id="editor-title" title="Edit the rules" subtitle class="card-editor">
            <form method="post" action="/settings/rules/draft" class="rules-form">
                <label for="rules-text">"Rules, as text in TOML"</label>
                <textarea
                    id="rules-text"
                    name="text"
                    class="rules-text"
                    rows=lines
                    spellcheck="false"
                    autocapitalize="off"
                    autocomplete="off"
                    aria-describedby="rules-help"
                    inner_html=textarea_content(&text)
                ></textarea>
                <div class="button-row">
                    <button type="submit" class="button button-primary">"Preview"</button>
                </div>
            </form>
            <EditorHelp/>
        </Card>
    }
}

/// What a rule can say.
#[component]
fn EditorHelp() -> impl IntoView {
    let segments = Segment::ALL.map(Segment::slug).join(", ");
    let tiers = Tier::ALL.map(Tier::slug).join(", ");
    view! {
        <details class="table-twin editor-help" open>
            <summary>"What a rule can say"</summary>
            <div id="rules-help">
                <p>
                    "Each " <code>"[[rules]]"</code> " has an " <code>"id"</code> " of its own (letters, digits, hyphens), an "
                    <code>"action"</code> ", a " <code>"message"</code> " and a " <code>"reason"</code>
                    " in words. All conditions in " <code>"when"</code>
                    " must hold. The last rule has no " <code>"when"</code> ", so that every customer gets an action."
                </p>
                <dl class="conditions">
                    <dt><code>"segments"</code></dt>
                    <dd>{segments}</dd>
                    <dt><code>"tiers"</code></dt>
                    <dd>{tiers}</dd>
                    <dt><code>"category_groups"</code></dt>
                    <dd>"Names from the list " <code>"[category_groups]"</code> " at the top; the favourite category counts."</dd>
                    <dt><code>"states"</code></dt>
                    <dd>"Of the latest order, such as SP."</dd>
                    <dt><code>"min_review"</code> ", " <code>"max_review"</code></dt>
                    <dd>"Mean review, 1 to 5. Customers without a review never match."</dd>
                    <dt><code>"min_recency_days"</code> ", " <code>"max_recency_days"</code></dt>
                    <dd>"Days since the last order."</dd>
                    <dt><code>"min_orders"</code> ", " <code>"max_orders"</code></dt>
                    <dd>"Completed orders."</dd>
                    <dt><code>"min_spent"</code> ", " <code>"max_spent"</code></dt>
                    <dd>"Total spend, in currency units."</dd>
                </dl>
            </div>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_editor_early() {
        let text = "</textarea><script>alert(1)</script>&amp;".to_owned();
        let html = view! { <EditorSection text has_draft=true/> }.to_html();
        assert!(!html.contains("<script"), "{html}");
        assert!(html.contains("&lt;/textarea>&lt;script>alert(1)&lt;/script>&amp;amp;</textarea>"), "{html}");
    }
}
