//! What the command palette offers, drawn on the server: the browser narrows it down and leads there.

use std::collections::BTreeSet;

use clientele_contract::{
    CustomerFilter, CustomerPage, CustomerQuery, CustomerSort, DeskState, Segment, SortDirection, Tier,
};
use leptos::prelude::*;

use crate::{
    components::{Icon, IconView, segment_class},
    format::format_counted,
    url_state::{SegmentsUrl, customer_link},
};

/// Customers that are offered at once.
const CUSTOMERS_MAX: u32 = 8;
/// Longer texts are no beginning of an id.
const PREFIX_CHARACTERS_MAX: usize = 80;

/// One place to go to.
struct Destination {
    name: String,
    /// Further words that find it.
    words: String,
    /// What kind of place it is.
    kind: &'static str,
    href: String,
    icon: Icon,
    color_class: String,
}

impl Destination {
    fn new(name: impl Into<String>, kind: &'static str, href: impl Into<String>, icon: Icon) -> Self {
        let words = String::new();
        Self { name: name.into(), words, kind, href: href.into(), icon, color_class: String::new() }
    }

    fn found_by(self, words: impl Into<String>) -> Self {
        Self { words: words.into(), ..self }
    }
}

/// Pages, segments, tiers and saved views.
pub fn draw_destinations(desk: DeskState) -> String {
    let views = desk
        .views
        .into_iter()
        .map(|view| Destination::new(view.name, "Saved view", view.address, Icon::Views));
    let groups = [
        ("Saved views", views.collect::<Vec<_>>()),
        ("Pages", pages()),
        ("Segments", Segment::ALL.map(destination_of_segment).into()),
        ("Tiers", Tier::ALL.map(destination_of_tier).into()),
    ];
    let groups = groups.into_iter().filter(|(_, destinations)| !destinations.is_empty());
    groups
        .enumerate()
        .map(|(number, (name, destinations))| view! { <Group id=format!("palette-{number}") name destinations/> })
        .collect_view()
        .to_html()
}

/// The question for [`draw_customers`].
pub fn customers_question(id_prefix: String) -> CustomerQuery {
    let id_prefix = id_prefix.trim().chars().take(PREFIX_CHARACTERS_MAX).collect();
    CustomerQuery {
        filter: CustomerFilter { id_prefix, ..CustomerFilter::default() },
        sort: CustomerSort::CustomerId,
        direction: SortDirection::Ascending,
        page: 1,
        page_size: CUSTOMERS_MAX,
    }
}

/// The first customers found; "" if there are none.
pub fn draw_customers(page: CustomerPage) -> String {
    if page.rows.is_empty() {
        return String::new();
    }
    let name = format!("{} found", format_counted(page.customers, "customer", "customers"));
    let destinations = page.rows.into_iter().map(|row| {
        let href = customer_link(&row.customer_id);
        Destination {
            color_class: segment_class(row.segment),
            ..Destination::new(row.customer_id, row.segment.name(), href, Icon::Customers)
        }
    });
    let destinations = destinations.collect();
    view! { <Group id="palette-customers".to_owned() name destinations/> }.to_html()
}

fn pages() -> Vec<Destination> {
    let page = |name: &str, href: &str, icon| Destination::new(name, "Page", href, icon);
    vec![
        page("Overview", "/", Icon::Overview).found_by("revenue trend findings home"),
        page("Segments", "/segments", Icon::Segments).found_by("matrix rfm tiers filter export"),
        page("Customers", "/customers", Icon::Customers).found_by("people search list export"),
        page("Cohorts", "/cohorts", Icon::Cohorts).found_by("retention months"),
        page("Trends", "/trends", Icon::Trends).found_by("revenue orders day week month"),
        page("Segment movement", "/segments/movement", Icon::Segments).found_by("flow change past"),
        page("Lifetime value", "/value", Icon::Value).found_by("clv prediction alive churn"),
        page("Products", "/products", Icon::Products).found_by("categories affinity best sellers"),
        page("Basket rules", "/products/rules", Icon::Products).found_by("bought together association"),
        page("Places", "/places", Icon::Places).found_by("states regions map delivery"),
        page("Data", "/data", Icon::Data).found_by("quality files rejected checks"),
        page("Source of the orders", "/data/source", Icon::Data)
            .found_by("upload file folder database mapping columns"),
        page("Refreshes", "/data/refreshes", Icon::Data).found_by("refresh run schedule history progress"),
        page("Snapshots", "/data/snapshots", Icon::Data)
            .found_by("older versions roll back pin compare storage"),
        page("Saved views", "/views", Icon::Views).found_by("links names"),
        page("Glossary", "/glossary", Icon::Glossary).found_by("terms definitions formulas help"),
        page("Scoring", "/segments/scoring", Icon::Filter).found_by("cut points map stability clusters"),
        page("Rules of the next best action", "/segments/rules", Icon::Edit).found_by("strategy actions"),
    ]
}

