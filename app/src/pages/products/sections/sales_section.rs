use clientele_contract::{Products, SalesLevel};
use leptos::prelude::*;

use super::{
    PATH,
    sales_table::SalesTable,
    words::{guests_in_words, listed_in_words, subtitle_of, title_of},
};
use crate::{
    components::{Card, GlossaryMark, PageRange, Pager, Segmented, SegmentedOption, TooLittleData},
    questions::ProductView,
    url_state::{Page, SegmentsUrl},
};

/// Products or categories, searched, sorted and paged.
#[component]
pub fn SalesSection(
    products: Products,
    view: ProductView,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let title = title_of(&products);
    let subtitle = subtitle_of(&products);
    let guests = guests_in_words(&products, &url.filter, &currency_symbol);
    let search = view.question.search.clone();
    let by = view.question.by;
    let listed = listed_in_words(by, products.all_rows, &search);
    let content = if products.rows.is_empty() {
        let href = first_page(&url.with_choice("q", "")).link(PATH);
        let reason = format!("No product or category has “{search}” in its id or name.");
        view! { <TooLittleData reason next_step=("Clear the search".to_owned(), href)/> }.into_any()
    } else {
        let range = PageRange {
            page: products.page,
            pages: products.pages,
            page_size: view.question.page_size,
            rows: products.rows.len() as u64,
            all_rows: products.all_rows,
        };
        view! {
            <SalesTable products view url=url.clone() currency_symbol/>
            <Pager path=PATH url=url.clone() range what="the list of sales"/>
        }
        .into_any()
    };
    let actions = view! { <SalesLinks url=url.clone()/> }.into_any();
    view! {
        <Card id="sales-title" title term="product-revenue" subtitle actions>
            {guests.map(|words| view! {
                <p class="guest-note">{words} " " <GlossaryMark term="order-without-customer"/></p>
            })}
            <div class="list-tools">
                <LevelSwitch by url=url.clone()/>
                <SalesSearch search url/>
                <p class="list-count" role="status">{listed}</p>
            </div>
            {content}
        </Card>
    }
}

fn first_page(url: &SegmentsUrl) -> SegmentsUrl {
    SegmentsUrl { page: Page::default(), ..url.clone() }
}

#[component]
fn SalesLinks(url: SegmentsUrl) -> impl IntoView {
    let href = url.link("/export/products.csv");
    view! { <a class="card-link" rel="external" href=href download="">"Download all rows as CSV"</a> }
}

#[component]
fn LevelSwitch(by: SalesLevel, url: SegmentsUrl) -> impl IntoView {
    let options = SalesLevel::ALL.map(|level| {
        let word = if level == SalesLevel::default() { "" } else { level.slug() };
        SegmentedOption {
            id: format!("by-{}", level.slug()),
            name: match level {
                SalesLevel::Product => "Products".to_owned(),
                SalesLevel::Category => "Categories".to_owned(),
            },
            full_name: None,
            href: first_page(&url.with_choice("by", word)).link(PATH),
            is_current: level == by,
        }
    });
    view! { <Segmented label="Rows of the list" options/> }
}

/// A form, so that no script is needed.
#[component]
fn SalesSearch(search: String, url: SegmentsUrl) -> impl IntoView {
    let kept = first_page(&url.with_choice("q", ""))
        .pairs()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    view! {
        <form class="list-search" role="search" method="get" action=PATH aria-label="Search the list">
            {kept}
            <label class="visually-hidden" for="sales-search">"Product id or category"</label>
            <input
                id="sales-search"
                class="field"
                type="search"
                name="q"
                maxlength="80"
                autocomplete="off"
                placeholder="Product id or category"
                value=search
            />
            <button id="sales-search-button" type="submit" class="button">"Search"</button>
        </form>
    }
}
