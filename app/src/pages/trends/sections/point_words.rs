//! How the points of a trend are called, and whom they open.

use clientele_contract::{CustomerFilter, DayRange, Grain, Span, TrendFigures, TrendMeasure};

use crate::{
    components::{customers_href, days_within},
    format::{format_date, format_days, format_month},
    pages::overview::sections::period_words::{month_of, whole_month},
};

/// A point as people call it: `Jul 2018`, `2 to 8 Jul 2018`, `2 Jul 2018`.
pub fn name_of_point(point: &TrendFigures) -> String {
    whole_month(point.days).map_or_else(|| format_days(point.days), format_month)
}

/// The same in short, for the axis: a month that is cut off is still that month.
pub fn label_of_point(point: &TrendFigures, grain: Grain) -> String {
    match grain {
        Grain::Month => format_month(month_of(point.days.first)),
        Grain::Week | Grain::Day => format_date(point.days.first),
    }
}

/// The list of the customers of a point: who ordered then, or whose first order it was.
///
/// `None` where the filter of the page asks for an order already: one list cannot ask for two.
pub fn list_of_point(filter: &CustomerFilter, measure: TrendMeasure, days: DayRange) -> Option<String> {
    let mut filter = filter.clone();
    if measure == TrendMeasure::NewCustomers {
        filter.first_order = days_within(filter.first_order, days);
    } else if filter.purchase.is_open() {
        filter.purchase.ordered = Span { min: Some(days.first), max: Some(days.last) };
    } else {
        return None;
    }
    Some(customers_href(filter))
}

#[cfg(test)]
mod tests {
    use clientele_contract::parse_iso_date;

    use super::*;
    use crate::url_state::parse_query;

    fn list(query: &str, measure: TrendMeasure) -> Option<String> {
        let day = |text| parse_iso_date(text).expect("a date");
        let days = DayRange { first: day("2018-07-02"), last: day("2018-07-08") };
        list_of_point(&parse_query(query).0.filter, measure, days)
    }

    #[test]
    fn a_point_opens_who_ordered_and_keeps_the_filter_of_the_page() {
        let expected = "/customers?state=SP&ordered_min=2018-07-02&ordered_max=2018-07-08";
        assert_eq!(list("state=SP", TrendMeasure::Revenue).as_deref(), Some(expected));
    }

    #[test]
    fn a_point_of_new_customers_opens_those_whose_first_order_it_was() {
        let found = list("bought=toys", TrendMeasure::NewCustomers);
        let expected = "/customers?bought=toys&first_min=2018-07-02&first_max=2018-07-08";
        assert_eq!(found.as_deref(), Some(expected));
        let found = list("first_min=2018-07-05", TrendMeasure::NewCustomers).expect("a list");
        assert!(found.contains("first_min=2018-07-05") && found.contains("first_max=2018-07-08"), "{found}");
    }

    #[test]
    fn a_list_does_not_pretend_to_ask_for_two_orders() {
        assert_eq!(list("bought=toys", TrendMeasure::Orders), None);
    }
}
