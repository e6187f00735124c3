use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, PurchaseFilter, ScoreFilter, Segment, SegmentsOnDay};
use leptos::prelude::*;

use crate::{
    format::{format_category, format_date, shorten_id, shorten_product_id},
    url_state::{Page, SegmentsUrl},
};

/// Chips for the parts of a filter that links, searches and the matrix choose; they can only be removed.
#[component]
pub fn LinkedChips(path: &'static str, url: Memo<SegmentsUrl>) -> impl IntoView {
    move || {
        let url = url.get();
        let chips = linked_parts(&url.filter).into_iter();
        chips.map(|part| view! { <LinkedChip part path url=url.clone()/> }).collect_view()
    }
}

#[component]
fn LinkedChip(part: LinkedPart, path: &'static str, url: SegmentsUrl) -> impl IntoView {
    let href = url.with_filter(part.without).link(path);
    view! {
        <div class="chip is-active" data-tip=part.whole>
            <span class="chip-text">{part.words.clone()}</span>
            <a class="chip-remove" href=href data-noscroll="" aria-label=format!("Remove {}", part.words)>"×"</a>
        </div>
    }
}

/// A part of a filter without a control in the bar.
pub struct LinkedPart {
    /// What it says.
    pub words: String,
    /// The whole value, where the words hold its beginning.
    pub whole: Option<String>,
    /// The filter without this part.
    pub without: CustomerFilter,
}

/// The parts of a filter that have no control in the bar.
pub fn linked_parts(filter: &CustomerFilter) -> Vec<LinkedPart> {
    let mut parts = Vec::new();
    let mut add = |words: String, whole: Option<&String>, change: &dyn Fn(&mut CustomerFilter)| {
        let mut without = filter.clone();
        change(&mut without);
        parts.push(LinkedPart { words, whole: whole.cloned(), without });
    };
    if !filter.id_prefix.is_empty() {
        let words = format!("Id begins with {}", shorten_id(&filter.id_prefix));
        add(words, Some(&filter.id_prefix), &|without| without.id_prefix.clear());
    }
    for product in &filter.purchase.products {
        let words = format!("Bought product {}", shorten_product_id(product));
        add(words, Some(product), &|without| {
            without.purchase.products.remove(product);
        });
    }
    for category in &filter.purchase.categories {
        add(format!("Bought {}", format_category(category)), None, &|without| {
            without.purchase.categories.remove(category);
        });
    }
    for product in &filter.first_purchase.products {
        let words = format!("First bought product {}", shorten_product_id(product));
        add(words, Some(product), &|without| {
            without.first_purchase.products.remove(product);
        });
    }
    for category in &filter.first_purchase.categories {
        add(format!("First bought {}", format_category(category)), None, &|without| {
            without.first_purchase.categories.remove(category);
        });
    }
    let (every, never) = (&filter.purchase, &filter.never_bought);
    if let Some(words) = together_in_words(every) {
        add(words, None, &|without| {
            without.purchase.every_product.clear();
            without.purchase.every_category.clear();
        });
    }
    for product in &never.products {
        add(format!("Never bought product {}", shorten_product_id(product)), Some(product), &|without| {
            without.never_bought.products.remove(product);
        });
    }
    for category in &never.categories {
        add(format!("Never bought {}", format_category(category)), None, &|without| {
            without.never_bought.categories.remove(category);
        });
    }
    for (index, on) in filter.segments_on.iter().enumerate() {
        add(segments_on_in_words(on), None, &|without| {
            without.segments_on.remove(index);
        });
    }
    if let Some(words) = scores_in_words(&filter.scores) {
        add(words, None, &|without| without.scores = ScoreFilter::default());
    }
    parts
}

/// `Bought together: toys, product 0a1b2c3d…`, or nothing if nothing has to be.
fn together_in_words(purchase: &PurchaseFilter) -> Option<String> {
    let categories = purchase.every_category.iter().map(|category| format_category(category));
    let products = purchase.every_product.iter().map(|id| format!("product {}", shorten_product_id(id)));
    let items: Vec<String> = categories.chain(products).collect();
    (!items.is_empty()).then(|| format!("Bought together: {}", items.join(", ")))
}

