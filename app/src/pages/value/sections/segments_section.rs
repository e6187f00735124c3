use clientele_contract::{CustomerFilter, ExpectedTotals, LifetimeValue, Segment, SegmentValue};
use leptos::prelude::*;

use super::words::horizon_in_words;
use crate::{
    components::{Card, Drill, ScrollRegion, SegmentMark},
    format::{format_count, format_expected, format_money, format_percent, format_percent_rounded, or_dash},
    url_state::SegmentsUrl,
};

/// What each segment was worth, and is expected to be worth.
#[component]
pub fn SegmentsSection(value: LifetimeValue, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let title = title_of(&value.segments);
    let horizon = horizon_in_words(value.forecast.horizon_days);
    let subtitle = match value.forecast.expected {
        Some(_) => format!("Spent up to the data’s date, and expected in the {horizon} after it"),
        None => "Spent up to the data’s date; what is expected is withheld".to_owned(),
    };
    let export_href = url.link("/export/value.csv");
    let actions = view! {
        <a id="export-value" class="card-link" href=export_href rel="external" download="">"↓ CSV of these figures"</a>
    }
    .into_any();
    let has_expected = value.forecast.expected.is_some();
    let rows = value
        .segments
        .iter()
        .map(|row| {
            let filter = of_segment(&url.filter, row.segment);
            view! { <SegmentValueRow row=row.clone() filter has_expected currency_symbol=currency_symbol.clone()/> }
        })
        .collect_view();
    view! {
        <Card id="value-segments-title" title subtitle term="historic-value" actions>
            <ScrollRegion label="Value by segment, scrolls sideways where columns do not fit">
                <table class="table table-value">
                    <thead>
                        <tr>
                            <th scope="col">"Segment"</th>
                            <th scope="col" class="number">"Customers"</th>
                            <th scope="col" class="number">"Share"</th>
                            <th scope="col" class="number">"Spent"</th>
                            <th scope="col" class="number">"Share of spend"</th>
                            <th scope="col" class="number">"Spent each"</th>
                            {has_expected.then(|| view! {
                                <th scope="col" class="number">"P(alive)"</th>
                                <th scope="col" class="number">"Expected purchases"</th>
                                <th scope="col" class="number">"Expected value"</th>
                                <th scope="col" class="number">"Expected each"</th>
                            })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot><TotalRow value url has_expected currency_symbol/></tfoot>
                </table>
            </ScrollRegion>
        </Card>
    }
}

#[component]
fn SegmentValueRow(
    row: SegmentValue,
    filter: CustomerFilter,
    has_expected: bool,
    currency_symbol: String,
) -> impl IntoView {
    let of = format!("customers of {}", row.segment.name());
    let expected = has_expected
        .then(|| view! { <ExpectedCells expected=row.expected customers=row.customers currency_symbol=currency_symbol.clone()/> });
    view! {
        <tr>
            <th scope="row"><SegmentMark segment=row.segment/></th>
            <td class="number"><Drill filter figure=format_count(row.customers) of/></td>
            <td class="number">{format_percent(row.share_of_customers)}</td>
            <td class="number">{format_money(row.revenue_cents, &currency_symbol)}</td>
            <td class="number">{or_dash(row.share_of_revenue.map(format_percent))}</td>
            <td class="number">{format_money(row.mean_revenue_cents.round() as i64, &currency_symbol)}</td>
            {expected}
        </tr>
    }
}

/// The sums of all segments; they equal the tiles.
#[component]
fn TotalRow(
    value: LifetimeValue,
    url: SegmentsUrl,
    has_expected: bool,
    currency_symbol: String,
) -> impl IntoView {
    let mean = value.mean_revenue_cents.map(|mean| format_money(mean.round() as i64, &currency_symbol));
    let expected = has_expected.then(|| {
        let expected = value.forecast.expected;
        view! { <ExpectedCells expected customers=value.customers currency_symbol=currency_symbol.clone()/> }
    });
    let whole = || format_percent(1.0);
    view! {
        <tr class="total-row">
            <th scope="row">"All of these"</th>
            <td class="number">
                <Drill filter=url.filter figure=format_count(value.customers) of="customers of all segments"/>
            </td>
            <td class="number">{whole()}</td>
            <td class="number">{format_money(value.revenue_cents, &currency_symbol)}</td>
            <td class="number">{or_dash((value.revenue_cents != 0).then(whole))}</td>
            <td class="number">{or_dash(mean)}</td>
            {expected}
        </tr>
    }
}

#[component]
fn ExpectedCells(expected: Option<ExpectedTotals>, customers: u64, currency_symbol: String) -> impl IntoView {
    let value_cents = expected.and_then(|expected| expected.value_cents);
    let each = value_cents.map(|cents| (cents as f64 / customers.max(1) as f64).round() as i64);
    let money = |cents: Option<i64>| or_dash(cents.map(|cents| format_money(cents, &currency_symbol)));
    let alive = expected.and_then(|expected| expected.mean_p_alive);
    let alive_of = expected.filter(|expected| expected.customers_with_p_alive < customers).map(|expected| {
        format!("Mean of the {} who bought more than once", format_count(expected.customers_with_p_alive))
    });
    view! {
        <td class="number" title=alive_of>{or_dash(alive.map(format_percent))}</td>
        <td class="number">{or_dash(expected.map(|expected| format_expected(expected.purchases)))}</td>
        <td class="number">{money(value_cents)}</td>
        <td class="number">{money(each)}</td>
    }
}

/// The segment that brings the most, and how few they are.
fn title_of(segments: &[SegmentValue]) -> String {
    let best = segments.iter().filter_map(|row| Some((row, row.share_of_revenue?)));
    let best = best.max_by_key(|(row, _)| row.revenue_cents).filter(|(row, _)| row.share_of_customers < 1.0);
    match best {
        Some((row, share)) => format!(
            "{}: {} of the customers and {} of what was spent",
            row.segment.name(),
            format_percent_rounded(row.share_of_customers),
            format_percent_rounded(share)
        ),
        None => "What each segment was worth".to_owned(),
    }
}

fn of_segment(filter: &CustomerFilter, segment: Segment) -> CustomerFilter {
    CustomerFilter { segments: [segment].into(), ..filter.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_names_the_segment_that_brings_the_most() {
        let row = |segment, customers: f64, revenue_cents, revenue| SegmentValue {
            segment,
            customers: 1,
            share_of_customers: customers,
            revenue_cents,
            mean_revenue_cents: 1.0,
            share_of_revenue: revenue,
            expected: None,
        };
        let segments =
            [row(Segment::Champions, 0.12, 41, Some(0.41)), row(Segment::Lost, 0.88, 59, Some(0.59))];
        assert_eq!(title_of(&segments), "Lost: 88\u{a0}% of the customers and 59\u{a0}% of what was spent");
        assert_eq!(title_of(&[row(Segment::Lost, 1.0, 0, None)]), "What each segment was worth");
    }
}
