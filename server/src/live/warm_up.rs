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
    if let Err(error) = asker.spawn(move || ask_all(&analytics)) {
        // The first reader of each page then waits, as without this.
        warn!("pages are not prepared beforehand: {error}");
    }
}

type Ask = fn(&dyn Analytics, &Scope, &SegmentsUrl) -> Result<(), AnalyticsError>;

/// By how much waits for them: lists of customers show what is expected of each.
const QUESTIONS: [(&str, Ask); 8] = [
    ("lifetime value", |analytics, scope, url| {
        analytics.lifetime_value(scope, &value_question(url).question).map(drop)
    }),
    ("cohorts", |analytics, scope, url| analytics.cohorts(scope, &cohort_question(url)).map(drop)),
    ("products", |analytics, scope, url| analytics.products(scope, &product_view(url).question).map(drop)),
    ("places", |analytics, scope, url| analytics.places(scope, &place_view(url).question).map(drop)),
    ("trends", |analytics, scope, url| analytics.trends(scope, &trend_view(url).question).map(drop)),
    ("movement", |analytics, scope, url| {
        analytics.segment_movement(scope, &movement_view(url).question).map(drop)
    }),
    ("basket rules", |analytics, scope, url| analytics.basket_rules(scope, &basket_question(url)).map(drop)),
    ("scoring", |analytics, scope, _| analytics.cluster_choice(scope).map(drop)),
];

fn ask_all(analytics: &Arc<dyn Analytics>) {
    let (scope, url) = (Scope::everything(), SegmentsUrl::default());
    for (page, ask) in QUESTIONS {
        // Something newer is in service: nobody will ask this edition again.
        if Arc::strong_count(analytics) == 1 {
            return;
        }
        match ask(analytics.as_ref(), &scope, &url) {
            Ok(()) => debug!(page, "is prepared"),
            // The page says it too.
            Err(error) => debug!(page, "cannot be prepared: {error}"),
        }
    }
}
