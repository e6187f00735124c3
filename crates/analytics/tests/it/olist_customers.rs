//! Filters, one person and distributions in the Olist sample.
//!
//! The expected figures were computed from the source files with Python's csv module.

use clientele_contract::{
    Analytics, CustomerFilter, DayRange, HistogramBin, Measure, PurchaseFilter, Scope, Segment, Span,
};

use crate::{
    drill_down::{listed, span},
    olist_sample::olist,
};

fn days(first: &str, last: &str) -> Span<chrono::NaiveDate> {
    let day = |text| clientele_contract::parse_iso_date(text).unwrap();
    span(DayRange { first: day(first), last: day(last) })
}

#[test]
fn filters_count_what_the_files_hold() {
    let Some(engine) = olist() else { return };
    let open = CustomerFilter::default();
    let july = days("2018-07-01", "2018-07-31");
    let bought = |ordered, categories: &[&str], products: &[&str]| {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let (categories, products) = (names(categories), names(products));
        let purchase = PurchaseFilter { ordered, categories, products, ..PurchaseFilter::default() };
        CustomerFilter { purchase, ..CustomerFilter::default() }
    };
    let telephone = "19936fa4f614ee0590d3b77ac83fd648";
    for (customers, filter) in [
        (75, CustomerFilter { id_prefix: "00".to_owned(), ..open.clone() }),
        (85, CustomerFilter { id_prefix: "4f".to_owned(), ..open.clone() }),
        (1, CustomerFilter { id_prefix: "1b6c7548a2a1f9037c1fd3ddfed95f33".to_owned(), ..open.clone() }),
        (0, CustomerFilter { id_prefix: "1b6c7548a2a1f9037c1fd3ddfed95f33f".to_owned(), ..open.clone() }),
        (0, CustomerFilter { id_prefix: "zz".to_owned(), ..open.clone() }),
        (6_641, CustomerFilter { reviewed: true, ..open.clone() }),
        (10_021, CustomerFilter { first_order: days("2017-01-01", "2017-12-31"), ..open }),
        (844, bought(Span::default(), &["toys"], &[])),
        (40, bought(july, &["toys"], &[])),
        (110, bought(july, &["toys", "auto"], &[])),
        // Two more ordered in July and bought furniture at another time: one order must meet both.
        (77, bought(july, &["furniture_decor"], &[])),
        (1, bought(Span::default(), &[], &[telephone])),
        (1, bought(Span::default(), &["fixed_telephony"], &[telephone])),
        (0, bought(Span::default(), &["toys"], &[telephone])),
        (0, bought(Span::default(), &[], &["no such product"])),
    ] {
        assert_eq!(listed(engine, &Scope::everything(), filter.clone()), customers, "{filter:?}");
    }
}

#[test]
fn a_customer_is_told_whole() {
    let Some(engine) = olist() else { return };
    let id = "1b6c7548a2a1f9037c1fd3ddfed95f33";
    let profile = engine.customer(&Scope::everything(), id).unwrap().unwrap();
    assert_eq!(profile.customer.customer_id, id);
    let orders = profile.orders.iter().map(|order| {
        let gap = order.days_since_previous;
        (&order.order_id[..6], order.date.to_string(), order.value_cents, order.review_score, gap)
    });
    assert_eq!(
        orders.collect::<Vec<_>>(),
        [
            ("75b71f", "2018-01-25".to_owned(), 18_743, None, Some(51)),
            ("bba17d", "2017-12-05".to_owned(), 6_360, None, Some(11)),
            ("54f334", "2017-11-24".to_owned(), 26_716, Some(5.0), None),
        ]
    );
    let items = profile.orders[2].items.iter().map(|item| item.price_cents + item.freight_cents);
    assert_eq!(items.collect::<Vec<_>>(), [13_358, 13_358]);
    // Two items each: the favourite is the one that cost more.
    let categories = profile.categories.iter().map(|bought| (bought.category.as_str(), bought.units));
    assert_eq!(categories.collect::<Vec<_>>(), [("perfumery", 2), ("furniture_decor", 2)]);
    assert_eq!(profile.categories[0].revenue_cents, 26_716);
    assert_eq!(profile.customer.favourite_category, "perfumery");
    assert_eq!(engine.customer(&Scope::everything(), "1b6c").unwrap(), None);
    assert_eq!(engine.customer(&Scope::of_states(["SP".to_owned()]), id).unwrap(), None);
}

#[test]
fn scores_are_explained_by_those_who_share_them() {
    let Some(engine) = olist() else { return };
    let id = "1b6c7548a2a1f9037c1fd3ddfed95f33";
    let profile = engine.customer(&Scope::everything(), id).unwrap().unwrap();
    let [recency, frequency, monetary] = profile.scores.as_slice() else { panic!("{:?}", profile.scores) };
    assert_eq!((recency.measure, recency.value), (Measure::Recency, 217));
    assert!((recency.share_below - 0.510_948_577_6).abs() < 1e-9);
    assert!(recency.band.0 <= 217 && recency.band.1 >= 217);
    // Five customers ordered three times and nobody more often.
    assert_eq!((frequency.measure, frequency.score, frequency.band), (Measure::Frequency, 3, (3, 3)));
    assert!((frequency.share_below - 22_281.0 / 22_286.0).abs() < 1e-12);
    assert_eq!((monetary.value, monetary.score, monetary.band.1), (51_819, 5, 727_488));
    assert!((monetary.share_below - 21_370.0 / 22_286.0).abs() < 1e-12);
    let scores = profile.customer.scores;
    assert!(profile.neighbours.iter().all(|row| row.scores == scores && row.customer_id != id));
    assert_eq!(profile.neighbours.len() as u64, (profile.customers_in_cell - 1).min(8));
}

#[test]
fn distributions_count_what_the_files_hold() {
    let Some(engine) = olist() else { return };
    let histograms = engine.histograms(&Scope::everything(), &CustomerFilter::default()).unwrap();
    let counts =
        |bins: &[HistogramBin]| bins.iter().map(|bin| (bin.min, bin.selected_customers)).collect::<Vec<_>>();
    let [recency, frequency, monetary] = histograms.as_slice() else { panic!("{histograms:?}") };
    let days = [2494, 2041, 2741, 2751, 2410, 2604, 1512, 1607, 1340, 1243, 939, 527, 6, 70, 1];
    assert_eq!(counts(&recency.bins), (0..).step_by(50).zip(days).collect::<Vec<_>>());
    assert_eq!(counts(&frequency.bins), [(1, 22_115), (2, 166), (3, 5)]);
    assert_eq!(
        counts(&monetary.bins),
        [
            (500, 1),
            (1_000, 85),
            (2_000, 3_630),
            (5_000, 6_777),
            (10_000, 7_200),
            (20_000, 3_633),
            (50_000, 691),
            (100_000, 223),
            (200_000, 44),
            (500_000, 2)
        ]
    );
    let lost = CustomerFilter { segments: [Segment::Lost].into(), ..CustomerFilter::default() };
    let histograms = engine.histograms(&Scope::everything(), &lost).unwrap();
    assert_eq!(histograms[0].bins.len(), recency.bins.len(), "bins stay when the filter changes");
    assert!(histograms.iter().all(|h| h.bins.iter().map(|bin| bin.customers).sum::<u64>() == 1_839));
}
