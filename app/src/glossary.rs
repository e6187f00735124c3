//! The meaning of every measure, in one table: the glossary page, the drawer and the marks beside titles read it.

mod actions;
mod baskets;
mod cohorts;
mod data;
mod movement;
mod orders;
mod products;
mod scores;
mod segments;
mod tiers;
mod time;
mod value;

/// One entry.
#[derive(Debug, PartialEq, Eq)]
pub struct Term {
    /// The word for addresses and marks.
    pub slug: &'static str,
    /// What people read.
    pub name: &'static str,
    /// Where it stands on the page.
    pub group: TermGroup,
    /// What it means, in sentences.
    pub definition: &'static str,
    /// How it is computed; empty where there is nothing to compute.
    pub formula: &'static str,
    /// In what it is measured; empty without a unit.
    pub unit: &'static str,
    /// The pages that show it.
    pub used: &'static str,
    /// Slugs of entries that help to understand it.
    pub related: &'static [&'static str],
}

/// A part of the glossary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermGroup {
    /// Customers, orders and money.
    Orders,
    /// Measures and scores.
    Scores,
    /// The eleven segments.
    Segments,
    /// Tiers and k-means.
    Tiers,
    /// What to do, and for whom.
    Actions,
    /// Cohorts and comparisons.
    Time,
    /// Lifetime value.
    Value,
    /// What is bought together.
    Baskets,
    /// Products and places.
    Products,
}

impl TermGroup {
    /// All parts, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Orders,
        Self::Scores,
        Self::Segments,
        Self::Tiers,
        Self::Actions,
        Self::Time,
        Self::Value,
        Self::Baskets,
        Self::Products,
    ];

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Orders => "Customers, orders and money",
            Self::Scores => "Measures and scores",
            Self::Segments => "Segments",
            Self::Tiers => "Tiers and k-means",
            Self::Actions => "Actions and selections",
            Self::Time => "Cohorts, periods and comparisons",
            Self::Value => "Lifetime value and its models",
            Self::Baskets => "What is bought together",
            Self::Products => "Products and places",
        }
    }

    /// The id of the part on the page; no entry has it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Orders => "about-orders",
            Self::Scores => "about-scores",
            Self::Segments => "about-segments",
            Self::Tiers => "about-tiers",
            Self::Actions => "about-actions",
            Self::Time => "about-time",
            Self::Value => "about-value",
            Self::Baskets => "about-baskets",
            Self::Products => "about-products",
        }
    }
}

/// All entries, by part.
pub fn all_terms() -> impl Iterator<Item = &'static Term> {
    [
        orders::TERMS,
        data::TERMS,
        scores::TERMS,
        segments::TERMS,
        tiers::TERMS,
        actions::TERMS,
        time::TERMS,
        cohorts::TERMS,
        value::TERMS,
        baskets::TERMS,
        products::TERMS,
        movement::TERMS,
    ]
    .into_iter()
    .flatten()
}

/// The entry with a slug.
pub fn find_term(slug: &str) -> Option<&'static Term> {
    all_terms().find(|term| term.slug == slug)
}

/// The entries that hold every word of a search in their name, slug or definition; all of them without a word.
pub fn search_terms(search: &str) -> Vec<&'static Term> {
    let words: Vec<String> = search.split_whitespace().map(str::to_lowercase).collect();
    all_terms()
        .filter(|term| {
            let text = format!("{} {} {}", term.name, term.slug, term.definition).to_lowercase();
            words.iter().all(|word| text.contains(word))
        })
        .collect()
}

#[cfg(test)]
mod tests;
