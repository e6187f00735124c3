//! What the server draws: the browser shows it as it comes.

use clientele_contract::{ProductProfile, SnapshotInfo};
use leptos::prelude::*;

use crate::components::{ProductName, product_in_words};

/// All sections below the title, as HTML.
pub fn draw_product(product: Option<&ProductProfile>, snapshot: &SnapshotInfo) -> String {
    let _ = snapshot;
    let name = product.map(|product| {
        let words = product_in_words(&product.product_id, "unknown");
        view! { <p><ProductName product_id=product.product_id.clone() category="unknown"/> {words}</p> }
    });
    name.to_html()
}
