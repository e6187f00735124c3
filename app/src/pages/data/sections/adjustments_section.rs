use clientele_contract::{GuestOrders, QualityPoint, QualityReport, RowAdjustments};
use leptos::prelude::*;

use crate::{
    components::{Card, ScrollRegion},
    format::{format_count, format_counted, format_money, or_dash},
};

/// One kind of rows or orders: how many, and what they came to where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    name: &'static str,
    /// What became of them.
    fate: &'static str,
    count: u64,
    cents: Option<i64>,
}

/// Rows that were read well and are yet no sales of their own, beside those of the snapshot before.
#[component]
pub fn AdjustmentsSection(
    quality: QualityReport,
    /// The totals of the snapshot before, if it is kept and has counted them.
    before: Option<QualityPoint>,
    currency_symbol: String,
) -> impl IntoView {
    let now = lines_of(&quality.adjustments.unwrap_or_default(), quality.guests);
    let then = before.and_then(|before| Some(lines_of(&before.adjustments?, before.guests)));
    let has_before = then.is_some();
    let rows: Vec<(Line, Option<Line>)> = now
        .iter()
        .enumerate()
        .map(|(position, line)| (*line, then.as_ref().map(|then| then[position])))
        .filter(|(line, then)| line.count + then.map_or(0, |then| then.count) > 0)
        .collect();
    let subtitle = if has_before {
        "Read and kept, but no sales of their own; with the same of the snapshot before"
    } else {
        "Read and kept, but no sales of their own"
    };
    (!rows.is_empty()).then(|| {
        let title = title_of(&quality);
        let rows = rows
            .into_iter()
            .map(|(line, then)| view_of_row(line, then, has_before, &currency_symbol))
            .collect_view();
        let heads = has_before.then(|| view! { <th scope="col" class="number">"Before"</th> });
        view! {
            <Card id="adjustments-title" term="control-total" title subtitle>
                <ScrollRegion label="Rows that are no sales of their own">
                    <table class="table is-stacked" aria-labelledby="adjustments-title">
                        <thead>
                            <tr>
                                <th scope="col">"What"</th>
                                <th scope="col">"Outcome"</th>
                                <th scope="col" class="number">"How many"</th>
                                <th scope="col" class="number">"Amount"</th>
                                {heads}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </ScrollRegion>
            </Card>
        }
    })
}

/// Always the same lines, so that those of two snapshots stand side by side.
fn lines_of(adjustments: &RowAdjustments, guests: Option<GuestOrders>) -> [Line; 8] {
    let guests = guests.unwrap_or_default();
    let RowAdjustments { returns, .. } = adjustments;
    let line = |name, fate, count, cents| Line { name, fate, count, cents };
    // 0 is also what rows come to that have no amounts of their own.
    let duplicates_cents = Some(adjustments.duplicates_cents).filter(|cents| *cents != 0);
    [
        line(
            "Rows that are returns",
            "in all",
            returns.rows,
            Some(returns.netted_cents.saturating_add(returns.left_out_cents)),
        ),
        line(
            "Rows that are returns",
            "taken from the sale they undo",
            returns.netted_rows,
            Some(returns.netted_cents),
        ),
        line(
            "Rows that are returns",
            "without a sale for all of it: the rest is left out",
            returns.left_out_rows(),
            Some(returns.left_out_cents),
        ),
        line(
            "Rows that equal an earlier row in every field",
            "kept",
            adjustments.duplicates_kept,
            duplicates_cents,
        ),
        line(
            "Rows that equal an earlier row in every field",
            "left out",
            adjustments.duplicates_left_out,
            duplicates_cents,
        ),
        line(
            "Rows with another status than their order",
            "left out",
            adjustments.other_status,
            Some(adjustments.other_status_cents),
        ),
        line(
            "Orders without a customer",
            "in the figures about products only",
            guests.orders,
            Some(guests.revenue_cents),
        ),
        line(
            "Orders without a customer",
            "left out: returns, void, open or without an item",
            guests.excluded_orders,
            None,
        ),
    ]
}

