use std::{collections::BTreeSet, sync::Arc};

use clientele_contract::{CohortGrain, CustomerFilter, FirstPurchaseRow};
use leptos::prelude::*;

use super::{PATH, Shown, words::nouns};
use crate::{
    components::{Icon, IconView, NarrowingSearch, Segmented, SegmentedOption, id_part},
    format::{format_category, format_count, with_capital},
};

/// What of the page's own choices was not understood, and what is shown instead.
#[component]
pub fn ChoiceNotices(shown: Arc<Shown>) -> impl IntoView {
    let notices = &shown.view.notices;
    let items = notices.iter().map(|text| view! { <li>{text.clone()}</li> }).collect_view();
    (!notices.is_empty())
        .then(|| view! { <ul class="notices" aria-label="About the choices of this page">{items}</ul> })
}

/// What all sections follow: how long a period is, what was bought first; and the figures to take away.
#[component]
pub fn Controls(shown: Arc<Shown>) -> impl IntoView {
    let csv = shown.url.link("/export/cohorts.csv");
    view! {
        <div class="cohort-controls">
            <GrainChoice shown=shown.clone()/>
            <FirstCategoryChoice shown/>
            <a id="cohorts-csv" class="button cohort-csv" href=csv rel="external">
                <IconView icon=Icon::Download/>
                "CSV"
            </a>
        </div>
    }
}

#[component]
fn GrainChoice(shown: Arc<Shown>) -> impl IntoView {
    let option = |grain: CohortGrain| {
        let value = if grain == CohortGrain::default() { "" } else { grain.slug() };
        SegmentedOption {
            id: format!("grain-{}", grain.slug()),
            name: with_capital(nouns(grain)),
            full_name: None,
            // Another grain counts other periods after the first order.
            href: shown.url.with_choice("grain", value).with_choice("month", "").link(PATH),
            is_current: grain == shown.view.grain,
        }
    };
    view! { <Segmented label="How long a period is" options=CohortGrain::ALL.map(option)/> }
}

/// A chip that opens the list of categories; each is a link, so that no script is needed.
#[component]
fn FirstCategoryChoice(shown: Arc<Shown>) -> impl IntoView {
    let chosen = &shown.url.filter.first_purchase.categories;
    let value = match chosen.len() {
        0 => "anything".to_owned(),
        1 | 2 => chosen.iter().map(|category| format_category(category)).collect::<Vec<_>>().join(", "),
        more => format!("{more} chosen"),
    };
    let rows = shown.cohorts.first_categories.iter().map(|row| category_row(row, &shown)).collect_view();
    let class = if chosen.is_empty() { "chip" } else { "chip is-active" };
    view! {
        <div class=class>
            <details data-popover="">
                <summary id="first-category">
                    <span class="chip-text">"First bought " <strong>{value}</strong></span>
                </summary>
                <div class="popover" data-narrow="">
                    <NarrowingSearch label="First bought" placeholder="Search categories"/>
                    <ul class="choices" aria-label="Category of the first purchase">{rows}</ul>
                    <p class="choices-note" aria-live="polite" data-narrow-note=""></p>
                </div>
            </details>
        </div>
    }
}

fn category_row(row: &FirstPurchaseRow, shown: &Shown) -> AnyView {
    let is_chosen = shown.url.filter.first_purchase.categories.contains(&row.category);
    let filter = toggled(&shown.url.filter, &row.category);
    let href = shown.url.with_filter(filter).link(PATH);
    let id = format!("first-category-{}", id_part(&row.category));
    let mark = if is_chosen { "✓ " } else { "" };
    view! {
        <li data-narrow-row="">
            <a class="choice" id=id href=href data-noscroll="" aria-current=is_chosen.then_some("true")>
                <span class="choice-label">{mark}{format_category(&row.category)}</span>
                <span class="choice-count">{format_count(row.customers)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The filter with a category added to those of the first purchase, or taken away from them.
fn toggled(filter: &CustomerFilter, category: &str) -> CustomerFilter {
    let mut filter = filter.clone();
    let categories: &mut BTreeSet<String> = &mut filter.first_purchase.categories;
    if !categories.remove(category) {
        categories.insert(category.to_owned());
    }
    filter
}
