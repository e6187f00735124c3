use clientele_contract::CustomerFilter;
use leptos::prelude::*;

use super::browser::keep_popover_in_view;
use crate::url_state::SegmentsUrl;

/// A chip with two ends.
#[derive(Debug, Clone)]
pub struct RangeFacet {
    /// The key in the address, without `_min` and `_max`.
    pub key: &'static str,
    /// What people read.
    pub label: &'static str,
    /// What is measured: `days`, `R$`.
    pub unit: String,
    /// The least and greatest value of the shop, as text.
    pub extent: (String, String),
    /// The step of the number fields.
    pub step: &'static str,
    /// The ends in a filter, as text for number fields.
    pub ends: fn(&CustomerFilter) -> (Option<String>, Option<String>),
    /// The filter without this facet.
    pub without: fn(&CustomerFilter) -> CustomerFilter,
}

/// Draws a facet.
#[component]
pub fn RangeFacetView(path: &'static str, url: Memo<SegmentsUrl>, facet: RangeFacet) -> impl IntoView {
    let RangeFacet { key, label, unit, extent, step, ends, without } = facet;
    let ends = Memo::new(move |_| url.with(|url| ends(&url.filter)));
    let is_active = move || ends.with(|(min, max)| min.is_some() || max.is_some());
    let clear_href = move || url.with(|url| url.with_filter(without(&url.filter)).link(path));
    let words = {
        let (extent, unit) = (extent.clone(), unit.clone());
        move || ends.with(|ends| range_in_words(ends, &extent, &unit))
    };
    let min = Signal::derive(move || ends.with(|(min, _)| min.clone().unwrap_or_default()));
    let max = Signal::derive(move || ends.with(|(_, max)| max.clone().unwrap_or_default()));
    view! {
        <div class="chip" class:is-active=is_active>
            <details name="filter" on:toggle=move |event| keep_popover_in_view(&event)>
                <summary><span class="chip-text">{label} " " <strong>{words}</strong></span></summary>
                <div class="popover">
                    <fieldset class="range">
                        <legend>{format!("{label}, {unit}")}</legend>
                        <NumberField name=format!("{key}_min") label="From" step hint=extent.0 value=min/>
                        <NumberField name=format!("{key}_max") label="To" step hint=extent.1 value=max/>
                    </fieldset>
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
fn NumberField(
    name: String,
    label: &'static str,
    step: &'static str,
    hint: String,
    value: Signal<String>,
) -> impl IntoView {
    view! {
        <label class="number-field">
            <span>{label}</span>
            <input
                type="number"
                inputmode="decimal"
                min="0"
                step=step
                name=name
                placeholder=hint
                value=value.get_untracked()
                prop:value=value
            />
        </label>
    }
}

fn range_in_words(ends: &(Option<String>, Option<String>), extent: &(String, String), unit: &str) -> String {
    match ends {
        (Some(min), Some(max)) if min == max => with_unit(min, unit),
        (Some(min), Some(max)) => with_unit(&format!("{min}–{max}"), unit),
        (Some(min), None) => format!("from {}", with_unit(min, unit)),
        (None, Some(max)) => format!("up to {}", with_unit(max, unit)),
        (None, None) => with_unit(&format!("{}–{}", extent.0, extent.1), unit),
    }
}

/// Words stand after a number, currency symbols before it; "orders" is already the chip's label.
fn with_unit(text: &str, unit: &str) -> String {
    match unit {
        "days" => format!("{text}\u{a0}days"),
        "orders" => text.to_owned(),
        symbol => format!("{symbol}\u{a0}{text}"),
    }
}
