use clientele_contract::SortDirection;
use leptos::prelude::*;

use crate::{
    components::class_of_column,
    url_state::{Page, SegmentsUrl},
};

/// What a list of a page's own is sorted by; the address keeps it under `order`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListOrder {
    /// The word of the column that the list is sorted by.
    pub current: &'static str,
    /// The word of the column that it is sorted by where the address says nothing.
    pub default: &'static str,
}

/// The head of a column that sorts a list of a page's own.
#[component]
pub fn OrderHead(
    /// The page.
    path: &'static str,
    /// The view.
    url: SegmentsUrl,
    /// What the list is sorted by.
    order: ListOrder,
    /// The word of this column in addresses.
    word: &'static str,
    /// What people read.
    #[prop(into)]
    name: String,
    /// Numbers stand at the right.
    is_number: bool,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let is_current = order.current == word;
    let (aria_sort, arrow) = match (is_current, url.direction) {
        (false, _) => (None, ""),
        (true, SortDirection::Ascending) => (Some("ascending"), " ↑"),
        (true, SortDirection::Descending) => (Some("descending"), " ↓"),
    };
    let href = ordered_by(&url, order, word, is_number).link(path);
    view! {
        <th scope="col" class=class_of_column(is_number, class) aria-sort=aria_sort>
            <a id=format!("order-{word}") href=href data-noscroll="">
                {name}
                <span aria-hidden="true">{arrow}</span>
            </a>
        </th>
    }
}

/// The first click on a column of numbers puts the greatest first, on one of words the first letter; a further
/// click turns the order.
fn ordered_by(url: &SegmentsUrl, order: ListOrder, word: &str, is_number: bool) -> SegmentsUrl {
    let direction = match (order.current == word, url.direction) {
        (false, _) if is_number => SortDirection::Descending,
        (false, _) | (true, SortDirection::Descending) => SortDirection::Ascending,
        (true, SortDirection::Ascending) => SortDirection::Descending,
    };
    let word = if word == order.default { "" } else { word };
    SegmentsUrl { direction, page: Page::default(), ..url.with_choice("order", word) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn a_click_sorts_and_a_further_click_turns_the_order() {
        let by = |query: &str, current, word, is_number| {
            let order = ListOrder { current, default: "revenue" };
            ordered_by(&parse_query(query).0, order, word, is_number).link("/products")
        };
        assert_eq!(by("page=4&q=toys", "revenue", "units", true), "/products?order=units&q=toys");
        assert_eq!(by("", "revenue", "name", false), "/products?dir=asc&order=name");
        assert_eq!(by("order=units", "units", "units", true), "/products?dir=asc&order=units");
        assert_eq!(by("order=units&dir=asc", "units", "revenue", true), "/products");
    }
}
