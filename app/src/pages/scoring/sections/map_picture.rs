use std::collections::BTreeMap;

use clientele_contract::{RfmScores, Segment};
use leptos::prelude::*;

use crate::{
    components::{ScrollRegion, SegmentMark, segment_class},
    format::format_counted,
};

/// Which segment each of the 125 codes makes: a grid of recency and frequency, in each cell five stripes of spend.
#[component]
pub fn MapPicture(segments: BTreeMap<u16, Segment>) -> impl IntoView {
    let rows = (1..=5_u8)
        .rev()
        .map(|frequency| {
            let cells = (1..=5_u8)
                .map(|recency| view! { <MapCell segments=stripes(&segments, recency, frequency)/> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{format!("F {frequency}")}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let columns =
        (1..=5_u8).map(|recency| view! { <th scope="col">{format!("R {recency}")}</th> }).collect_view();
    view! {
        <ScrollRegion label="Segments of the 125 codes">
            <table class="map-picture">
                <caption class="visually-hidden">
                    "Segments by recency score across, frequency score up, and spend score within each cell"
                </caption>
                <colgroup>
                    <col class="map-heads"/>
                </colgroup>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <td></td>
                        {columns}
                    </tr>
                </tfoot>
            </table>
        </ScrollRegion>
        <p class="matrix-axes">"Last order → more recent · Orders ↑ more often"</p>
        <CodeList segments/>
    }
}

/// The segments of spend scores 1 to 5.
type Stripes = [Option<Segment>; 5];

fn stripes(segments: &BTreeMap<u16, Segment>, recency: u8, frequency: u8) -> Stripes {
    [1, 2, 3, 4, 5].map(|monetary| segments.get(&RfmScores { recency, frequency, monetary }.code()).copied())
}

#[component]
fn MapCell(segments: Stripes) -> impl IntoView {
    let words = words_of(&segments);
    let tip = words.clone();
    let bars = segments
        .iter()
        .map(|segment| {
            let class = segment.map(segment_class).unwrap_or_default();
            view! { <span class=format!("map-stripe {class}")></span> }
        })
        .collect_view();
    view! {
        <td title=tip>
            <span class="map-stripes" aria-hidden="true">{bars}</span>
            <span class="map-name" aria-hidden="true">{main_segment(&segments).map(Segment::name)}</span>
            <span class="visually-hidden">{words}</span>
        </td>
    }
}

/// The segment of most stripes, of equally frequent ones the first.
fn main_segment(segments: &Stripes) -> Option<Segment> {
    let count = |wanted: Segment| segments.iter().filter(|segment| **segment == Some(wanted)).count();
    segments.iter().flatten().copied().rev().max_by_key(|segment| count(*segment))
}

/// `Spend 1–3: Hibernating; spend 4–5: At Risk`.
fn words_of(segments: &Stripes) -> String {
    let mut runs: Vec<(usize, usize, Option<Segment>)> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        match runs.last_mut() {
            Some((_, last, run)) if run == segment => *last = index + 1,
            _ => runs.push((index + 1, index + 1, *segment)),
        }
    }
    let words = runs.into_iter().map(|(first, last, segment)| {
        let name = segment.map_or("no segment", Segment::name);
        if first == last {
            format!("spend {first}: {name}")
        } else {
            format!("spend {first}–{last}: {name}")
        }
    });
    words.collect::<Vec<_>>().join("; ")
}

/// The same as a table: the codes of each segment.
#[component]
fn CodeList(segments: BTreeMap<u16, Segment>) -> impl IntoView {
    let rows = Segment::ALL
        .map(|segment| {
            let codes: Vec<String> =
                segments.iter().filter(|(_, of)| **of == segment).map(|(code, _)| code.to_string()).collect();
            let count = format_counted(codes.len() as u64, "code", "codes");
            view! {
                <tr>
                    <th scope="row"><SegmentMark segment/></th>
                    <td class="number">{count}</td>
                    <td class="codes">{codes.join(" ")}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details class="table-twin">
            <summary>"Show as table: all codes, recency, frequency and spend in this order"</summary>
            <ScrollRegion label="Codes of each segment">
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">"Segment"</th>
                            <th scope="col" class="number">"Codes"</th>
                            <th scope="col">"Which"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_from_low_to_high_spend() {
        let risk = Some(Segment::AtRisk);
        let gone = Some(Segment::Hibernating);
        let cell = [gone, gone, gone, risk, risk];
        assert_eq!(words_of(&cell), "spend 1–3: Hibernating; spend 4–5: At Risk");
        assert_eq!(main_segment(&cell), gone);
        assert_eq!(words_of(&[risk; 5]), "spend 1–5: At Risk");
        assert_eq!(words_of(&[None; 5]), "spend 1–5: no segment");
    }
}
