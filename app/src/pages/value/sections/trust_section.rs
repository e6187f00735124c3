use clientele_contract::{ModelTrust, TrustCheck, ValueForecast};
use leptos::prelude::*;

use super::{
    super::PATH,
    checks_words::{check_in_words, help_in_words, name_of_check},
};
use crate::{
    components::{Badge, Card, Tone, TooLittleData},
    url_state::SegmentsUrl,
};

/// Whether the forecast can be trusted, and if not, what is missing.
#[component]
pub fn TrustSection(forecast: ValueForecast, url: SegmentsUrl) -> impl IntoView {
    let trust = forecast.trust;
    let title = title_of(&trust);
    let subtitle = format!("{} fitted to all customers, whatever the filter", forecast.model.name());
    let badge = badge_of(&trust).into_any();
    if trust.checks.is_empty() {
        let everyone = ("Show all customers".to_owned(), url.with_filter(Default::default()).link(PATH));
        return view! {
            <Card id="trust-title" title term="model-checks" subtitle>
                <TooLittleData reason="There is no customer to fit a model to." next_step=everyone/>
            </Card>
        }
        .into_any();
    }
    let checks = trust.checks.into_iter().map(|check| view! { <CheckEntry check/> }).collect_view();
    view! {
        <Card id="trust-title" title term="model-checks" subtitle actions=badge class="card-trust">
            <ul class="checks">{checks}</ul>
        </Card>
    }
    .into_any()
}

#[component]
fn CheckEntry(check: TrustCheck) -> impl IntoView {
    let (words, tone) = if check.passed { ("Holds", Tone::Good) } else { ("Fails", Tone::Bad) };
    let help = (!check.passed).then(|| view! { <p class="check-help">{help_in_words(check.kind)}</p> });
    view! {
        <li class="check">
            <Badge words tone/>
            <div>
                <h3>{name_of_check(check.kind)}</h3>
                <p class="muted">{check_in_words(&check)}</p>
                {help}
            </div>
        </li>
    }
}

fn title_of(trust: &ModelTrust) -> String {
    let all = trust.checks.len() as u64;
    match (trust.of_money(), trust.of_purchases()) {
        (true, _) => format!("All {all} checks hold: the forecast can be used"),
        (false, true) => "Expected purchases can be used, expected money cannot".to_owned(),
        (false, false) => "The forecast is withheld".to_owned(),
    }
}

fn badge_of(trust: &ModelTrust) -> impl IntoView + use<> {
    let all = trust.checks.len();
    let passed = trust.passed();
    let tone = match (trust.of_money(), trust.of_purchases()) {
        (true, _) => Tone::Good,
        (false, true) => Tone::Warning,
        (false, false) => Tone::Bad,
    };
    view! { <span class="trust-badge"><Badge words=format!("{passed} of {all} checks hold") tone/></span> }
}

#[cfg(test)]
mod tests {
    use clientele_contract::TrustCheckKind;

    use super::*;

    fn trust(failing: Option<TrustCheckKind>) -> ModelTrust {
        let kinds = [
            TrustCheckKind::RepeatBuyers,
            TrustCheckKind::Convergence,
            TrustCheckKind::Holdout,
            TrustCheckKind::Correlation,
            TrustCheckKind::PositiveSpend,
        ];
        let check = |kind| TrustCheck { kind, measured: None, bound: 1.0, passed: Some(kind) != failing };
        ModelTrust { checks: kinds.map(check).into() }
    }

    #[test]
    fn the_title_says_what_can_be_used() {
        assert_eq!(title_of(&trust(None)), "All 5 checks hold: the forecast can be used");
        assert_eq!(
            title_of(&trust(Some(TrustCheckKind::Correlation))),
            "Expected purchases can be used, expected money cannot"
        );
        assert_eq!(
            title_of(&trust(Some(TrustCheckKind::PositiveSpend))),
            title_of(&trust(Some(TrustCheckKind::Correlation)))
        );
        assert_eq!(title_of(&trust(Some(TrustCheckKind::Holdout))), "The forecast is withheld");
        assert_eq!(title_of(&ModelTrust::default()), "The forecast is withheld");
    }
}
