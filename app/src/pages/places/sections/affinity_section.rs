use clientele_contract::{AffinityRow, CustomerFilter, PlaceLevel, Places};
use leptos::prelude::*;

use super::{
    PATH,
    words::{naming, naming_in_sentences},
};
use crate::{
    components::{AffinityRows, AffinityTable, Card, affinity_in_words},
    format::with_capital,
    url_state::SegmentsUrl,
};

/// Which segments lean towards which places.
#[component]
pub fn AffinitySection(places: Places, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let (name_of, name_in_sentence) = (naming(&places), naming_in_sentences(&places));
    let Places { affinity, by, .. } = places;
    let (title, subtitle) = affinity_in_words(&affinity, name_in_sentence);
    let is_comparable = affinity.segments.len() >= 2 && affinity.rows.len() >= 2;
    let (head, label, word) = match by {
        PlaceLevel::State => ("State", "Index of each segment for each state", "state"),
        PlaceLevel::Region => ("Region", "Index of each segment for each region", "region"),
    };
    let export = url.with_choice("by", word).link("/export/affinity.csv");
    let actions = view! {
        <a class="card-link" rel="external" href=export download="">"Download as CSV"</a>
    }
    .into_any();
    let base = url.filter.without_segments_and_scores();
    let rows = AffinityRows::of(&affinity, &url, PATH);
    is_comparable.then(|| {
        view! {
            <Card id="affinity-title" title term="affinity-index" subtitle=with_capital(&subtitle) actions>
                <AffinityTable
                    affinity
                    rows
                    head
                    label
                    name_of
                    filter_of=Box::new(move |row| Some(customers_in(&base, row)))
                    currency_symbol
                />
            </Card>
        }
    })
}

/// Those of the page's customers who live in a place; the page may show some states of a region alone.
fn customers_in(filter: &CustomerFilter, row: &AffinityRow) -> CustomerFilter {
    let is_shown = |state: &&String| filter.states.is_empty() || filter.states.contains(*state);
    CustomerFilter { states: row.values.iter().filter(is_shown).cloned().collect(), ..filter.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_of_which_one_state_is_shown_opens_that_state() {
        let states = |states: &[&str]| states.iter().map(|state| (*state).to_owned()).collect::<Vec<_>>();
        let row = AffinityRow {
            name: "South".to_owned(),
            values: states(&["PR", "RS", "SC"]),
            revenue_cents: 1,
            cells: Vec::new(),
        };
        let mut filter = CustomerFilter::default();
        assert_eq!(customers_in(&filter, &row).states.len(), 3);
        filter.states = states(&["RS", "SP"]).into_iter().collect();
        assert_eq!(customers_in(&filter, &row).states.into_iter().collect::<Vec<_>>(), ["RS"]);
    }
}
