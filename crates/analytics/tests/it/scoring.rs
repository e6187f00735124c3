//! Choosing how customers are scored: what is in force, what another choice would do, and choosing it.

use std::{collections::BTreeMap, ops::ControlFlow};

use clientele_analytics::{Engine, OwnSegmentMap, RuleBook, ScoringSettings};
use clientele_contract::{
    Analytics, AnalyticsError, CustomerFilter, CustomerRow, CutPoints, FrequencyRule, MatrixAxes, OwnMap,
    Persona, Scope, Scoring, ScoringPreview, Segment, SegmentMap, Thresholds,
};
use proptest::prelude::*;

use crate::{
    olist_sample::{engine, olist, test_data},
    shop_files::ShopFiles,
};

const THRESHOLDS: Thresholds = Thresholds {
    recency_days: [30, 90, 180, 365],
    orders: [2, 3, 4, 5],
    spent_cents: [5_000, 10_000, 20_000, 50_000],
};

fn everything() -> Scope {
    Scope::everything()
}

fn scoring(cut_points: CutPoints, map: SegmentMap) -> Scoring {
    Scoring { cut_points, map }
}

fn settings(cut_points: CutPoints, map: SegmentMap) -> ScoringSettings {
    ScoringSettings { scoring: scoring(cut_points, map), ..ScoringSettings::default() }
}

/// A map that calls everybody with the highest recency a Champion and everybody else Lost.
fn own_map() -> OwnSegmentMap {
    let digits = || 1..=5;
    let codes = |recency: std::ops::RangeInclusive<u16>| -> String {
        let codes = recency.flat_map(|r| {
            digits().flat_map(move |f| digits().map(move |m| (r * 100 + f * 10 + m).to_string()))
        });
        codes.collect::<Vec<_>>().join(", ")
    };
    let text = format!("champions = [{}]\nlost = [{}]", codes(5..=5), codes(1..=4));
    OwnSegmentMap::from_toml(&text, "segments.toml").unwrap()
}

fn all_rows(engine: &Engine) -> Vec<CustomerRow> {
    let mut rows = Vec::new();
    let mut keep = |row: &CustomerRow| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    };
    engine.visit_customers(&everything(), &CustomerFilter::default(), &mut keep).unwrap();
    rows
}

fn customers_by_segment(engine: &Engine) -> BTreeMap<Segment, u64> {
    let mut counts = BTreeMap::new();
    for row in all_rows(engine) {
        *counts.entry(row.segment).or_default() += 1;
    }
    counts
}

#[track_caller]
fn assert_conserved(preview: &ScoringPreview, customers: u64) {
    let sum = |pick: fn(&clientele_contract::SegmentChange) -> u64| preview.segments.iter().map(pick).sum();
    let (before, after): (u64, u64) = (sum(|row| row.customers_before), sum(|row| row.customers_after));
    assert_eq!((preview.customers, before, after), (customers, customers, customers));
    assert_eq!(preview.segments.iter().map(|row| row.segment).collect::<Vec<_>>(), Segment::ALL);
    let moved: u64 = preview.moves.iter().map(|moved| moved.customers).sum();
    assert_eq!(moved, preview.moved_customers);
    assert!(preview.moves.iter().all(|moved| moved.customers > 0 && moved.from != moved.to));
    assert!(preview.moves.is_sorted_by(|a, b| a.customers >= b.customers));
    for row in &preview.segments {
        let moves = |picked: fn(&clientele_contract::SegmentMove) -> Segment| {
            let own = preview.moves.iter().filter(move |moved| picked(moved) == row.segment);
            own.fold((0, 0), |sum, moved| (sum.0 + moved.customers, sum.1 + moved.revenue_cents))
        };
        let (gone, come) = (moves(|moved| moved.from), moves(|moved| moved.to));
        assert_eq!(row.customers_before + come.0, row.customers_after + gone.0, "{row:?}");
        assert_eq!(row.revenue_before_cents + come.1, row.revenue_after_cents + gone.1, "{row:?}");
    }
}

