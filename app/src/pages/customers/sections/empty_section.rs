use clientele_contract::{CustomerFilter, FilterOptions};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Card, filter_parts},
    url_state::SegmentsUrl,
};

/// Nobody passes: names each part of the filter, and a click takes it away.
#[component]
pub fn EmptySection(url: SegmentsUrl, options: FilterOptions, currency_symbol: String) -> impl IntoView {
    let links = filter_parts(&url.filter, &options, &currency_symbol)
        .into_iter()
        .map(|part| {
            let href = url.with_filter(part.without).link(PATH);
            let name = format!("Remove {}", part.words);
            view! {
                <li>
                    <a class="button button-small" href=href data-noscroll="" aria-label=name>
                        {part.words}
                        <span aria-hidden="true">" ×"</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let everyone = url.with_filter(CustomerFilter::default()).link(PATH);
    view! {
        <Card id="customers-title" title="No customer passes" class="card-customers">
            <div class="state">
                <p class="state-message">"Nobody meets all of these at once. Remove one:"</p>
                <ul class="state-links">{links}</ul>
                <p><a class="button" href=everyone data-noscroll="">"Show everyone"</a></p>
            </div>
        </Card>
    }
}
