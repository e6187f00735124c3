use clientele_contract::{Segment, SegmentStability};
use leptos::prelude::*;

use crate::{
    components::{Card, GroupMove, MovesTable, segment_class},
    format::{format_count, format_counted, format_percent},
};

/// Up to this share of customers the rule for ties does not matter.
const STABLE_SHARE: f64 = 0.01;
/// Up to this share it matters at the edges alone.
const MOSTLY_STABLE_SHARE: f64 = 0.1;

/// How far the segments depend on the rule for ties.
#[component]
pub fn StabilitySection(stability: SegmentStability, currency_symbol: String) -> impl IntoView {
    let SegmentStability { customers, moved_customers, moved_share, moves } = stability;
    let (verdict, reason) = verdict(moved_share);
    let figure = moved_share.map(|share| {
        view! {
            <p class="check-figure">
                <strong>{format_percent(share)}</strong>
                {format!(
                    " of customers, {} of {}, would be in another segment",
                    format_count(moved_customers),
                    format_count(customers)
                )}
            </p>
        }
    });
    let moves: Vec<GroupMove> = moves
        .into_iter()
        .map(|segment_move| GroupMove {
            from: named(segment_move.from),
            to: named(segment_move.to),
            customers: segment_move.customers,
            revenue_cents: segment_move.revenue_cents,
        })
        .collect();
    let moves = (!moves.is_empty()).then(|| {
        let words = format!("The {} that change most", format_counted(moves.len() as u64, "pair", "pairs"));
        view! {
            <details class="table-twin">
                <summary>{words}</summary>
                <MovesTable moves customers currency_symbol/>
            </details>
        }
    });
    view! {
        <Card id="stability-title" term="stability" title=format!("Segment stability: {verdict}")>
            <p class="part-words">
                "Many customers have equal values, such as one order each. The usual recipe ranks them by their place in the \
                 table and so gives equal customers different scores. Here equal values get equal scores. The check scores \
                 everyone by the usual recipe and counts who would land elsewhere."
            </p>
            {figure}
            <p class="check-verdict">{reason}</p>
            {moves}
        </Card>
    }
}

fn named(segment: Segment) -> (String, String) {
    (segment.name().to_owned(), segment_class(segment))
}

/// The verdict in a word, and what follows from it.
fn verdict(moved_share: Option<f64>) -> (&'static str, &'static str) {
    match moved_share {
        None => ("nobody to check", "There are no customers yet."),
        Some(share) if share <= STABLE_SHARE => {
            ("stable", "The rule for ties hardly matters here: the segments rest on what customers did.")
        }
        Some(share) if share <= MOSTLY_STABLE_SHARE => (
            "mostly stable",
            "The rule for ties matters at the edges of segments. Compare with other programs with that in mind.",
        ),
        Some(_) => (
            "the rule for ties matters",
            "With the usual recipe these customers would be placed by chance. Figures of programs that use it cannot be \
             compared with these; the ones here do not change with the order of the rows.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::verdict;

    #[test]
    fn the_verdict_follows_the_share() {
        let word = |share| verdict(share).0;
        assert_eq!(word(None), "nobody to check");
        assert_eq!(word(Some(0.0)), "stable");
        assert_eq!(word(Some(0.01)), "stable");
        assert_eq!(word(Some(0.05)), "mostly stable");
        assert_eq!(word(Some(0.4)), "the rule for ties matters");
    }
}