/// Counted with a few lines of Python over the CSV files: mid-rank quintiles and order bands as defined, then
/// the grid's cell of recency and frequency; and the fixed thresholds with the standard map.
#[test]
fn the_grid_and_fixed_thresholds_give_the_segments_of_the_olist_sample_counted_by_another_program() {
    let Some(data) = test_data() else { return };
    let engine = engine(&data);
    let published = customers_by_segment(&engine);
    let fixed = scoring(CutPoints::Fixed(THRESHOLDS), SegmentMap::Standard);
    let grid = scoring(CutPoints::Quintiles, SegmentMap::Grid);
    let (to_fixed, to_grid) = (
        engine.preview_scoring(&everything(), &fixed).unwrap(),
        engine.preview_scoring(&everything(), &grid).unwrap(),
    );
    assert_eq!((to_fixed.moved_customers, to_grid.moved_customers), (7_983, 15_098));
    let moves = |preview: &ScoringPreview| {
        preview.moves.iter().map(|moved| (moved.from, moved.to, moved.customers)).take(2).collect::<Vec<_>>()
    };
    assert_eq!(
        moves(&to_fixed),
        [
            (Segment::Promising, Segment::AboutToSleep, 1_859),
            (Segment::AboutToSleep, Segment::Hibernating, 1_137),
        ]
    );
    assert_eq!(
        moves(&to_grid),
        [(Segment::CannotLose, Segment::Hibernating, 4_353), (Segment::Promising, Segment::New, 2_649),]
    );
    let to_rs = engine.preview_scoring(&Scope::of_states(["RS".to_owned()]), &grid).unwrap();
    assert_eq!((to_rs.customers, to_rs.moved_customers), (1_217, 812));
    assert_conserved(&to_rs, 1_217);
    let hibernating = to_grid.segments.iter().find(|row| row.segment == Segment::Hibernating).unwrap();
    assert_eq!(hibernating.revenue_after_cents, 143_227_182);

    let engine = engine.with_settings(settings(CutPoints::Quintiles, SegmentMap::Grid));
    assert_eq!(
        customers_by_segment(&engine),
        BTreeMap::from([
            (Segment::PotentialLoyalist, 66),
            (Segment::New, 4_421),
            (Segment::Promising, 4_438),
            (Segment::NeedAttention, 2),
            (Segment::AboutToSleep, 4_448),
            (Segment::AtRisk, 1),
            (Segment::Hibernating, 8_910),
        ])
    );
    let engine = engine.with_settings(settings(CutPoints::Fixed(THRESHOLDS), SegmentMap::Standard));
    assert_eq!(
        customers_by_segment(&engine),
        BTreeMap::from([
            (Segment::Loyal, 1),
            (Segment::PotentialLoyalist, 21),
            (Segment::New, 2_780),
            (Segment::Promising, 4_671),
            (Segment::NeedAttention, 19),
            (Segment::AboutToSleep, 4_026),
            (Segment::AtRisk, 71),
            (Segment::CannotLose, 4_347),
            (Segment::Hibernating, 3_844),
            (Segment::Lost, 2_506),
        ])
    );
    let engine = engine.with_settings(ScoringSettings::default());
    assert_eq!(customers_by_segment(&engine), published, "the default is what was published");
}

