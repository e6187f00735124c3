use chrono::NaiveDate;
use clientele_contract::{
    FirstPurchaseFilter, NeverBoughtFilter, PurchaseFilter, ScoreFilter, Segment, SegmentsOnDay, Span, Tier,
};
use proptest::{
    collection::{btree_set, vec},
    option,
    prelude::*,
    sample::select,
};

use super::{values::order_ends, *};

fn parsed(query: &str) -> SegmentsUrl {
    let (url, notices) = parse_query(query);
    assert_eq!(notices, [], "{query}");
    url
}

fn notices(query: &str) -> Vec<String> {
    parse_query(query).1.into_iter().map(|notice| notice.0).collect()
}

#[test]
fn an_untouched_form_is_the_default_view() {
    let query = "?recency_min=&recency_max=&orders_min=&orders_max=&spent_min=&spent_max=&axes=";
    assert_eq!(parsed(query), SegmentsUrl::default());
    assert_eq!(SegmentsUrl::default().to_query(), "");
    assert_eq!(SegmentsUrl::default().link("/segments"), "/segments");
}

#[test]
fn a_form_with_repeated_keys_is_read() {
    let url = parsed(
        "segment=at-risk&segment=cannot-lose&tier=platinum&state=SP&category=bed_bath_table\
         &action=vip-home-concierge&recency_min=30&orders_max=4&spent_min=12.50&r=1&r=2&m=5&unhappy=1\
         &axes=rf&sort=recency&dir=asc&page=3",
    );
    let filter = url.filter;
    assert_eq!(filter.segments, BTreeSet::from([Segment::AtRisk, Segment::CannotLose]));
    assert_eq!(filter.tiers, BTreeSet::from([Tier::Platinum]));
    assert_eq!(filter.states, BTreeSet::from(["SP".to_owned()]));
    assert_eq!(filter.recency_days, Span { min: Some(30), max: None });
    assert_eq!(filter.orders, Span { min: None, max: Some(4) });
    assert_eq!(filter.spent_cents, Span { min: Some(1_250), max: None });
    assert_eq!(filter.scores.recency, BTreeSet::from([1, 2]));
    assert_eq!(filter.scores.monetary, BTreeSet::from([5]));
    assert!(filter.high_value_at_risk);
    assert_eq!(url.axes, Some(MatrixAxes::RecencyFrequency));
    assert_eq!((url.sort, url.direction), (CustomerSort::Recency, SortDirection::Ascending));
    assert_eq!(url.page, Page(3));
}

#[test]
fn amounts_are_read_to_the_cent() {
    for (text, cents) in [("12", 1_200), ("12.5", 1_250), ("12,50", 1_250), (".5", 50), ("0.999", 99)] {
        assert_eq!(parsed(&format!("spent_min={text}")).filter.spent_cents.min, Some(cents), "{text}");
    }
    for text in ["-1", "1e9", ".", "NaN", "99999999999999999999", "92233720368547758.08"] {
        let (url, notices) = parse_query(&format!("spent_min={text}"));
        assert_eq!((url, notices.len()), (SegmentsUrl::default(), 1), "{text}");
    }
}

#[test]
fn swapped_ends_are_put_right_and_told() {
    let (url, notices) = parse_query("recency_min=90&recency_max=30");
    assert_eq!(url.filter.recency_days, Span { min: Some(30), max: Some(90) });
    assert_eq!(
        notices,
        [Notice("The two ends of the range of days since the last order were swapped.".to_owned())]
    );
}

#[test]
fn what_is_not_understood_is_left_out_and_told() {
    assert_eq!(notices("segment=vip"), ["“vip” is not understood as a segment; it was left out."]);
    assert_eq!(notices("r=6"), ["“6” is not understood as a score from 1 to 5; it was left out."]);
    assert_eq!(notices("page=0"), ["“0” is not understood as a page number; it was left out."]);
    assert_eq!(notices("utm_source=mail"), Vec::<String>::new());
    let long = notices(&format!("state={}", "x".repeat(5_000)));
    assert!(long.iter().all(|notice| notice.chars().count() < 100), "{long:?}");
}

#[test]
fn an_address_without_end_is_cut_between_characters() {
    let (_, notices) = parse_query(&"é".repeat(QUERY_BYTES_MAX));
    assert_eq!(notices.len(), 1);
}