fn destination_of_segment(segment: Segment) -> Destination {
    let filter = CustomerFilter { segments: BTreeSet::from([segment]), ..CustomerFilter::default() };
    let href = SegmentsUrl::of_filter(filter).link("/segments");
    Destination {
        color_class: segment_class(segment),
        ..Destination::new(segment.name(), "Segment", href, Icon::Segments).found_by(segment.description())
    }
}

fn destination_of_tier(tier: Tier) -> Destination {
    let filter = CustomerFilter { tiers: BTreeSet::from([tier]), ..CustomerFilter::default() };
    Destination::new(tier.name(), "Tier", SegmentsUrl::of_filter(filter).link("/segments"), Icon::Segments)
}

#[component]
fn Group(id: String, #[prop(into)] name: String, destinations: Vec<Destination>) -> impl IntoView {
    let options = destinations
        .into_iter()
        .enumerate()
        .map(|(number, destination)| view! { <DestinationOption id=format!("{id}-{number}") destination/> })
        .collect_view();
    view! {
        <div role="group" aria-labelledby=id.clone() class="palette-group">
            <div id=id.clone() class="palette-group-name" role="presentation">{name}</div>
            {options}
        </div>
    }
}

#[component]
fn DestinationOption(id: String, destination: Destination) -> impl IntoView {
    let Destination { name, words, kind, href, icon, color_class } = destination;
    let mark = if color_class.is_empty() {
        view! { <IconView icon/> }.into_any()
    } else {
        view! { <span class=format!("segment-dot {color_class}") aria-hidden="true"></span> }.into_any()
    };
    let searched = format!("{name} {kind} {words}").to_lowercase();
    view! {
        <div role="option" id=id class="palette-option" aria-selected="false" data-href=href data-words=searched>
            <span class="palette-option-mark">{mark}</span>
            <span class="palette-option-name">{name}</span>
            <span class="palette-option-kind">{kind}</span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::SavedView;

    use super::*;

    #[test]
    fn saved_views_come_first_and_stay_text() {
        let view = SavedView {
            id: 1,
            name: "<b>Big</b> spenders".to_owned(),
            address: "/segments?segment=at-risk".to_owned(),
        };
        let html = draw_destinations(DeskState { views: vec![view], ..DeskState::default() });
        assert!(html.contains("&lt;b&gt;Big"));
        assert!(!html.contains("<b>"));
        assert!(html.find("Saved view") < html.find("Overview"));
        assert!(html.contains("data-href=\"/segments?segment=cannot-lose\""));
        assert!(html.contains("data-href=\"/segments?tier=gold\""));
    }

    #[test]
    fn without_saved_views_there_is_no_group_for_them() {
        let html = draw_destinations(DeskState::default());
        assert_eq!(html.matches("role=\"group\"").count(), 3);
    }

    #[test]
    fn customers_are_asked_for_by_the_beginning_of_their_id() {
        let question = customers_question(format!("  0a1b{}", "x".repeat(200)));
        assert!(question.filter.id_prefix.starts_with("0a1bx"));
        assert_eq!(question.filter.id_prefix.chars().count(), PREFIX_CHARACTERS_MAX);
        assert_eq!((question.page, question.page_size), (1, CUSTOMERS_MAX));
    }

    #[test]
    fn no_customer_gives_nothing() {
        let page = CustomerPage { rows: Vec::new(), customers: 0, page: 1, pages: 1, page_size: 8 };
        assert_eq!(draw_customers(page), "");
    }
}
