use clientele_contract::{AnalyticsError, PlaceLevel, PlaceMeasure, PlaceQuestion, ProductQuestion};

use super::choice_reader::{ChoiceReader, refuse_notices};
use crate::url_state::{Notice, SegmentsUrl};

/// What the page of places shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceView {
    /// The question.
    pub question: PlaceQuestion,
    /// What the picture shows; never the name.
    pub measure: PlaceMeasure,
    /// What was not understood of the page's own choices.
    pub notices: Vec<Notice>,
}

/// The view of the page of places that an address means.
pub fn place_view(url: &SegmentsUrl) -> PlaceView {
    let mut reader = ChoiceReader::new(&url.choices);
    let question = PlaceQuestion {
        filter: url.filter.clone(),
        by: reader.one_of("by", "states or regions", &PlaceLevel::ALL, PlaceLevel::slug),
        sort: reader.one_of("order", "a column to sort by", &PlaceMeasure::ALL, PlaceMeasure::slug),
        direction: url.direction,
    };
    let measure = reader.one_of("measure", "a measure", &PlaceMeasure::ALL[1..], PlaceMeasure::slug);
    PlaceView { question, measure, notices: reader.notices }
}

impl PlaceView {
    /// The question, for a file.
    ///
    /// # Errors
    /// A choice that is not understood.
    pub fn for_export(self) -> Result<PlaceQuestion, AnalyticsError> {
        refuse_notices(self.question, &self.notices)
    }
}

/// Towards what the segments of a file lean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AffinityView {
    /// Categories.
    Categories(ProductQuestion),
    /// States or regions.
    Places(PlaceQuestion),
}

/// The leanings of the page of places where the address asks for states or regions, else those of the page of
/// products.
///
/// # Errors
/// A choice that is not understood.
pub fn affinity_view(url: &SegmentsUrl) -> Result<AffinityView, AnalyticsError> {
    match url.choices.get("by") {
        Some("state" | "region") => place_view(url).for_export().map(AffinityView::Places),
        _ => super::product_view(url).for_export().map(AffinityView::Categories),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn the_address_says_how_places_are_ranked_and_drawn() {
        let (url, _) = parse_query("by=region&measure=late&order=freight&dir=asc");
        let PlaceView { question, measure, notices } = place_view(&url);
        assert_eq!(notices, []);
        assert_eq!((question.by, question.sort), (PlaceLevel::Region, PlaceMeasure::FreightShare));
        assert_eq!(measure, PlaceMeasure::LateShare);
    }

    #[test]
    fn nonsense_is_told_and_refused_by_an_export() {
        let (url, _) = parse_query("by=product&measure=name");
        let view = place_view(&url);
        assert_eq!((view.question.by, view.measure), (PlaceLevel::State, PlaceMeasure::Customers));
        assert_eq!(view.notices.len(), 2, "a name cannot be drawn");
        assert!(view.for_export().is_err());
    }

    #[test]
    fn a_file_of_leanings_is_about_what_its_page_shows() {
        let about = |query| affinity_view(&parse_query(query).0);
        assert!(matches!(about(""), Ok(AffinityView::Categories(_))));
        assert!(matches!(about("by=category&order=units"), Ok(AffinityView::Categories(_))));
        assert!(matches!(about("by=region"), Ok(AffinityView::Places(_))));
        assert!(about("by=planet").is_err());
    }
}
