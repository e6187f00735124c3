//! What the server draws: the browser shows it as it comes.

use clientele_contract::{ProductProfile, SnapshotInfo};
use leptos::prelude::*;

/// All sections below the title, as HTML.
pub fn draw_product(product: Option<&ProductProfile>, snapshot: &SnapshotInfo) -> String {
    let _ = snapshot;
    view! { <p>{product.map(|product| product.product_id.clone())}</p> }.to_html()
}
