use clientele_contract::{PurchaseModelKind, ValueForecast};
use leptos::prelude::*;

use super::{super::PATH, words::percent_of_basis_points};
use crate::{
    components::{Field, GlossaryMark, Segmented, SegmentedOption},
    questions::value_question,
    url_state::SegmentsUrl,
};

/// What the form itself asks for.
const OWN_KEYS: [&str; 3] = ["horizon", "discount", "margin"];

/// By which model, how far ahead, at which discount and margin.
#[component]
pub fn ForecastForm(forecast: ValueForecast, url: SegmentsUrl) -> impl IntoView {
    let kept = url
        .pairs()
        .into_iter()
        .filter(|(key, _)| !OWN_KEYS.contains(&key.as_str()))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let misread = value_question(&url).misread;
    let error_of = |name, help: &str| misread.contains(&name).then(|| help.to_owned());
    let value_of = |name: &'static str, read: String| {
        let typed = url.choices.get(name).filter(|_| misread.contains(&name));
        typed.map_or(read, str::to_owned)
    };
    let horizon = value_of("horizon", forecast.horizon_days.to_string());
    let discount = value_of("discount", percent_of_basis_points(forecast.discount_basis_points_per_year));
    let margin =
        value_of("margin", forecast.margin_basis_points.map(percent_of_basis_points).unwrap_or_default());
    let percent_help = "Write per cent, such as 12.5.";
    view! {
        <div class="forecast-choices">
            <div class="forecast-model">
                <span class="choice-label">"Model" <GlossaryMark term="purchase-model"/></span>
                <Segmented label="Model of purchases" options=model_options(forecast.model, &url)/>
            </div>
            <form class="forecast-form" method="get" action=PATH aria-label="How the forecast is made">
                {kept}
                <Field
                    name="horizon"
                    label="Days ahead"
                    value=horizon
                    input_mode="numeric"
                    error=error_of("horizon", "Write a whole number of days, such as 365.")
                />
                <Field
                    name="discount"
                    label="Discount, % a year"
                    value=discount
                    input_mode="decimal"
                    error=error_of("discount", percent_help)
                />
                <Field
                    name="margin"
                    label="Margin, % of revenue"
                    value=margin
                    placeholder="none: revenue"
                    input_mode="decimal"
                    error=error_of("margin", percent_help)
                />
                <button id="forecast-show" class="button" type="submit">"Show"</button>
            </form>
        </div>
    }
}

fn model_options(current: PurchaseModelKind, url: &SegmentsUrl) -> Vec<SegmentedOption> {
    let option = |kind: PurchaseModelKind| {
        let word = if kind == PurchaseModelKind::default() { "" } else { kind.slug() };
        SegmentedOption {
            id: format!("model-{}", kind.slug()),
            name: kind.name().to_owned(),
            full_name: Some(in_full(kind).to_owned()),
            href: url.with_choice("model", word).link(PATH),
            is_current: kind == current,
        }
    };
    PurchaseModelKind::ALL.map(option).into()
}

fn in_full(kind: PurchaseModelKind) -> &'static str {
    match kind {
        PurchaseModelKind::MbgNbd => "MBG/NBD: anyone can be lost, after the first purchase too",
        PurchaseModelKind::BgNbd => "BG/NBD: nobody is lost before the second purchase",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn what_cannot_be_read_stays_in_its_field_and_is_marked() {
        let url = parse_query("horizon=abc&margin=50").0;
        let forecast =
            ValueForecast { horizon_days: 365, margin_basis_points: Some(5_000), ..ValueForecast::default() };
        let html = view! { <ForecastForm forecast url/> }.to_html();
        assert!(html.contains("value=\"abc\""), "{html}");
        assert_eq!(html.matches("aria-invalid=\"true\"").count(), 1, "{html}");
        assert!(html.contains("Write a whole number of days"), "{html}");
    }
}
