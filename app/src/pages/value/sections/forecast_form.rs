use clientele_contract::{PurchaseModelKind, ValueForecast};
use leptos::prelude::*;

use super::{super::PATH, words::percent_of_basis_points};
use crate::{
    components::{Field, GlossaryMark, Segmented, SegmentedOption},
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
    let margin = forecast.margin_basis_points.map(percent_of_basis_points).unwrap_or_default();
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
                    value=forecast.horizon_days.to_string()
                    input_mode="numeric"
                />
                <Field
                    name="discount"
                    label="Discount, % a year"
                    value=percent_of_basis_points(forecast.discount_basis_points_per_year)
                    input_mode="decimal"
                />
                <Field
                    name="margin"
                    label="Margin, % of revenue"
                    value=margin
                    placeholder="none: revenue"
                    input_mode="decimal"
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