#[test]
fn purchases_and_dates_are_read() {
    let url = parsed(
        "id=0a1&first_min=2018-01-01&ordered_min=2018-08-01&ordered_max=2018-08-31&product=p%2F1&product=p2\
         &bought=health_beauty&reviewed=1&rows=100&cols=tier&cols=last",
    );
    let day = |month, day| NaiveDate::from_ymd_opt(2018, month, day);
    assert_eq!(url.filter.id_prefix, "0a1");
    assert_eq!(url.filter.first_order, Span { min: day(1, 1), max: None });
    assert_eq!(url.filter.purchase.ordered, Span { min: day(8, 1), max: day(8, 31) });
    assert_eq!(url.filter.purchase.products, BTreeSet::from(["p/1".to_owned(), "p2".to_owned()]));
    assert_eq!(url.filter.purchase.categories, BTreeSet::from(["health_beauty".to_owned()]));
    assert!(url.filter.reviewed);
    assert_eq!(url.page_size, PageSize::Hundred);
    assert_eq!(url.columns, BTreeSet::from([CustomerColumn::Tier, CustomerColumn::LastOrder]));
}

#[test]
fn segments_on_other_days_are_read() {
    let query = "was=2018-03-01.champions.at-risk&was=2018-01-01.not-yet";
    let url = parsed(query);
    let on = |month, segments: &[Segment]| SegmentsOnDay {
        day: NaiveDate::from_ymd_opt(2018, month, 1).expect("a date"),
        segments: segments.iter().copied().collect(),
    };
    assert_eq!(url.filter.segments_on, [on(3, &[Segment::Champions, Segment::AtRisk]), on(1, &[])]);
    assert_eq!(url.to_query(), query);
    for text in
        ["2018-03-01", "2018-03-01.", "2018-02-30.lost", "lost", "2018-03-01.vip", "2018-03-01.lost.not-yet"]
    {
        let expected = format!(
            "“{text}” is not understood as a day and a segment such as 2018-03-01.at-risk, on at most four days; \
             it was left out."
        );
        assert_eq!(notices(&format!("was={text}")), [expected]);
    }
    assert_eq!(notices(&["was=2018-03-01.lost"; 5].join("&")).len(), 1, "the fifth day is one too many");
}

#[test]
fn what_is_not_or_not_yet_a_date_is_told() {
    for text in ["2018-02-30", "29.08.2018", "0201-08-29", "12345-01-01", "2018-08"] {
        let expected = format!("“{text}” is not understood as a date such as 2018-08-29; it was left out.");
        assert_eq!(notices(&format!("ordered_min={text}")), [expected]);
    }
}

#[test]
fn another_filter_starts_on_the_first_page() {
    let url = parsed("page=7&sort=orders&axes=rf");
    let other = url.with_filter(parsed("segment=new").filter);
    assert_eq!(other.to_query(), "segment=new&axes=rf&sort=orders");
}

#[test]
fn a_scatter_of_one_measure_is_put_right_and_told() {
    let (url, notices) = parse_query("sx=orders&sy=orders&zx_min=2");
    assert_eq!(url, SegmentsUrl::default());
    assert_eq!(notices.len(), 1);
    let (url, notices) = parse_query("zx_min=90&zx_max=30");
    assert_eq!(url.scatter.x_window, Span { min: Some(30), max: Some(90) });
    assert_eq!(notices.len(), 1);
}

#[test]
fn another_filter_keeps_the_part_that_is_looked_at() {
    let url = parsed("names=personas&sx=orders&sy=spent&zy_min=100");
    assert_eq!(
        url.with_filter(parsed("segment=new").filter).to_query(),
        "segment=new&names=personas&sx=orders&sy=spent&zy_min=100"
    );
}

fn any_span<T>(values: impl Strategy<Value = T> + Clone) -> impl Strategy<Value = Span<T>>
where
    T: PartialOrd + Copy + std::fmt::Debug,
{
    (option::of(values.clone()), option::of(values)).prop_map(|(min, max)| {
        let mut span = Span { min, max };
        order_ends(&mut span);
        span
    })
}

