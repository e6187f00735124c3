use clientele_contract::{CustomerSort, SortDirection};
use leptos::prelude::*;

use crate::url_state::{Page, SegmentsUrl};

/// The head of a column of the customer table, which sorts it.
#[component]
pub fn SortHead(
    /// The page.
    path: &'static str,
    /// The view.
    url: SegmentsUrl,
    /// What people read.
    name: &'static str,
    /// What the table is sorted by; `None`: cannot be sorted by.
    sort: Option<CustomerSort>,
    /// Numbers stand at the right.
    is_number: bool,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let class = class_of_column(is_number, class);
    let Some(sort) = sort else {
        return view! { <th scope="col" class=class>{name}</th> }.into_any();
    };
    let (aria_sort, arrow) = match (sort == url.sort, url.direction) {
        (false, _) => (None, ""),
        (true, SortDirection::Ascending) => (Some("ascending"), " ↑"),
        (true, SortDirection::Descending) => (Some("descending"), " ↓"),
    };
    let href = sorted_by(&url, sort, is_number).link(path);
    view! {
        <th scope="col" class=class aria-sort=aria_sort>
            <a id=format!("sort-{}", sort.slug()) href=href data-noscroll="">
                {name}
                <span aria-hidden="true">{arrow}</span>
            </a>
        </th>
    }
    .into_any()
}

/// The classes of the cells of a column.
pub fn class_of_column(is_number: bool, class: &str) -> String {
    let number = if is_number { "number" } else { "" };
    format!("{number} {class}").trim().to_owned()
}

/// The first click on a column of numbers puts the greatest first, on one of words the first letter;
/// a further click turns the order.
fn sorted_by(url: &SegmentsUrl, sort: CustomerSort, is_number: bool) -> SegmentsUrl {
    let direction = match (sort == url.sort, url.direction) {
        (false, _) if is_number => SortDirection::Descending,
        (false, _) | (true, SortDirection::Descending) => SortDirection::Ascending,
        (true, SortDirection::Ascending) => SortDirection::Descending,
    };
    SegmentsUrl { sort, direction, page: Page::default(), ..url.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(url: &SegmentsUrl, sort: CustomerSort, is_number: bool) -> String {
        sorted_by(url, sort, is_number).link("/customers")
    }

    #[test]
    fn the_first_click_shows_what_people_look_for() {
        let url = SegmentsUrl { page: Page(9), ..SegmentsUrl::default() };
        assert_eq!(sorted(&url, CustomerSort::Orders, true), "/customers?sort=orders");
        assert_eq!(sorted(&url, CustomerSort::State, false), "/customers?sort=state&dir=asc");
    }

    #[test]
    fn a_further_click_turns_the_order() {
        let url = SegmentsUrl::default();
        assert_eq!(sorted(&url, CustomerSort::Spent, true), "/customers?dir=asc");
        let turned = sorted_by(&url, CustomerSort::Spent, true);
        assert_eq!(sorted(&turned, CustomerSort::Spent, true), "/customers");
    }
}
