//! Figures that open the customers behind them.

use clientele_contract::CustomerFilter;
use leptos::prelude::*;

use crate::url_state::SegmentsUrl;

/// A figure of some customers; a click opens exactly these customers.
#[component]
pub fn Drill(
    /// Whose figure it is.
    filter: CustomerFilter,
    /// The figure, as people read it.
    #[prop(into)]
    figure: String,
    /// What stands beside it for those who cannot see where it stands: `customers of Champions`.
    #[prop(into)]
    of: String,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// The exact figure, where it is rounded.
    #[prop(optional, into)]
    exact: Option<String>,
) -> impl IntoView {
    let label = format!("{figure} {of}");
    view! {
        <a class=format!("drill {class}") href=customers_href(filter) aria-label=label title=exact>{figure}</a>
    }
}

/// The address of the list of some customers.
pub fn customers_href(filter: CustomerFilter) -> String {
    SegmentsUrl::of_filter(filter).link("/customers")
}

/// The address of one person.
pub fn customer_href(customer_id: &str) -> String {
    let mut href = "/customers/".to_owned();
    for byte in customer_id.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'~' => href.push(char::from(byte)),
            other => href.push_str(&format!("%{other:02X}")),
        }
    }
    href
}

#[cfg(test)]
mod tests {
    use super::customer_href;

    #[test]
    fn every_id_is_one_part_of_a_path() {
        assert_eq!(customer_href("0a1b-2"), "/customers/0a1b-2");
        assert_eq!(customer_href("a/b c?é"), "/customers/a%2Fb%20c%3F%C3%A9");
        assert_eq!(customer_href(".."), "/customers/%2E%2E");
    }
}
