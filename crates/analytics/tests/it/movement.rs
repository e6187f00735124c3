//! Segments on two days: what adds up, and that a day in the past is what a refresh on that day would have given.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    ops::ControlFlow,
    path::Path,
};

use chrono::{Days, NaiveDate};
use clientele_analytics::{BuildRequest, Engine, RuleBook, ScoringSettings, ShopConfig, Silent, build_shop};
use clientele_contract::{
    Analytics, AnalyticsError, CustomerFilter, CustomerRow, CutPoints, EarlierDay, FlowDirection,
    FrequencyRule, MovementQuestion, Scope, Scoring, Segment, SegmentMap, SegmentMovement, SegmentsOnDay,
    Thresholds,
};
use proptest::prelude::*;

use crate::{
    drill_down::{demo, listed},
    olist_sample::{olist, test_data},
    shop_files::{ORDERS, ShopFiles, build_folder},
};

fn day(text: &str) -> NaiveDate {
    clientele_contract::parse_iso_date(text).unwrap()
}

fn between(from: &str, to: &str) -> MovementQuestion {
    let filter = CustomerFilter::default();
    MovementQuestion { filter, from: Some(EarlierDay::On(day(from))), to: Some(day(to)) }
}

fn asked(engine: &Engine, question: &MovementQuestion) -> SegmentMovement {
    engine.segment_movement(&Scope::everything(), question).unwrap()
}

fn refused(engine: &Engine, question: &MovementQuestion) -> String {
    let error = engine.segment_movement(&Scope::everything(), question).unwrap_err();
    assert!(matches!(error, AnalyticsError::InvalidQuestion(_)), "{error:?}");
    error.to_string()
}

fn on(day: NaiveDate, segments: &[Segment]) -> SegmentsOnDay {
    SegmentsOnDay { day, segments: segments.iter().copied().collect() }
}

fn was(days: Vec<SegmentsOnDay>) -> CustomerFilter {
    CustomerFilter { segments_on: days, ..CustomerFilter::default() }
}

fn rows(engine: &Engine, filter: &CustomerFilter) -> Vec<CustomerRow> {
    let mut rows = Vec::new();
    let mut keep = |row: &CustomerRow| {
        rows.push(row.clone());
        ControlFlow::Continue(())
    };
    engine.visit_customers(&Scope::everything(), filter, &mut keep).unwrap();
    rows
}

/// Segment and spend of everybody.
fn everybody(engine: &Engine) -> BTreeMap<String, (Segment, i64)> {
    let everyone = rows(engine, &CustomerFilter::default()).into_iter();
    everyone.map(|row| (row.customer_id, (row.segment, row.spent_cents))).collect()
}

/// Rows add up to the segments of the first day, columns to those of the second, and every flow to its list.
fn assert_adds_up(engine: &Engine, scope: &Scope, filter: &CustomerFilter, movement: &SegmentMovement) {
    let list = |days: Vec<SegmentsOnDay>| {
        listed(engine, scope, CustomerFilter { segments_on: days, ..filter.clone() })
    };
    let SegmentMovement { from, to, .. } = *movement;
    assert_eq!(movement.customers, movement.sum(|_| true).customers);
    for segment in Segment::ALL {
        let start = movement.sum(|flow| flow.was == Some(segment)).customers;
        assert_eq!(start, list(vec![on(from, &[segment])]), "{segment} on {from}");
        let end = movement.sum(|flow| flow.is == segment).customers;
        assert_eq!(end, list(vec![on(to, &[segment])]), "{segment} on {to}");
    }
    let new = movement.sum(|flow| flow.was.is_none()).customers;
    assert_eq!(new, list(vec![on(from, &[]), on(to, &Segment::ALL)]));
    for flow in &movement.flows {
        let days = vec![on(from, flow.was.as_slice()), on(to, &[flow.is])];
        assert_eq!(flow.customers, list(days), "{flow:?}");
        assert!(flow.customers > 0);
    }
    let order = |flow: &clientele_contract::SegmentFlow| {
        (flow.was.map_or(Segment::ALL.len(), |was| was as usize), flow.is)
    };
    assert!(movement.flows.is_sorted_by_key(order));
}

