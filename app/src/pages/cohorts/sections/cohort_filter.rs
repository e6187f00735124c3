//! The customers behind a figure of the heat map.

use clientele_contract::{CohortPeriod, CustomerFilter, Span};

use crate::components::{customers_href, days_within};

/// The list of a whole cohort, as far as it passes the filter of the page.
pub fn cohort_link(filter: &CustomerFilter, cohort: CohortPeriod) -> Option<String> {
    let first_order = days_within(filter.first_order, cohort.days()?);
    Some(customers_href(CustomerFilter { first_order, ..filter.clone() }))
}

/// The list of those of a cohort who ordered again some periods later.
///
/// `None` where the filter of the page asks for an order already: one list cannot ask for two.
pub fn cell_link(filter: &CustomerFilter, cohort: CohortPeriod, later: usize) -> Option<String> {
    if later == 0 {
        return cohort_link(filter, cohort);
    }
    if !filter.purchase.is_open() {
        return None;
    }
    let first_order = days_within(filter.first_order, cohort.days()?);
    let later = cohort.after(i32::try_from(later).ok()?).days()?;
    let mut filter = CustomerFilter { first_order, ..filter.clone() };
    filter.purchase.ordered = Span { min: Some(later.first), max: Some(later.last) };
    Some(customers_href(filter))
}

/// Those of the customers who have bought once; `None` where the filter asks for more orders.
pub fn one_time_link(filter: &CustomerFilter) -> Option<String> {
    let orders = Span { min: filter.orders.min, max: Some(1) };
    filter.orders.contains(1).then(|| customers_href(CustomerFilter { orders, ..filter.clone() }))
}

/// Those of the customers who have bought twice or more; `None` where the filter asks for fewer orders.
pub fn returned_filter(filter: CustomerFilter) -> Option<CustomerFilter> {
    let min = filter.orders.min.map_or(2, |min| min.max(2));
    let may_return = filter.orders.max.is_none_or(|max| max >= min);
    may_return.then_some(CustomerFilter { orders: Span { min: Some(min), max: filter.orders.max }, ..filter })
}

#[cfg(test)]
mod tests {
    use clientele_contract::parse_iso_date;

    use super::*;

    fn period(text: &str) -> CohortPeriod {
        text.parse().expect("a period")
    }

    #[test]
    fn a_cell_asks_for_the_first_order_and_for_a_later_one() {
        let everyone = CustomerFilter::default();
        let january = "/customers?first_min=2017-01-01&first_max=2017-01-31";
        assert_eq!(cohort_link(&everyone, period("2017-01")).as_deref(), Some(january));
        assert_eq!(cell_link(&everyone, period("2017-01"), 0).as_deref(), Some(january));
        let returned = format!("{january}&ordered_min=2018-02-01&ordered_max=2018-02-28");
        assert_eq!(cell_link(&everyone, period("2017-01"), 13), Some(returned));
    }

    #[test]
    fn the_filter_of_the_page_goes_along() {
        let mut filter = CustomerFilter::default();
        filter.states.insert("SP".to_owned());
        filter.first_order.min = parse_iso_date("2017-01-15");
        let link = cohort_link(&filter, period("2017-01"));
        assert_eq!(link.as_deref(), Some("/customers?state=SP&first_min=2017-01-15&first_max=2017-01-31"));
    }

    #[test]
    fn quarters_and_weeks_ask_for_their_days() {
        let everyone = CustomerFilter::default();
        assert_eq!(
            cell_link(&everyone, period("2017-Q4"), 1).as_deref(),
            Some(
                "/customers?first_min=2017-10-01&first_max=2017-12-31&ordered_min=2018-01-01&ordered_max=2018-03-31"
            )
        );
        assert_eq!(
            cell_link(&everyone, period("2020-W53"), 1).as_deref(),
            Some(
                "/customers?first_min=2020-12-28&first_max=2021-01-03&ordered_min=2021-01-04&ordered_max=2021-01-10"
            )
        );
    }

    #[test]
    fn numbers_of_orders_narrow_what_is_chosen() {
        let of = |query: &str| crate::url_state::parse_query(query).0.filter;
        assert_eq!(one_time_link(&of("state=SP")).as_deref(), Some("/customers?state=SP&orders_max=1"));
        assert_eq!(one_time_link(&of("orders_max=5")).as_deref(), Some("/customers?orders_max=1"));
        assert_eq!(one_time_link(&of("orders_min=2")), None);
        let returned = |query| returned_filter(of(query)).map(customers_href);
        assert_eq!(returned("").as_deref(), Some("/customers?orders_min=2"));
        assert_eq!(
            returned("orders_min=3&orders_max=4").as_deref(),
            Some("/customers?orders_min=3&orders_max=4")
        );
        assert_eq!(returned("orders_max=1"), None);
    }

    #[test]
    fn a_list_does_not_pretend_to_ask_for_two_orders() {
        let mut filter = CustomerFilter::default();
        filter.purchase.categories.insert("perfumery".to_owned());
        assert_eq!(cell_link(&filter, period("2017-01"), 1), None);
        assert!(cohort_link(&filter, period("2017-01")).is_some());
    }
}
