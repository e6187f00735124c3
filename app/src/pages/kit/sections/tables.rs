use clientele_contract::Segment;
use leptos::prelude::*;

use super::Example;
use crate::{
    components::{ScrollRegion, SegmentMark},
    format::{format_count, format_money},
};

#[component]
pub fn TableExamples() -> impl IntoView {
    view! {
        <Example name="Sorted, one row chosen, numbers to the right, heads stay in sight" wide=true>
            <ScrollRegion label="Customers of the example" class="is-tall">
                <CustomerTable rows=14/>
            </ScrollRegion>
        </Example>
        <Example name="Wider than its room">
            <ScrollRegion label="Wide table">
                <table class="table">
                    <thead>
                        <tr>{(1..=12).map(|month| view! { <th scope="col" class="number">{format!("Month {month}")}</th> }).collect_view()}</tr>
                    </thead>
                    <tbody>
                        <tr>{(1..=12).map(|month: u64| view! { <td class="number">{format_count(month * 7_919)}</td> }).collect_view()}</tr>
                    </tbody>
                </table>
            </ScrollRegion>
        </Example>
        <Example name="Empty">
            <ScrollRegion label="Empty table">
                <table class="table">
                    <thead><tr><th scope="col">"Category"</th> <th scope="col" class="number">"Revenue"</th></tr></thead>
                    <tbody><tr><td colspan="2" class="table-empty">"No order in these days."</td></tr></tbody>
                </table>
            </ScrollRegion>
        </Example>
    }
}

#[component]
fn CustomerTable(rows: u32) -> impl IntoView {
    let row = |position: u32| {
        let segment = Segment::ALL[position as usize % Segment::ALL.len()];
        let cents = 727_488 / i64::from(position + 1);
        view! {
            <tr class:is-selected=position == 2>
                <th scope="row" class="customer-id"><a href="/customers">{format!("{:010x}", 0x763c_8b1c_u64 + u64::from(position))}</a></th>
                <td><SegmentMark segment/></td>
                <td class="number">{format_count(u64::from(position) * 53)}</td>
                <td class="number strong">{format_money(cents, "R$")}</td>
                <td>"We miss you"</td>
            </tr>
        }
    };
    view! {
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">"Customer"</th>
                    <th scope="col">"Segment"</th>
                    <th scope="col" class="number"><a href="/kit#tables">"Last order, days ago"</a></th>
                    <th scope="col" class="number" aria-sort="descending">
                        <a href="/kit#tables">"Spent"<span aria-hidden="true">" ↓"</span></a>
                    </th>
                    <th scope="col">"Next action"</th>
                </tr>
            </thead>
            <tbody>{(0..rows).map(row).collect_view()}</tbody>
        </table>
    }
}