/// The bounds of the published quintiles, read off a table of scores by value that Python counted.
#[test]
fn the_thresholds_to_start_from_are_those_of_the_olist_sample_in_force() {
    let Some(engine) = olist() else { return };
    let state = engine.scoring(&everything()).unwrap();
    assert_eq!(state.scoring, Scoring::default());
    assert_eq!((state.frequency_rule, &state.own_map), (FrequencyRule::OrderBands, &OwnMap::Absent));
    assert_eq!(
        state.thresholds,
        Thresholds {
            recency_days: [97, 181, 271, 389],
            orders: [2, 3, 4, 5],
            spent_cents: [5_505, 8_644, 13_065, 20_384],
        }
    );
    assert_eq!(state.segments.len(), 125);
    assert_eq!((state.segments[&555], state.segments[&311]), (Segment::Champions, Segment::New));
    let same = scoring(CutPoints::Fixed(state.thresholds), SegmentMap::Standard);
    let preview = engine.preview_scoring(&everything(), &same).unwrap();
    assert_eq!((preview.moved_customers, preview.moves.len()), (0, 0));
}

/// The reference profiles of the four tiers are (days, orders, spend) Platinum (233, 2.03, 315), Gold (277, 1, 294),
/// Silver (44, 1, 136), Bronze (290, 1, 68): Bronze has the highest recency after the VIPs; Gold and Silver have
/// equally many orders, so the better one are the Loyalists.
#[test]
fn the_tiers_of_the_olist_sample_have_the_personas_of_the_definition() {
    let Some(engine) = olist() else { return };
    let expected = [Persona::Vips, Persona::Loyalists, Persona::Casual, Persona::AtRisk].map(Some).to_vec();
    let recent = CustomerFilter { states: ["RS".to_owned()].into(), ..CustomerFilter::default() };
    for filter in [CustomerFilter::default(), recent] {
        let workspace = engine.segment_workspace(&everything(), &filter, None).unwrap();
        let personas: Vec<Option<Persona>> = workspace.tiers.iter().map(|row| row.persona).collect();
        assert_eq!(personas, expected, "a filter renames no tier");
    }
}

#[test]
fn rules_that_test_segments_follow_the_scoring() {
    let rules = "[[rules]]\nid = \"thank\"\naction = \"Thank\"\nmessage = \"m\"\nreason = \"r\"\n\
                 when = { segments = [\"champions\"] }\n\
                 [[rules]]\nid = \"wait\"\naction = \"Wait\"\nmessage = \"m\"\nreason = \"r\"\n";
    let settings = ScoringSettings {
        own_map: Some(own_map()),
        rules: Some(RuleBook::from_toml(rules, "rules.toml").unwrap()),
        ..settings(CutPoints::Quintiles, SegmentMap::Own)
    };
    let before = all_rows(&ShopFiles::of_customers(60).engine());
    let engine = ShopFiles::of_customers(60).engine().with_settings(settings);
    let rows = all_rows(&engine);
    assert!(rows.iter().any(|row| row.action_id == "thank"));
    for row in &rows {
        let is_recent = row.scores.recency == 5;
        assert_eq!(row.segment == Segment::Champions, is_recent);
        assert_eq!(row.action_id, if is_recent { "thank" } else { "wait" });
    }
    let tiers = |rows: &[CustomerRow]| rows.iter().map(|row| row.tier).collect::<Vec<_>>();
    assert_eq!(tiers(&rows), tiers(&before), "tiers do not depend on the scoring");
    let engine = engine.with_settings(ScoringSettings::default());
    assert_eq!(all_rows(&engine), before, "the published rules and scores come back");
}

#[test]
fn with_fixed_thresholds_the_answers_say_so_and_the_matrix_stays_as_the_data_wants_it() {
    let shop = ShopFiles::of_customers(60);
    let published = shop.engine();
    let axes = |engine: &Engine| {
        let workspace = engine.segment_workspace(&everything(), &CustomerFilter::default(), None).unwrap();
        (workspace.matrix.axes, workspace.matrix.frequency_left_out)
    };
    // Two of three customers bought once.
    assert_eq!(published.snapshot(&everything()).unwrap().frequency_rule, FrequencyRule::OrderBands);
    assert_eq!(axes(&published), (MatrixAxes::RecencyMonetary, true));
    let engine = shop.engine().with_settings(settings(CutPoints::Fixed(THRESHOLDS), SegmentMap::Standard));
    assert_eq!(engine.snapshot(&everything()).unwrap().frequency_rule, FrequencyRule::FixedThresholds);
    assert_eq!(engine.report(&everything()).unwrap().frequency_rule, FrequencyRule::FixedThresholds);
    assert_eq!(axes(&engine), (MatrixAxes::RecencyMonetary, true));
    let state = engine.scoring(&everything()).unwrap();
    assert_eq!((state.thresholds, state.frequency_rule), (THRESHOLDS, FrequencyRule::OrderBands));
}

