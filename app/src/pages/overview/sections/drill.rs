//! The customers behind a figure, as filters.

use clientele_contract::{CustomerFilter, DayRange, PurchaseFilter, Span};

/// Customers who ordered in these days.
pub fn ordered_in(days: DayRange) -> CustomerFilter {
    let purchase = PurchaseFilter { ordered: span_of(days), ..PurchaseFilter::default() };
    CustomerFilter { purchase, ..CustomerFilter::default() }
}

/// Customers whose first order ever lies in these days.
pub fn first_ordered_in(days: DayRange) -> CustomerFilter {
    CustomerFilter { first_order: span_of(days), ..CustomerFilter::default() }
}

/// Customers who bought of a category in these days.
pub fn bought_category_in(days: DayRange, category: &str) -> CustomerFilter {
    let mut filter = ordered_in(days);
    filter.purchase.categories.insert(category.to_owned());
    filter
}

/// Customers who bought a product in these days.
pub fn bought_product_in(days: DayRange, product_id: &str) -> CustomerFilter {
    let mut filter = ordered_in(days);
    filter.purchase.products.insert(product_id.to_owned());
    filter
}

/// Customers of a state who ordered in these days.
pub fn of_state_in(days: DayRange, state: &str) -> CustomerFilter {
    let mut filter = ordered_in(days);
    filter.states.insert(state.to_owned());
    filter
}

fn span_of(days: DayRange) -> Span<chrono::NaiveDate> {
    Span { min: Some(days.first), max: Some(days.last) }
}
