//! Heavy answers are computed when a snapshot is taken up, so that nobody waits for them.

use std::{sync::Arc, thread};

use clientele_app::{
    questions::{
        basket_question, cohort_question, movement_view, place_view, product_view, trend_view, value_question,
    },
    url_state::SegmentsUrl,
};
use clientele_contract::{Analytics, AnalyticsError, Scope};
use tracing::{debug, warn};

/// Asks what untouched pages ask. A question that is asked meanwhile waits for the same computation.
pub(super) fn warm_up(analytics: Arc<dyn Analytics>) {
    let asker = thread::Builder::new().name("warm-up".to_owned());
    if let Err(error) = asker.spawn(move || ask_all(analytics.as_ref())) {
        // The first reader of each page then waits, as without this.
        warn!("pages are not prepared beforehand: {error}");
    }
}

fn ask_all(analytics: &dyn Analytics) {
    let scope = Scope::everything();
    let url = SegmentsUrl::default();
    let report = |page: &str, answer: Result<(), AnalyticsError>| match answer {
        Ok(()) => debug!(page, "is prepared"),
        // The page says it too.
        Err(error) => debug!(page, "cannot be prepared: {error}"),
    };
    report("cohorts", analytics.cohorts(&scope, &cohort_question(&url)).map(drop));
    report("products", analytics.products(&scope, &product_view(&url).question).map(drop));
    report("places", analytics.places(&scope, &place_view(&url).question).map(drop));
    report("trends", analytics.trends(&scope, &trend_view(&url).question).map(drop));
    report("movement", analytics.segment_movement(&scope, &movement_view(&url).question).map(drop));
    report("basket rules", analytics.basket_rules(&scope, &basket_question(&url)).map(drop));
    report("lifetime value", analytics.lifetime_value(&scope, &value_question(&url).question).map(drop));
    report("scoring", analytics.cluster_choice(&scope).map(drop));
}
