use clientele_contract::{DayRange, Month, Tier, parse_iso_date};

use super::*;

fn check(finding: &Finding, sentence: &str, href: &str) {
    let compared = "in the 365 days before".to_owned();
    let context = FindingContext { currency_symbol: "R$".to_owned(), compared };
    assert_eq!(context.sentence_of(finding).replace('\u{a0}', " "), sentence);
    assert_eq!(link_of(finding).href, href);
}

fn days(first: &str, last: &str) -> DayRange {
    let day = |text| parse_iso_date(text).expect("a date");
    DayRange { first: day(first), last: day(last) }
}

fn period_change(now: (i64, u64), before: (i64, u64)) -> Finding {
    Finding::PeriodChange {
        days: days("2017-08-30", "2018-08-29"),
        revenue_cents: now.0,
        orders: now.1,
        compared_days: days("2016-08-30", "2017-08-29"),
        compared_cents: before.0,
        compared_orders: before.1,
    }
}

const ORDERED_IN_PERIOD: &str = "/customers?ordered_min=2017-08-30&ordered_max=2018-08-29";

#[test]
fn findings_are_sentences_with_a_way_to_look() {
    check(
        &Finding::OneTimeBuyers { customers: 21_611, share: 0.9697 },
        "97.0 % of customers (21,611) have bought once and not come back.",
        "/segments?orders_max=1",
    );
    check(
        &Finding::QuietBigSpenders { customers: 4_407, revenue_cents: 113_900_000 },
        "4,407 customers at risk or not to be lost (R$ 1.14 m spent) have gone quiet.",
        "/segments?segment=at-risk&segment=cannot-lose",
    );
    check(
        &Finding::UnhappyBestCustomers { tier: Tier::Platinum, customers: 1, revenue_cents: 50_000 },
        "1 Platinum customer who spent R$ 500 left a review of 2 or less.",
        "/segments?unhappy=1",
    );
    check(
        &Finding::RevenueConcentration {
            segment: Segment::Promising,
            customer_share: 0.362,
            revenue_share: 0.521,
        },
        "Promising are 36 % of customers and 52 % of revenue.",
        "/segments?segment=promising",
    );
}

#[test]
fn a_month_may_fall_or_start_from_nothing() {
    let month = Month { year: 2018, month: 7 };
    let href = "/customers?ordered_min=2018-07-01&ordered_max=2018-07-31";
    check(
        &Finding::MonthChange { month, revenue_cents: 75_000, previous_cents: 100_000 },
        "Jul 2018 brought R$ 750, 25.0 % less than the month before.",
        href,
    );
    check(
        &Finding::MonthChange { month, revenue_cents: 75_000, previous_cents: 0 },
        "Jul 2018 brought R$ 750, after nothing the month before.",
        href,
    );
}

#[test]
fn a_change_of_revenue_is_told_apart_into_orders_and_their_size() {
    // 1.1 × as many orders of 1.2 × the size are 1.32 × the revenue.
    check(
        &period_change((132_000, 110), (100_000, 100)),
        "Revenue was R$ 1.32 k, 32.0 % more than in the 365 days before: 10.0 % more orders, each 20.0 % larger.",
        ORDERED_IN_PERIOD,
    );
    check(
        &period_change((99_000, 110), (100_000, 100)),
        "Revenue was R$ 990, 1.0 % less than in the 365 days before: 10.0 % more orders, but each 10.0 % smaller.",
        ORDERED_IN_PERIOD,
    );
    check(
        &period_change((50_000, 50), (100_000, 100)),
        "Revenue was R$ 500, 50.0 % less than in the 365 days before: 50.0 % fewer orders, each of the same size.",
        ORDERED_IN_PERIOD,
    );
    check(
        &period_change((110_000, 100), (100_000, 100)),
        "Revenue was R$ 1.10 k, 10.0 % more than in the 365 days before: as many orders, each 10.0 % larger.",
        ORDERED_IN_PERIOD,
    );
    check(
        &period_change((400_000, 400), (100_000, 100)),
        "Revenue was R$ 4.00 k, 4.00 × as much as in the 365 days before: 300.0 % more orders, each of the same size.",
        ORDERED_IN_PERIOD,
    );
}

#[test]
fn nothing_before_and_nothing_now_are_said_as_they_are() {
    check(
        &period_change((50_000, 50), (0, 0)),
        "Revenue was R$ 500, after nothing in the 365 days before.",
        ORDERED_IN_PERIOD,
    );
    check(
        &period_change((0, 0), (50_000, 50)),
        "Revenue was R$ 0.00, 100.0 % less than in the 365 days before.",
        ORDERED_IN_PERIOD,
    );
}

#[test]
fn what_moved_most_leads_to_those_who_bought_it() {
    check(
        &Finding::CategoryMoved {
            category: "health_beauty".to_owned(),
            revenue_cents: 150_000,
            compared_cents: 100_000,
            days: days("2018-06-01", "2018-08-29"),
        },
        "Health beauty grew most of all categories: R$ 1.50 k, 50.0 % more than in the 365 days before.",
        "/customers?bought=health_beauty&ordered_min=2018-06-01&ordered_max=2018-08-29",
    );
    check(
        &Finding::StateMoved {
            state: "SP".to_owned(),
            revenue_cents: 75_000,
            compared_cents: 100_000,
            days: days("2018-06-01", "2018-08-29"),
        },
        "SP fell most of all states: R$ 750, 25.0 % less than in the 365 days before.",
        "/customers?state=SP&ordered_min=2018-06-01&ordered_max=2018-08-29",
    );
}
