//! What the server draws: the browser shows it as it comes.

mod head_section;
mod months_section;
mod rules_section;
mod together_section;

use clientele_contract::{ProductProfile, SnapshotInfo};
use leptos::prelude::*;

use crate::{components::product_in_words, format::with_capital};
use head_section::HeadSection;
use months_section::MonthsSection;
use rules_section::RulesSection;
use together_section::TogetherSection;

/// The title, and all sections below it as HTML.
pub fn draw_product(product: ProductProfile, snapshot: &SnapshotInfo) -> (String, String) {
    let title = with_capital(&product_in_words(&product.item.id, &product.item.category));
    let currency_symbol = snapshot.currency_symbol.clone();
    let sections = view! {
        <HeadSection product=product.clone() currency_symbol=currency_symbol.clone()/>
        <MonthsSection product=product.clone() currency_symbol/>
        <TogetherSection product=product.clone()/>
        <RulesSection product/>
    };
    (title, sections.to_html())
}

#[cfg(test)]
mod tests;
