use leptos::prelude::*;

use crate::components::{Tab, Tabs};

/// A page of the operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataTab {
    /// What was read, kept, left out and refused.
    Quality,
    /// Where the orders come from.
    Source,
    /// When they are read.
    Refreshes,
    /// What is kept.
    Snapshots,
}

const TABS: [(DataTab, &str, &str); 4] = [
    (DataTab::Quality, "Quality", "/data"),
    (DataTab::Source, "Source", "/data/source"),
    (DataTab::Refreshes, "Refreshes", "/data/refreshes"),
    (DataTab::Snapshots, "Snapshots", "/data/snapshots"),
];

/// The way between the operator's pages.
#[component]
pub(crate) fn DataTabs(
    /// The page that is shown.
    current: DataTab,
) -> impl IntoView {
    let tabs = TABS.map(|(tab, name, href)| Tab::new(name, href, tab == current)).to_vec();
    view! { <Tabs label="Quality, source, refreshes and snapshots" tabs/> }
}
