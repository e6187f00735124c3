use clientele_contract::{CustomerFilter, PlaceLevel, PlaceMeasure, PlaceRow, Places};
use leptos::prelude::*;

use super::{
    PATH, customers_of,
    measures::{SUPPORT_MIN, is_sum, measure_exactly, measure_name, measure_text},
    words::{counted_places, naming},
};
use crate::{
    components::{Card, Drill, ListOrder, OrderHead, ScrollRegion},
    format::format_count,
    questions::PlaceView,
    url_state::SegmentsUrl,
};

/// Every measure of every place.
#[component]
pub fn TableSection(
    places: Places,
    view: PlaceView,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let order = ListOrder { current: view.question.sort.slug(), default: PlaceMeasure::default().slug() };
    let heads = PlaceMeasure::ALL
        .map(|measure| {
            let name = measure_name(measure, places.by);
            let is_number = measure != PlaceMeasure::Name;
            view! { <OrderHead path=PATH url=url.clone() order word=measure.slug() name is_number/> }
        })
        .collect_view();
    let name_of = naming(&places);
    let rows: Vec<AnyView> = places
        .rows
        .iter()
        .map(|row| view_of_row(row, name_of(&row.name), &url.filter, &currency_symbol))
        .collect();
    let total = drawn_cells(&places.total, &currency_symbol);
    let all = format_count(places.total.customers);
    let all_filter = url.filter.clone();
    let title = format!("{}, measure by measure", counted_places(&places));
    let subtitle = match places.by {
        PlaceLevel::State => "By state of the customer; a head sorts, a figure of customers opens them",
        PlaceLevel::Region => {
            "By region of the customer’s state; a head sorts, a figure of customers opens them"
        }
    };
    let export = url.link("/export/places.csv");
    let actions = view! {
        <a class="card-link" rel="external" href=export download="">"Download as CSV"</a>
    }
    .into_any();
    // The sum of one place is the place.
    let has_sum = places.rows.len() > 1;
    view! {
        <Card id="places-table-title" title subtitle actions>
            <ScrollRegion label="Measures of places">
                <table class="table places" aria-labelledby="places-table-title">
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                    {has_sum.then(|| view! {
                    <tfoot>
                        <tr>
                            <th scope="row">"All"</th>
                            <td class="number"><Drill filter=all_filter figure=all of="customers"/></td>
                            {total}
                        </tr>
                    </tfoot>
                    })}
                </table>
            </ScrollRegion>
            <p class="card-note">
                {format!("Grey figures rest on fewer than {SUPPORT_MIN} orders or reviews.")}
            </p>
        </Card>
    }
}

fn view_of_row(row: &PlaceRow, name: String, filter: &CustomerFilter, currency_symbol: &str) -> AnyView {
    let filter = customers_of(filter, row);
    let of = format!("customers in {name}");
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="number"><Drill filter figure=format_count(row.figures.customers) of/></td>
            {drawn_cells(&row.figures, currency_symbol)}
        </tr>
    }
    .into_any()
}

/// All measures but name and customers.
fn drawn_cells(figures: &clientele_contract::PlaceFigures, currency_symbol: &str) -> AnyView {
    PlaceMeasure::ALL
        .into_iter()
        .skip(2)
        .map(|measure| {
            let is_small = !is_sum(measure) && figures.support(measure) < SUPPORT_MIN;
            let tip = measure_exactly(figures, measure, currency_symbol);
            let text = measure_text(figures, measure, currency_symbol);
            view! { <td class="number" class:muted=is_small title=tip>{text}</td> }
        })
        .collect_view()
        .into_any()
}
