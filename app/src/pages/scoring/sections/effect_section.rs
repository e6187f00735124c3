use std::collections::BTreeSet;

use clientele_contract::{
    AnalyticsError, CustomerFilter, CutPoints, Scoring, ScoringPreview, Segment, SegmentChange, SegmentMove,
};
use leptos::prelude::*;

use super::{PATH, in_force_section::map_in_words};
use crate::{
    components::{
        Card, EffectTables, GroupChange, GroupMove, PostButton, customers_href, effect_in_words,
        segment_class,
    },
    error::AppError,
    format::format_amount_field,
};

/// What the proposed scoring would do, and the button that applies it.
#[component]
pub fn EffectSection(
    preview: Result<ScoringPreview, AppError>,
    in_force: Scoring,
    currency_symbol: String,
) -> impl IntoView {
    let card = match preview {
        Ok(preview) => view! { <PreviewCard preview in_force currency_symbol/> }.into_any(),
        Err(error) => {
            let words = match error {
                AppError::Analytics(AnalyticsError::InvalidQuestion(words)) => words,
                error => format!("Nothing is lost: {error}."),
            };
            view! {
                <Card id="effect-title" title="This scoring cannot be tried" class="card-draft is-faulty">
                    <p role="alert">{words}</p>
                </Card>
            }
            .into_any()
        }
    };
    view! { <div id="effect" class="effect-anchor">{card}</div> }
}

#[component]
fn PreviewCard(preview: ScoringPreview, in_force: Scoring, currency_symbol: String) -> impl IntoView {
    let ScoringPreview { proposed, customers, moved_customers, segments, moves } = preview;
    if proposed == in_force {
        return view! {
            <Card
                id="effect-title"
                title="This is the scoring in force"
                class="card-draft"
            >
                <p class="card-empty">"Choose another map or other cut points to see what would change."</p>
            </Card>
        }
        .into_any();
    }
    let changes = segments.into_iter().map(change_of).collect();
    let moves: Vec<GroupMove> = moves.into_iter().map(move_of).collect();
    view! {
        <Card
            id="effect-title"
            title=effect_in_words(moved_customers, customers, "would change segment")
            subtitle=format!("With {}. Nothing has changed yet.", map_in_words(proposed.map))
            class="card-draft"
        >
            <div class="button-row">
                <PostButton
                    action="/settings/scoring/apply"
                    label="Apply this scoring"
                    fields=fields_of(&proposed)
                    is_primary=true
                />
                <a class="button" href=PATH>"Leave it as it is"</a>
            </div>
            <EffectTables group="Segment" title="Customers of each segment, now and then" changes moves customers currency_symbol/>
        </Card>
    }
    .into_any()
}

fn change_of(change: SegmentChange) -> GroupChange {
    let segments = BTreeSet::from([change.segment]);
    GroupChange {
        name: change.segment.name().to_owned(),
        color_class: segment_class(change.segment),
        href: Some(customers_href(CustomerFilter { segments, ..CustomerFilter::default() })),
        before: change.customers_before,
        after: change.customers_after,
    }
}

fn move_of(segment_move: SegmentMove) -> GroupMove {
    let named = |segment: Segment| (segment.name().to_owned(), segment_class(segment));
    GroupMove {
        from: named(segment_move.from),
        to: named(segment_move.to),
        customers: segment_move.customers,
        revenue_cents: segment_move.revenue_cents,
    }
}

/// The fields that apply a scoring.
fn fields_of(scoring: &Scoring) -> Vec<(&'static str, String)> {
    let mut fields = vec![("map", scoring.map.slug().to_owned()), ("back", PATH.to_owned())];
    match scoring.cut_points {
        CutPoints::Quintiles => fields.push(("cuts", "quintiles".to_owned())),
        CutPoints::Fixed(thresholds) => {
            fields.push(("cuts", "fixed".to_owned()));
            fields.extend(thresholds.recency_days.map(|days| ("recency", days.to_string())));
            fields.extend(thresholds.orders.map(|orders| ("orders", orders.to_string())));
            fields.extend(thresholds.spent_cents.map(|cents| ("spent", format_amount_field(cents))));
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use clientele_contract::{SegmentMap, Thresholds};

    use super::*;

    #[test]
    fn what_is_applied_is_what_was_shown() {
        let thresholds = Thresholds {
            recency_days: [30, 90, 180, 365],
            orders: [2, 3, 4, 5],
            spent_cents: [5_000, 10_050, 20_000, 40_000],
        };
        let scoring = Scoring { cut_points: CutPoints::Fixed(thresholds), map: SegmentMap::Grid };
        let fields = fields_of(&scoring);
        let values = |wanted: &str| -> Vec<&str> {
            fields.iter().filter(|(name, _)| *name == wanted).map(|(_, value)| value.as_str()).collect()
        };
        assert_eq!(values("map"), ["grid"]);
        assert_eq!(values("recency"), ["30", "90", "180", "365"]);
        assert_eq!(values("spent"), ["50", "100.50", "200", "400"]);
        assert_eq!(fields_of(&Scoring::default()).len(), 3);
    }
}