/// The same source folder as it was on a day: orders placed on it or later have not come yet, so none of them is
/// completed.
fn rewind(source: &Path, target: &Path, today: NaiveDate) {
    for file in fs::read_dir(source).unwrap().flatten() {
        if file.file_name() != ORDERS {
            fs::copy(file.path(), target.join(file.file_name())).unwrap();
        }
    }
    let mut reader = csv::Reader::from_path(source.join(ORDERS)).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name| headers.iter().position(|header| header == name).unwrap();
    let (status, placed) = (column("order_status"), column("order_purchase_timestamp"));
    let mut writer = csv::Writer::from_path(target.join(ORDERS)).unwrap();
    writer.write_record(&headers).unwrap();
    for record in reader.records() {
        let record = record.unwrap();
        let is_to_come = record[placed].get(..10).is_some_and(|date| date >= today.to_string().as_str());
        let cells = record.iter().enumerate();
        let cells = cells.map(|(index, cell)| if is_to_come && index == status { "created" } else { cell });
        writer.write_record(cells).unwrap();
    }
    writer.flush().unwrap();
}

/// The shop that a refresh of the folder would have published on that day.
fn refreshed_on(source: &Path, today: NaiveDate) -> Engine {
    let folder = tempfile::tempdir().unwrap();
    rewind(source, folder.path(), today);
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let request = BuildRequest {
        source: folder.path(),
        mapping: None,
        config: &config,
        rules: &rules,
        as_of: Some(today),
        staging: &std::env::temp_dir().join("clientele-unpacking"),
    };
    Engine::from_shop(build_shop(&request, &Silent).unwrap()).unwrap()
}

/// Everybody's segment and spend on `today`, as `engine` sees it from a later day, equals that of `then`.
fn assert_sees(engine: &Engine, then: &Engine, today: NaiveDate) {
    let expected = everybody(then);
    let mut found = BTreeMap::new();
    for segment in Segment::ALL {
        for row in rows(engine, &was(vec![on(today, &[segment])])) {
            found.insert(row.customer_id, segment);
        }
    }
    assert_eq!(found, expected.iter().map(|(id, (segment, _))| (id.clone(), *segment)).collect());
    let question = MovementQuestion { from: Some(EarlierDay::On(today)), ..MovementQuestion::default() };
    let movement = asked(engine, &question);
    for segment in Segment::ALL {
        let spent: i64 =
            expected.values().filter(|(known, _)| *known == segment).map(|(_, cents)| cents).sum();
        assert_eq!(movement.sum(|flow| flow.was == Some(segment)).spent_before_cents, spent, "{segment}");
    }
}

#[test]
fn a_day_in_the_past_of_the_demo_shop_equals_a_refresh_on_that_day() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("demo");
    clientele_demo::write_demo_shop(&source, &clientele_demo::DemoShop { customers: 600, seed: 5 }).unwrap();
    let engine = Engine::from_shop(build_folder(&source).unwrap()).unwrap();
    for today in ["2017-02-01", "2017-09-15", "2018-06-01"].map(day) {
        assert_sees(&engine, &refreshed_on(&source, today), today);
    }
    let as_of = engine.snapshot(&Scope::everything()).unwrap().as_of;
    assert_sees(&engine, &engine, as_of);
}

#[test]
fn a_day_in_the_past_of_the_demo_shop_equals_a_refresh_on_that_day_under_other_settings() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("demo");
    clientele_demo::write_demo_shop(&source, &clientele_demo::DemoShop { customers: 300, seed: 9 }).unwrap();
    let thresholds = Thresholds {
        recency_days: [30, 90, 180, 365],
        orders: [2, 3, 4, 5],
        spent_cents: [5_000, 10_000, 20_000, 50_000],
    };
    let today = day("2018-03-01");
    for scoring in [
        Scoring { cut_points: CutPoints::Fixed(thresholds), map: SegmentMap::Standard },
        Scoring { cut_points: CutPoints::Quintiles, map: SegmentMap::Grid },
    ] {
        let settings = || ScoringSettings { scoring, ..ScoringSettings::default() };
        let engine = Engine::from_shop(build_folder(&source).unwrap()).unwrap();
        // What was known of the day under the former scoring must not be told again.
        asked(&engine, &between("2018-03-01", "2018-06-01"));
        let engine = engine.with_settings(settings());
        assert_sees(&engine, &refreshed_on(&source, today).with_settings(settings()), today);
    }
}

