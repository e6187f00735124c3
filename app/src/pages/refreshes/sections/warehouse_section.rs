use clientele_contract::WarehouseState;
use leptos::prelude::*;

use crate::{
    components::{Badge, Card, ScrollRegion, Tone},
    format::{format_counted, format_date_time},
};

/// Where else the tables are, for Power BI, Metabase, Excel and the like.
#[component]
pub fn WarehouseSection(states: Vec<WarehouseState>, time_zone: String) -> impl IntoView {
    let title = title_of(&states);
    let subtitle = format!("The same tables for other programs. Times are by the clock of {time_zone}");
    let rows = states.into_iter().map(|state| view! { <TargetRow state/> }).collect_view();
    view! {
        <Card id="warehouse-title" term="warehouse" title subtitle class="card-history">
            <ScrollRegion label="Tables for other programs">
                <table class="table is-stacked refresh-history">
                    <thead>
                        <tr>
                            <th scope="col">"Kind"</th>
                            <th scope="col">"Where, and what it holds"</th>
                            <th scope="col">"State"</th>
                            <th scope="col">"Published"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </Card>
    }
}

fn title_of(states: &[WarehouseState]) -> &'static str {
    if states.iter().any(|state| state.fault.is_some()) {
        "The warehouse could not be loaded; the next refresh tries again"
    } else if states.iter().any(|state| state.held.is_none()) {
        "The warehouse gets its data with the next refresh"
    } else {
        "The warehouse holds what was published"
    }
}

#[component]
fn TargetRow(state: WarehouseState) -> impl IntoView {
    let WarehouseState { kind, held, fault, notes } = state;
    let (words, tone) = match (&fault, &held) {
        (Some(_), _) => ("Failed", Tone::Bad),
        (None, Some(_)) => ("Loaded", Tone::Good),
        (None, None) => ("Not yet", Tone::Neutral),
    };
    let at = held.as_ref().map_or_else(|| "–".to_owned(), |held| format_date_time(held.at));
    let held = held.map(|held| {
        let holds = format!("{}, {}", held.snapshot_id, format_counted(held.rows, "row", "rows"));
        view! {
            <span class="refresh-reason">{held.place}</span>
            <span class="muted refresh-rows">{holds}</span>
        }
    });
    let told = fault.into_iter().chain(notes);
    let told =
        told.map(|words| view! { <span class="refresh-reason refresh-rows">{words}</span> }).collect_view();
    view! {
        <tr>
            <th scope="row">{kind}</th>
            <td class="refresh-result" data-head="Where">{held}{told}</td>
            <td data-head="State"><Badge words tone/></td>
            <td data-head="Published">{at}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(fault: Option<&str>) -> WarehouseState {
        let fault = fault.map(str::to_owned);
        WarehouseState { kind: "PostgreSQL".to_owned(), held: None, fault, notes: Vec::new() }
    }

    #[test]
    fn a_place_that_failed_is_the_finding() {
        assert_eq!(title_of(&[state(None)]), "The warehouse gets its data with the next refresh");
        let title = title_of(&[state(None), state(Some("cannot reach the database"))]);
        assert_eq!(title, "The warehouse could not be loaded; the next refresh tries again");
    }
}