prop_compose! {
    fn any_filter()(
        segments in btree_set(select(&Segment::ALL), 0..4),
        tiers in btree_set(select(&Tier::ALL), 0..3),
        states in btree_set("[A-Z]{2}", 0..3),
        categories in btree_set("[^\\p{C}\\s]{1,12}( [^\\p{C}\\s]{1,5})?", 0..3),
        actions in btree_set("[a-z-]{1,12}", 0..2),
        recency_days in any_span(0..5_000_i32),
        orders in any_span(0..500_u32),
        spent_cents in any_span(0..1_000_000_000_i64),
        recency in btree_set(1..=5_u8, 0..3),
        frequency in btree_set(1..=5_u8, 0..3),
        monetary in btree_set(1..=5_u8, 0..3),
        high_value_at_risk in any::<bool>(),
        id_prefix in "[^\\p{C}\\s]{0,12}",
        first_order in any_span(any_date()),
        purchase in any_purchase(),
        first_purchase in any_first_purchase(),
        never_bought in any_never_bought(),
        reviewed in any::<bool>(),
        segments_on in vec(any_segments_on(), 0..=SegmentsOnDay::DAYS_MAX),
    ) -> CustomerFilter {
        CustomerFilter {
            segments, tiers, states, categories, actions, recency_days, orders, spent_cents,
            scores: ScoreFilter { recency, frequency, monetary },
            high_value_at_risk, id_prefix, first_order, purchase, first_purchase, never_bought, reviewed, segments_on,
        }
    }
}

fn any_date() -> impl Strategy<Value = NaiveDate> + Clone {
    (1000..=9999_i32, 1..=12_u32, 1..=28_u32).prop_map(|(year, month, day)| {
        NaiveDate::from_ymd_opt(year, month, day).expect("every month has 28 days")
    })
}

fn any_segments_on() -> impl Strategy<Value = SegmentsOnDay> {
    (any_date(), btree_set(select(&Segment::ALL), 0..4))
        .prop_map(|(day, segments)| SegmentsOnDay { day, segments })
}

prop_compose! {
    fn any_purchase()(
        ordered in any_span(any_date()),
        products in btree_set("[^\\p{C}\\s]{1,32}", 0..3),
        categories in btree_set("[a-z_]{1,12}", 0..3),
        every_product in btree_set("[^\\p{C}\\s]{1,32}", 0..3),
        every_category in btree_set("[a-z_]{1,12}", 0..3),
    ) -> PurchaseFilter {
        PurchaseFilter { ordered, products, categories, every_product, every_category }
    }
}

prop_compose! {
    fn any_never_bought()(
        products in btree_set("[^\\p{C}\\s]{1,32}", 0..3),
        categories in btree_set("[a-z_]{1,12}", 0..3),
    ) -> NeverBoughtFilter {
        NeverBoughtFilter { products, categories }
    }
}

prop_compose! {
    fn any_first_purchase()(
        products in btree_set("[^\\p{C}\\s]{1,32}", 0..3),
        categories in btree_set("[a-z_]{1,12}", 0..3),
    ) -> FirstPurchaseFilter {
        FirstPurchaseFilter { products, categories }
    }
}

prop_compose! {
    fn any_scatter()(
        axes in select(&MatrixAxes::ALL),
        x_window in any_span(0..1_000_000_i64),
        y_window in any_span(0..1_000_000_i64),
    ) -> ScatterView {
        ScatterView { x: axes.column(), y: axes.row(), x_window, y_window }
    }
}

proptest! {
    #[test]
    fn every_view_survives_the_address(
        filter in any_filter(),
        axes in option::of(select(&MatrixAxes::ALL)),
        sort in select(&CustomerSort::ALL),
        direction in select(&[SortDirection::Ascending, SortDirection::Descending]),
        page in 1..u32::MAX,
        page_size in select(&PageSize::ALL),
        columns in btree_set(select(&CustomerColumn::ALL), 0..5),
        names in select(&TierNames::ALL),
        scatter in any_scatter(),
        grain in option::of("[a-z]{1,9}"),
    ) {
        let choices = PageChoices::default().with("grain", &grain.unwrap_or_default());
        let url = SegmentsUrl { filter, axes, sort, direction, page: Page(page), page_size, columns, names, scatter, choices };
        prop_assert_eq!(parse_query(&url.to_query()), (url, Vec::new()));
    }

    #[test]
    fn no_address_makes_the_reader_fail(query in "\\PC{0,200}") {
        let (url, _) = parse_query(&query);
        prop_assert_eq!(parse_query(&url.to_query()), (url, Vec::new()));
    }

    #[test]
    fn no_value_makes_the_reader_fail(
        key in select(&["segment", "recency_min", "spent_max", "page", "m", "dir", "state", "unhappy", "was", "id", "ordered_min", "rows", "cols"]),
        value in any::<String>(),
    ) {
        let (url, _) = parse_query(&format!("{key}={value}"));
        prop_assert_eq!(parse_query(&url.to_query()), (url, Vec::new()));
    }
}
