//! What the page shows below the filter, as HTML.

mod cells;
mod columns;
mod columns_choice;
mod empty_section;
mod kpi_section;
mod table_section;

use clientele_contract::{Analytics, AnalyticsError, CustomerPage, Scope, SegmentWorkspace, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{ExportDialog, SaveView, filter_in_words},
    url_state::{SegmentsUrl, parse_query},
};
use empty_section::EmptySection;
use kpi_section::KpiSection;
use table_section::TableSection;

/// What is known about the customers of an address.
pub struct CustomerList {
    /// One page of the table.
    pub page: CustomerPage,
    /// The figures of the selection and of everyone.
    pub workspace: SegmentWorkspace,
    /// What is in service.
    pub snapshot: SnapshotInfo,
    /// The address.
    pub url: SegmentsUrl,
}

impl CustomerList {
    /// Asks for the customers that the query of an address means.
    pub fn of_query(analytics: &dyn Analytics, scope: &Scope, query: &str) -> Result<Self, AnalyticsError> {
        let (url, _) = parse_query(query);
        Ok(Self {
            page: analytics.customers(scope, &url.customer_query())?,
            workspace: analytics.segment_workspace(scope, &url.filter, None)?,
            snapshot: analytics.snapshot(scope)?,
            url,
        })
    }
}

/// All sections below the filter, as HTML.
pub fn draw_customers(list: CustomerList) -> String {
    view! { <CustomerSections list/> }.to_html()
}

#[component]
fn CustomerSections(list: CustomerList) -> impl IntoView {
    let CustomerList { page, workspace, snapshot, url } = list;
    let SegmentWorkspace { selection, everyone, options, .. } = workspace;
    let currency_symbol = snapshot.currency_symbol;
    let words = filter_in_words(&url.filter, &options, &currency_symbol);
    let customers = page.customers;
    let table = if customers == 0 {
        view! { <EmptySection url=url.clone() options currency_symbol=currency_symbol.clone()/> }.into_any()
    } else {
        view! { <TableSection page url=url.clone() currency_symbol=currency_symbol.clone()/> }.into_any()
    };
    view! {
        <KpiSection selection everyone url=url.clone() currency_symbol/>
        {table}
        <ExportDialog customers filter=url.filter.clone() words=words.clone() as_of=snapshot.as_of/>
        <SaveView address=url.link(PATH) words/>
    }
}

#[cfg(test)]
mod tests;
