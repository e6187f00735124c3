use leptos::prelude::*;

use crate::{
    format::{format_category, is_named_category, shorten_product_id, with_capital},
    url_state::product_link,
};

/// What a panel about categories says where there is none.
pub const NO_CATEGORY: &str = "The source names no category.";

/// A product, so that people can tell it from others: its category and the beginning of its id, linked to its
/// page. Without a category its id, which is its name then, stands alone. The whole id is its tooltip.
#[component]
pub fn ProductName(
    /// The shop's product id.
    #[prop(into)]
    product_id: String,
    /// Its category, as the shop writes it.
    #[prop(into)]
    category: String,
    /// Where it leads, if not to the product's page.
    #[prop(default = None, into)]
    href: Option<String>,
    /// Its id on the page, where it keeps the focus while the page is drawn anew.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let href = href.unwrap_or_else(|| product_link(&product_id));
    let words = view_of_product(&product_id, &category);
    view! { <a class="product-name" id=id href=href data-tip=product_id>{words}</a> }
}

/// The same without a link.
pub fn view_of_product(product_id: &str, category: &str) -> AnyView {
    let short = shorten_product_id(product_id);
    if !is_named_category(category) {
        return view! { <span class="product-category">{short}</span> }.into_any();
    }
    let code = (!is_named_by_category(product_id, category))
        .then(|| view! { " " <span class="product-id">{short}</span> });
    view! {
        <span class="product-category">{with_capital(&format_category(category))}</span>
        {code}
    }
    .into_any()
}

/// The same in plain words, for pictures and sentences: `toys 0a1b2c3d…`.
pub fn product_in_words(product_id: &str, category: &str) -> String {
    if !is_named_category(category) {
        return shorten_product_id(product_id);
    }
    if is_named_by_category(product_id, category) {
        return format_category(category);
    }
    format!("{} {}", format_category(category), shorten_product_id(product_id))
}

/// A name as a part of an id on the page, which has no spaces.
pub fn id_part(name: &str) -> String {
    name.replace(char::is_whitespace, "-")
}

/// Some shops have one product in each category, called as it is.
fn is_named_by_category(product_id: &str, category: &str) -> bool {
    format_category(product_id) == format_category(category)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    #[test]
    fn category_and_id_tell_products_apart() {
        let html = view! { <ProductName product_id=ID category="health_beauty"/> }.to_html();
        assert!(html.contains("Health beauty") && html.contains("0a1b2c3d…"), "{html}");
        assert!(html.contains(&format!("href=\"/products/item/{ID}\"")), "{html}");
        assert_eq!(product_in_words(ID, "health_beauty"), "health beauty 0a1b2c3d…");
    }

    #[test]
    fn without_a_category_the_name_is_the_title() {
        let html = view! { <ProductName product_id="Cast iron pan" category="unknown"/> }.to_html();
        assert!(html.contains("\"product-category\">Cast iron pan<"), "{html}");
        assert!(!html.contains("nknown"), "{html}");
        assert_eq!(product_in_words("Cast iron pan", "unknown"), "Cast iron pan");
    }

    #[test]
    fn a_product_that_is_called_like_its_category_is_named_once() {
        assert_eq!(product_in_words("whole milk", "whole milk"), "whole milk");
        let html = view! { <ProductName product_id="whole_milk" category="whole milk"/> }.to_html();
        assert_eq!(html.matches("Whole milk").count(), 1, "{html}");
    }
}
