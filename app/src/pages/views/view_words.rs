use clientele_contract::{FilterOptions, SortDirection};

use crate::{
    components::filter_in_words,
    url_state::{Notice, SegmentsUrl, parse_query},
};

/// The pages that a view can be of.
const PAGES: [(&str, &str); 8] = [
    ("/", "Overview"),
    ("/segments", "Segments"),
    ("/segments/scoring", "Scoring"),
    ("/segments/rules", "Rules"),
    ("/customers", "Customers"),
    ("/cohorts", "Cohorts"),
    ("/data", "Data"),
    ("/glossary", "Glossary"),
];

/// An address as people say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewWords {
    /// The page: `Customers`.
    pub page: String,
    /// What it shows: `Segment At Risk · sorted by orders`.
    pub words: String,
    /// What of it is not understood any more.
    pub notices: Vec<String>,
}

/// Says what an address shows.
pub fn view_in_words(address: &str, options: &FilterOptions, currency_symbol: &str) -> ViewWords {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let page = PAGES.iter().find(|(known, _)| *known == path).map_or(path, |(_, name)| *name);
    let (url, notices) = parse_query(query);
    let mut words = vec![filter_in_words(&url.filter, options, currency_symbol)];
    words.extend(sort_in_words(&url));
    ViewWords {
        page: page.to_owned(),
        words: words.join(" · "),
        notices: notices.into_iter().map(|Notice(text)| text).collect(),
    }
}

fn sort_in_words(url: &SegmentsUrl) -> Option<String> {
    let default = SegmentsUrl::default();
    let is_default = (url.sort, url.direction) == (default.sort, default.direction);
    let order = match url.direction {
        SortDirection::Ascending => "rising",
        SortDirection::Descending => "falling",
    };
    (!is_default).then(|| format!("sorted by {}, {order}", url.sort.slug()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(address: &str) -> ViewWords {
        let options = FilterOptions {
            states: Vec::new(),
            categories: Vec::new(),
            actions: Vec::new(),
            recency_days: (0, 1),
            orders: (1, 1),
            spent_cents: (0, 1),
        };
        view_in_words(address, &options, "R$")
    }

    #[test]
    fn an_address_is_said_in_words() {
        let view = words("/customers?segment=at-risk&sort=orders&dir=asc");
        assert_eq!(
            (view.page.as_str(), view.words.as_str()),
            ("Customers", "Segment At Risk · sorted by orders, rising")
        );
        assert_eq!(view.notices, Vec::<String>::new());
        assert_eq!(words("/").words, "Everyone");
    }

    #[test]
    fn what_is_gone_is_told() {
        let view = words("/segments?segment=vip");
        assert_eq!(view.notices, ["“vip” is not understood as a segment; it was left out."]);
    }
}
