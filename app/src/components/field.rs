use leptos::prelude::*;

/// A field of a form with its label, what to write, and what is wrong with what was written.
#[component]
pub fn Field(
    /// Name in the form, and id on the page.
    name: &'static str,
    /// What people read.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(optional, into)]
    value: String,
    /// What an empty field means, or an example.
    #[prop(optional, into)]
    placeholder: String,
    /// What to write.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, and what to do.
    #[prop(default = None, into)]
    error: Option<String>,
    /// It cannot be changed now.
    #[prop(optional)]
    disabled: bool,
    /// The kind of text: `text`, `search`, `date`.
    #[prop(default = "text")]
    kind: &'static str,
    /// It is where somebody goes on who has loaded the page.
    #[prop(optional)]
    autofocus: bool,
    /// The keyboard that suits it: `numeric`, `decimal`.
    #[prop(optional)]
    input_mode: Option<&'static str>,
) -> impl IntoView {
    // Forms pass on what was found: nothing wrong is "" as well as nothing.
    let error = error.filter(|error| !error.is_empty());
    let (hint_id, error_id) = (format!("{name}-hint"), format!("{name}-error"));
    let described_by = [hint.as_ref().map(|_| hint_id.as_str()), error.as_ref().map(|_| error_id.as_str())];
    let described_by = described_by.into_iter().flatten().collect::<Vec<_>>().join(" ");
    view! {
        <div class="form-field">
            <label for=name>{label}</label>
            <input
                class="field"
                id=name
                name=name
                type=kind
                inputmode=input_mode
                value=value
                placeholder=placeholder
                autocomplete="off"
                disabled=disabled
                autofocus=autofocus
                aria-invalid=error.as_ref().map(|_| "true")
                aria-describedby=(!described_by.is_empty()).then_some(described_by)
            />
            {hint.map(|hint| view! { <p class="field-hint" id=hint_id>{hint}</p> })}
            {error.map(|error| view! { <p class="field-error" id=error_id>{error}</p> })}
        </div>
    }
}

/// A text as the content of a `<textarea>`, which nothing escapes by itself. Browsers take one line break at its
/// beginning away.
pub fn textarea_content(text: &str) -> String {
    format!("\n{}", text.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_field_with_an_error_is_invalid() {
        let drawn =
            |error: &str| view! { <Field name="cost" label="Cost" error=error.to_owned()/> }.to_html();
        assert!(
            drawn("25 means 25 %").contains("aria-invalid") && drawn("25 means 25 %").contains("field-error")
        );
        let untouched = drawn("");
        assert!(!untouched.contains("aria-invalid") && !untouched.contains("error"), "{untouched}");
    }
}
