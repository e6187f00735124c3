//! What the server draws: the browser shows it as it comes.

mod customers_section;
mod orders_section;
mod totals_section;

use clientele_contract::{Operations, ShelfEntry, SnapshotComparison};
use leptos::prelude::*;

use crate::{
    components::Card,
    format::{format_date, format_moment},
    query_string::decode_pairs,
};
use customers_section::{CustomersSection, SegmentsSection};
use orders_section::{OrdersSection, ProductsSection};
use totals_section::TotalsSection;

/// The page of this feature.
const PATH: &str = "/data/snapshots/compare";

/// Two snapshots, and what differs between them.
pub struct ComparedPair {
    shelf: Vec<ShelfEntry>,
    before: String,
    after: String,
    /// `None`: there are not two to be compared. The error is for people.
    comparison: Option<Result<SnapshotComparison, String>>,
}

impl ComparedPair {
    /// Reads the keys `a` (the earlier one) and `b`; without them the one in service and the one before it.
    pub fn of_query(operations: &dyn Operations, query: &str) -> Result<Self, String> {
        let shelf = operations.snapshots()?.snapshots;
        let word =
            |key: &str| decode_pairs(query).filter(|(found, _)| found == key).map(|(_, word)| word).last();
        let serving = shelf.iter().position(|entry| entry.is_in_service).unwrap_or_default();
        let id = |position: usize| shelf.get(position).map(|entry| entry.id.clone());
        let after = word("b").or_else(|| id(serving)).unwrap_or_default();
        let earlier = id(serving + 1).or_else(|| id(serving.saturating_sub(1)));
        let before = word("a").or(earlier).unwrap_or_default();
        let are_two = shelf.len() > 1 || word("a").is_some();
        let comparison = are_two.then(|| operations.compare_snapshots(&before, &after));
        Ok(Self { shelf, before, after, comparison })
    }
}

/// All sections below the title, as HTML.
pub fn draw_comparison(pair: ComparedPair) -> String {
    let ComparedPair { shelf, before, after, comparison } = pair;
    let Some(comparison) = comparison else {
        return view! { <OnlyOne/> }.to_html();
    };
    let choice = view! { <ChoiceForm shelf before=before.clone() after=after.clone()/> };
    match comparison {
        Ok(comparison) => view! {
            {choice}
            <TotalsSection comparison=comparison.clone()/>
            <div class="grid grid-halves">
                <CustomersSection comparison=comparison.clone()/>
                <OrdersSection comparison=comparison.clone()/>
            </div>
            <SegmentsSection comparison=comparison.clone()/>
            <ProductsSection comparison/>
        }
        .to_html(),
        Err(why) => view! {
            {choice}
            <div class="state" role="alert">
                <h2>"These two cannot be compared"</h2>
                <p>{with_stop(&why)}</p>
                <p class="state-links"><a class="button" href=PATH>"Compare the last two"</a></p>
            </div>
        }
        .to_html(),
    }
}

fn with_stop(words: &str) -> String {
    let words = crate::format::with_capital(words);
    if words.ends_with('.') { words } else { format!("{words}.") }
}

#[component]
fn OnlyOne() -> impl IntoView {
    view! {
        <div class="state">
            <h2>"There is nothing to compare yet"</h2>
            <p>"A comparison needs two snapshots. The next refresh that brings other data publishes the second."</p>
            <p class="state-links"><a class="button" href="/data/snapshots">"Snapshots"</a></p>
        </div>
    }
}

#[component]
fn ChoiceForm(shelf: Vec<ShelfEntry>, before: String, after: String) -> impl IntoView {
    let options = |chosen: &str| {
        shelf
            .iter()
            .map(|entry| {
                let is_chosen = entry.id == chosen;
                view! { <option value=entry.id.clone() selected=is_chosen>{name_of(entry)}</option> }
            })
            .collect_view()
    };
    view! {
        <form method="get" action=PATH class="compare-form">
            <div class="form-field">
                <label for="compare-a">"From"</label>
                <select class="field" id="compare-a" name="a">{options(&before)}</select>
            </div>
            <div class="form-field">
                <label for="compare-b">"To"</label>
                <select class="field" id="compare-b" name="b">{options(&after)}</select>
            </div>
            <button type="submit" class="button button-primary">"Compare"</button>
        </form>
    }
}

/// What a list calls a snapshot: `Data up to 29 Aug 2018, published 20 Nov 2026, 13:05 UTC`.
pub(in crate::pages) fn name_of(entry: &ShelfEntry) -> String {
    let up_to = entry.figures().map(|figures| format!("Data up to {}", format_date(figures.last_order)));
    let published = entry.published_at.map(|at| format!("published {}", format_moment(at)));
    let words: Vec<String> = up_to.into_iter().chain(published).collect();
    let service = if entry.is_in_service { " (in service)" } else { "" };
    if words.is_empty() { entry.id.clone() } else { format!("{}{service}", words.join(", ")) }
}

/// A card whose content is a list of facts.
#[component]
fn FactsCard(
    id: &'static str,
    title: String,
    subtitle: String,
    facts: Vec<(&'static str, String)>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let facts = facts
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! {
        <Card id title subtitle>
            <dl class="facts">{facts}</dl>
            {children.map(|children| children())}
        </Card>
    }
}
