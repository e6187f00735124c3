//! Scatter and histograms: each mark leads to as many customers as it stands for.

use clientele_analytics::Engine;
use clientele_contract::{
    Analytics, AnalyticsError, CustomerFilter, Measure, SCATTER_CUSTOMERS_MAX, Scatter, ScatterMarks,
    ScatterQuestion, Scope, Segment, Span,
};
use proptest::prelude::*;

use crate::{
    drill_down::{demo, listed},
    olist_sample::olist,
    shop_files::ShopFiles,
};

const MEASURES: [Measure; 3] = [Measure::Recency, Measure::Frequency, Measure::Monetary];

const PAIRS: [(Measure, Measure); 3] = [
    (Measure::Recency, Measure::Monetary),
    (Measure::Recency, Measure::Frequency),
    (Measure::Frequency, Measure::Monetary),
];

/// The filter of a link: the range takes the place of the one before.
fn narrowed(filter: &CustomerFilter, measure: Measure, (min, max): (i64, i64)) -> CustomerFilter {
    let mut filter = filter.clone();
    match measure {
        Measure::Recency => {
            filter.recency_days = Span { min: Some(min as i32), max: Some(max as i32) };
        }
        Measure::Frequency => filter.orders = Span { min: Some(min as u32), max: Some(max as u32) },
        Measure::Monetary => filter.spent_cents = Span { min: Some(min), max: Some(max) },
    }
    filter
}

fn filters() -> Vec<CustomerFilter> {
    let open = CustomerFilter::default();
    vec![
        open.clone(),
        CustomerFilter { segments: [Segment::Lost, Segment::Champions].into(), ..open.clone() },
        CustomerFilter { spent_cents: Span { min: Some(5_000), max: Some(40_000) }, ..open.clone() },
        CustomerFilter { states: ["RJ".to_owned()].into(), ..open.clone() },
        CustomerFilter { states: ["XX".to_owned()].into(), ..open },
    ]
}

fn assert_marks_lead_to_customers(engine: &Engine, scope: &Scope, question: &ScatterQuestion) -> Scatter {
    let scatter = engine.scatter(scope, question).unwrap();
    let filter = &question.filter;
    assert_eq!(scatter.selected_customers, listed(engine, scope, filter.clone()));
    assert!(scatter.x.min <= scatter.x.max && scatter.y.min <= scatter.y.max, "{scatter:?}");
    match &scatter.marks {
        ScatterMarks::Customers(points) => {
            assert_eq!(points.len() as u64, scatter.customers);
            assert!(scatter.customers <= SCATTER_CUSTOMERS_MAX);
            assert!(points.iter().all(|point| question.x_window.contains(point.x)));
            assert!(points.iter().all(|point| question.y_window.contains(point.y)));
        }
        ScatterMarks::Bins(bins) => {
            assert!(scatter.customers > SCATTER_CUSTOMERS_MAX && bins.len() <= 48 * 32);
            assert_eq!(bins.iter().map(|bin| bin.customers).sum::<u64>(), scatter.customers);
            for bin in bins {
                let link = narrowed(&narrowed(filter, question.x, bin.x), question.y, bin.y);
                assert_eq!(bin.customers, listed(engine, scope, link), "{bin:?}");
            }
            assert_disjoint(bins.iter().map(|bin| bin.x).collect());
            assert_disjoint(bins.iter().map(|bin| bin.y).collect());
        }
    }
    scatter
}

/// Equal ranges or ranges apart.
fn assert_disjoint(mut ranges: Vec<(i64, i64)>) {
    ranges.sort_unstable();
    ranges.dedup();
    assert!(ranges.windows(2).all(|pair| pair[0].1 < pair[1].0), "{ranges:?}");
}

fn question(filter: &CustomerFilter, x: Measure, y: Measure) -> ScatterQuestion {
    ScatterQuestion { filter: filter.clone(), x, y, x_window: Span::default(), y_window: Span::default() }
}

#[test]
fn each_rectangle_leads_to_its_customers() {
    for filter in filters() {
        for (x, y) in PAIRS {
            let scatter =
                assert_marks_lead_to_customers(demo(), &Scope::everything(), &question(&filter, x, y));
            assert_eq!(scatter.customers, scatter.selected_customers, "an open window shows all");
        }
    }
}

