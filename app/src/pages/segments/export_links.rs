use leptos::prelude::*;

use crate::{
    components::{Icon, IconView},
    format::{format_count, format_counted},
    url_state::SegmentsUrl,
};

/// The two files of exactly the selected customers: one for people, one for other programs.
#[component]
pub fn ExportLinks(
    /// Selected customers: the rows of either file.
    count: u64,
    /// The view whose filter is exported.
    url: SegmentsUrl,
) -> impl IntoView {
    (count > 0).then(|| {
        let import = format!(
            "For other programs, such as a CRM or a mailing tool: {}, plain numbers and ISO dates, no formatting",
            format_counted(count, "row", "rows")
        );
        view! {
            <a class="button" href=export_href(&url, "machines") rel="external" download="" title=import>
                {format!("CSV for import (CRM), {}", format_count(count))}
            </a>
            <a
                class="button button-primary"
                href=export_href(&url, "people")
                rel="external"
                download=""
                title="For people: opens in a spreadsheet program"
            >
                <IconView icon=Icon::Download/>
                {format!("Export {}", format_counted(count, "customer", "customers"))}
            </a>
        }
    })
}

/// The address of an export; it carries the filter alone, because a file holds every page.
fn export_href(url: &SegmentsUrl, readers: &str) -> String {
    let query = SegmentsUrl::of_filter(url.filter.clone()).to_query();
    let separator = if query.is_empty() { "" } else { "&" };
    format!("/export/customers.csv?{query}{separator}for={readers}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn the_export_carries_the_filter_and_no_page() {
        let (url, _) = parse_query("segment=at-risk&page=3&sort=orders");
        assert_eq!(export_href(&url, "people"), "/export/customers.csv?segment=at-risk&for=people");
        let everyone = SegmentsUrl::default();
        assert_eq!(export_href(&everyone, "machines"), "/export/customers.csv?for=machines");
    }
}
