use clientele_contract::SegmentRow;
use leptos::prelude::*;

use crate::{
    components::{ScrollRegion, SegmentMark, ShareBar, segment_class},
    format::{format_count, format_money, format_percent, or_dash},
};

/// One segment with the address that shows it.
#[derive(Debug, Clone)]
pub struct LinkedSegment {
    /// Its figures.
    pub row: SegmentRow,
    /// Where a click leads.
    pub href: String,
    /// The address of its customers, where the click leads elsewhere.
    pub customers_href: Option<String>,
    /// It is part of the selection.
    pub is_selected: bool,
}

/// All segments with their shares of customers (upper bar) and of revenue (lower bar).
#[component]
pub fn SegmentShares(
    /// The segments, best first.
    segments: Vec<LinkedSegment>,
    /// Stands before amounts.
    currency_symbol: String,
) -> impl IntoView {
    let full = segments
        .iter()
        .flat_map(|segment| [segment.row.customer_share, segment.row.revenue_share])
        .flatten()
        .fold(0.0, f64::max);
    let any_selected = segments.iter().any(|segment| segment.is_selected);
    let rows = segments
        .into_iter()
        .map(|segment| view! { <SegmentShareRow segment full currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <ScrollRegion label="Segments, customers and revenue">
            <table class="segment-shares" class:has-selection=any_selected>
                <thead>
                    <tr>
                        <th scope="col">"Segment"</th>
                        <th scope="col" class="bar-column"><span class="visually-hidden">"Shares"</span></th>
                        <th scope="col" class="number">"Customers"</th>
                        <th scope="col" class="number">"Revenue"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
    }
}

#[component]
fn SegmentShareRow(segment: LinkedSegment, full: f64, currency_symbol: String) -> impl IntoView {
    let LinkedSegment { row, href, customers_href, is_selected } = segment;
    let customers = format_count(row.customers);
    let customers = match customers_href {
        Some(href) => {
            let label = format!("{customers} customers of {}", row.segment.name());
            view! { <a class="drill" href=href aria-label=label>{customers}</a> }.into_any()
        }
        None => customers.into_any(),
    };
    let percent = |share: Option<f64>| or_dash(share.map(format_percent));
    let share_of_customers = format!("{} of customers", percent(row.customer_share));
    view! {
        <tr class=segment_class(row.segment) class:is-selected=is_selected>
            <th scope="row">
                <a
                    id=format!("segment-{}", row.segment.slug())
                    href=href
                    data-noscroll=""
                    title=row.segment.description()
                    aria-current=is_selected.then_some("true")
                >
                    <SegmentMark segment=row.segment/>
                </a>
            </th>
            <td class="bar-column">
                <ShareBar value=row.customer_share.unwrap_or(0.0) full/>
                <ShareBar value=row.revenue_share.unwrap_or(0.0) full class="share-bar-second"/>
            </td>
            <td class="number" title=share_of_customers>{customers}</td>
            <td class="number" title=format_money(row.revenue_cents, &currency_symbol)>
                {percent(row.revenue_share)}
            </td>
        </tr>
    }
}
