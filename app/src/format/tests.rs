use super::*;

#[test]
fn counts_have_thousands_separators() {
    assert_eq!(format_count(0), "0");
    assert_eq!(format_count(999), "999");
    assert_eq!(format_count(1_000), "1,000");
    assert_eq!(format_count(1_234_567), "1,234,567");
    assert_eq!(format_counted(1, "customer", "customers"), "1\u{a0}customer");
    assert_eq!(format_counted(4_407, "customer", "customers"), "4,407\u{a0}customers");
    assert_eq!([1_204, -33, 0].map(format_change), ["+1,204", "−33", "0"]);
}

#[test]
fn exact_money_keeps_every_cent() {
    assert_eq!(format_money(727_488, "R$"), "R$\u{a0}7,274.88");
    assert_eq!(format_money(5, "R$"), "R$\u{a0}0.05");
    assert_eq!(format_money(5, ""), "0.05");
    assert_eq!(format_money(-123_456, "€"), "€\u{a0}−1,234.56");
    assert_eq!(format_money(i64::MIN, "R$"), "R$\u{a0}−92,233,720,368,547,758.08");
}

#[test]
fn short_money_has_three_significant_digits() {
    assert_eq!(format_money_short(113_912_300.0, "R$"), "R$\u{a0}1.14\u{a0}m");
    assert_eq!(format_money_short(37_200_000.0, "R$"), "R$\u{a0}372\u{a0}k");
    assert_eq!(format_money_short(99_960_000.0, "R$"), "R$\u{a0}1.00\u{a0}m");
    assert_eq!(format_money_short(25_512.0, "R$"), "R$\u{a0}255");
    assert_eq!(format_money_short(5_730.0, "R$"), "R$\u{a0}57.3");
    assert_eq!(format_money_short(999_600_000_000.0, "R$"), "R$\u{a0}10.0\u{a0}bn");
    assert_eq!(format_money_short(-150_000.0, "R$"), "R$\u{a0}−1.50\u{a0}k");
    assert_eq!(format_money_short(0.0, "R$"), "R$\u{a0}0.00");
}

#[test]
fn shares_are_percentages_with_one_decimal() {
    assert_eq!(format_percent(0.032), "3.2\u{a0}%");
    assert_eq!(format_percent(1.0), "100.0\u{a0}%");
    assert_eq!(format_percent(-0.0812), "−8.1\u{a0}%");
    assert_eq!(format_percent(-0.0001), "0.0\u{a0}%");
    assert_eq!(format_points(-0.0079), "0.8\u{a0}points");
}

#[test]
fn rounded_shares_never_claim_all_or_nothing() {
    assert_eq!(format_percent_rounded(0.992), "99\u{a0}%");
    assert_eq!(format_percent_rounded(0.997), "99\u{a0}%");
    assert_eq!(format_percent_rounded(1.0), "100\u{a0}%");
    assert_eq!(format_percent_rounded(0.002), "1\u{a0}%");
    assert_eq!(format_percent_rounded(0.0), "0\u{a0}%");
}

#[test]
#[cfg(feature = "ssr")]
fn indices_are_whole_and_changes_have_a_sign() {
    assert_eq!([113.6, 0.2].map(format_index), ["114", "0"]);
    let changes = [0.297, -0.0812, 0.0001, 0.0].map(format_percent_change);
    assert_eq!(changes, ["+29.7\u{a0}%", "−8.1\u{a0}%", "0.0\u{a0}%", "0.0\u{a0}%"]);
}

#[test]
fn ratios_scores_and_means_have_fixed_decimals() {
    assert_eq!(format_times(1.594), "1.59\u{a0}×");
    #[cfg(feature = "ssr")]
    assert_eq!([403.87, 11.235, 1.594].map(format_times_short), ["404\u{a0}×", "11.2\u{a0}×", "1.59\u{a0}×"]);
    assert_eq!(format_score(4.016), "4.02");
    assert_eq!(format_mean(213.44), "213.4");
}

#[test]
fn durations_turn_into_months_when_long() {
    assert_eq!(format_duration(1), "1\u{a0}day");
    assert_eq!(format_duration(45), "45\u{a0}days");
    assert_eq!(format_duration(420), "14\u{a0}months");
}

