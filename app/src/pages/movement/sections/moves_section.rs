use clientele_contract::{FlowDirection, SegmentFlow, SegmentMovement};
use leptos::prelude::*;

use super::{
    flow_filter::FlowFilters,
    words::{class_of, heaviest, name_of, sentence_of},
};
use crate::{
    components::{Card, ScrollRegion, segment_class},
    format::{format_count, format_counted, format_money, format_money_short},
};

/// Moves said as sentences: of who slipped, came back, is new.
const SENTENCES: [(FlowDirection, usize); 3] =
    [(FlowDirection::Slipped, 2), (FlowDirection::Recovered, 1), (FlowDirection::New, 1)];
/// Rows of a list.
const ROWS: usize = 8;

/// The biggest moves: as sentences, and as lists to work with.
#[component]
pub fn MovesSection(
    movement: SegmentMovement,
    filters: FlowFilters,
    currency_symbol: String,
) -> impl IntoView {
    let list = |direction| {
        let (movement, filters, currency_symbol) =
            (movement.clone(), filters.clone(), currency_symbol.clone());
        view! { <MoveList movement filters direction currency_symbol/> }
    };
    view! {
        <BiggestMoves movement=movement.clone() filters=filters.clone() currency_symbol=currency_symbol.clone()/>
        <div class="grid grid-thirds">
            {list(FlowDirection::Slipped)}
            {list(FlowDirection::Recovered)}
            {list(FlowDirection::New)}
        </div>
    }
}

#[component]
fn BiggestMoves(movement: SegmentMovement, filters: FlowFilters, currency_symbol: String) -> impl IntoView {
    let flows: Vec<SegmentFlow> = SENTENCES
        .into_iter()
        .flat_map(|(direction, count)| heaviest(&movement, direction).into_iter().take(count))
        .collect();
    let sentences = flows
        .iter()
        .map(|flow| {
            let verdict = match flow.direction() {
                FlowDirection::Slipped => "finding finding-worse",
                _ => "finding finding-better",
            };
            let link = filters.flow(flow).map(|href| {
                let label = format!("Show who went from {} to {}", name_of(flow.was), flow.is.name());
                view! { <a href=href aria-label=label>"Show them"</a> }
            });
            view! { <li class=verdict><p>{sentence_of(flow, &currency_symbol)}</p>{link}</li> }
        })
        .collect_view();
    (!flows.is_empty()).then(|| {
        view! {
            <Card id="biggest-moves" title="The biggest moves by money" class="card-findings">
                <ul class="findings">{sentences}</ul>
            </Card>
        }
    })
}

#[component]
fn MoveList(
    movement: SegmentMovement,
    filters: FlowFilters,
    direction: FlowDirection,
    currency_symbol: String,
) -> impl IntoView {
    let flows = heaviest(&movement, direction);
    let customers = flows.iter().map(|flow| flow.customers).sum();
    let counted = format_counted(customers, "customer", "customers");
    let (id, title, money, term) = match direction {
        FlowDirection::Slipped => ("slipped", format!("Slipped: {counted}"), "Spent before", "slipped"),
        FlowDirection::New => ("new", format!("New: {counted}"), "Spent since", "new-customer"),
        _ => ("recovered", format!("Recovered: {counted}"), "Spent meanwhile", "recovered"),
    };
    let hidden = flows.len().saturating_sub(ROWS) as u64;
    // Another name than that of the card, which is a region too.
    let label = format!("{title}, by segment");
    let rows = flows
        .iter()
        .take(ROWS)
        .map(|flow| view! { <MoveRow flow=*flow filters=filters.clone() currency_symbol=currency_symbol.clone()/> })
        .collect_view();
    view! {
        <Card id title term class="card-moves">
            {if flows.is_empty() {
                view! { <p class="quiet">"Nobody between these two days."</p> }.into_any()
            } else {
                view! {
                    <ScrollRegion label=label>
                        <table class="table table-flow-list">
                            <thead>
                                <tr>
                                    <th scope="col">"From, to"</th>
                                    <th scope="col" class="number">"Customers"</th>
                                    <th scope="col" class="number">{money}</th>
                                    <th scope="col"><span class="visually-hidden">"File"</span></th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </ScrollRegion>
                    {(hidden > 0).then(|| {
                        let words = format!("{} in the table below.", format_counted(hidden, "further move", "further moves"));
                        view! { <p class="quiet">{words}</p> }
                    })}
                }
                .into_any()
            }}
        </Card>
    }
}

#[component]
fn MoveRow(flow: SegmentFlow, filters: FlowFilters, currency_symbol: String) -> impl IntoView {
    let cents = match flow.direction() {
        FlowDirection::Slipped => flow.spent_before_cents,
        _ => flow.spent_between_cents,
    };
    let (was, is) = (name_of(flow.was), flow.is.name());
    let file = filters.file(&flow).map(|href| {
        let label = format!("Customers from {was} to {is} as CSV");
        view! { <a class="file-link" href=href rel="external" aria-label=label.clone() data-tip=label>"CSV"</a> }
    });
    let start = flow.was.map(|_| view! { <GroupMark name=was class=class_of(flow.was)/> });
    let arrow = flow.was.map(|_| {
        view! {
            <span class="move-to" aria-hidden="true">"→ "</span>
            <span class="visually-hidden">" to "</span>
        }
    });
    view! {
        <tr>
            <th scope="row">
                {start}
                <span class="move-end">{arrow}<GroupMark name=is class=segment_class(flow.is)/></span>
            </th>
            <td class="number strong">
                <FlowFigure href=filters.flow(&flow) customers=flow.customers of=format!("customers from {was} to {is}")/>
            </td>
            <td class="number" title=format_money(cents, &currency_symbol)>
                {format_money_short(cents as f64, &currency_symbol)}
            </td>
            <td>{file}</td>
        </tr>
    }
}

/// A number of customers that opens their list, where there is one.
#[component]
pub fn FlowFigure(href: Option<String>, customers: u64, of: String) -> impl IntoView {
    let figure = format_count(customers);
    match href {
        Some(href) => {
            let label = format!("{figure} {of}");
            view! { <a class="drill" href=href aria-label=label>{figure}</a> }.into_any()
        }
        None => figure.into_any(),
    }
}

/// A group of customers with its colour.
#[component]
pub fn GroupMark(name: &'static str, class: String) -> impl IntoView {
    view! {
        <span class="segment-mark">
            <span class=format!("segment-dot {class}") aria-hidden="true"></span>
            {name}
        </span>
    }
}
