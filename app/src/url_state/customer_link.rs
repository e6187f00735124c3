use clientele_contract::CustomerFilter;

use super::SegmentsUrl;
use crate::query_string::encode_path_part;

/// The address of one person's page. Ids are the shop's own and may hold anything.
pub fn customer_link(customer_id: &str) -> String {
    // Browsers take these out of a path, encoded or not; the list with this id shows the person.
    if matches!(customer_id, "" | "." | "..") {
        let filter = CustomerFilter { id_prefix: customer_id.to_owned(), ..CustomerFilter::default() };
        return SegmentsUrl::of_filter(filter).link("/customers");
    }
    format!("/customers/{}", encode_path_part(customer_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_an_address() {
        assert_eq!(customer_link("0a1b"), "/customers/0a1b");
        assert_eq!(customer_link("a/b ?+é"), "/customers/a%2Fb%20%3F%2B%C3%A9");
        assert_eq!(customer_link(".."), "/customers?id=..");
        assert_eq!(customer_link(""), "/customers");
    }
}
