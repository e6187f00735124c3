//! How far the segments can be trusted.

use clientele_analytics::ScoringSettings;
use clientele_contract::{Analytics, CutPoints, Scope, Scoring, Segment, SegmentMap, Thresholds};

use crate::{
    olist_sample::{engine, olist, test_data},
    shop_files::ShopFiles,
};

/// Counted with a few lines of Python over the CSV files: the scores of `pandas.qcut(rank(method="first"), 5)`
/// on customers sorted by id, written out with the edges 1 + (n − 1) · j / 5, and the same map.
#[test]
fn two_thirds_of_the_olist_sample_would_change_segment_if_ties_were_broken_by_position() {
    let Some(data) = test_data() else { return };
    let engine = engine(&data);
    let stability = engine.segment_checks(&Scope::everything()).unwrap().stability;
    assert_eq!((stability.customers, stability.moved_customers), (22_286, 14_912));
    assert!((stability.moved_share.unwrap() - 14_912.0 / 22_286.0).abs() < 1e-12);
    assert_eq!(stability.moves.len(), 10);
    let largest = stability.moves[0];
    assert_eq!((largest.from, largest.to, largest.customers), (Segment::CannotLose, Segment::AtRisk, 2_768));
    let of_rs = engine.segment_checks(&Scope::of_states(["RS".to_owned()])).unwrap().stability;
    assert_eq!((of_rs.customers, of_rs.moved_customers), (1_217, 808));
    let grid = ScoringSettings {
        scoring: Scoring { map: SegmentMap::Grid, ..Scoring::default() },
        ..ScoringSettings::default()
    };
    let on_grid = engine.with_settings(grid).segment_checks(&Scope::everything()).unwrap().stability;
    assert_eq!(on_grid.moved_customers, 15_189);
}

/// Mean spend by segment, in cents: sums and counts of the report, divided by hand.
#[test]
fn the_olist_sample_has_no_champions_to_compare_with() {
    let Some(engine) = olist() else { return };
    let champions = engine.segment_checks(&Scope::everything()).unwrap().champions;
    assert_eq!(champions.holds, None);
    assert!(champions.segments.iter().all(|row| row.champions_spend_more.is_none()));
    for (segment, customers, mean) in [
        (Segment::Champions, 0, None),
        (Segment::Loyal, 2, Some(67_706.5)),
        (Segment::CannotLose, 4_353, Some(25_676.94)),
        (Segment::New, 4_389, Some(5_090.68)),
    ] {
        let row = champions.segments.iter().find(|row| row.segment == segment).unwrap();
        assert_eq!(row.customers, customers);
        assert_eq!(
            row.mean_spent_cents.map(|mean| (mean * 100.0).round()),
            mean.map(|mean| (mean * 100.0_f64).round())
        );
    }
}

#[test]
fn fixed_thresholds_break_no_tie() {
    let thresholds = Thresholds {
        recency_days: [30, 90, 180, 365],
        orders: [2, 3, 4, 5],
        spent_cents: [2_000, 4_000, 6_000, 8_000],
    };
    let fixed = ScoringSettings {
        scoring: Scoring { cut_points: CutPoints::Fixed(thresholds), ..Scoring::default() },
        ..ScoringSettings::default()
    };
    let quintiles = ShopFiles::of_customers(60).engine();
    assert!(quintiles.segment_checks(&Scope::everything()).unwrap().stability.moved_customers > 0);
    let stability = quintiles.with_settings(fixed).segment_checks(&Scope::everything()).unwrap().stability;
    assert_eq!((stability.moved_customers, stability.moved_share, stability.customers), (0, Some(0.0), 60));
}

#[test]
fn nobody_is_no_share() {
    let checks = ShopFiles::of_customers(9).engine().segment_checks(&Scope::of_states([])).unwrap();
    assert_eq!((checks.stability.customers, checks.stability.moved_share), (0, None));
    assert_eq!(checks.champions.holds, None);
    assert_eq!(checks.champions.segments.len(), 11);
}

/// Nine customers of three kinds with the days, orders and spend set so that thresholds make the codes.
#[test]
fn champions_are_compared_with_each_other_segment() {
    let thresholds =
        |spent_cents| Thresholds { recency_days: [5, 10, 15, 20], orders: [2, 3, 4, 5], spent_cents };
    let fixed = |thresholds| ScoringSettings {
        scoring: Scoring { cut_points: CutPoints::Fixed(thresholds), ..Scoring::default() },
        ..ScoringSettings::default()
    };
    let mut files = ShopFiles::of_customers(0);
    // Five orders of 10 + 6 (price .90 and freight 5.10) on the last days; then one dear order long ago.
    for order in 0..5 {
        files.add_order(1, order, &format!("2018-05-{:02}", 24 + order), 10);
    }
    files.add_order(2, 0, "2018-04-01", 500);
    // 80.00 and 506.00: both score 5 for spend; codes 555 (Champions) and 115 (Cannot Lose).
    let engine = files.engine().with_settings(fixed(thresholds([10, 20, 30, 40])));
    let champions = engine.segment_checks(&Scope::everything()).unwrap().champions;
    assert_eq!(champions.holds, Some(false));
    let row = |segment| *champions.segments.iter().find(|row| row.segment == segment).unwrap();
    assert_eq!(row(Segment::Champions).mean_spent_cents, Some(8_000.0));
    assert_eq!(row(Segment::Champions).champions_spend_more, None);
    assert_eq!(row(Segment::CannotLose).mean_spent_cents, Some(50_600.0));
    assert_eq!(row(Segment::CannotLose).champions_spend_more, Some(false));
    assert_eq!(row(Segment::Lost).champions_spend_more, None);

    // A fifth order of 800 makes the Champion the one who spends most.
    files.add_order(1, 9, "2018-05-28", 800);
    let engine = files.engine().with_settings(fixed(thresholds([10, 20, 30, 40])));
    let champions = engine.segment_checks(&Scope::everything()).unwrap().champions;
    assert_eq!(champions.holds, Some(true));
}
