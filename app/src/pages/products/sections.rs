//! What the server draws: the browser shows it as it comes.

mod affinity_section;
mod first_category_section;
mod kpi_section;
mod sales_section;
mod sales_table;
mod words;

use clientele_contract::{CustomerFilter, Products, PurchaseFilter, SnapshotInfo};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{Card, ChoiceNotices, EmptyState, NO_CATEGORY, count_of},
    questions::ProductView,
    url_state::SegmentsUrl,
};
use affinity_section::AffinitySection;
use first_category_section::FirstCategorySection;
use kpi_section::KpiSection;
use sales_section::SalesSection;
use words::has_no_category;

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_products(
    products: Products,
    view: &ProductView,
    url: &SegmentsUrl,
    snapshot: &SnapshotInfo,
) -> (String, String) {
    let count = count_of(products.customers, snapshot.customers);
    let notices = view.notices.clone();
    let currency_symbol = snapshot.currency_symbol.clone();
    let has_guests = products.guests.is_some_and(|guests| guests.are_counted);
    if products.customers == 0 && !has_guests {
        let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
        let empty = view! {
            <ChoiceNotices notices/>
            <EmptyState message="No customer matches these filters." clear_href/>
        };
        return (count, empty.to_html());
    }
    let of_categories = if has_no_category(&products) {
        view! { <NoCategorySection/> }.into_any()
    } else {
        view! {
            <AffinitySection
                affinity=products.affinity.clone()
                url=url.clone()
                currency_symbol=currency_symbol.clone()
            />
            <FirstCategorySection
                rows=products.first_categories.clone()
                customers=products.customers
                days=products.change_days
                filter=url.filter.clone()
                currency_symbol=currency_symbol.clone()
            />
        }
        .into_any()
    };
    let sections = view! {
        <ChoiceNotices notices/>
        <div class="stack">
            <KpiSection products=products.clone() filter=url.filter.clone()/>
            <SalesSection products view=view.clone() url=url.clone() currency_symbol/>
            {of_categories}
        </div>
    };
    (count, sections.to_html())
}

/// Stands in for what segments and first orders lean towards.
#[component]
fn NoCategorySection() -> impl IntoView {
    view! {
        <Card id="no-category-title" title="What do segments lean towards, and with what do customers begin?">
            <p class="card-empty">
                {NO_CATEGORY} " With a column of categories, this is said here. " <a href="/data/source">"See the source"</a>
            </p>
        </Card>
    }
}

/// Those of the page's customers who bought something; `None` where the filter asks for an order already: one
/// list cannot ask for two.
fn buyers(filter: &CustomerFilter, wanted: PurchaseFilter) -> Option<CustomerFilter> {
    let can_ask = filter.purchase.is_open() || filter.purchase == wanted;
    can_ask.then(|| CustomerFilter { purchase: wanted, ..filter.clone() })
}

fn bought_category(category: &str) -> PurchaseFilter {
    PurchaseFilter { categories: [category.to_owned()].into(), ..PurchaseFilter::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_does_not_pretend_to_ask_for_two_orders() {
        let mut filter = CustomerFilter::default();
        filter.states.insert("SP".to_owned());
        let toys = buyers(&filter, bought_category("toys")).expect("one order is asked for");
        assert!(toys.states.contains("SP") && toys.purchase.categories.contains("toys"));
        assert_eq!(buyers(&toys, bought_category("books")), None);
        assert_eq!(buyers(&toys, bought_category("toys")), Some(toys));
    }
}
