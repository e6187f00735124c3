use clientele_contract::{Affinity, CustomerFilter};
use leptos::prelude::*;

use super::{PATH, bought_category, buyers, words::capital_category};
use crate::{
    components::{AffinityRows, AffinityTable, Card, affinity_in_words},
    format::{format_category, with_capital},
    url_state::SegmentsUrl,
};

/// Which segments lean towards which categories.
#[component]
pub fn AffinitySection(affinity: Affinity, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let (title, subtitle) = affinity_in_words(&affinity, format_category);
    let is_comparable = affinity.segments.len() >= 2;
    let rows = AffinityRows::of(&affinity, &url, PATH);
    let export = url.link("/export/affinity.csv");
    let actions = view! {
        <a class="card-link" rel="external" href=export download="">"Download as CSV"</a>
    }
    .into_any();
    let base = url.filter.without_segments_and_scores();
    view! {
        <Card id="affinity-title" title term="affinity-index" subtitle=with_capital(&subtitle) actions>
            {is_comparable.then(|| view! {
                <AffinityTable
                    affinity
                    rows
                    head="Category"
                    label="Index of each segment for each category"
                    name_of=capital_category
                    filter_of=Box::new(move |row| buyers_of(&base, &row.name))
                    currency_symbol
                />
            })}
        </Card>
    }
}

fn buyers_of(filter: &CustomerFilter, category: &str) -> Option<CustomerFilter> {
    buyers(filter, bought_category(category))
}
