//! How far segments lean towards categories or places.

use clientele_contract::{AFFINITY_ORDERS_MIN, Affinity, AffinityCell, AffinityRow, CustomerFilter, Segment};
use leptos::prelude::*;

use crate::{
    components::{ScrollRegion, SegmentMark, customers_href},
    format::{format_count, format_counted, format_index, format_money, format_times},
    url_state::SegmentsUrl,
};

/// The customers of a row, before a segment is chosen; `None` where no list can show them.
pub type RowFilter = Box<dyn Fn(&AffinityRow) -> Option<CustomerFilter>>;

/// One row for each category or place, one column for each segment; each index opens its customers.
#[component]
pub fn AffinityTable(
    /// The indices.
    affinity: Affinity,
    /// Which rows.
    rows: AffinityRows,
    /// The head of the first column: `Category`.
    head: &'static str,
    /// What a screen reader calls the table.
    label: &'static str,
    /// What people read of a row's name.
    name_of: fn(&str) -> String,
    /// The customers of a row.
    filter_of: RowFilter,
    /// Stands before amounts.
    currency_symbol: String,
) -> impl IntoView {
    let AffinityRows { shown, more } = rows;
    let (Affinity { segments, rows }, left_out) = with_firm_columns(affinity);
    let heads = segments
        .iter()
        .map(|column| view! { <th scope="col" class="number"><SegmentMark segment=column.segment/></th> })
        .collect_view();
    let rows: Vec<_> = rows
        .into_iter()
        .take(shown)
        .map(|row| {
            let filter = filter_of(&row);
            let name = name_of(&row.name);
            let cells = row.cells.iter().zip(&segments).map(|(cell, column)| {
                let cell_name = CellName { segment: column.segment, row: &name };
                view_of_cell(*cell, &cell_name, filter.as_ref(), &currency_symbol)
            });
            let cells = cells.collect_view();
            view! { <tr><th scope="row" class="sticky-name">{name.clone()}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <ScrollRegion label=format!("{label}, scrolls sideways where segments do not fit")>
            // The tab key reaches one figure; the arrow keys lead from one to the next.
            <table class="affinity" aria-label=label data-roving="">
                <thead>
                    <tr><th scope="col" class="sticky-name">{head}</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </ScrollRegion>
        <AffinityLegend left_out/>
        {more.map(|(words, href)| view! {
            <p><a id="affinity-more" class="card-link" href=href data-noscroll="">{words}</a></p>
        })}
    }
}

/// Which rows of a table are shown: those with the most revenue, until the address asks for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AffinityRows {
    shown: usize,
    /// The words and the address of the link to the others, or back.
    more: Option<(String, String)>,
}

impl AffinityRows {
    /// Rows until all are asked for.
    const FIRST: usize = 15;

    /// The rows that a view shows; `path` is its page.
    pub fn of(affinity: &Affinity, url: &SegmentsUrl, path: &str) -> Self {
        let all = affinity.rows.len();
        if all <= Self::FIRST {
            return Self { shown: all, more: None };
        }
        if url.choices.get("show") == Some("all") {
            let words = format!("Show the {} with the most revenue", Self::FIRST);
            return Self { shown: all, more: Some((words, url.with_choice("show", "").link(path))) };
        }
        let words = format!("Show all {}", format_count(all as u64));
        Self { shown: Self::FIRST, more: Some((words, url.with_choice("show", "all").link(path))) }
    }
}

/// Without the segments of which no row has enough orders, and their names.
fn with_firm_columns(affinity: Affinity) -> (Affinity, Vec<&'static str>) {
    let Affinity { segments, mut rows } = affinity;
    let is_firm: Vec<bool> =
        (0..segments.len()).map(|column| rows.iter().any(|row| row.cells[column].is_firm())).collect();
    if !is_firm.contains(&true) {
        return (Affinity { segments, rows }, Vec::new());
    }
    let left_out = segments.iter().zip(&is_firm).filter(|(_, is_firm)| !**is_firm);
    let left_out = left_out.map(|(column, _)| column.segment.name()).collect();
    for row in &mut rows {
        let cells = row.cells.iter().zip(&is_firm).filter(|(_, is_firm)| **is_firm);
        row.cells = cells.map(|(cell, _)| *cell).collect();
    }
    let kept = segments.into_iter().zip(&is_firm).filter(|(_, is_firm)| **is_firm);
    (Affinity { segments: kept.map(|(column, _)| column).collect(), rows }, left_out)
}

struct CellName<'a> {
    segment: Segment,
    row: &'a str,
}

