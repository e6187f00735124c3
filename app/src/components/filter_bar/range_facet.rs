use clientele_contract::CustomerFilter;
use leptos::{ev, prelude::*};

use super::browser::{has_closed, keep_popover_in_view};
use crate::{
    query_string::append_pair,
    url_state::{SegmentsUrl, parse_query},
};

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
    /// The keyboard that suits the numbers: `numeric` or `decimal`.
    pub input_mode: &'static str,
    /// How the numbers are written, said to those who wrote otherwise.
    pub written: &'static str,
    /// The ends in a filter, as text for number fields.
    pub ends: fn(&CustomerFilter) -> (Option<String>, Option<String>),
    /// The filter without this facet.
    pub without: fn(&CustomerFilter) -> CustomerFilter,
}

/// Draws a facet.
#[component]
pub fn RangeFacetView(path: &'static str, url: Memo<SegmentsUrl>, facet: RangeFacet) -> impl IntoView {
    let RangeFacet { key, label, unit, extent, input_mode, written, ends, without } = facet;
    let ends = Memo::new(move |_| url.with(|url| ends(&url.filter)));
    let is_active = move || ends.with(|(min, max)| min.is_some() || max.is_some());
    let clear_href = move || url.with(|url| url.with_filter(without(&url.filter)).link(path));
    let words = {
        let (extent, unit) = (extent.clone(), unit.clone());
        move || ends.with(|ends| range_in_words(ends, &extent, &unit))
    };
    let from = Typed::new(format!("{key}_min"), Signal::derive(move || ends.with(|ends| ends.0.clone())));
    let to = Typed::new(format!("{key}_max"), Signal::derive(move || ends.with(|ends| ends.1.clone())));
    let on_toggle = move |event: ev::Event| {
        keep_popover_in_view(&event);
        if has_closed(&event) {
            from.take_back_unreadable();
            to.take_back_unreadable();
        }
    };
    view! {
        <div class="chip" class:is-active=is_active>
            <details name="filter" on:toggle=on_toggle>
                <summary><span class="chip-text">{label} " " <strong>{words}</strong></span></summary>
                <div class="popover">
                    <fieldset class="range">
                        <legend>{format!("{label}, {unit}")}</legend>
                        <NumberField typed=from label="From" input_mode written hint=extent.0/>
                        <NumberField typed=to label="To" input_mode written hint=extent.1/>
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

/// What stands in a field, which the address follows as soon as it can be read.
#[derive(Clone, Copy)]
struct Typed {
    name: StoredValue<String>,
    text: RwSignal<String>,
    /// What the address says.
    in_address: Signal<Option<String>>,
}

impl Typed {
    fn new(name: String, in_address: Signal<Option<String>>) -> Self {
        let text = RwSignal::new(in_address.get_untracked().unwrap_or_default());
        let typed = Self { name: StoredValue::new(name), text, in_address };
        // `12,5` stays as it was typed while the address says `12.50`.
        Effect::new(move |_| {
            let said = in_address.get().unwrap_or_default();
            if typed
                .name
                .with_value(|name| reading_of(name, &text.get_untracked()) != reading_of(name, &said))
            {
                text.set(said);
            }
        });
        typed
    }

    fn is_unreadable(&self) -> bool {
        self.text.with(|text| self.name.with_value(|name| reading_of(name, text).is_none()))
    }

    fn take_back_unreadable(&self) {
        if untrack(|| self.is_unreadable()) {
            self.text.set(self.in_address.get_untracked().unwrap_or_default());
        }
    }
}

/// The query that a field gives, "" for an empty field; `None` where the text cannot be read.
pub fn reading_of(name: &str, text: &str) -> Option<String> {
    let mut query = String::new();
    append_pair(&mut query, name, text);
    let (url, notices) = parse_query(&query);
    notices.is_empty().then(|| url.to_query())
}

#[component]
fn NumberField(
    typed: Typed,
    label: &'static str,
    input_mode: &'static str,
    written: &'static str,
    hint: String,
) -> impl IntoView {
    let name = typed.name.get_value();
    // A hint shows numbers as they are typed: without separators of thousands.
    let hint = hint.replace(',', "");
    let error_id = format!("{name}-error");
    let described_by = {
        let error_id = error_id.clone();
        move || typed.is_unreadable().then(|| error_id.clone())
    };
    // Not a field of type "number": those drop a decimal comma without a word.
    view! {
        <div class="number-field">
            <label>
                <span>{label}</span>
                <input
                    type="text"
                    inputmode=input_mode
                    autocomplete="off"
                    name=name
                    placeholder=hint
                    value=typed.text.get_untracked()
                    prop:value=typed.text
                    aria-invalid=move || typed.is_unreadable().then_some("true")
                    aria-describedby=described_by
                    on:input:target=move |event| typed.text.set(event.target().value())
                />
            </label>
            <p id=error_id class="field-error" aria-live="polite">
                {move || typed.is_unreadable().then_some(written)}
            </p>
        </div>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        assert_eq!(reading_of("spent_min", "2000,5").as_deref(), Some("spent_min=2000.50"));
        assert_eq!(reading_of("spent_min", " 2000.50 ").as_deref(), Some("spent_min=2000.50"));
        assert_eq!(reading_of("orders_max", "3").as_deref(), Some("orders_max=3"));
        assert_eq!(reading_of("orders_max", "").as_deref(), Some(""));
    }

    #[test]
    fn what_may_mean_two_numbers_is_not_read() {
        for text in ["1.234,50", "1,234", "1.234", "-5", "many", "1e3"] {
            assert_eq!(reading_of("spent_min", text), None, "{text}");
        }
        assert_eq!(reading_of("recency_max", "1,5"), None);
    }
}
