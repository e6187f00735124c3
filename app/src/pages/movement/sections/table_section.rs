use clientele_contract::{FlowSum, Segment, SegmentFlow, SegmentMovement};
use leptos::prelude::*;

use super::{
    flow_filter::FlowFilters,
    moves_section::{FlowFigure, GroupMark},
    words::{class_of, name_of},
};
use crate::{
    components::{Card, Icon, IconView, ScrollRegion},
    format::{format_date, format_money, format_money_short, format_percent},
    url_state::SegmentsUrl,
};

/// Depths of the colour of a cell: its share of the row.
const LEVELS: f64 = 6.0;

/// Everybody by the segment on the earlier and on the later day, with sums that add up.
#[component]
pub fn TableSection(
    movement: SegmentMovement,
    filters: FlowFilters,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let file = url.link("/export/movement.csv");
    let actions = view! {
        <a class="button button-small" href=file rel="external"><IconView icon=Icon::Download/>"CSV"</a>
    };
    let subtitle = format!(
        "Rows: the segment on {}; columns: the segment on {}. The colour is the share of the row.",
        format_date(movement.from),
        format_date(movement.to)
    );
    let heads = Segment::ALL
        .map(|segment| view! { <th scope="col" class="number">{segment.name()}</th> })
        .collect_view();
    let starts = Segment::ALL.into_iter().map(Some).chain([None]);
    let rows = starts
        .map(|was| {
            let (movement, filters) = (movement.clone(), filters.clone());
            view! { <StartRow was movement filters currency_symbol=currency_symbol.clone()/> }
        })
        .collect_view();
    let ends = Segment::ALL.map(|is| {
        let sum = movement.sum(|flow| flow.is == is);
        let of = format!("customers of {} on the later day", is.name());
        let href = filters.end(&[is]).filter(|_| sum.customers > 0);
        view! { <td class="number"><FlowFigure href customers=sum.customers of/></td> }
    });
    let all = movement.sum(|_| true);
    view! {
        <Card id="movement-table" title="Everybody, from segment to segment" subtitle actions=actions.into_any() class="card-movement">
            <ScrollRegion label="Customers by the segment on both days, scrolls sideways where columns do not fit">
                // The tab key reaches one figure; the arrow keys lead from one to the next.
                <table class="table movement-table" aria-labelledby="movement-table" data-roving="">
                    <thead>
                        <tr>
                            <th scope="col" class="sticky-start">"From, to"</th>
                            {heads}
                            <th scope="col" class="number">"All"</th>
                            <th scope="col" class="number">"Spent before"</th>
                            <th scope="col" class="number">"Spent between"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row" class="sticky-start">"All"</th>
                            {ends.collect_view()}
                            <td class="number strong">
                                <FlowFigure href=filters.end(&Segment::ALL) customers=all.customers of="customers on the later day".to_owned()/>
                            </td>
                            <MoneyCells sum=all currency_symbol/>
                        </tr>
                    </tfoot>
                </table>
            </ScrollRegion>
        </Card>
    }
}

#[component]
fn StartRow(
    was: Option<Segment>,
    movement: SegmentMovement,
    filters: FlowFilters,
    currency_symbol: String,
) -> impl IntoView {
    let sum = movement.sum(|flow| flow.was == was);
    let cells = Segment::ALL
        .map(|is| {
            let flow = movement.flows.iter().find(|flow| (flow.was, flow.is) == (was, is)).copied();
            view! { <FlowCell flow row=sum.customers filters=filters.clone() currency_symbol=currency_symbol.clone()/> }
        })
        .collect_view();
    let of = format!("customers of {} on the earlier day", name_of(was));
    let href = filters.start(was).filter(|_| sum.customers > 0);
    view! {
        <tr class:is-empty=sum.customers == 0>
            <th scope="row" class="sticky-start"><GroupMark name=name_of(was) class=class_of(was)/></th>
            {cells}
            <td class="number strong"><FlowFigure href customers=sum.customers of/></td>
            <MoneyCells sum currency_symbol/>
        </tr>
    }
}

#[component]
fn FlowCell(
    flow: Option<SegmentFlow>,
    /// Customers of the row.
    row: u64,
    filters: FlowFilters,
    currency_symbol: String,
) -> impl IntoView {
    let Some(flow) = flow else {
        return view! {
            <td class="number">
                <span class="quiet" aria-hidden="true">"–"</span>
                <span class="visually-hidden">"nobody"</span>
            </td>
        }
        .into_any();
    };
    let share = flow.customers as f64 / row.max(1) as f64;
    let level = (share * LEVELS).ceil().clamp(1.0, LEVELS) as u32;
    let (was, is) = (name_of(flow.was), flow.is.name());
    let tip = format!(
        "{} of {was}, {} spent before, {} between",
        format_percent(share),
        format_money(flow.spent_before_cents, &currency_symbol),
        format_money(flow.spent_between_cents, &currency_symbol)
    );
    let of = format!("customers from {was} to {is}");
    let stayed = if flow.was == Some(flow.is) { " stayed" } else { "" };
    view! {
        <td class=format!("number share-{level}{stayed}") title=tip>
            <FlowFigure href=filters.flow(&flow) customers=flow.customers of/>
        </td>
    }
    .into_any()
}

#[component]
fn MoneyCells(sum: FlowSum, currency_symbol: String) -> impl IntoView {
    [sum.spent_before_cents, sum.spent_between_cents]
        .map(|cents| {
            view! {
                <td class="number" title=format_money(cents, &currency_symbol)>
                    {format_money_short(cents as f64, &currency_symbol)}
                </td>
            }
        })
        .collect_view()
}
