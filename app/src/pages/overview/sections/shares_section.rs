use std::collections::BTreeSet;

use clientele_charts::{ChartKind, ChartSpec, Mark, SharePart, StackedBar, StackedShare};
use clientele_contract::{CustomerFilter, Segment, SegmentRow};
use leptos::prelude::*;

use crate::{
    components::{Card, ChartFigure, LinkedSegment, SegmentShares, customers_href, segment_class},
    format::{format_counted, format_money, format_percent},
    pages::segments,
    url_state::SegmentsUrl,
};

/// All segments; a click opens one.
#[component]
pub fn SharesSection(segments: Vec<SegmentRow>, currency_symbol: String) -> impl IntoView {
    let spec = ChartSpec {
        id: "segment-shares".to_owned(),
        title: "Segments by customers and by revenue".to_owned(),
        description: "Two bars of 100 %: the share of each segment in the customers and in the revenue."
            .to_owned(),
        empty: "No customers yet".to_owned(),
        kind: ChartKind::StackedShare(shares_chart(&segments, &currency_symbol)),
    };
    let linked = segments
        .into_iter()
        .map(|row| {
            let filter = of_segment(row.segment);
            LinkedSegment {
                row,
                href: SegmentsUrl::of_filter(filter.clone()).link(segments::PATH),
                customers_href: Some(customers_href(filter)),
                is_selected: false,
            }
        })
        .collect();
    view! {
        <Card
            id="segments-title"
            term="segment"
            title="Who the customers are, and who brings the money"
            subtitle="All customers, all time; a name opens the segment, a figure or a bar its customers"
        >
            <ChartFigure spec height=104 without_legend=true/>
            <SegmentShares segments=linked currency_symbol/>
        </Card>
    }
}

fn shares_chart(segments: &[SegmentRow], currency_symbol: &str) -> StackedShare {
    let mark = |row: &SegmentRow, value: String, share: Option<f64>| {
        let mark = Mark::new(row.segment.name(), value)
            .link(customers_href(of_segment(row.segment)))
            .class(segment_class(row.segment));
        match share {
            Some(share) => mark.note(format!("{} of all", format_percent(share))),
            None => mark,
        }
    };
    let customers = segments.iter().map(|row| SharePart {
        mark: mark(row, format_counted(row.customers, "customer", "customers"), row.customer_share),
        size: row.customers as f64,
    });
    let revenue = segments.iter().map(|row| SharePart {
        mark: mark(row, format_money(row.revenue_cents, currency_symbol), row.revenue_share),
        size: row.revenue_cents as f64,
    });
    StackedShare {
        bar_name: "Share of".to_owned(),
        part_name: "Segment".to_owned(),
        bars: vec![
            StackedBar { name: "Customers".to_owned(), parts: customers.collect() },
            StackedBar { name: "Revenue".to_owned(), parts: revenue.collect() },
        ],
    }
}

fn of_segment(segment: Segment) -> CustomerFilter {
    CustomerFilter { segments: BTreeSet::from([segment]), ..CustomerFilter::default() }
}
