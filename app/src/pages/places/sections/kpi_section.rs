use clientele_contract::{CustomerFilter, PlaceFigures};
use leptos::prelude::*;

use super::words::{behind_days, behind_late};
use crate::{
    components::{Comparison, KpiTile, customers_href},
    format::{format_counted, format_mean, format_percent, format_score, or_dash},
};

/// How all customers of the page are served.
#[component]
pub fn KpiSection(total: PlaceFigures, filter: CustomerFilter) -> impl IntoView {
    let behind_review = format!(
        "on average of {} with a review",
        format_counted(total.reviewed_customers, "customer", "customers")
    );
    let reviewed = customers_href(CustomerFilter { reviewed: true, ..filter });
    let reviewed = (total.reviewed_customers > 0).then_some(reviewed);
    let days = total.mean_delivery_days.map(|days| format!("{} days", format_mean(days)));
    view! {
        <dl class="kpis">
            <KpiTile
                label="From order to delivery"
                term="delivery-days"
                value=or_dash(days)
                comparison=Comparison::of_words(behind_days(&total))
            />
            <KpiTile
                label="Late deliveries"
                term="late-delivery"
                value=or_dash(total.late_share.map(format_percent))
                comparison=Comparison::of_words(behind_late(&total))
            />
            <KpiTile
                label="Review score"
                term="review-score"
                href=reviewed
                value=or_dash(total.review_score.map(format_score))
                comparison=Comparison::of_words(behind_review)
            />
            <KpiTile
                label="Freight"
                term="freight-share"
                value=or_dash(total.freight_share.map(format_percent))
                comparison=Comparison::of_words("of what customers paid; the rest are the items")
            />
        </dl>
    }
}
