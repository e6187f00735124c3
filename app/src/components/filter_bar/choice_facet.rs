use std::collections::BTreeSet;

use clientele_contract::CustomerFilter;
use leptos::prelude::*;

use crate::{components::NarrowingSearch, format::format_count, url_state::SegmentsUrl};

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value in the address.
    pub value: String,
    /// What people read.
    pub label: String,
    /// Customers that have it, where known.
    pub customers: Option<u64>,
    /// The class that gives the colour of a segment, or "".
    pub color_class: String,
}

/// A chip with check boxes.
#[derive(Debug, Clone)]
pub struct ChoiceFacet {
    /// The key in the address; `None`: each value is a key of its own, which is set to 1.
    pub key: Option<&'static str>,
    /// What people read.
    pub label: &'static str,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// The chosen values of a filter.
    pub chosen: fn(&CustomerFilter) -> BTreeSet<String>,
    /// The filter without this facet.
    pub without: fn(&CustomerFilter) -> CustomerFilter,
    /// Long lists can be searched: what their search field says.
    pub search: Option<&'static str>,
}

/// More chosen values than this are counted, not named.
const NAMED_VALUES_MAX: usize = 2;

/// Draws a facet.
#[component]
pub fn ChoiceFacetView(path: &'static str, url: Memo<SegmentsUrl>, facet: ChoiceFacet) -> impl IntoView {
    let ChoiceFacet { key, label, choices, chosen, without, search } = facet;
    let chosen = Memo::new(move |_| url.with(|url| chosen(&url.filter)));
    let is_active = move || chosen.with(|chosen| !chosen.is_empty());
    let labels = StoredValue::new(choices.clone());
    let value = move || chosen.with(|chosen| labels.with_value(|choices| chosen_in_words(choices, chosen)));
    let class = move || chosen.with(|chosen| labels.with_value(|choices| class_of_chip(choices, chosen)));
    let clear_href = move || url.with(|url| url.with_filter(without(&url.filter)).link(path));
    let rows = choices.into_iter().map(|choice| view! { <ChoiceRow key choice chosen/> }).collect_view();
    view! {
        <div class=class>
            <details name="filter" data-popover="">
                <summary>
                    <span class="chip-text">{label} " " <strong>{value}</strong></span>
                </summary>
                <div class="popover" data-narrow="">
                    {search.map(|placeholder| view! { <NarrowingSearch label placeholder/> })}
                    <fieldset class="choices">
                        <legend class="visually-hidden">{label}</legend>
                        {rows}
                    </fieldset>
                    <p class="choices-note" aria-live="polite" data-narrow-note=""></p>
                    <div class="popover-foot">
                        <button type="submit" class="button button-small">"Apply"</button>
                    </div>
                </div>
            </details>
            {move || is_active().then(|| view! {
                <a
                    class="chip-remove"
                    href=clear_href
                    data-noscroll=""
                    aria-label=format!("Remove the filter {label}")
                >
                    "×"
                </a>
            })}
        </div>
    }
}

#[component]
fn ChoiceRow(key: Option<&'static str>, choice: Choice, chosen: Memo<BTreeSet<String>>) -> impl IntoView {
    let Choice { value, label, customers, color_class } = choice;
    let is_chosen = {
        let value = value.clone();
        Signal::derive(move || chosen.with(|chosen| chosen.contains(&value)))
    };
    let (name, value) = match key {
        Some(key) => (key.to_owned(), value),
        None => (value, "1".to_owned()),
    };
    view! {
        <label class="choice" data-narrow-row="">
            <input
                type="checkbox"
                name=name
                value=value
                checked=is_chosen.get_untracked()
                prop:checked=is_chosen
            />
            {(!color_class.is_empty()).then(|| view! {
                <span class=format!("segment-dot {color_class}") aria-hidden="true"></span>
            })}
            <span class="choice-label">{label}</span>
            {customers.map(|customers| view! {
                <span class="choice-count">{format_count(customers)}</span>
            })}
        </label>
    }
}

fn chosen_in_words(choices: &[Choice], chosen: &BTreeSet<String>) -> String {
    let label_of = |value: &String| {
        choices
            .iter()
            .find(|choice| choice.value == *value)
            .map_or_else(|| value.clone(), |choice| choice.label.clone())
    };
    match chosen.len() {
        0 => "any".to_owned(),
        1..=NAMED_VALUES_MAX => {
            // In the order of the list: the first segment is the best one.
            let listed = choices.iter().filter(|choice| chosen.contains(&choice.value));
            let mut labels: Vec<String> = listed.map(|choice| choice.label.clone()).collect();
            let unlisted =
                chosen.iter().filter(|value| !choices.iter().any(|choice| choice.value == **value));
            labels.extend(unlisted.map(label_of));
            labels.join(", ")
        }
        more => format!("{more} chosen"),
    }
}

/// A chip with a choice stands out, in the colour of its first segment.
fn class_of_chip(choices: &[Choice], chosen: &BTreeSet<String>) -> String {
    if chosen.is_empty() {
        return "chip".to_owned();
    }
    let first = choices.iter().find(|choice| chosen.contains(&choice.value));
    format!("chip is-active {}", first.map_or("", |choice| &choice.color_class))
}
