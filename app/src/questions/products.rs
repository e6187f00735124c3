use clientele_contract::{AnalyticsError, ProductQuestion, SalesLevel, SalesSort};

use super::choice_reader::{ChoiceReader, refuse_notices};
use crate::url_state::{Notice, SegmentsUrl};

/// What the page of products shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductView {
    /// The question.
    pub question: ProductQuestion,
    /// What was not understood of the page's own choices.
    pub notices: Vec<Notice>,
}

/// The view of the page of products that an address means.
pub fn product_view(url: &SegmentsUrl) -> ProductView {
    let mut reader = ChoiceReader::new(&url.choices);
    let question = ProductQuestion {
        filter: url.filter.clone(),
        by: reader.one_of("by", "products or categories", &SalesLevel::ALL, SalesLevel::slug),
        search: reader.text("q"),
        sort: reader.one_of("order", "a column to sort by", &SalesSort::ALL, SalesSort::slug),
        direction: url.direction,
        page: url.page.0,
        page_size: url.page_size.rows(),
    };
    ProductView { question, notices: reader.notices }
}

impl ProductView {
    /// The question about all rows at once, for a file.
    ///
    /// # Errors
    /// A choice that is not understood.
    pub fn for_export(self) -> Result<ProductQuestion, AnalyticsError> {
        refuse_notices(ProductQuestion { page: 1, page_size: 0, ..self.question }, &self.notices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn the_address_says_what_is_listed() {
        let (url, _) = parse_query("by=category&q=+toys+&order=units&dir=asc&page=3&state=SP");
        let ProductView { question, notices } = product_view(&url);
        assert_eq!(notices, []);
        assert_eq!((question.by, question.sort), (SalesLevel::Category, SalesSort::Units));
        assert_eq!((question.search.as_str(), question.page), ("toys", 3));
        assert!(question.filter.states.contains("SP"));
    }

    #[test]
    fn nonsense_is_told_and_refused_by_an_export() {
        let (url, _) = parse_query("by=shelf&order=%22%3E");
        let view = product_view(&url);
        assert_eq!(view.question, product_view(&SegmentsUrl::default()).question);
        let words: Vec<&str> = view.notices.iter().map(|notice| notice.0.as_str()).collect();
        assert_eq!(
            words,
            [
                "“shelf” is not understood as products or categories; it was left out.",
                "“\">” is not understood as a column to sort by; it was left out."
            ]
        );
        assert!(view.for_export().is_err());
    }
}