#[test]
fn a_window_is_divided_anew_until_each_customer_shows() {
    let engine = demo();
    let mut question = question(&CustomerFilter::default(), Measure::Recency, Measure::Monetary);
    let scope = Scope::everything();
    let mut customers = u64::MAX;
    for (days, cents) in [(300, 60_000), (120, 20_000), (30, 15_000)] {
        question.x_window = Span { min: Some(10), max: Some(days) };
        question.y_window = Span { min: None, max: Some(cents) };
        let scatter = assert_marks_lead_to_customers(engine, &scope, &question);
        assert!(scatter.customers < customers && scatter.customers > 0);
        customers = scatter.customers;
        assert!(scatter.x.min >= 10 && scatter.x.max <= days);
    }
    assert!(customers <= SCATTER_CUSTOMERS_MAX);
    // A window that nobody lies in.
    question.x_window = Span { min: Some(900_000), max: Some(i64::MAX) };
    assert_eq!(assert_marks_lead_to_customers(engine, &scope, &question).customers, 0);
    question.x_window = Span { min: Some(9), max: Some(8) };
    let expected = "the part to be shown goes from 9 to 8 days since the last order; exchange the two ends";
    assert_eq!(engine.scatter(&scope, &question), Err(AnalyticsError::InvalidQuestion(expected.to_owned())));
}

#[test]
fn spend_is_spread_by_its_logarithm_and_few_orders_have_a_row_each() {
    let Some(engine) = olist() else { return };
    let open = CustomerFilter::default();
    let scope = Scope::everything();
    let scatter = assert_marks_lead_to_customers(
        engine,
        &scope,
        &question(&open, Measure::Frequency, Measure::Monetary),
    );
    // Least and greatest spend, most orders: computed from the files with Python's csv module.
    assert_eq!((scatter.x.min, scatter.x.max, scatter.x.is_logarithmic), (1, 3, false));
    assert_eq!((scatter.y.min, scatter.y.max, scatter.y.is_logarithmic), (959, 727_488, true));
    let ScatterMarks::Bins(bins) = scatter.marks else { panic!("22,286 customers are not drawn one by one") };
    assert!(bins.iter().all(|bin| bin.x.0 == bin.x.1));
    assert_eq!(bins.iter().map(|bin| bin.revenue_cents).sum::<i64>(), 360_945_460);
}

#[test]
fn bars_count_the_customers_of_their_range() {
    let engine = demo();
    for scope in [Scope::everything(), Scope::of_states(["RJ".to_owned()])] {
        for filter in filters() {
            for histogram in engine.histograms(&scope, &filter).unwrap() {
                assert!(!histogram.bins.is_empty() && histogram.bins.len() <= 24);
                assert!(histogram.bins.windows(2).all(|pair| pair[0].max + 1 == pair[1].min));
                let all = histogram.bins.iter().map(|bin| bin.selected_customers).sum::<u64>();
                assert_eq!(all, listed(engine, &scope, filter.clone()));
                for bin in &histogram.bins {
                    let link = narrowed(&filter, histogram.measure, (bin.min, bin.max));
                    assert_eq!(bin.customers, listed(engine, &scope, link), "{bin:?}");
                    assert!(bin.selected_customers <= bin.customers);
                }
            }
        }
    }
    let nobody = engine.histograms(&Scope::of_states(["XX".to_owned()]), &filters()[0]).unwrap();
    assert_eq!(nobody.iter().map(|histogram| histogram.measure).collect::<Vec<_>>(), MEASURES);
    assert!(nobody.iter().all(|histogram| histogram.bins.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any window of a shop with more customers than are drawn one by one.
    #[test]
    fn any_window_adds_up(
        axes in prop::sample::select(PAIRS.as_slice()),
        x_window in any_window(),
        y_window in any_window(),
    ) {
        let open = question(&CustomerFilter::default(), axes.0, axes.1);
        let asked = ScatterQuestion { x_window, y_window, ..open };
        assert_marks_lead_to_customers(demo(), &Scope::everything(), &asked);
    }
}

fn any_window() -> impl Strategy<Value = Span<i64>> {
    let end = || prop_oneof![Just(None), (0_u32..20).prop_map(|power| Some(1_i64 << power))];
    (end(), end()).prop_map(|(a, b)| match (a, b) {
        (Some(a), Some(b)) => Span { min: Some(a.min(b)), max: Some(a.max(b)) },
        (min, max) => Span { min, max },
    })
}

#[test]
fn one_customer_is_one_mark() {
    let mut files = ShopFiles::of_customers(0);
    files.add_order(0, 0, "2018-05-10", 20);
    let engine = files.engine();
    let open = CustomerFilter::default();
    let scatter = assert_marks_lead_to_customers(
        &engine,
        &Scope::everything(),
        &question(&open, Measure::Recency, Measure::Monetary),
    );
    assert_eq!((scatter.customers, scatter.x.min, scatter.x.max, scatter.y.max), (1, 1, 1, 2_600));
    let histograms = engine.histograms(&Scope::everything(), &open).unwrap();
    assert!(histograms.iter().all(|h| h.bins.iter().map(|bin| bin.customers).sum::<u64>() == 1));
}