#[test]
fn an_own_map_that_cannot_be_used_is_replaced_with_a_notice() {
    let shop = ShopFiles::of_customers(40);
    let standard = customers_by_segment(&shop.engine());
    for (fault, expected, state) in [
        (None, "(there is none)", OwnMap::Absent),
        (
            Some("line 3: 666 is not a code"),
            "(line 3: 666",
            OwnMap::Faulty("line 3: 666 is not a code".to_owned()),
        ),
    ] {
        let settings = ScoringSettings {
            own_map_fault: fault.map(str::to_owned),
            ..settings(CutPoints::Quintiles, SegmentMap::Own)
        };
        let engine = shop.engine().with_settings(settings);
        assert_eq!(customers_by_segment(&engine), standard);
        let notices = engine.snapshot(&everything()).unwrap().notices;
        assert!(notices.len() == 1 && notices[0].contains(expected), "{notices:?}");
        assert!(notices[0].ends_with("the standard map is in force"), "{notices:?}");
        let found = engine.scoring(&everything()).unwrap();
        assert_eq!((found.own_map, found.scoring.map), (state, SegmentMap::Standard));
        let asked = engine.preview_scoring(&everything(), &scoring(CutPoints::Quintiles, SegmentMap::Own));
        assert!(matches!(asked, Err(AnalyticsError::InvalidQuestion(text)) if text.contains("another map")));
    }
    let ready = ScoringSettings { own_map: Some(own_map()), ..ScoringSettings::default() };
    let engine = shop.engine().with_settings(ready);
    assert!(engine.snapshot(&everything()).unwrap().notices.is_empty());
    assert_eq!(engine.scoring(&everything()).unwrap().own_map, OwnMap::Ready);
    let own = scoring(CutPoints::Quintiles, SegmentMap::Own);
    assert_conserved(&engine.preview_scoring(&everything(), &own).unwrap(), 40);
}

#[test]
fn thresholds_that_do_not_rise_are_refused_in_words_and_never_put_into_force() {
    let shop = ShopFiles::of_customers(20);
    for (thresholds, expected) in [
        (
            Thresholds { recency_days: [30, 30, 180, 365], ..THRESHOLDS },
            "recency: the second threshold is not",
        ),
        (Thresholds { orders: [0, 3, 4, 5], ..THRESHOLDS }, "frequency: the first threshold is not above 0"),
        (Thresholds { spent_cents: [5, 9, 7, 10], ..THRESHOLDS }, "spend: the third threshold is not above"),
        (
            Thresholds { spent_cents: [i64::MIN; 4], ..THRESHOLDS },
            "spend: the first threshold is not above 0",
        ),
    ] {
        let engine = shop.engine();
        let proposed = scoring(CutPoints::Fixed(thresholds), SegmentMap::Standard);
        let error = engine.preview_scoring(&everything(), &proposed).unwrap_err();
        assert!(
            matches!(&error, AnalyticsError::InvalidQuestion(text) if text.starts_with(expected)),
            "{error}"
        );
        let engine = engine.with_settings(settings(CutPoints::Fixed(thresholds), SegmentMap::Standard));
        let notices = engine.snapshot(&everything()).unwrap().notices;
        assert!(
            notices[0].contains(expected) && notices[0].ends_with("quintiles are in force"),
            "{notices:?}"
        );
        assert_eq!(all_rows(&engine), all_rows(&shop.engine()));
    }
}