#[test]
fn dates_and_months_are_in_words() {
    let date = NaiveDate::from_ymd_opt(2018, 8, 29).expect("a valid date");
    assert_eq!(format_date(date), "29 Aug 2018");
    assert_eq!(format_month(Month { year: 2018, month: 8 }), "Aug 2018");
    assert_eq!(format_month_short(Month { year: 2018, month: 12 }), "Dec");
    assert_eq!(format_month(Month { year: 2018, month: 13 }), "? 2018");
}

#[cfg(feature = "ssr")]
#[test]
fn cohorts_are_named_by_their_period() {
    let name = |text: &str| format_cohort_period(text.parse().expect("a period"));
    assert_eq!(["2018-08", "2018-Q3", "2020-W53"].map(name), ["Aug 2018", "Q3 2018", "W53 2020"]);
    assert_eq!([0.0, 0.0048, 0.032].map(format_rate), ["0.0\u{a0}%", "0.48\u{a0}%", "3.2\u{a0}%"]);
    assert_eq!(format_amount_short(1_234_500.0), "12.3\u{a0}k");
}

#[test]
fn ranges_of_dates_may_be_open() {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    assert_eq!(format_date_range(day(2018, 8, 1), day(2018, 8, 31)), "1 to 31 Aug 2018");
    assert_eq!(format_date_range(day(2018, 8, 1), None), "from 1 Aug 2018");
    assert_eq!(format_date_range(None, day(2018, 8, 1)), "until 1 Aug 2018");
    assert_eq!(format_date_range(None, None), "any day");
}

#[test]
fn days_say_month_and_year_once() {
    let days = |first: (i32, u32, u32), last: (i32, u32, u32)| {
        let date = |(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).expect("a valid date");
        format_days(DayRange { first: date(first), last: date(last) })
    };
    assert_eq!(days((2018, 8, 1), (2018, 8, 31)), "1 to 31 Aug 2018");
    assert_eq!(days((2018, 8, 29), (2018, 8, 29)), "29 Aug 2018");
    assert_eq!(days((2018, 3, 1), (2018, 8, 29)), "1 Mar to 29 Aug 2018");
    assert_eq!(days((2017, 8, 30), (2018, 8, 29)), "30 Aug 2017 to 29 Aug 2018");
}

#[test]
fn categories_lose_their_underscores() {
    assert_eq!(format_category("bed_bath_table"), "bed bath table");
}

#[test]
fn ids_are_cut_between_characters() {
    assert_eq!(shorten_id("éééééééééé"), "éééééééé…");
    assert_eq!(shorten_id("short"), "short");
}

#[test]
fn names_of_products_stay_whole_and_codes_are_cut() {
    assert_eq!(shorten_product_id("0a1b2c3d4e5f60718293a4b5c6d7e8f9"), "0a1b2c3d…");
    assert_eq!(shorten_product_id("red/blush wine, 0.75 l"), "red/blush wine, 0.75 l");
    assert_eq!(shorten_product_id("SKU-100023"), "SKU-100023");
}

#[test]
#[cfg(feature = "ssr")]
fn small_shares_and_probabilities_keep_their_meaning() {
    let shares = [0.032, 0.001_93, 0.000_021, 0.0, 0.009_96].map(format_small_percent);
    assert_eq!(shares, ["3.2\u{a0}%", "0.19\u{a0}%", "0.0021\u{a0}%", "0.0\u{a0}%", "1.0\u{a0}%"]);
    assert_eq!([0.013, 1e-19, 1.0].map(format_probability), ["0.013", "<\u{a0}0.001", "1.000"]);
}

#[test]
fn sentences_begin_with_a_capital() {
    assert_eq!(with_capital("été"), "Été");
    assert_eq!(with_capital(""), "");
    assert_eq!(with_capital("empty.csv is empty"), "empty.csv is empty");
    assert_eq!(with_capital("settings/source.toml: line 5"), "settings/source.toml: line 5");
    assert_eq!(with_capital("nothing."), "Nothing.");
}

#[test]
fn amounts_for_fields_are_plain_numbers() {
    assert_eq!(format_amount_field(1_250), "12.50");
    assert_eq!(format_amount_field(120_000), "1200");
}
