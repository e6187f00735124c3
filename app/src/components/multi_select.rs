use leptos::prelude::*;

use crate::{components::NarrowingSearch, format::format_count};

/// One value that can be ticked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectOption {
    /// The value in the form.
    pub value: String,
    /// What people read.
    pub label: String,
    /// How many have it, where known.
    pub count: Option<u64>,
    /// It is ticked.
    pub is_chosen: bool,
}

/// A choice of several values: a button that opens a list of check boxes, which a search narrows down.
/// Part of a form; without script the list is there, the search is not.
#[component]
pub fn MultiSelect(
    /// Name in the form; each ticked value is sent under it.
    name: &'static str,
    /// What people read.
    label: &'static str,
    /// What can be ticked.
    options: Vec<SelectOption>,
    /// What the search field says; none for short lists.
    #[prop(optional)]
    search: Option<&'static str>,
) -> impl IntoView {
    let chosen: Vec<_> = options.iter().filter(|option| option.is_chosen).collect();
    let words = match chosen.as_slice() {
        [] => "any".to_owned(),
        [one] => one.label.clone(),
        [one, other] => format!("{}, {}", one.label, other.label),
        more => format!("{} chosen", format_count(more.len() as u64)),
    };
    let class = if chosen.is_empty() { "chip" } else { "chip is-active" };
    let rows = options.into_iter().map(|option| view! { <OptionRow name option/> }).collect_view();
    view! {
        <div class=class>
            <details data-popover="">
                <summary><span class="chip-text">{label} " " <strong>{words}</strong></span></summary>
                <div class="popover" data-narrow="">
                    {search.map(|placeholder| view! { <NarrowingSearch label placeholder/> })}
                    <fieldset class="choices">
                        <legend class="visually-hidden">{label}</legend>
                        {rows}
                    </fieldset>
                    <p class="choices-note" role="status" data-narrow-note=""></p>
                    <div class="popover-foot">
                        <button type="submit" class="button button-small">"Apply"</button>
                    </div>
                </div>
            </details>
        </div>
    }
}

#[component]
fn OptionRow(name: &'static str, option: SelectOption) -> impl IntoView {
    let SelectOption { value, label, count, is_chosen } = option;
    view! {
        <label class="choice" data-narrow-row="">
            <input type="checkbox" name=name value=value checked=is_chosen/>
            <span class="choice-label">{label}</span>
            {count.map(|count| view! { <span class="choice-count">{format_count(count)}</span> })}
        </label>
    }
}