fn view_of_cell(
    cell: AffinityCell,
    name: &CellName<'_>,
    filter: Option<&CustomerFilter>,
    currency_symbol: &str,
) -> AnyView {
    let Some(index) = cell.index.filter(|_| cell.orders > 0) else {
        return view! {
            <td class="number is-faint">
                <span aria-hidden="true">"–"</span>
                <span class="visually-hidden">"no order"</span>
            </td>
        }
        .into_any();
    };
    let doubt = if cell.is_firm() { "" } else { "; too few orders to rely on" };
    let tip = format!(
        "{}, {}: {} of {}, {}{doubt}",
        name.segment.name(),
        name.row,
        format_counted(cell.orders, "order", "orders"),
        format_counted(cell.customers, "customer", "customers"),
        format_money(cell.revenue_cents, currency_symbol),
    );
    let class = if cell.is_firm() { lean_class(index) } else { "is-faint" };
    let figure = format_index(index);
    let content = match filter {
        Some(filter) => {
            let filter = CustomerFilter { segments: [name.segment].into(), ..filter.clone() };
            let label = format!("{figure}, {tip}");
            view! { <a class="drill" href=customers_href(filter) aria-label=label>{figure}</a> }.into_any()
        }
        None => figure.into_any(),
    };
    view! { <td class=format!("number {class}") title=tip>{content}</td> }.into_any()
}

/// Where the steps of the colour begin: above 100 in green, below it in amber.
fn lean_class(index: f64) -> &'static str {
    match index {
        _ if index >= 300.0 => "lean-more-5",
        _ if index >= 200.0 => "lean-more-4",
        _ if index >= 150.0 => "lean-more-3",
        _ if index >= 125.0 => "lean-more-2",
        _ if index >= 110.0 => "lean-more-1",
        _ if index > 90.0 => "lean-none",
        _ if index > 75.0 => "lean-less-1",
        _ if index > 50.0 => "lean-less-2",
        _ => "lean-less-3",
    }
}

#[component]
fn AffinityLegend(left_out: Vec<&'static str>) -> impl IntoView {
    let steps = [
        ("lean-less-3", "50 or less"),
        ("lean-less-2", "to 75"),
        ("lean-less-1", "to 90"),
        ("lean-none", "about 100: like everyone"),
        ("lean-more-1", "110"),
        ("lean-more-2", "125"),
        ("lean-more-3", "150"),
        ("lean-more-4", "200"),
        ("lean-more-5", "300 or more"),
    ];
    let items = steps.map(|(class, words)| {
        view! { <li><span class=format!("lean-swatch {class}") aria-hidden="true"></span>{words}</li> }
    });
    view! {
        <ul class="lean-legend" aria-label="What the colours mean">{items.collect_view()}</ul>
        <p class="card-note">
            {format!(
                "Grey figures rest on fewer than {} orders: a few people move them, so they have no colour.",
                format_count(AFFINITY_ORDERS_MIN)
            )}
            {(!left_out.is_empty()).then(|| {
                format!(" Left out, as all their figures would be: {}; the file has them.", left_out.join(", "))
            })}
        </p>
    }
}

