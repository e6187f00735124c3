use clientele_contract::CohortQuestion;

use crate::url_state::SegmentsUrl;

/// The question of the page of cohorts.
pub fn cohort_question(url: &SegmentsUrl) -> CohortQuestion {
    CohortQuestion { filter: url.filter.clone() }
}