#[test]
fn a_day_in_the_past_of_the_olist_sample_equals_a_refresh_on_that_day() {
    let (Some(data), Some(engine)) = (test_data(), olist()) else { return };
    let today = day("2018-03-01");
    assert_sees(engine, &refreshed_on(&data.join("data/olist_sample"), today), today);
}

/// Counted with pandas from the source files: persons by `customer_unique_id`, their orders before each day, mid-rank
/// scores (`rank(method="min")`), order bands where more than 40 % have one frequency, the standard map.
#[test]
fn flows_of_the_olist_sample_are_those_counted_by_another_program() {
    use Segment::*;
    let Some(engine) = olist() else { return };
    let movement = asked(engine, &between("2018-03-01", "2018-08-30"));
    let expected = [
        (None, AboutToSleep, 22, 0, 154_270),
        (None, Loyal, 1, 0, 83_594),
        (None, New, 3_517, 0, 18_916_426),
        (None, PotentialLoyalist, 1, 0, 11_142),
        (None, Promising, 5_484, 0, 130_467_002),
        (Some(AboutToSleep), AboutToSleep, 155, 1_640_500, 0),
        (Some(AboutToSleep), CannotLose, 373, 3_967_024, 0),
        (Some(AboutToSleep), Hibernating, 557, 3_918_635, 0),
        (Some(AboutToSleep), Lost, 11, 94_520, 0),
        (Some(AboutToSleep), New, 1, 6_571, 1_894),
        (Some(AtRisk), AtRisk, 26, 987_455, 0),
        (Some(CannotLose), AboutToSleep, 6, 77_551, 0),
        (Some(CannotLose), CannotLose, 2_529, 64_934_937, 0),
        (Some(CannotLose), Lost, 14, 120_188, 0),
        (Some(CannotLose), Promising, 5, 109_980, 102_396),
        (Some(Hibernating), Hibernating, 364, 2_093_604, 0),
        (Some(Hibernating), Lost, 745, 4_095_122, 0),
        (Some(Hibernating), Promising, 1, 4_768, 13_862),
        (Some(Lost), Lost, 1_069, 5_804_828, 0),
        (Some(Lost), Promising, 1, 3_909, 9_534),
        (Some(Loyal), AtRisk, 1, 22_625, 0),
        (Some(NeedAttention), AtRisk, 21, 836_740, 0),
        (Some(NeedAttention), Loyal, 1, 51_819, 0),
        (Some(NeedAttention), NeedAttention, 1, 14_829, 0),
        (Some(New), AboutToSleep, 831, 5_756_452, 0),
        (Some(New), Hibernating, 866, 4_052_897, 0),
        (Some(New), New, 871, 3_418_106, 0),
        (Some(New), PotentialLoyalist, 1, 5_169, 4_567),
        (Some(New), Promising, 11, 53_856, 283_431),
        (Some(PotentialLoyalist), PotentialLoyalist, 1, 10_017, 0),
        (Some(Promising), AboutToSleep, 720, 7_595_163, 0),
        (Some(Promising), AtRisk, 6, 158_749, 0),
        (Some(Promising), CannotLose, 1_451, 42_869_753, 0),
        (Some(Promising), Hibernating, 23, 197_165, 0),
        (Some(Promising), NeedAttention, 32, 997_354, 18_848),
        (Some(Promising), PotentialLoyalist, 3, 28_071, 2_738),
        (Some(Promising), Promising, 2_564, 56_782_529, 164_870),
    ];
    let found: BTreeSet<_> = movement
        .flows
        .iter()
        .map(|flow| (flow.was, flow.is, flow.customers, flow.spent_before_cents, flow.spent_between_cents))
        .collect();
    assert_eq!(found, BTreeSet::from(expected));
}

