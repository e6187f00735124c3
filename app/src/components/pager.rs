use leptos::prelude::*;

use crate::{
    format::format_count,
    url_state::{Page, PageSize, SegmentsUrl},
};

/// Which rows of a table are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRange {
    /// This page, from 1.
    pub page: u32,
    /// Number of pages.
    pub pages: u32,
    /// Rows of a full page.
    pub page_size: u32,
    /// Rows on this page.
    pub rows: u64,
    /// Rows on all pages.
    pub all_rows: u64,
}

impl PageRange {
    /// `26–50 of 3,000 · page 2 of 120`.
    fn in_words(self) -> String {
        let first = u64::from(self.page.saturating_sub(1)) * u64::from(self.page_size) + 1;
        let last = (first + self.rows).saturating_sub(1);
        format!(
            "{}–{} of {} · page {} of {}",
            format_count(first),
            format_count(last),
            format_count(self.all_rows),
            format_count(u64::from(self.page)),
            format_count(u64::from(self.pages))
        )
    }
}

/// The way through the pages of a table, and how many rows a page has.
#[component]
pub fn Pager(
    /// The page of the product.
    path: &'static str,
    /// The view.
    url: SegmentsUrl,
    /// What is shown of it.
    range: PageRange,
    /// The table whose pages these are.
    #[prop(default = "the customer table")]
    what: &'static str,
) -> impl IntoView {
    let step = |name: &'static str, target: Option<u32>| match target {
        Some(target) => {
            let href = SegmentsUrl { page: Page(target), ..url.clone() }.link(path);
            let id = format!("pager-{}", name.to_lowercase());
            view! { <a id=id class="button button-small" href=href data-noscroll="">{name}</a> }.into_any()
        }
        None => view! { <span class="button button-small is-disabled">{name}</span> }.into_any(),
    };
    let PageRange { page, pages, .. } = range;
    let back = (page > 1).then(|| page - 1);
    let on = (page < pages).then(|| page + 1);
    view! {
        <nav class="pager" aria-label=format!("Pages of {what}")>
            <p class="pager-range">{range.in_words()}</p>
            <PageSizes path url=url.clone()/>
            <div class="pager-steps">
                {step("First", back.map(|_| 1))}
                {step("Back", back)}
                {step("Next", on)}
                {step("Last", on.map(|_| pages))}
            </div>
        </nav>
    }
}

#[component]
fn PageSizes(path: &'static str, url: SegmentsUrl) -> impl IntoView {
    let links = PageSize::ALL
        .map(|size| {
            let is_current = size == url.page_size;
            let href = SegmentsUrl { page: Page::default(), page_size: size, ..url.clone() }.link(path);
            let rows = size.rows();
            view! {
                <a
                    id=format!("rows-{rows}")
                    href=href
                    data-noscroll=""
                    aria-current=is_current.then_some("true")
                    aria-label=format!("{rows} rows a page")
                >
                    {rows}
                </a>
            }
        })
        .collect_view();
    view! {
        <div class="pager-sizes">
            <span class="muted" aria-hidden="true">"Rows"</span>
            <span class="segmented">{links}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_said_in_words() {
        let range = PageRange { page: 2, pages: 120, page_size: 25, rows: 25, all_rows: 3_000 };
        assert_eq!(range.in_words(), "26–50 of 3,000 · page 2 of 120");
        let last = PageRange { page: 3, pages: 3, page_size: 25, rows: 1, all_rows: 51 };
        assert_eq!(last.in_words(), "51–51 of 51 · page 3 of 3");
    }
}