/// The finding: what there is most to know about.
fn title_of(quality: &QualityReport) -> String {
    let returns = quality.adjustments.unwrap_or_default().returns;
    let guests = quality.guests.map_or(0, |guests| guests.orders);
    let of_returns = (returns.rows > 0).then(|| {
        let rows = format_counted(returns.rows, "row came back", "rows came back");
        format!("{rows}, {} of them from a sale that is known", format_count(returns.netted_rows))
    });
    let of_guests = (guests > 0).then(|| {
        let orders = format_counted(guests, "order", "orders");
        format!("{orders} without a customer")
    });
    let parts: Vec<String> = of_returns.into_iter().chain(of_guests).collect();
    if parts.is_empty() { "Rows that are no sales of their own".to_owned() } else { parts.join("; ") }
}

fn view_of_row(
    line: Line,
    then: Option<Line>,
    has_before: bool,
    currency_symbol: &str,
) -> impl IntoView + use<> {
    let money = |line: Line| or_dash(line.cents.map(|cents| format_money(cents, currency_symbol)));
    let in_words = |line: Line| {
        let amount = line.cents.map(|cents| format!(" · {}", format_money(cents, currency_symbol)));
        format!("{}{}", format_count(line.count), amount.unwrap_or_default())
    };
    let before = has_before
        .then(|| view! { <td class="number" data-head="Before">{or_dash(then.map(in_words))}</td> });
    view! {
        <tr>
            <th scope="row">{line.name}</th>
            <td data-head="Outcome">{line.fate}</td>
            <td class="number" data-head="How many">{format_count(line.count)}</td>
            <td class="number" data-head="Amount">{money(line)}</td>
            {before}
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::ReturnTotals;

    use super::*;

    fn quality() -> QualityReport {
        QualityReport {
            files: Vec::new(),
            orders_by_status: Vec::new(),
            completed_orders: 5,
            excluded_orders: 0,
            completed_without_items: 0,
            order_items: 5,
            revenue_cents_from_lines: 10_000,
            revenue_cents_from_customers: 10_000,
            guests: Some(GuestOrders { orders: 2, order_items: 3, revenue_cents: 4_200, excluded_orders: 0 }),
            adjustments: Some(RowAdjustments {
                returns: ReturnTotals { rows: 7, netted_rows: 5, netted_cents: 900, left_out_cents: 100 },
                ..RowAdjustments::default()
            }),
        }
    }

    fn drawn(quality: QualityReport, before: Option<QualityPoint>) -> String {
        let html = view! { <AdjustmentsSection quality before currency_symbol="£".to_owned()/> }.to_html();
        html.replace('\u{a0}', " ")
    }

    #[test]
    fn each_kind_that_there_is_has_a_row_with_count_and_money() {
        let html = drawn(quality(), None);
        assert!(html.contains("7 rows came back, 5 of them from a sale that is known"), "{html}");
        assert!(html.contains("2 orders without a customer"), "{html}");
        for money in ["£ 10.00", "£ 9.00", "£ 1.00", "£ 42.00"] {
            assert!(html.contains(money), "{money} in {html}");
        }
        assert!(!html.contains("equal an earlier row") && !html.contains("Before"), "{html}");
    }

    #[test]
    fn what_was_there_before_stands_beside_it_and_is_not_forgotten() {
        let before = QualityPoint {
            snapshot_id: "s".to_owned(),
            published_at: None,
            completed_orders: 4,
            rows_read: 9,
            rows_refused: 0,
            revenue_cents: 9_000,
            guests: None,
            adjustments: Some(RowAdjustments { duplicates_left_out: 31, ..RowAdjustments::default() }),
            drift: Vec::new(),
        };
        let html = drawn(quality(), Some(before.clone()));
        assert!(html.contains("equal an earlier row") && html.contains(">31<"), "{html}");
        let unknown = drawn(quality(), Some(QualityPoint { adjustments: None, ..before }));
        assert!(!unknown.contains("Before"), "a version that did not count them found none: {unknown}");
    }

    #[test]
    fn a_source_without_such_rows_has_no_such_list() {
        let plain = QualityReport { guests: None, adjustments: Some(RowAdjustments::default()), ..quality() };
        assert!(!drawn(plain, None).contains("adjustments-title"));
    }
}