#[test]
fn flows_of_the_demo_shop_add_up_and_lead_to_their_customers() {
    let filter = CustomerFilter::default();
    for scope in [Scope::everything(), Scope::of_states(["SP".to_owned(), "MG".to_owned()])] {
        for question in [MovementQuestion::default(), between("2017-12-01", "2018-05-01")] {
            let movement = demo().segment_movement(&scope, &question).unwrap();
            assert_adds_up(demo(), &scope, &filter, &movement);
        }
    }
    let filter = CustomerFilter { states: ["SP".to_owned()].into(), ..filter };
    let question = MovementQuestion { filter: filter.clone(), ..between("2018-01-01", "2018-08-01") };
    assert_adds_up(demo(), &Scope::everything(), &filter, &asked(demo(), &question));
}

#[test]
fn flows_of_the_sample_add_up_and_lead_to_their_customers() {
    let Some(engine) = olist() else { return };
    let movement = asked(engine, &MovementQuestion::default());
    assert_eq!((movement.from, movement.to), (day("2018-06-01"), day("2018-08-30")));
    assert_eq!(movement.customers, 22_286);
    assert_adds_up(engine, &Scope::everything(), &CustomerFilter::default(), &movement);
}

#[test]
fn the_same_day_twice_moves_nobody() {
    let movement = asked(demo(), &between("2018-03-01", "2018-03-01"));
    assert!(movement.flows.iter().all(|flow| flow.direction() == FlowDirection::Stayed));
    assert!(movement.flows.iter().all(|flow| flow.spent_between_cents == 0));
    assert!(movement.customers > 1_000);
}

#[test]
fn the_data_date_is_the_later_day_and_has_the_segments_of_the_other_pages() {
    let movement = asked(demo(), &MovementQuestion::default());
    assert_eq!((movement.to - movement.from).num_days(), 90);
    for segment in Segment::ALL {
        let now = CustomerFilter { segments: [segment].into(), ..CustomerFilter::default() };
        let customers = listed(demo(), &Scope::everything(), now);
        assert_eq!(movement.sum(|flow| flow.is == segment).customers, customers, "{segment}");
    }
    let back = MovementQuestion { from: Some(EarlierDay::DaysBefore(30)), ..MovementQuestion::default() };
    assert_eq!(asked(demo(), &back).from, movement.to - Days::new(30));
}

#[test]
fn days_before_the_first_order_and_after_the_data_are_answered_with_the_possible_days() {
    let engine = ShopFiles::of_customers(12).engine();
    let info = engine.snapshot(&Scope::everything()).unwrap();
    let possible = format!("choose two days from {} to {}", info.first_order + Days::new(1), info.as_of);
    let text = refused(&engine, &between("2010-01-01", "2018-08-01"));
    assert_eq!(text, format!("nobody had ordered before 2010-01-01; {possible}"));
    let text = refused(&engine, &between("2018-05-01", "2030-01-01"));
    assert_eq!(text, format!("2030-01-01 lies after the data; {possible}"));
    // A day with none before it in any calendar.
    let earliest = MovementQuestion {
        from: Some(EarlierDay::DaysBefore(30)),
        to: Some(NaiveDate::MIN),
        ..MovementQuestion::default()
    };
    assert!(refused(&engine, &earliest).ends_with(&possible));
    let first = info.first_order.to_string();
    assert!(refused(&engine, &between(&first, "2018-08-01")).starts_with("nobody had ordered before"));
    let text = refused(&engine, &between("2018-08-01", "2018-05-01"));
    assert_eq!(text, "the earlier day, 2018-08-01, comes after the later, 2018-05-01; exchange the two days");
    let far =
        MovementQuestion { from: Some(EarlierDay::DaysBefore(u16::MAX)), ..MovementQuestion::default() };
    assert!(refused(&engine, &far).ends_with(&possible));
}

#[test]
fn a_list_may_ask_about_a_day_before_the_first_order() {
    let engine = ShopFiles::of_customers(12).engine();
    let early = day("2010-01-01");
    assert_eq!(rows(&engine, &was(vec![on(early, &[])])).len(), 12);
    assert_eq!(rows(&engine, &was(vec![on(early, &Segment::ALL)])).len(), 0);
}

