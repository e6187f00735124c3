use leptos::prelude::*;

use crate::format::format_number_field;

/// The values that a slider covers. Positions are whole steps from 0, so that a key press moves by one of them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RangeScale {
    /// The least value.
    pub min: f64,
    /// The greatest value.
    pub max: f64,
    /// Steps multiply instead of adding up: for values of which most are small.
    pub is_logarithmic: bool,
    /// Digits after the point.
    pub decimals: u8,
}

/// The most steps of a slider; fewer where there are fewer values.
const STEPS_MAX: f64 = 200.0;
/// The width of the track in its own units.
const TRACK_WIDTH: f64 = 1000.0;

impl RangeScale {
    /// Whole values, evenly spaced.
    pub fn whole(min: f64, max: f64) -> Self {
        Self { min, max, is_logarithmic: false, decimals: 0 }
    }

    /// The greatest position; 0 where there is only one value.
    pub fn steps(&self) -> u32 {
        let values = (self.max - self.min) * 10_f64.powi(i32::from(self.decimals));
        values.clamp(0.0, STEPS_MAX).round() as u32
    }

    /// The value at a position, rounded to the digits of the scale.
    pub fn value_at(&self, position: u32) -> f64 {
        let part = f64::from(position) / f64::from(self.steps().max(1));
        let span = self.max - self.min;
        let above = if self.is_logarithmic { (part * span.ln_1p()).exp_m1() } else { part * span };
        let unit = 10_f64.powi(i32::from(self.decimals));
        ((self.min + above) * unit).round() / unit
    }

    /// The position nearest to a value.
    pub fn position_of(&self, value: f64) -> u32 {
        let span = self.max - self.min;
        if span <= 0.0 {
            return 0;
        }
        let above = (value - self.min).clamp(0.0, span);
        let part = if self.is_logarithmic { above.ln_1p() / span.ln_1p() } else { above / span };
        (part * f64::from(self.steps())).round() as u32
    }

    /// A value as it is typed: without separators.
    pub fn text_of(&self, value: f64) -> String {
        format_number_field(value, self.decimals)
    }
}

/// Two handles over one track, bound to two number fields of the same form by their names. The fields are what
/// the form sends; the handles are shown with script only.
#[component]
pub fn RangeHandles(
    /// The key in the form, without `_min` and `_max`.
    key: &'static str,
    /// What is limited: `Last order, days`.
    #[prop(into)]
    label: String,
    /// What can be chosen.
    scale: RangeScale,
    /// The ends in force; an open end is `None`.
    ends: (Option<f64>, Option<f64>),
    /// It cannot be changed now.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let steps = scale.steps();
    let from = ends.0.map_or(0, |value| scale.position_of(value));
    let to = ends.1.map_or(steps, |value| scale.position_of(value));
    let (x, width) = track_of(from, to, steps);
    let handle = |end: &'static str, words: &str, position: u32| {
        view! {
            <input
                type="range"
                min="0"
                max=steps
                step="1"
                value=position
                disabled=disabled || steps == 0
                aria-label=format!("{label}, {words}")
                aria-valuetext=scale.text_of(scale.value_at(position))
                data-range-end=end
            />
        }
    };
    view! {
        <div
            class="range-handles needs-script"
            data-range=key
            data-range-min=scale.min
            data-range-max=scale.max
            data-range-decimals=scale.decimals
            data-range-logarithmic=scale.is_logarithmic.then_some("")
        >
            <svg class="range-track" viewBox="0 0 1000 4" preserveAspectRatio="none" aria-hidden="true">
                <rect class="range-whole" width="1000" height="4"></rect>
                <rect class="range-chosen" x=x width=width height="4"></rect>
            </svg>
            {handle("min", "from", from)}
            {handle("max", "to", to)}
        </div>
    }
}

/// Where the chosen part of the track begins, and its width.
pub fn track_of(from: u32, to: u32, steps: u32) -> (f64, f64) {
    let at = |position: u32| (f64::from(position) / f64::from(steps.max(1)) * TRACK_WIDTH).round();
    (at(from), (at(to) - at(from)).max(0.0))
}

/// A range with handles and number fields, for a form of plain HTML.
#[cfg(feature = "ssr")]
#[component]
pub fn RangeSlider(
    /// The key in the form: `recency` gives `recency_min` and `recency_max`.
    key: &'static str,
    /// What people read.
    label: &'static str,
    /// What can be chosen.
    scale: RangeScale,
    /// The ends in force; an open end is `None`.
    ends: (Option<f64>, Option<f64>),
    /// What is wrong with the ends.
    #[prop(optional, into)]
    error: Option<String>,
    /// It cannot be changed now.
    #[prop(optional)]
    disabled: bool,
) -> impl IntoView {
    let error_id = format!("{key}-range-error");
    let has_error = error.is_some();
    let number = |end: &str, words: &'static str, value: Option<f64>, open: f64| {
        view! {
            <label>
                <span>{words}</span>
                <input
                    class="field"
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    name=format!("{key}_{end}")
                    value=value.map(|value| scale.text_of(value)).unwrap_or_default()
                    placeholder=scale.text_of(open)
                    disabled=disabled
                    aria-invalid=has_error.then_some("true")
                    aria-describedby=has_error.then(|| error_id.clone())
                />
            </label>
        }
    };
    view! {
        <fieldset class="range">
            <legend>{label}</legend>
            <RangeHandles key label scale ends disabled/>
            {number("min", "From", ends.0, scale.min)}
            {number("max", "To", ends.1, scale.max)}
            {error.map(|error| view! { <p class="field-error" id=error_id.clone()>{error}</p> })}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_of_few_values_has_a_step_for_each() {
        let scale = RangeScale::whole(1.0, 5.0);
        assert_eq!(scale.steps(), 4);
        let values: Vec<f64> = (0..=4).map(|position| scale.value_at(position)).collect();
        assert_eq!(values, [1.0, 2.0, 3.0, 4.0, 5.0]);
    }

    #[test]
    fn both_ends_of_a_logarithmic_scale_are_reached() {
        let scale = RangeScale { min: 10.0, max: 13_664.08, is_logarithmic: true, decimals: 2 };
        assert_eq!(scale.steps(), 200);
        assert_eq!(scale.text_of(scale.value_at(0)), "10.00");
        assert_eq!(scale.text_of(scale.value_at(200)), "13664.08");
        assert!(scale.value_at(100) < 200.0, "half of the way is a small part of the values");
    }

    #[test]
    fn positions_and_values_agree() {
        for is_logarithmic in [false, true] {
            let scale = RangeScale { min: 0.0, max: 5_000.0, is_logarithmic, decimals: 2 };
            for position in 0..=scale.steps() {
                assert_eq!(scale.position_of(scale.value_at(position)), position, "{is_logarithmic}");
            }
        }
    }

    #[test]
    fn values_outside_are_at_the_ends() {
        let scale = RangeScale::whole(1.0, 5.0);
        assert_eq!((scale.position_of(-3.0), scale.position_of(900.0)), (0, 4));
        assert_eq!(RangeScale::whole(7.0, 7.0).position_of(7.0), 0);
    }

    #[test]
    fn the_track_is_filled_between_the_handles() {
        assert_eq!(track_of(0, 4, 4), (0.0, 1000.0));
        assert_eq!(track_of(1, 2, 4), (250.0, 250.0));
        assert_eq!(track_of(3, 1, 4), (750.0, 0.0));
        assert_eq!(track_of(0, 0, 0), (0.0, 0.0));
    }
}
