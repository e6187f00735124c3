use std::str::FromStr;

use clientele_contract::{CohortGrain, CohortQuestion};

use crate::url_state::{SegmentsUrl, parse_amount, parse_whole};

/// One per cent, in hundredths of a per cent.
const ONE_PER_CENT: i64 = 100;
/// The whole, in hundredths of a per cent.
const WHOLE: i64 = 100 * ONE_PER_CENT;

/// What the cells of the page's table say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CohortMeasure {
    /// The share of the cohort that ordered again.
    #[default]
    Rate,
    /// How many these are.
    Customers,
    /// Their orders.
    Orders,
    /// The total of these orders.
    Revenue,
    /// All revenue of the cohort so far, per acquired customer.
    LifetimeValue,
}

impl CohortMeasure {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 5] =
        [Self::Rate, Self::Customers, Self::Orders, Self::Revenue, Self::LifetimeValue];

    /// The word in addresses.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Rate => "rate",
            Self::Customers => "customers",
            Self::Orders => "orders",
            Self::Revenue => "revenue",
            Self::LifetimeValue => "ltv",
        }
    }
}

impl FromStr for CohortMeasure {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|measure| measure.slug() == text).ok_or(())
    }
}

/// How the page of cohorts shows them, as an address says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CohortView {
    /// How long a period is.
    pub grain: CohortGrain,
    /// What the cells say.
    pub measure: CohortMeasure,
    /// The period after the first order that is followed over time, from 1.
    pub period: u32,
    /// What it costs to win one customer.
    pub acquisition_cost_cents: Option<i64>,
    /// What is left of the revenue, in hundredths of a per cent.
    pub margin_basis_points: Option<u16>,
    /// What was not understood, and what is shown instead, in sentences.
    pub notices: Vec<String>,
}

/// Reads the page's own choices.
pub fn cohort_view(url: &SegmentsUrl) -> CohortView {
    let mut notices = Vec::new();
    let grain = choice(url, "grain", &mut notices, "week, month or quarter; months are shown", |text| {
        text.parse().ok()
    });
    let measure = choice(
        url,
        "measure",
        &mut notices,
        "rate, customers, orders, revenue or ltv; the rate is shown",
        |text| text.parse().ok(),
    );
    let period = choice(url, "month", &mut notices, "a whole number from 1 on; 1 is shown", |text| {
        parse_whole(text).filter(|period: &u32| *period >= 1)
    });
    let acquisition_cost_cents =
        choice(url, "cost", &mut notices, "an amount such as 12.50; no cost is used", parse_amount);
    let margin_basis_points = choice(
        url,
        "margin",
        &mut notices,
        "a margin from 1 to 100 per cent (25 means 25 %); all of the revenue counts",
        parse_margin,
    );
    CohortView {
        grain: grain.unwrap_or_default(),
        measure: measure.unwrap_or_default(),
        period: period.unwrap_or(1),
        acquisition_cost_cents,
        margin_basis_points,
        notices,
    }
}

/// The question of the page of cohorts.
pub fn cohort_question(url: &SegmentsUrl) -> CohortQuestion {
    let view = cohort_view(url);
    CohortQuestion {
        filter: url.filter.clone(),
        grain: view.grain,
        acquisition_cost_cents: view.acquisition_cost_cents,
        margin_basis_points: view.margin_basis_points,
    }
}

/// A value of the address; if it cannot be read, a notice says what was expected and what is shown instead.
fn choice<T>(
    url: &SegmentsUrl,
    key: &str,
    notices: &mut Vec<String>,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = url.choices.get(key)?;
    let value = parse(text);
    if value.is_none() {
        notices.push(format!("“{text}” is not understood as {expected}."));
    }
    value
}

/// Per cent, as hundredths: `25` is 2,500. A fraction typed for a percentage, such as 0.25, is refused.
fn parse_margin(text: &str) -> Option<u16> {
    let percent = text.trim_end_matches('%').trim_end();
    let basis_points = parse_amount(percent)?;
    u16::try_from(basis_points).ok().filter(|_| (ONE_PER_CENT..=WHOLE).contains(&basis_points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    fn view(query: &str) -> CohortView {
        cohort_view(&parse_query(query).0)
    }

    #[test]
    fn an_untouched_page_shows_the_rate_by_month() {
        let view = view("");
        assert_eq!((view.grain, view.measure, view.period), (CohortGrain::Month, CohortMeasure::Rate, 1));
        assert_eq!((view.acquisition_cost_cents, view.margin_basis_points), (None, None));
        assert!(view.notices.is_empty());
    }

    #[test]
    fn every_choice_is_read() {
        let view = view("grain=week&measure=ltv&month=3&cost=12.50&margin=25,5");
        assert_eq!((view.grain, view.measure), (CohortGrain::Week, CohortMeasure::LifetimeValue));
        assert_eq!(view.period, 3);
        assert_eq!((view.acquisition_cost_cents, view.margin_basis_points), (Some(1_250), Some(2_550)));
        assert!(view.notices.is_empty(), "{:?}", view.notices);
    }

    #[test]
    fn what_is_not_understood_is_said_and_left_out() {
        for query in ["grain=fortnight", "measure=happiness", "month=0", "month=x", "cost=-1", "cost=NaN"] {
            let found = view(query);
            assert_eq!(found.notices.len(), 1, "{query}");
            assert_eq!(CohortView { notices: Vec::new(), ..found }, view(""), "{query}");
        }
    }

    #[test]
    fn a_percentage_cannot_be_typed_as_a_fraction() {
        for (text, margin) in
            [("25", Some(2_500)), ("25%", Some(2_500)), ("1", Some(100)), ("100", Some(10_000))]
        {
            assert_eq!(
                view(&format!("margin={}", text.replace('%', "%25"))).margin_basis_points,
                margin,
                "{text}"
            );
        }
        for text in ["0.25", "0", "100.01", "2500", "-5", "%"] {
            let view = view(&format!("margin={}", text.replace('%', "%25")));
            assert_eq!((view.margin_basis_points, view.notices.len()), (None, 1), "{text}");
            assert!(view.notices[0].contains("25 means 25 %"), "{:?}", view.notices);
        }
    }
}
