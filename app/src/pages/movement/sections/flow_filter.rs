//! The customers behind a figure of the page, as filters.

use chrono::NaiveDate;
use clientele_contract::{CustomerFilter, Segment, SegmentFlow, SegmentMovement, SegmentsOnDay};

use crate::{components::customers_href, url_state::SegmentsUrl};

/// The filter of the page and the two days.
#[derive(Debug, Clone)]
pub struct FlowFilters {
    filter: CustomerFilter,
    from: NaiveDate,
    to: NaiveDate,
}

impl FlowFilters {
    pub fn of(filter: &CustomerFilter, movement: &SegmentMovement) -> Self {
        Self { filter: filter.clone(), from: movement.from, to: movement.to }
    }

    /// The list of the customers who were in one of the first segments on the earlier day (none: who had not
    /// ordered yet) and are in one of the others on the later day. `None` where the filter of the page asks
    /// about so many days that a list cannot ask about two more.
    pub fn list(&self, was: &[Segment], is: &[Segment]) -> Option<String> {
        self.both(was, is).map(customers_href)
    }

    /// The list of a flow.
    pub fn flow(&self, flow: &SegmentFlow) -> Option<String> {
        self.list(flow.was.as_slice(), &[flow.is])
    }

    /// The customers of a flow as a file.
    pub fn file(&self, flow: &SegmentFlow) -> Option<String> {
        let filter = self.both(flow.was.as_slice(), &[flow.is])?;
        Some(SegmentsUrl::of_filter(filter).link("/export/customers.csv"))
    }

    /// Everybody who was in a segment on the earlier day; `None`: everybody whose first order came between the
    /// two days.
    pub fn start(&self, was: Option<Segment>) -> Option<String> {
        match was {
            Some(_) => self.with([self.on(self.from, was.as_slice())]).map(customers_href),
            None => self.list(&[], &Segment::ALL),
        }
    }

    /// Everybody who is in one of these segments on the later day.
    pub fn end(&self, is: &[Segment]) -> Option<String> {
        self.with([self.on(self.to, is)]).map(customers_href)
    }

    fn both(&self, was: &[Segment], is: &[Segment]) -> Option<CustomerFilter> {
        self.with([self.on(self.from, was), self.on(self.to, is)])
    }

    fn on(&self, day: NaiveDate, segments: &[Segment]) -> SegmentsOnDay {
        SegmentsOnDay { day, segments: segments.iter().copied().collect() }
    }

    fn with<const DAYS: usize>(&self, days: [SegmentsOnDay; DAYS]) -> Option<CustomerFilter> {
        let mut filter = self.filter.clone();
        filter.segments_on.extend(days);
        (filter.segments_on.len() <= SegmentsOnDay::DAYS_MAX).then_some(filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    fn filters(query: &str) -> FlowFilters {
        let day = |text| clientele_contract::parse_iso_date(text).expect("a date");
        FlowFilters { filter: parse_query(query).0.filter, from: day("2018-03-01"), to: day("2018-08-30") }
    }

    #[test]
    fn a_flow_asks_about_both_days_and_keeps_the_filter_of_the_page() {
        let href = filters("state=SP").list(&[Segment::Champions], &[Segment::AtRisk]);
        let expected = "/customers?state=SP&was=2018-03-01.champions&was=2018-08-30.at-risk";
        assert_eq!(href.as_deref(), Some(expected));
        let (url, notices) = parse_query(expected.trim_start_matches("/customers"));
        assert_eq!((url.filter.segments_on.len(), notices.len()), (2, 0));
    }

    #[test]
    fn new_customers_had_not_ordered_on_the_first_day_and_had_on_the_second() {
        let href = filters("").start(None).expect("a list");
        assert!(href.starts_with("/customers?was=2018-03-01.not-yet&was=2018-08-30.champions."), "{href}");
    }

    #[test]
    fn a_list_that_would_ask_about_too_many_days_is_none() {
        let page = "was=2018-01-01.lost&was=2018-01-02.lost&was=2018-01-03.lost";
        assert_eq!(filters(page).list(&[Segment::Lost], &[Segment::Lost]), None);
        assert!(filters(page).end(&[Segment::Lost]).is_some());
    }
}