/// `On 1 Mar 2018: Champions or At Risk`, `On 1 Mar 2018: not yet a customer`.
fn segments_on_in_words(on: &SegmentsOnDay) -> String {
    let names: Vec<&str> = on.segments.iter().map(|segment| segment.name()).collect();
    let who = match names.len() {
        0 => "not yet a customer".to_owned(),
        all if all == Segment::ALL.len() => "a customer".to_owned(),
        _ => names.join(" or "),
    };
    format!("On {}: {who}", format_date(on.day))
}

/// `Scores: recency 1, 2 · spend 5`, or nothing if all scores pass.
fn scores_in_words(scores: &ScoreFilter) -> Option<String> {
    let of = |name: &str, set: &BTreeSet<u8>| {
        let list: Vec<String> = set.iter().map(u8::to_string).collect();
        (!list.is_empty()).then(|| format!("{name} {}", list.join(", ")))
    };
    let parts: Vec<String> =
        [of("recency", &scores.recency), of("frequency", &scores.frequency), of("spend", &scores.monetary)]
            .into_iter()
            .flatten()
            .collect();
    (!parts.is_empty()).then(|| format!("Scores: {}", parts.join(" · ")))
}

/// What the address says beside the visible fields of the bar, so that a form keeps it. A filter that changes
/// starts on the first page.
pub fn hidden_view(url: &SegmentsUrl) -> SegmentsUrl {
    let filter = CustomerFilter {
        id_prefix: url.filter.id_prefix.clone(),
        scores: url.filter.scores.clone(),
        first_purchase: url.filter.first_purchase.clone(),
        segments_on: url.filter.segments_on.clone(),
        purchase: PurchaseFilter { ordered: Default::default(), ..url.filter.purchase.clone() },
        never_bought: url.filter.never_bought.clone(),
        ..CustomerFilter::default()
    };
    SegmentsUrl { filter, page: Page::default(), ..url.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn each_part_is_named_and_can_be_removed() {
        let query = "id=0a1b2c3d4e5f67&product=p1&product=p2&bought=health_beauty&first_product=p3&first_category=toys\
                     &r=1&r=2&m=5\
                     &was=2018-03-01.champions.lost&was=2018-01-01.not-yet";
        let (url, _) = parse_query(query);
        let parts = linked_parts(&url.filter);
        let words: Vec<_> = parts.iter().map(|part| part.words.as_str()).collect();
        let expected = [
            "Id begins with 0a1b2c3d…",
            "Bought product p1",
            "Bought product p2",
            "Bought health beauty",
            "First bought product p3",
            "First bought toys",
            "On 1 Mar 2018: Champions or Lost",
            "On 1 Jan 2018: not yet a customer",
            "Scores: recency 1, 2 · spend 5",
        ];
        assert_eq!(words, expected);
        let left = SegmentsUrl::of_filter(parts[1].without.clone()).to_query();
        assert_eq!(
            left,
            "id=0a1b2c3d4e5f67&product=p2&bought=health_beauty&first_product=p3&first_category=toys&r=1&r=2&m=5\
             &was=2018-03-01.champions.lost&was=2018-01-01.not-yet"
        );
    }

    #[test]
    fn what_was_bought_together_and_never_is_said() {
        let query = "every_product=p1&every_product=p2&not_product=p3&not_bought=baby_toys";
        let (url, _) = parse_query(query);
        let parts = linked_parts(&url.filter);
        let words: Vec<_> = parts.iter().map(|part| part.words.as_str()).collect();
        let expected =
            ["Bought together: product p1, product p2", "Never bought product p3", "Never bought baby toys"];
        assert_eq!(words, expected);
        assert_eq!(
            SegmentsUrl::of_filter(parts[0].without.clone()).to_query(),
            "not_product=p3&not_bought=baby_toys"
        );
        assert_eq!(hidden_view(&url).to_query(), query);
    }

    #[test]
    fn the_form_keeps_what_has_no_field() {
        let (url, _) = parse_query(
            "id=0a&segment=new&ordered_min=2018-01-01&bought=toys&first_category=books&r=1&was=2018-03-01.new\
             &cols=tier&page=3",
        );
        assert_eq!(
            hidden_view(&url).to_query(),
            "id=0a&bought=toys&first_category=books&r=1&was=2018-03-01.new&cols=tier"
        );
    }
}
