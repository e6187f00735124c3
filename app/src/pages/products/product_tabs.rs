use leptos::prelude::*;

use crate::components::{Tab, Tabs};

/// The pages about products.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductTab {
    /// What sells.
    Products,
    /// What is bought together.
    Rules,
}

const TABS: [(ProductTab, &str, &str); 2] =
    [(ProductTab::Products, "Products", super::PATH), (ProductTab::Rules, "Basket rules", "/products/rules")];

/// The way between them.
#[component]
pub fn ProductTabs(
    /// The page at hand.
    current: ProductTab,
) -> impl IntoView {
    let tabs = TABS.map(|(tab, name, href)| Tab::new(name, href, tab == current)).to_vec();
    view! { <Tabs label="Products and basket rules" tabs/> }
}
