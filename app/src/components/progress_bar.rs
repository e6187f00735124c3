use leptos::prelude::*;

/// How far long work has come.
#[component]
pub fn ProgressBar(
    /// What is being done: `Reading orders`.
    #[prop(into)]
    label: String,
    /// How far, 0–1; none while it cannot be said.
    share: Option<f64>,
    /// How far in words: `3 of 9 files`.
    #[prop(into)]
    words: String,
) -> impl IntoView {
    let value = share.map(|share| share.clamp(0.0, 1.0).to_string());
    view! {
        <div class="progress">
            <label>
                <span class="progress-label">{label}</span>
                <progress max="1" value=value></progress>
            </label>
            <span class="progress-words">{words}</span>
        </div>
    }
}
