//! A figure of the overview and the list of customers that it leads to have the same number.

use std::sync::LazyLock;

use clientele_analytics::Engine;
use clientele_contract::{
    Analytics, CompareWith, CustomerFilter, CustomerQuery, CustomerSort, DayRange, Finding, Overview, Period,
    PeriodFigures, PeriodQuestion, PurchaseFilter, Scope, Segment, SortDirection, Span, TrendPoint,
};

use crate::{olist_sample::olist, shop_files::build_folder};

/// A made-up shop of 3,000 people, read once for all tests.
pub(crate) fn demo() -> &'static Engine {
    static DEMO: LazyLock<Engine> = LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("demo");
        clientele_demo::write_demo_shop(&source, &clientele_demo::DemoShop { customers: 3_000, seed: 7 })
            .unwrap();
        Engine::from_shop(build_folder(&source).unwrap()).unwrap()
    });
    &DEMO
}

/// How many customers the list shows.
pub(crate) fn listed(engine: &Engine, scope: &Scope, filter: CustomerFilter) -> u64 {
    let query = CustomerQuery {
        filter,
        sort: CustomerSort::Spent,
        direction: SortDirection::Descending,
        page: 1,
        page_size: 1,
    };
    engine.customers(scope, &query).unwrap().customers
}

pub(crate) fn span(days: DayRange) -> Span<chrono::NaiveDate> {
    Span { min: Some(days.first), max: Some(days.last) }
}

pub(crate) fn ordered_in(days: DayRange) -> CustomerFilter {
    let purchase = PurchaseFilter { ordered: span(days), ..PurchaseFilter::default() };
    CustomerFilter { purchase, ..CustomerFilter::default() }
}

fn assert_figures_lead_to_customers(engine: &Engine, scope: &Scope, figures: &PeriodFigures) {
    let ordered = ordered_in(figures.days);
    assert_eq!(figures.customers, listed(engine, scope, ordered.clone()), "{figures:?}");
    let new = CustomerFilter { first_order: span(figures.days), ..CustomerFilter::default() };
    assert_eq!(figures.new_customers, listed(engine, scope, new), "{figures:?}");
    // A filter counts orders up to the data's date; earlier ends than that cannot be asked for.
    if figures.days.last >= engine.snapshot(scope).unwrap().last_order {
        let repeat = CustomerFilter { orders: Span { min: Some(2), max: None }, ..ordered };
        assert_eq!(figures.repeat_customers, listed(engine, scope, repeat), "{figures:?}");
    }
}

fn assert_trend_adds_up(engine: &Engine, scope: &Scope, trend: &[TrendPoint], figures: &PeriodFigures) {
    assert_eq!(trend.iter().map(|point| point.revenue_cents).sum::<i64>(), figures.revenue_cents);
    assert_eq!(trend.iter().map(|point| point.orders).sum::<u64>(), figures.orders);
    assert_eq!(trend[0].days.first, figures.days.first);
    assert_eq!(trend[trend.len() - 1].days.last, figures.days.last);
    let follows = |pair: &[TrendPoint]| pair[0].days.last.succ_opt() == Some(pair[1].days.first);
    assert!(trend.windows(2).all(follows), "{trend:?}");
    // Every point where there are few, some of them where there are many.
    for point in trend.iter().step_by(trend.len() / 20 + 1) {
        assert_eq!(point.customers, listed(engine, scope, ordered_in(point.days)), "{point:?}");
    }
}

fn assert_lists_lead_to_customers(engine: &Engine, scope: &Scope, overview: &Overview) {
    let ordered = ordered_in(overview.period.days);
    for row in &overview.products {
        let mut filter = ordered.clone();
        filter.purchase.products.insert(row.product_id.clone());
        assert_eq!(row.customers, listed(engine, scope, filter), "{row:?}");
    }
    for row in &overview.categories {
        let mut filter = ordered.clone();
        filter.purchase.categories.insert(row.category.clone());
        assert_eq!(row.customers, listed(engine, scope, filter), "{row:?}");
    }
    for row in &overview.states {
        let filter = CustomerFilter { states: [row.state.clone()].into(), ..ordered.clone() };
        assert_eq!(row.customers, listed(engine, scope, filter), "{row:?}");
    }
    for row in &overview.segments {
        let filter = CustomerFilter { segments: [row.segment].into(), ..CustomerFilter::default() };
        assert_eq!(row.customers, listed(engine, scope, filter), "{row:?}");
    }
}

fn assert_findings_lead_to_customers(engine: &Engine, scope: &Scope, overview: &Overview) {
    assert!(overview.findings.len() <= 5);
    for finding in &overview.findings {
        let open = CustomerFilter::default();
        let (customers, filter) = match finding {
            Finding::QuietBigSpenders { customers, .. } => {
                let segments = [Segment::AtRisk, Segment::CannotLose].into();
                (customers, CustomerFilter { segments, ..open })
            }
            Finding::OneTimeBuyers { customers, .. } => {
                (customers, CustomerFilter { orders: Span { min: None, max: Some(1) }, ..open })
            }
            Finding::UnhappyBestCustomers { customers, .. } => {
                (customers, CustomerFilter { high_value_at_risk: true, ..open })
            }
            _ => continue,
        };
        assert_eq!(*customers, listed(engine, scope, filter), "{finding:?}");
    }
}

/// Everything that holds for any overview.
pub(crate) fn assert_overview_leads_to_customers(engine: &Engine, scope: &Scope, question: PeriodQuestion) {
    let overview = engine.overview(scope, &question).unwrap();
    assert_eq!(overview.totals.customers, listed(engine, scope, CustomerFilter::default()));
    assert_figures_lead_to_customers(engine, scope, &overview.period);
    assert_trend_adds_up(engine, scope, &overview.trend, &overview.period);
    match &overview.compared {
        Some(compared) => {
            assert_figures_lead_to_customers(engine, scope, compared);
            assert_trend_adds_up(engine, scope, &overview.compared_trend, compared);
        }
        None => assert!(overview.compared_trend.is_empty()),
    }
    assert_lists_lead_to_customers(engine, scope, &overview);
    assert_findings_lead_to_customers(engine, scope, &overview);
}

fn assert_shop_leads_to_customers(engine: &Engine) {
    let scopes = [Scope::everything(), Scope::of_states(["SP".to_owned(), "MG".to_owned()])];
    for scope in scopes {
        for (period, compare, match_weekdays) in [
            (Period::All, CompareWith::Nothing, false),
            (Period::Last30Days, CompareWith::Previous, true),
            (Period::Last90Days, CompareWith::LastYear, false),
            (Period::Last12Months, CompareWith::Previous, false),
            (Period::ThisMonth, CompareWith::Previous, false),
            (Period::LastMonth, CompareWith::LastYear, true),
            (Period::ThisYear, CompareWith::LastYear, false),
        ] {
            let question = PeriodQuestion { period, compare, match_weekdays };
            assert_overview_leads_to_customers(engine, &scope, question);
        }
    }
}

#[test]
fn every_figure_of_the_demo_shop_leads_to_as_many_customers() {
    assert_shop_leads_to_customers(demo());
}

#[test]
fn every_figure_of_the_sample_leads_to_as_many_customers() {
    let Some(engine) = olist() else { return };
    assert_shop_leads_to_customers(engine);
}
