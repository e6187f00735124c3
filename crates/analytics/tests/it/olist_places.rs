//! Places of the Olist sample, against figures that pandas computed from its CSV files: a customer belongs to
//! the state of the latest delivered order, with all orders.

use clientele_contract::{
    Analytics, CustomerFilter, PlaceFigures, PlaceLevel, PlaceMeasure, PlaceQuestion, Places, Scope, Segment,
};

use crate::{drill_down::listed, olist_sample::olist};

fn ask(by: PlaceLevel) -> Option<Places> {
    let question = PlaceQuestion { by, ..PlaceQuestion::default() };
    Some(olist()?.places(&Scope::everything(), &question).unwrap())
}

fn figures(places: &Places, name: &str) -> PlaceFigures {
    places.rows.iter().find(|row| row.name == name).unwrap().figures
}

fn assert_close(found: Option<f64>, expected: f64) {
    assert!((found.unwrap() - expected).abs() < 1e-9 * expected.max(1.0), "{found:?} instead of {expected}");
}

#[test]
fn regions_are_those_of_pandas() {
    let Some(places) = ask(PlaceLevel::Region) else { return };
    assert!(places.is_brazil);
    // Customers, orders, cents and cents of freight, grouped by the region of the state.
    for (region, customers, orders, cents, freight) in [
        ("Centre-West", 1_299, 1_307, 23_822_837, 3_535_422),
        ("North", 415, 419, 9_159_255, 1_720_168),
        ("Northeast", 2_131, 2_147, 41_453_923, 7_686_752),
        ("South", 3_162, 3_181, 52_455_255, 7_800_282),
        ("Southeast", 15_279, 15_408, 234_054_190, 30_878_377),
    ] {
        let found = figures(&places, region);
        assert_eq!(
            (found.customers, found.orders, found.revenue_cents, found.freight_cents),
            (customers, orders, cents, freight),
            "{region}"
        );
    }
    assert_eq!(places.rows[0].name, "Southeast", "most customers first");
    assert_close(places.total.freight_share, 0.143_016_069_519_201_04);
}

#[test]
fn delivery_reviews_and_freight_are_those_of_pandas() {
    let Some(places) = ask(PlaceLevel::State) else { return };
    assert_eq!(places.rows.len(), 27);
    let sp = figures(&places, "SP");
    // Whole days between the dates; one of 9,492 orders has no day of delivery and is unknown.
    assert_eq!((sp.orders, sp.delivered_orders, sp.late_orders), (9_492, 9_491, 426));
    assert_close(sp.mean_delivery_days, 8.762_406_490_359_288);
    assert_close(sp.late_share, 0.044_884_627_541_881_786);
    assert_close(sp.freight_share, 0.122_195_478_762_444_35);
    assert_eq!(sp.reviewed_customers, 2_832);
    assert_close(sp.review_score, 4.241_348_870_056_497);
    let rj = figures(&places, "RJ");
    assert_close(rj.mean_delivery_days, 15.305_222_300_635_144);
    assert_close(rj.late_share, 0.120_677_487_649_964_72);
    assert_close(rj.freight_share, 0.145_667_141_198_233_96);
    let total = places.total;
    assert_eq!((total.delivered_orders, total.late_orders), (22_461, 1_494));
    let reviews = places.late_reviews;
    assert_eq!((reviews.late_orders, reviews.timely_orders), (450, 6_201));
    assert!((reviews.late_score.unwrap() - 2.214_444).abs() < 1e-6);
    assert!((reviews.timely_score.unwrap() - 4.280_358).abs() < 1e-6);
}

#[test]
fn leanings_towards_states_are_those_of_pandas() {
    let Some(places) = ask(PlaceLevel::State) else { return };
    let cell = |segment: Segment, state: &str| {
        let column = places.affinity.segments.iter().position(|column| column.segment == segment).unwrap();
        places.affinity.rows.iter().find(|row| row.name == state).unwrap().cells[column]
    };
    for (segment, state, index, orders) in [
        (Segment::Promising, "RJ", 96.558_352_147_429_13, 1_021),
        (Segment::Lost, "SP", 109.807_481_382_739_03, 788),
        (Segment::CannotLose, "SP", 87.259_348_076_562_05, 1_523),
    ] {
        assert_close(cell(segment, state).index, index);
        assert_eq!(cell(segment, state).orders, orders);
    }
}

#[test]
fn every_place_opens_its_customers_and_the_slowest_comes_first() {
    let Some(engine) = olist() else { return };
    for by in PlaceLevel::ALL {
        let question = PlaceQuestion { by, sort: PlaceMeasure::DeliveryDays, ..PlaceQuestion::default() };
        let places = engine.places(&Scope::everything(), &question).unwrap();
        let days = places.rows.iter().map(|row| row.figures.mean_delivery_days.unwrap());
        assert!(days.is_sorted_by(|a, b| a >= b));
        for row in &places.rows {
            let states = row.states.iter().cloned().collect();
            let filter = CustomerFilter { states, ..CustomerFilter::default() };
            assert_eq!(listed(engine, &Scope::everything(), filter), row.figures.customers, "{}", row.name);
        }
    }
}

#[test]
fn the_report_holds_every_state_and_region() {
    let Some(engine) = olist() else { return };
    let places = engine.report(&Scope::everything()).unwrap().places;
    assert_eq!((places.by_state.len(), places.by_region.len()), (27, 5));
    assert_eq!(places.by_region["South"].revenue_cents, 52_455_255);
}
