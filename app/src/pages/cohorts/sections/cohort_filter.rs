//! The customers behind a figure of the heat map.

use clientele_contract::{CustomerFilter, DayRange, Month, Span};

use crate::{pages::months::days_of_month, url_state::SegmentsUrl};

/// The page that lists customers.
const CUSTOMERS: &str = "/customers";

/// The list of a whole cohort, as far as it passes the filter of the page.
pub fn cohort_link(filter: &CustomerFilter, cohort: Month) -> Option<String> {
    let days = days_of_month(cohort)?;
    let first_order = narrowed(filter.first_order, days);
    Some(link_to(CustomerFilter { first_order, ..filter.clone() }))
}

/// The list of those of a cohort who ordered again some months later.
///
/// `None` where the filter of the page asks for an order already: one list cannot ask for two.
pub fn cell_link(filter: &CustomerFilter, cohort: Month, months_later: usize) -> Option<String> {
    if months_later == 0 {
        return cohort_link(filter, cohort);
    }
    if !filter.purchase.is_open() {
        return None;
    }
    let days = days_of_month(cohort)?;
    let later = days_of_month(Month::from_ordinal(cohort.ordinal() + i32::try_from(months_later).ok()?))?;
    let mut filter = CustomerFilter { first_order: narrowed(filter.first_order, days), ..filter.clone() };
    filter.purchase.ordered = Span { min: Some(later.first), max: Some(later.last) };
    Some(link_to(filter))
}

fn narrowed(chosen: Span<chrono::NaiveDate>, days: DayRange) -> Span<chrono::NaiveDate> {
    Span {
        min: Some(chosen.min.map_or(days.first, |min| min.max(days.first))),
        max: Some(chosen.max.map_or(days.last, |max| max.min(days.last))),
    }
}

fn link_to(filter: CustomerFilter) -> String {
    SegmentsUrl::of_filter(filter).link(CUSTOMERS)
}

#[cfg(test)]
mod tests {
    use clientele_contract::parse_iso_date;

    use super::*;

    const JANUARY: Month = Month { year: 2017, month: 1 };

    #[test]
    fn a_cell_asks_for_the_first_order_and_for_a_later_one() {
        let everyone = CustomerFilter::default();
        let january = "/customers?first_min=2017-01-01&first_max=2017-01-31";
        assert_eq!(cohort_link(&everyone, JANUARY).as_deref(), Some(january));
        assert_eq!(cell_link(&everyone, JANUARY, 0).as_deref(), Some(january));
        let returned = format!("{january}&ordered_min=2018-02-01&ordered_max=2018-02-28");
        assert_eq!(cell_link(&everyone, JANUARY, 13), Some(returned));
    }

    #[test]
    fn the_filter_of_the_page_goes_along() {
        let mut filter = CustomerFilter::default();
        filter.states.insert("SP".to_owned());
        filter.first_order.min = parse_iso_date("2017-01-15");
        let link = cohort_link(&filter, JANUARY);
        assert_eq!(link.as_deref(), Some("/customers?state=SP&first_min=2017-01-15&first_max=2017-01-31"));
    }

    #[test]
    fn a_list_does_not_pretend_to_ask_for_two_orders() {
        let mut filter = CustomerFilter::default();
        filter.purchase.categories.insert("perfumery".to_owned());
        assert_eq!(cell_link(&filter, JANUARY, 1), None);
        assert!(cohort_link(&filter, JANUARY).is_some());
    }
}
