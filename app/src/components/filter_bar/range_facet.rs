use clientele_contract::{CustomerFilter, parse_iso_date};
use leptos::{ev, prelude::*};

use super::browser::has_closed;
use crate::{
    components::{RangeHandles, RangeScale},
    format::format_date_range,
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
    /// What is measured.
    pub unit: Unit,
    /// The least and greatest value of the shop, as text, where they are known.
    pub extent: Option<(String, String)>,
    /// What the handles cover; none for days of the calendar.
    pub scale: Option<RangeScale>,
    /// The ends in a filter, as text for number fields.
    pub ends: fn(&CustomerFilter) -> (Option<String>, Option<String>),
    /// The filter without this facet.
    pub without: fn(&CustomerFilter) -> CustomerFilter,
}

/// What a range measures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unit {
    /// Days since the last order.
    Days,
    /// Completed orders.
    Orders,
    /// An amount, and what stands before it.
    Money(String),
    /// Days of the calendar.
    Dates,
}

impl Unit {
    /// What stands after the label of the fields.
    fn legend(&self, label: &str) -> String {
        match self {
            Self::Days => format!("{label}, days"),
            Self::Orders => format!("{label}, orders"),
            Self::Money(symbol) => format!("{label}, {symbol}"),
            Self::Dates => format!("{label}, first and last day"),
        }
    }

    /// How values are written, said to those who wrote otherwise.
    fn written(&self) -> &'static str {
        match self {
            Self::Days | Self::Orders => "Not a number. Write a whole number, such as 30.",
            Self::Money(_) => "Not a number. Write 1234.50 or 1234,50, without separators of thousands.",
            Self::Dates => "Not a date. Write the year with four digits.",
        }
    }

    /// The type of the fields. Not "number": those drop a decimal comma without a word.
    fn field_type(&self) -> &'static str {
        if *self == Self::Dates { "date" } else { "text" }
    }

    /// The keyboard that suits the values.
    fn input_mode(&self) -> Option<&'static str> {
        match self {
            Self::Days | Self::Orders => Some("numeric"),
            Self::Money(_) => Some("decimal"),
            Self::Dates => None,
        }
    }

    /// A value or a range of them with its unit: words stand after a number, currency symbols before it;
    /// "orders" is already the chip's label.
    fn in_words(&self, text: &str) -> String {
        match self {
            Self::Days => format!("{text}\u{a0}days"),
            Self::Orders | Self::Dates => text.to_owned(),
            Self::Money(symbol) => format!("{symbol}\u{a0}{text}"),
        }
    }
}

/// Draws a facet.
#[component]
pub fn RangeFacetView(path: &'static str, url: Memo<SegmentsUrl>, facet: RangeFacet) -> impl IntoView {
    let RangeFacet { key, label, unit, extent, scale, ends, without } = facet;
    let ends = Memo::new(move |_| url.with(|url| ends(&url.filter)));
    let is_active = move || ends.with(|(min, max)| min.is_some() || max.is_some());
    let clear_href = move || url.with(|url| url.with_filter(without(&url.filter)).link(path));
    let words = {
        let (extent, unit) = (extent.clone(), unit.clone());
        move || ends.with(|ends| range_in_words(ends, extent.as_ref(), &unit))
    };
    let (least, greatest) = extent.unzip();
    let from = Typed::new(format!("{key}_min"), Signal::derive(move || ends.with(|ends| ends.0.clone())));
    let to = Typed::new(format!("{key}_max"), Signal::derive(move || ends.with(|ends| ends.1.clone())));
    let on_toggle = move |event: ev::Event| {
        if has_closed(&event) {
            from.take_back_unreadable();
            to.take_back_unreadable();
        }
    };
    view! {
        <div class="chip" class:is-active=is_active>
            <details name="filter" data-popover="" on:toggle=on_toggle>
                <summary><span class="chip-text">{label} " " <strong>{words}</strong></span></summary>
                <div class="popover">
                    <fieldset class="range">
                        <legend>{unit.legend(label)}</legend>
                        {scale.map(|scale| {
                            let ends = ends.with_untracked(|(min, max)| (number_of(min), number_of(max)));
                            view! { <RangeHandles key label=unit.legend(label) scale ends/> }
                        })}
                        <EndField typed=from label="From" unit=unit.clone() hint=least/>
                        <EndField typed=to label="To" unit=unit.clone() hint=greatest/>
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

/// An end as a position on the handles' scale needs it.
fn number_of(end: &Option<String>) -> Option<f64> {
    end.as_ref()?.parse().ok()
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
fn EndField(typed: Typed, label: &'static str, unit: Unit, hint: Option<String>) -> impl IntoView {
    let name = typed.name.get_value();
    // A hint shows numbers as they are typed: without separators of thousands.
    let hint = hint.map(|hint| hint.replace(',', ""));
    let error_id = format!("{name}-error");
    let described_by = {
        let error_id = error_id.clone();
        move || typed.is_unreadable().then(|| error_id.clone())
    };
    let written = unit.written();
    view! {
        <div class="number-field">
            <label>
                <span>{label}</span>
                <input
                    type=unit.field_type()
                    inputmode=unit.input_mode()
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

fn range_in_words(
    ends: &(Option<String>, Option<String>),
    extent: Option<&(String, String)>,
    unit: &Unit,
) -> String {
    if *unit == Unit::Dates {
        let date = |end: &Option<String>| end.as_deref().and_then(parse_iso_date);
        return format_date_range(date(&ends.0), date(&ends.1));
    }
    match (ends, extent) {
        ((Some(min), Some(max)), _) if min == max => unit.in_words(min),
        ((Some(min), Some(max)), _) => unit.in_words(&format!("{min}–{max}")),
        ((Some(min), None), _) => format!("from {}", unit.in_words(min)),
        ((None, Some(max)), _) => format!("up to {}", unit.in_words(max)),
        ((None, None), Some((least, greatest))) => unit.in_words(&format!("{least}–{greatest}")),
        ((None, None), None) => "any".to_owned(),
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

    #[test]
    fn a_year_that_is_being_typed_is_not_read() {
        for text in ["0002-08-01", "0201-08-01"] {
            assert_eq!(reading_of("ordered_min", text), None, "{text}");
        }
        assert_eq!(reading_of("ordered_min", "2018-08-01").as_deref(), Some("ordered_min=2018-08-01"));
    }

    #[test]
    fn ranges_are_said_in_words() {
        let ends = |min: &str, max: &str| {
            let end = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (end(min), end(max))
        };
        let words = |min, max, unit| range_in_words(&ends(min, max), None, &unit);
        assert_eq!(words("2018-08-01", "2018-08-31", Unit::Dates), "1 to 31 Aug 2018");
        assert_eq!(words("", "", Unit::Dates), "any day");
        assert_eq!(words("30", "90", Unit::Days), "30–90\u{a0}days");
        assert_eq!(words("", "5", Unit::Orders), "up to 5");
        assert_eq!(words("12.50", "", Unit::Money("R$".to_owned())), "from R$\u{a0}12.50");
    }
}
