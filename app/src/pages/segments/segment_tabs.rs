use leptos::prelude::*;

use crate::components::{Tab, Tabs};

/// The pages about segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SegmentTab {
    /// Who the customers are and what to do.
    Segments,
    /// Who went from where to where.
    Movement,
    /// How segments come about.
    Scoring,
    /// How the next action is chosen.
    Rules,
}

const TABS: [(SegmentTab, &str, &str); 4] = [
    (SegmentTab::Segments, "Segments", super::PATH),
    (SegmentTab::Movement, "Movement", "/segments/movement"),
    (SegmentTab::Scoring, "Scoring", "/segments/scoring"),
    (SegmentTab::Rules, "Rules", "/segments/rules"),
];

/// The way between them.
#[component]
pub fn SegmentTabs(
    /// The page at hand.
    current: SegmentTab,
) -> impl IntoView {
    let tabs = TABS.map(|(tab, name, href)| Tab::new(name, href, tab == current)).to_vec();
    view! { <Tabs label="Segments, movement, scoring and rules" tabs/> }
}
