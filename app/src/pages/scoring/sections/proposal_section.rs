use clientele_contract::{OwnMap, SegmentMap};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::Card,
    pages::scoring::proposal::{Cuts, FieldRow, Proposal},
};

/// A form that asks what another scoring would do. It is a GET form: the question is the address.
#[component]
pub fn ProposalSection(proposal: Proposal, own_map: OwnMap, currency_symbol: String) -> impl IntoView {
    let alert = proposal.is_faulty().then(|| {
        view! {
            <p class="form-alert" role="alert">
                "The thresholds cannot be used yet; what to change stands beside them. Nothing that you typed is lost."
            </p>
        }
    });
    let maps =
        SegmentMap::ALL.map(|map| view! { <MapChoice map chosen=proposal.map own_map=own_map.clone()/> });
    let cuts = Cuts::ALL.map(|cuts| view! { <CutsChoice cuts chosen=proposal.cuts/> });
    let shows_faults = proposal.is_faulty();
    let unit = format!("Spent, {currency_symbol}");
    view! {
        <Card
            id="proposal-title"
            term="segment-map"
            title="Try another scoring"
            subtitle="You see who would move before anything is applied."
        >
            <form method="get" action=format!("{PATH}#effect") class="scoring-form">
                {alert}
                <fieldset class="options">
                    <legend>"Segment map"</legend>
                    {maps}
                </fieldset>
                <fieldset class="options">
                    <legend>"Cut points"</legend>
                    {cuts}
                </fieldset>
                <div class="thresholds">
                    <p class="part-words" id="thresholds-help">
                        "Four rising numbers for each measure: the least values of the upper bands. With orders 2, 3, 4, 5, one order \
                         scores 1 and five or more score 5. Fewer days are better: fewer than the first number score 5."
                    </p>
                    <ThresholdRow name="recency" label="Last order, days ago".to_owned() row=proposal.recency shows_faults/>
                    <ThresholdRow name="orders" label="Orders".to_owned() row=proposal.orders shows_faults/>
                    <ThresholdRow name="spent" label=unit row=proposal.spent shows_faults/>
                </div>
                <div class="button-row">
                    <button type="submit" class="button button-primary">"Show the effect"</button>
                    <a class="button" href=PATH>"Start again"</a>
                </div>
            </form>
        </Card>
    }
}

#[component]
fn MapChoice(map: SegmentMap, chosen: SegmentMap, own_map: OwnMap) -> impl IntoView {
    let (name, words) = match map {
        SegmentMap::Standard => ("Standard", "The usual eleven segments, from all three scores.".to_owned()),
        SegmentMap::Grid => {
            ("Grid", "Recency and frequency alone, in rectangles; spend does not count.".to_owned())
        }
        SegmentMap::Own => ("Own file", own_map_in_words(&own_map)),
    };
    let is_disabled = map == SegmentMap::Own && own_map != OwnMap::Ready;
    let fault = match (map, own_map) {
        (SegmentMap::Own, OwnMap::Faulty(fault)) => {
            Some(view! { <pre class="mistake" tabindex="0">{fault}</pre> })
        }
        _ => None,
    };
    view! {
        <label class="option" class:is-disabled=is_disabled>
            <input
                type="radio"
                name="map"
                value=map.slug()
                checked=map == chosen && !is_disabled
                disabled=is_disabled
            />
            <span>
                <strong>{name}</strong>
                <span class="option-words">{words}</span>
            </span>
        </label>
        {fault}
    }
}

fn own_map_in_words(own_map: &OwnMap) -> String {
    match own_map {
        OwnMap::Absent => {
            "There is none yet. Write settings/segments.toml in the data folder, which names the segment of each of the 125 codes; then it can be chosen here."
        }
        OwnMap::Ready => "Read and checked: it names each of the 125 codes once.",
        OwnMap::Faulty(_) => "settings/segments.toml has a mistake and cannot be used until it is mended:",
    }
    .to_owned()
}

#[component]
fn CutsChoice(cuts: Cuts, chosen: Cuts) -> impl IntoView {
    let (name, words) = match cuts {
        Cuts::Quintiles => ("Quintiles", "Fifths of the customers; they follow the shop."),
        Cuts::Fixed => ("Fixed thresholds", "The numbers below; they stay until you change them."),
    };
    view! {
        <label class="option">
            <input type="radio" name="cuts" value=cuts.slug() checked=cuts == chosen/>
            <span>
                <strong>{name}</strong>
                <span class="option-words">{words}</span>
            </span>
        </label>
    }
}

#[component]
fn ThresholdRow(name: &'static str, label: String, row: FieldRow, shows_faults: bool) -> impl IntoView {
    const PLACES: [&str; 4] = ["First", "Second", "Third", "Fourth"];
    let FieldRow { texts, fault } = row;
    let fault = fault.filter(|_| shows_faults);
    let error_id = format!("{name}-fault");
    let described_by = if fault.is_some() { error_id.clone() } else { "thresholds-help".to_owned() };
    let input_mode = if name == "spent" { "decimal" } else { "numeric" };
    let fields = texts
        .into_iter()
        .zip(PLACES)
        .map(|(text, place)| {
            view! {
                <input
                    type="text"
                    inputmode=input_mode
                    autocomplete="off"
                    name=name
                    value=text
                    aria-label=format!("{place} threshold of {name}")
                    aria-describedby=described_by.clone()
                    aria-invalid=fault.is_some().then_some("true")
                />
            }
        })
        .collect_view();
    let error = fault.map(|fault| view! { <p id=error_id class="field-error">{fault}</p> });
    view! {
        <fieldset class="threshold-row">
            <legend>{label}</legend>
            <div class="threshold-fields">{fields}</div>
            {error}
        </fieldset>
    }
}
