use clientele_contract::CustomerFilter;

use super::SegmentsUrl;
use crate::query_string::{decode_path_part, encode_path_part};

const PRODUCT_PATH: &str = "/products/item/";

/// The address of one product's page. Ids are the shop's own and may hold anything.
pub fn product_link(product_id: &str) -> String {
    // Browsers take these out of a path, encoded or not; the list of its buyers shows the product.
    if matches!(product_id, "" | "." | "..") {
        let mut filter = CustomerFilter::default();
        filter.purchase.products.insert(product_id.to_owned());
        return SegmentsUrl::of_filter(filter).link("/customers");
    }
    format!("{PRODUCT_PATH}{}", encode_path_part(product_id))
}

/// The id in `/products/item/0a1b`. Read from the path itself: ids may hold what routers take for their own.
pub fn product_id_of(path: &str) -> String {
    decode_path_part(path.strip_prefix(PRODUCT_PATH).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_id_has_an_address_that_holds_it() {
        assert_eq!(product_link("0a1b"), "/products/item/0a1b");
        assert_eq!(product_link(".."), "/customers?product=..");
        for id in ["0a1b", "red/blush wine", "a b+c", "50%", "é", "?x=1#y"] {
            assert_eq!(product_id_of(&product_link(id)), id);
        }
    }
}