#[test]
fn one_customer_and_customers_who_are_all_alike_can_be_scored_in_every_way() {
    for customers in [1, 10] {
        let mut files = ShopFiles::of_customers(0);
        (0..customers).for_each(|customer| files.add_order(customer * 2, 0, "2018-05-05", 10));
        let extreme = Thresholds {
            recency_days: [1, 2, 3, i32::MAX],
            orders: [1, 2, 3, u32::MAX],
            spent_cents: [1, 2, 3, i64::MAX],
        };
        for cut_points in [CutPoints::Quintiles, CutPoints::Fixed(THRESHOLDS), CutPoints::Fixed(extreme)] {
            for map in [SegmentMap::Standard, SegmentMap::Grid] {
                let engine = files.engine();
                let preview = engine.preview_scoring(&everything(), &scoring(cut_points, map)).unwrap();
                assert_conserved(&preview, u64::from(customers));
                let segments = customers_by_segment(&engine.with_settings(settings(cut_points, map)));
                assert_eq!(segments.len(), 1, "equal customers are in one segment");
            }
        }
        let state = files.engine().scoring(&everything()).unwrap();
        let kept = scoring(CutPoints::Fixed(state.thresholds), SegmentMap::Standard);
        assert!(files.engine().preview_scoring(&everything(), &kept).is_ok());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    /// What is previewed is what happens; customers and money are conserved; equal values have equal scores.
    #[test]
    fn what_is_previewed_is_what_happens(
        orders in prop::collection::vec((0_u32..25, 1_u32..28, 1_u32..60), 1..60),
        days in prop::collection::btree_set(1_i32..40, 4),
        cents in prop::collection::btree_set(1_i64..9_000, 4),
        is_fixed in any::<bool>(),
        map in prop::sample::select(vec![SegmentMap::Standard, SegmentMap::Grid, SegmentMap::Own]),
    ) {
        let mut files = ShopFiles::of_customers(0);
        for (number, (customer, day, price)) in orders.iter().enumerate() {
            files.add_order(*customer, number as u32, &format!("2018-05-{day:02}"), *price);
        }
        let four = |set: &std::collections::BTreeSet<i64>| <[i64; 4]>::try_from(set.iter().copied().collect::<Vec<_>>());
        let days = days.into_iter().map(i64::from).collect();
        let thresholds = Thresholds {
            recency_days: four(&days).unwrap().map(|days| days as i32),
            orders: [2, 3, 4, 5],
            spent_cents: four(&cents).unwrap(),
        };
        let cut_points = if is_fixed { CutPoints::Fixed(thresholds) } else { CutPoints::Quintiles };
        let with_map = ScoringSettings { own_map: Some(own_map()), ..ScoringSettings::default() };
        let engine = files.engine().with_settings(with_map);
        let before = all_rows(&engine);
        let preview = engine.preview_scoring(&everything(), &scoring(cut_points, map)).unwrap();
        assert_conserved(&preview, before.len() as u64);
        let settings = ScoringSettings { own_map: Some(own_map()), ..settings(cut_points, map) };
        let engine = engine.with_settings(settings);
        let after = all_rows(&engine);
        let moved = before.iter().zip(&after).filter(|(before, after)| before.segment != after.segment);
        prop_assert_eq!(moved.count() as u64, preview.moved_customers);
        let counted = customers_by_segment(&engine);
        for row in &preview.segments {
            prop_assert_eq!(row.customers_after, counted.get(&row.segment).copied().unwrap_or(0));
        }
        for a in &after {
            for b in &after {
                prop_assert!(a.recency_days < b.recency_days || a.scores.recency <= b.scores.recency);
                prop_assert!(a.orders > b.orders || a.scores.frequency <= b.scores.frequency);
                prop_assert!(a.spent_cents > b.spent_cents || a.scores.monetary <= b.scores.monetary);
            }
        }
    }
}