/// The strongest leaning in a sentence, and what is behind it.
pub fn affinity_in_words(affinity: &Affinity, name_of: fn(&str) -> String) -> (String, String) {
    if affinity.segments.len() < 2 {
        let title = "What do segments lean towards?".to_owned();
        return (
            title,
            "These customers are in fewer than two segments: there is nothing to compare.".to_owned(),
        );
    }
    match affinity.firm_leanings().first().filter(|leaning| leaning.index > 110.0) {
        Some(leaning) => {
            let (segment, name) = (leaning.segment.name(), name_of(&leaning.row.name));
            let title =
                format!("“{segment}” leans most towards {name}: index {}", format_index(leaning.index));
            let why = format!(
                "{name} has {} the share of this segment’s money that it has of everyone’s, in {}.",
                format_times(leaning.index / 100.0),
                format_counted(leaning.cell.orders, "order", "orders")
            );
            (title, why)
        }
        None => (
            "No segment leans clearly towards anything".to_owned(),
            "Every index that rests on enough orders lies near 100.".to_owned(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::AffinitySegment;

    use super::*;
    use crate::url_state::parse_query;

    fn affinity(orders: u64) -> Affinity {
        let column = |segment| AffinitySegment { segment, customers: 90, revenue_cents: 10_000 };
        let cell =
            |index, orders| AffinityCell { index: Some(index), orders, customers: orders, revenue_cents: 5 };
        Affinity {
            segments: vec![column(Segment::Champions), column(Segment::Lost)],
            rows: vec![AffinityRow {
                name: "toys".to_owned(),
                values: vec!["toys".to_owned()],
                revenue_cents: 10,
                cells: vec![cell(150.0, orders), cell(50.0, 40)],
            }],
        }
    }

    fn drawn(affinity: Affinity) -> String {
        let filter_of: RowFilter = Box::new(|row| {
            let mut filter = CustomerFilter::default();
            filter.purchase.categories.extend(row.values.iter().cloned());
            Some(filter)
        });
        view! {
            <AffinityTable
                affinity rows=AffinityRows { shown: 5, more: None } head="Category" label="Leanings" name_of=str::to_owned filter_of
                currency_symbol="R$".to_owned()
            />
        }
        .to_html()
    }

    #[test]
    fn the_sentence_names_the_strongest_leaning_with_enough_orders() {
        let (title, why) = affinity_in_words(&affinity(30), str::to_owned);
        assert_eq!(title, "“Champions” leans most towards toys: index 150");
        assert!(why.contains("1.50\u{a0}×") && why.contains("30\u{a0}orders"), "{why}");
        assert_eq!(
            affinity_in_words(&affinity(29), str::to_owned).0,
            "No segment leans clearly towards anything"
        );
        let (_, why) = affinity_in_words(&Affinity::default(), str::to_owned);
        assert!(why.contains("nothing to compare"));
    }

    #[test]
    fn a_segment_without_a_firm_figure_is_left_out_and_named() {
        let (kept, left_out) = with_firm_columns(affinity(29));
        assert_eq!((kept.segments.len(), kept.rows[0].cells.len()), (1, 1));
        assert_eq!(left_out, ["Champions"]);
        let html = drawn(affinity(29));
        assert!(html.contains("Left out, as all their figures would be: Champions"), "{html}");
    }

    #[test]
    fn all_rows_are_a_link_away() {
        let mut many = affinity(30);
        many.rows = vec![many.rows[0].clone(); 20];
        let shown = |query| AffinityRows::of(&many, &parse_query(query).0, "/products");
        assert_eq!(shown("").shown, 15);
        assert_eq!(shown("").more, Some(("Show all 20".to_owned(), "/products?show=all".to_owned())));
        assert_eq!(shown("show=all").shown, 20);
        assert_eq!(AffinityRows::of(&affinity(30), &SegmentsUrl::default(), "/products").more, None);
    }

    #[test]
    fn a_cell_opens_its_customers_and_few_orders_have_no_colour() {
        let html = drawn(affinity(30));
        assert!(html.contains("aria-label=\"150, Champions, toys: 30"), "{html}");
        assert!(
            html.contains("lean-more-3") && html.contains("/customers?segment=champions&amp;bought=toys"),
            "{html}"
        );
        let mut few = affinity(30);
        few.rows.push(AffinityRow { name: "books".to_owned(), ..affinity(29).rows[0].clone() });
        let html = drawn(few);
        assert_eq!(html.matches("number lean-more-3").count(), 1, "{html}");
        assert!(html.contains("too few orders"), "{html}");
    }
}
