//! What the server draws: the browser shows it as it comes.

mod customers_section;
mod high_value_section;
mod histograms_section;
mod kpi_section;
mod matrix_bands;
mod matrix_section;
mod measures;
mod scatter_section;
mod shares_section;
mod strategy_section;
mod strategy_words;
mod tiers_section;

use clientele_contract::{CustomerPage, Histogram, Kpis, Scatter, SegmentWorkspace, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    api::SegmentsDrawn,
    components::{ExportDialog, SaveView, filter_in_words},
    error::AppError,
    url_state::SegmentsUrl,
};
use customers_section::CustomersSection;
use high_value_section::HighValueSection;
use histograms_section::HistogramsSection;
use kpi_section::KpiSection;
use matrix_section::MatrixSection;
use scatter_section::ScatterSection;
use shares_section::SharesSection;
use strategy_section::StrategySection;
use tiers_section::TiersSection;

/// What the sections show. A picture that cannot be drawn says so in its place and leaves the rest alone.
pub struct SegmentsAnswers {
    /// Tiles, matrix, segments, tiers and strategy.
    pub workspace: SegmentWorkspace,
    /// Two measures of the customers.
    pub scatter: Result<Scatter, AppError>,
    /// How the three measures are distributed.
    pub histograms: Result<Vec<Histogram>, AppError>,
    /// The view that was asked for.
    pub url: SegmentsUrl,
    /// What is in service.
    pub snapshot: SnapshotInfo,
}

/// All sections below the filter and above the table, as HTML, with the two counts that the page shows elsewhere.
pub fn draw_segments(answers: SegmentsAnswers) -> SegmentsDrawn {
    let Kpis { customers: selected_customers, .. } = answers.workspace.selection;
    let Kpis { customers: all_customers, .. } = answers.workspace.everyone;
    let sections = view! { <Sections answers/> }.to_html();
    SegmentsDrawn { selected_customers, all_customers, sections }
}

/// The table of customers, as HTML.
pub fn draw_segment_customers(page: CustomerPage, url: SegmentsUrl, currency_symbol: String) -> String {
    view! { <CustomersSection page url currency_symbol/> }.to_html()
}

#[component]
fn Sections(answers: SegmentsAnswers) -> impl IntoView {
    let SegmentsAnswers { workspace, scatter, histograms, url, snapshot } = answers;
    let SnapshotInfo { currency_symbol, as_of, frequency_rule, .. } = snapshot;
    let SegmentWorkspace {
        selection,
        everyone,
        matrix,
        segments,
        tiers,
        strategy,
        high_value_at_risk,
        options,
    } = workspace;
    let words = filter_in_words(&url.filter, &options, &currency_symbol);
    let dialogs = view! {
        <ExportDialog customers=selection.customers filter=url.filter.clone() words=words.clone() as_of/>
        <SaveView address=url.link(PATH) words/>
    };
    let tier_rows = tiers.clone();
    let tiers_go_left = right_column_is_longer(strategy.actions.len(), high_value_at_risk.top.len());
    let tiers = {
        let (url, currency_symbol) = (url.clone(), currency_symbol.clone());
        view! { <TiersSection tiers url currency_symbol/> }.into_any()
    };
    let (tiers_left, tiers_right) = if tiers_go_left { (Some(tiers), None) } else { (None, Some(tiers)) };
    let pictures = {
        let (url, currency_symbol) = (url.clone(), currency_symbol.clone());
        view! {
            <div class="grid grid-pictures">
                <ScatterSection scatter tiers=tier_rows url=url.clone() currency_symbol=currency_symbol.clone()/>
                <HistogramsSection histograms url currency_symbol/>
            </div>
        }
    };
    view! {
        <KpiSection selection everyone url=url.clone() currency_symbol=currency_symbol.clone()/>
        // Two columns, each with cards of its own height: rows of cards would leave holes beside long ones.
        <div class="grid grid-workspace">
            <div class="stack">
                <MatrixSection matrix everyone frequency_rule url=url.clone() currency_symbol=currency_symbol.clone()/>
                <SharesSection segments url=url.clone() currency_symbol=currency_symbol.clone()/>
                {tiers_left}
            </div>
            <div class="stack">
                <StrategySection strategy selection url=url.clone() currency_symbol=currency_symbol.clone()/>
                {tiers_right}
                <HighValueSection high_value_at_risk url currency_symbol/>
            </div>
        </div>
        {pictures}
        {dialogs}
    }
}

/// Whether what to do and whom to call are longer than the matrix and the segments; tiers go to the other side.
/// Measured in rows of a table; an action is as high as two and a half.
fn right_column_is_longer(actions: usize, listed_customers: usize) -> bool {
    const MATRIX_AND_SEGMENTS: usize = 26;
    const HEADS: usize = 6;
    HEADS + actions * 5 / 2 + listed_customers > MATRIX_AND_SEGMENTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_fill_the_shorter_column() {
        assert!(right_column_is_longer(10, 10));
        assert!(!right_column_is_longer(4, 3));
        assert!(!right_column_is_longer(0, 0));
    }
}
