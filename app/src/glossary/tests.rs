use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clientele_contract::{Segment, Tier};

use super::*;

/// How a mark names its term in the sources: `<GlossaryMark term="recency"/>`, `<Card term="recency">`,
/// `term: Some("recency")`.
const MARKS: [&str; 3] = ["term=\"", "term: Some(\"", "data-glossary=\""];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The slug that begins after each mark.
fn terms_in(text: &str) -> Vec<String> {
    let after = |mark: &'static str| text.match_indices(mark).map(move |(at, _)| &text[at + mark.len()..]);
    let slugs = MARKS.into_iter().flat_map(after).filter_map(|rest| rest.split('"').next());
    slugs.filter(|slug| slug.chars().all(|c| c.is_ascii_lowercase() || c == '-')).map(str::to_owned).collect()
}

#[test]
fn every_mark_names_a_term() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut marks = 0;
    for file in files {
        // This file names marks in order to find them.
        if file.ends_with("glossary/tests.rs") || file.ends_with("behaviour/mod.rs") {
            continue;
        }
        for slug in terms_in(&fs::read_to_string(&file).expect("a source file")) {
            marks += 1;
            assert!(find_term(&slug).is_some(), "{}: no term “{slug}” in the glossary", file.display());
        }
    }
    assert!(marks > 0, "no mark was found");
}

#[test]
fn slugs_are_unique_and_fit_into_addresses() {
    let mut seen = BTreeSet::new();
    for term in all_terms() {
        assert!(seen.insert(term.slug), "{} twice", term.slug);
        assert!(term.slug.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", term.slug);
        assert!(TermGroup::ALL.iter().all(|group| group.slug() != term.slug), "{}", term.slug);
    }
}

#[test]
fn related_terms_exist_and_are_others() {
    for term in all_terms() {
        for related in term.related {
            assert!(find_term(related).is_some(), "{}: {related}", term.slug);
            assert_ne!(*related, term.slug);
        }
    }
}

#[test]
fn definitions_are_sentences() {
    for term in all_terms() {
        assert!(term.definition.ends_with('.'), "{}", term.slug);
        assert!(!term.definition.contains('!'), "{}", term.slug);
    }
}

#[test]
fn every_segment_and_tier_is_explained() {
    for segment in Segment::ALL {
        let term = find_term(&format!("{}-segment", segment.slug())).expect("an entry for each segment");
        assert_eq!(term.name, segment.name());
    }
    for tier in Tier::ALL {
        assert_eq!(find_term(tier.slug()).expect("an entry for each tier").name, tier.name());
    }
}

#[test]
fn the_codes_of_the_standard_map_are_each_named_once() {
    let mut codes: Vec<u16> = segments::TERMS
        .iter()
        .flat_map(|term| term.formula.split(' '))
        .filter_map(|word| word.parse().ok())
        .collect();
    codes.sort_unstable();
    let mut expected = Vec::new();
    for recency in 1..=5 {
        for frequency in 1..=5 {
            expected.extend((1..=5).map(|monetary| recency * 100 + frequency * 10 + monetary));
        }
    }
    assert_eq!(codes, expected);
}

#[test]
fn a_search_needs_all_its_words() {
    let names = |search| search_terms(search).iter().map(|term| term.name).collect::<Vec<_>>();
    assert_eq!(names("").len(), all_terms().count());
    assert!(names("ORDER value").contains(&"Average order value"));
    assert!(!names("order value").contains(&"Silhouette"));
    assert!(names("zebra").is_empty());
}