#[test]
fn customers_who_came_after_both_days_are_counted_as_chosen() {
    let engine = demo();
    let info = engine.snapshot(&Scope::everything()).unwrap();
    let first = info.first_order + Days::new(1);
    let mut question =
        MovementQuestion { from: Some(EarlierDay::On(first)), to: Some(first), ..Default::default() };
    question.filter.first_order.min = Some(info.as_of - Days::new(30));
    let movement = asked(engine, &question);
    assert_eq!(movement.customers, 0);
    assert_eq!(movement.selected, rows(engine, &question.filter).len() as u64);
    assert!(movement.selected > 0);
}

#[test]
fn one_customer_with_one_order_has_one_possible_day() {
    let mut files = ShopFiles::of_customers(0);
    files.add_order(1, 0, "2018-03-05", 20);
    let movement = asked(&files.engine(), &MovementQuestion::default());
    assert_eq!((movement.from, movement.to), (day("2018-03-06"), day("2018-03-06")));
    assert_eq!((movement.first_day, movement.last_day), (movement.from, movement.to));
    let [flow] = movement.flows[..] else { panic!("{movement:?}") };
    assert_eq!((flow.customers, flow.spent_before_cents, flow.spent_between_cents), (1, 2_600, 0));
    assert_eq!(flow.was, Some(flow.is));
}

#[test]
fn an_order_between_the_days_counts_as_spend_between_them() {
    let mut files = ShopFiles::of_customers(0);
    for (customer, order, date) in
        [(1, 0, "2018-01-01"), (1, 1, "2018-03-01"), (1, 2, "2018-04-01"), (2, 0, "2018-03-31")]
    {
        files.add_order(customer, order, date, 10);
    }
    let movement = asked(&files.engine(), &between("2018-03-01", "2018-04-01"));
    let sums = |was: bool| movement.sum(|flow| flow.was.is_some() == was);
    // An order of the day itself lies after it: the first customer had one order on 1 March, two on 1 April.
    assert_eq!((sums(true).spent_before_cents, sums(true).spent_between_cents), (1_600, 1_600));
    assert_eq!((sums(false).customers, sums(false).spent_between_cents), (1, 1_600));
    assert_eq!(movement.frequency_rules, [Some(FrequencyRule::OrderBands); 2]);
}

#[test]
fn the_report_has_the_matrix_of_the_last_90_days() {
    let report = demo().report(&Scope::everything()).unwrap().segment_movement;
    let movement = asked(demo(), &MovementQuestion::default());
    assert_eq!((report.from, report.to), (movement.from, movement.to));
    assert_eq!(report.customers.values().flat_map(BTreeMap::values).sum::<u64>(), movement.customers);
    let new = &report.customers["Not yet a customer"];
    assert_eq!(new.values().sum::<u64>(), movement.sum(|flow| flow.was.is_none()).customers);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_two_days_of_any_shop_add_up(
        orders in prop::collection::vec((0_u32..10, 0_u64..300, 1_u32..60), 1..40),
        days in (1_u64..300, 0_u64..200),
    ) {
        let start = day("2017-03-01");
        let mut files = ShopFiles::of_customers(0);
        for (number, &(customer, after, price)) in orders.iter().enumerate() {
            files.add_order(customer, number as u32, &(start + Days::new(after)).to_string(), price);
        }
        let engine = files.engine();
        let info = engine.snapshot(&Scope::everything()).unwrap();
        let first = info.first_order + Days::new(1);
        let from = (first + Days::new(days.0)).min(info.as_of);
        let to = (from + Days::new(days.1)).min(info.as_of);
        let movement = asked(&engine, &between(&from.to_string(), &to.to_string()));
        assert_adds_up(&engine, &Scope::everything(), &CustomerFilter::default(), &movement);
        let spent = |until: NaiveDate| {
            let before = orders.iter().filter(|order| start + Days::new(order.1) < until);
            before.map(|order| i64::from(order.2) * 100 + 600).sum::<i64>()
        };
        let all = movement.sum(|_| true);
        prop_assert_eq!(all.spent_before_cents, spent(from));
        prop_assert_eq!(all.spent_between_cents, spent(to) - spent(from));
    }
}
