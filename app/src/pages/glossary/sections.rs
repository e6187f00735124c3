//! What the server draws: the browser shows it as it comes.

use leptos::prelude::*;

use super::SEARCH_KEY;
use crate::{
    format::format_counted,
    glossary::{Term, TermGroup, find_term, search_terms},
};

/// The glossary, whole or as far as a search finds it, as HTML.
pub fn draw_glossary(search: &str) -> String {
    let found = search_terms(search);
    let count = format_counted(found.len() as u64, "term", "terms");
    let groups = TermGroup::ALL
        .into_iter()
        .map(|group| {
            let terms: Vec<_> = found.iter().copied().filter(|term| term.group == group).collect();
            (!terms.is_empty()).then(|| view! { <GroupOfTerms group terms/> })
        })
        .collect_view();
    let nothing = found.is_empty().then(|| {
        view! {
            <div class="state">
                <h2>"No term has these words"</h2>
                <p>"Try one word of it, such as “order” or “cohort”."</p>
                <p><a class="button" href="/glossary">"Show all terms"</a></p>
            </div>
        }
    });
    view! {
        <form class="glossary-search" method="get" action="/glossary" role="search">
            <input
                class="field"
                type="search"
                name=SEARCH_KEY
                value=search.to_owned()
                placeholder="Search the glossary"
                aria-label="Search the glossary"
                autocomplete="off"
                data-search=""
            />
            <button type="submit" class="button">"Search"</button>
            <p class="muted" role="status">{count}</p>
        </form>
        {nothing}
        {groups}
    }
    .to_html()
}

/// One term for the drawer; `None` if there is none with this slug.
pub fn draw_glossary_entry(slug: &str) -> Option<String> {
    let term = find_term(slug)?;
    Some(view! { <h3 class="term-name">{term.name}</h3> <TermBody term/> }.to_html())
}

#[component]
fn GroupOfTerms(group: TermGroup, terms: Vec<&'static Term>) -> impl IntoView {
    let id = group.slug();
    let entries = terms
        .into_iter()
        .map(|term| {
            view! {
                <article class="term" id=term.slug>
                    <h3 class="term-name"><a href=format!("#{}", term.slug)>{term.name}</a></h3>
                    <TermBody term/>
                </article>
            }
        })
        .collect_view();
    view! {
        <section class="card term-group" aria-labelledby=id>
            <h2 id=id>{group.name()}</h2>
            <div class="terms">{entries}</div>
        </section>
    }
}

#[component]
fn TermBody(term: &'static Term) -> impl IntoView {
    let fact = |name: &'static str, text: &'static str| {
        (!text.is_empty()).then(|| view! { <div><dt>{name}</dt> <dd>{text}</dd></div> })
    };
    let related = term.related.iter().filter_map(|slug| find_term(slug)).map(term_link).collect_view();
    let has_related = !term.related.is_empty();
    view! {
        <p class="term-definition">{term.definition}</p>
        <dl class="term-facts">
            {fact("Formula", term.formula)}
            {fact("Unit", term.unit)}
            {fact("Where", term.used)}
            {has_related.then(|| view! { <div><dt>"See also"</dt> <dd class="term-related">{related}</dd></div> })}
        </dl>
    }
}

fn term_link(term: &'static Term) -> impl IntoView {
    view! { <a href=format!("/glossary#{}", term.slug) data-glossary=term.slug>{term.name}</a> " " }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_finds_nothing_offers_a_way_back() {
        let html = draw_glossary("zebra");
        assert!(html.contains("No term has these words"));
        assert!(html.contains("href=\"/glossary\""));
        assert!(html.contains("value=\"zebra\""));
    }

    #[test]
    fn hostile_words_stay_text() {
        let html = draw_glossary("\"><script>alert(1)</script>");
        assert!(!html.contains("<script>"));
    }

    #[test]
    fn an_entry_has_meaning_and_formula() {
        let html = draw_glossary_entry("recency").expect("a term");
        assert!(html.contains("Formula"));
        assert!(html.contains("completed order"));
        assert_eq!(draw_glossary_entry("no-such-term"), None);
    }
}
