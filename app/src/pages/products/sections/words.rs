//! The sentences of the page.

use clientele_contract::{ChangeDays, CustomerFilter, Products, SalesLevel, SalesRow};

use crate::format::{
    format_category, format_counted, format_days, format_money, format_percent, format_percent_change,
    is_named_category, with_capital,
};

/// A category at the start of a sentence: `Bed bath table`.
pub fn capital_category(category: &str) -> String {
    with_capital(&format_category(category))
}

/// Whether the source tells nothing that categories could be made of.
pub fn has_no_category(products: &Products) -> bool {
    let top = products.top_category.as_ref();
    products.categories == 1 && top.is_some_and(|top| !is_named_category(&top.category))
}

/// The finding: what brings the most, and whether it grows.
pub fn title_of(products: &Products) -> String {
    let Some(top) = &products.top_category else { return "What sells?".to_owned() };
    let name = capital_category(&top.category);
    if has_no_category(products) {
        let products = format_counted(products.products, "product", "products");
        return format!("What sells: {products}, of which the source names no category");
    }
    if products.categories == 1 {
        return format!("All that was sold is {}", format_category(&top.category));
    }
    let share = top.revenue_share.map(format_percent).unwrap_or_default();
    match top.change {
        Some(change) => {
            let moves = format_percent_change(change);
            format!("{name} brings the most: {share} of revenue; {moves} against the 90 days before")
        }
        None => format!("{name} brings the most: {share} of revenue"),
    }
}

/// What moves, and between which days.
pub fn subtitle_of(products: &Products) -> String {
    let Some(days) = products.change_days else {
        return "The data do not reach back 180 days, so no change is shown.".to_owned();
    };
    let moving = |row: &SalesRow| Some((capital_category(&row.category), format_percent_change(row.change?)));
    let rising = products.rising_category.as_ref().and_then(moving);
    let falling = products.falling_category.as_ref().and_then(moving);
    let moves = match (rising, falling) {
        (Some((rising, rise)), Some((falling, fall))) => {
            format!("{rising} rises fastest ({rise}), {falling} falls fastest ({fall}). ")
        }
        (Some((rising, rise)), None) => format!("{rising} rises fastest ({rise}). "),
        (None, Some((falling, fall))) => format!("{falling} falls fastest ({fall}). "),
        (None, None) => String::new(),
    };
    format!("{moves}{}", compared_days_in_words(days))
}

fn compared_days_in_words(days: ChangeDays) -> String {
    format!("Changes compare {} with {}.", format_days(days.last), format_days(days.before))
}

/// How much of the figures has no customer, so that they can be compared with those about customers.
pub fn guests_in_words(
    products: &Products,
    filter: &CustomerFilter,
    currency_symbol: &str,
) -> Option<String> {
    let guests = products.guests?;
    let money = |cents: i64| format_money(cents, currency_symbol);
    let orders = format_counted(guests.orders, "order", "orders");
    let brought = money(guests.revenue_cents);
    if !guests.are_counted {
        return Some(format!(
            "Left out, because the filter asks for customers: {orders} without a customer ({brought})."
        ));
    }
    let of_customers = money(products.revenue_cents - guests.revenue_cents);
    let elsewhere = if filter.is_open() { ", which the overview shows for all days" } else { "" };
    Some(format!(
        "The revenue here is {}: {of_customers} of customers{elsewhere}, and {brought} without a customer, in {orders} \
         that no figure about customers counts.",
        money(products.revenue_cents)
    ))
}

/// How many rows a search leaves: `3 categories with “home”`.
pub fn listed_in_words(by: SalesLevel, rows: u64, search: &str) -> String {
    let counted = match by {
        SalesLevel::Product => format_counted(rows, "product", "products"),
        SalesLevel::Category => format_counted(rows, "category", "categories"),
    };
    if search.is_empty() { counted } else { format!("{counted} with “{search}”") }
}

#[cfg(test)]
mod tests {
    use clientele_contract::{DayRange, GuestSales, parse_iso_date};

    use super::*;

    fn row(category: &str, change: Option<f64>) -> SalesRow {
        SalesRow { category: category.to_owned(), revenue_share: Some(0.091), change, ..SalesRow::default() }
    }

    fn days() -> ChangeDays {
        let day = |text| parse_iso_date(text).expect("a date");
        ChangeDays {
            last: DayRange { first: day("2018-06-01"), last: day("2018-08-29") },
            before: DayRange { first: day("2018-03-03"), last: day("2018-05-31") },
        }
    }

    #[test]
    fn the_title_says_what_brings_the_most_and_where_it_goes() {
        let products = Products {
            categories: 74,
            top_category: Some(row("health_beauty", Some(0.297))),
            rising_category: Some(row("food", Some(1.54))),
            falling_category: Some(row("drinks", Some(-0.75))),
            change_days: Some(days()),
            ..Products::default()
        };
        assert_eq!(
            title_of(&products),
            "Health beauty brings the most: 9.1\u{a0}% of revenue; +29.7\u{a0}% against the 90 days before"
        );
        assert_eq!(
            subtitle_of(&products),
            "Food rises fastest (+154.0\u{a0}%), Drinks falls fastest (−75.0\u{a0}%). \
             Changes compare 1 Jun to 29 Aug 2018 with 3 Mar to 31 May 2018."
        );
    }

    #[test]
    fn what_has_no_customer_is_told_apart_so_that_the_sums_can_be_compared() {
        let guests = GuestSales { orders: 12, units: 20, revenue_cents: 23_400, are_counted: true };
        let products = Products { revenue_cents: 123_400, guests: Some(guests), ..Products::default() };
        let words = |products: &Products, filter: &CustomerFilter| {
            guests_in_words(products, filter, "£").map(|words| words.replace('\u{a0}', " "))
        };
        let (everyone, mut in_sp) = (CustomerFilter::default(), CustomerFilter::default());
        in_sp.states.insert("SP".to_owned());
        assert_eq!(
            words(&products, &everyone).expect("a sentence"),
            "The revenue here is £ 1,234.00: £ 1,000.00 of customers, which the overview shows for all days, and \
             £ 234.00 without a customer, in 12 orders that no figure about customers counts."
        );
        assert!(!words(&products, &in_sp).expect("a sentence").contains("overview"));
        let left_out =
            Products { guests: Some(GuestSales { are_counted: false, ..guests }), ..products.clone() };
        let said = words(&left_out, &everyone).expect("a sentence");
        assert_eq!(
            said,
            "Left out, because the filter asks for customers: 12 orders without a customer (£ 234.00)."
        );
        assert_eq!(words(&Products { guests: None, ..products }, &everyone), None);
    }

    #[test]
    fn too_little_is_said_to_be_too_little() {
        assert_eq!(title_of(&Products::default()), "What sells?");
        let one = Products { categories: 1, top_category: Some(row("toys", None)), ..Products::default() };
        assert_eq!(title_of(&one), "All that was sold is toys");
        let none = Products { products: 12, top_category: Some(row("unknown", None)), ..one.clone() };
        assert_eq!(title_of(&none), "What sells: 12\u{a0}products, of which the source names no category");
        assert!(subtitle_of(&one).starts_with("The data do not reach back"));
        assert_eq!(listed_in_words(SalesLevel::Category, 1, "home"), "1\u{a0}category with “home”");
    }
}
