use clientele_contract::{CutPoints, FrequencyRule, ScoringState, SegmentMap};
use leptos::prelude::*;

use super::{cuts_table::CutsTable, map_picture::MapPicture};
use crate::components::{Card, PostButton};

/// Which values get which score, and which scores make which segment.
#[component]
pub fn InForceSection(state: ScoringState, currency_symbol: String, can_be_undone: bool) -> impl IntoView {
    let undo = can_be_undone
        .then(|| view! { <PostButton action="/settings/scoring/undo" label="Back to the scoring before"/> })
        .into_any();
    let subtitle = format!("{} with {}", cuts_in_words(&state), map_in_words(state.scoring.map));
    let is_exact = matches!(state.scoring.cut_points, CutPoints::Fixed(_));
    let remark = if is_exact {
        "Fixed thresholds: a customer’s score changes only when the customer does."
    } else {
        "Quintiles follow the customers: each score holds about a fifth of them, and these are the values nearest to \
         the cuts today. Equal values always get equal scores."
    };
    view! {
        <Card id="in-force-title" term="cut-points" title="Scoring in force" subtitle actions=undo>
            <h3 class="part-title">"From values to scores"</h3>
            <p class="part-words">{remark}</p>
            <CutsTable thresholds=state.thresholds currency_symbol/>
            <h3 class="part-title">"From scores to segments"</h3>
            <p class="part-words">
                "Each cell is one recency and one frequency score. Its five stripes are the spend scores, 1 on the left to 5 on \
                 the right, in the colour of the segment that they make; the word names the segment of most of them."
            </p>
            <MapPicture segments=state.segments/>
        </Card>
    }
}

/// How values become scores, at the head of a sentence.
fn cuts_in_words(state: &ScoringState) -> &'static str {
    match (state.scoring.cut_points, state.frequency_rule) {
        (CutPoints::Fixed(_), _) | (_, FrequencyRule::FixedThresholds) => "Fixed thresholds",
        (CutPoints::Quintiles, FrequencyRule::Quintiles) => "Quintiles",
        (CutPoints::Quintiles, FrequencyRule::OrderBands) => {
            "Quintiles, orders by bands of 1, 2, 3, 4 and 5 or more because most customers have one,"
        }
    }
}

/// The map, at the end of a sentence.
pub fn map_in_words(map: SegmentMap) -> &'static str {
    match map {
        SegmentMap::Standard => "the standard map of 125 codes",
        SegmentMap::Grid => "the grid of recency and frequency",
        SegmentMap::Own => "the shop’s own map",
    }
}
