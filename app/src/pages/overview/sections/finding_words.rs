//! The sentence of a finding and the view that shows it.

use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, Finding, Segment, Span};

use super::drill::{bought_category_in, of_state_in, ordered_in};
use crate::{
    components::{customers_href, segment_class},
    format::{
        format_category, format_count, format_counted, format_money_short, format_month, format_percent,
        format_percent_rounded, format_times, with_capital,
    },
    pages::{months::days_of_month, segments},
    url_state::SegmentsUrl,
};

/// Changes below this would read as zero.
const CHANGE_RESOLUTION: f64 = 0.0005;
/// From here on a change is said as a multiple.
const MULTIPLE_MIN: f64 = 3.0;

/// Where a finding leads.
#[derive(Debug, PartialEq, Eq)]
pub struct FindingLink {
    /// The address.
    pub href: String,
    /// What stands on it.
    pub words: &'static str,
}

/// What every sentence needs to know.
#[derive(Debug, Clone)]
pub struct FindingContext {
    /// Stands before amounts.
    pub currency_symbol: String,
    /// The compared days, as after “than”: `in Jul 2018`.
    pub compared: String,
}

impl FindingContext {
    /// What the finding says.
    pub fn sentence_of(&self, finding: &Finding) -> String {
        match finding {
            Finding::OneTimeBuyers { customers, share } => format!(
                "{} of customers ({}) have bought once and not come back.",
                format_percent(*share),
                format_count(*customers)
            ),
            Finding::MonthChange { month, revenue_cents, previous_cents } => {
                let change = self.change_of(*revenue_cents, *previous_cents, "the month before");
                format!("{} brought {}, {change}.", format_month(*month), self.money(*revenue_cents))
            }
            Finding::PeriodChange { revenue_cents, orders, compared_cents, compared_orders, .. } => {
                self.period_sentence((*revenue_cents, *orders), (*compared_cents, *compared_orders))
            }
            Finding::CategoryMoved { category, revenue_cents, compared_cents, .. } => {
                self.moved_sentence(&format_category(category), "categories", *revenue_cents, *compared_cents)
            }
            Finding::StateMoved { state, revenue_cents, compared_cents, .. } => {
                self.moved_sentence(state, "states", *revenue_cents, *compared_cents)
            }
            Finding::RevenueConcentration { segment, customer_share, revenue_share } => format!(
                "{} are {} of customers and {} of revenue.",
                segment.name(),
                format_percent_rounded(*customer_share),
                format_percent_rounded(*revenue_share)
            ),
            Finding::QuietBigSpenders { customers, revenue_cents } => format!(
                "{} at risk or not to be lost ({} spent) {} gone quiet.",
                format_counted(*customers, "customer", "customers"),
                self.money(*revenue_cents),
                if *customers == 1 { "has" } else { "have" }
            ),
            Finding::UnhappyBestCustomers { tier, customers, revenue_cents } => format!(
                "{} who spent {} left a review of 2 or less.",
                format_counted(
                    *customers,
                    &format!("{} customer", tier.name()),
                    &format!("{} customers", tier.name())
                ),
                self.money(*revenue_cents)
            ),
        }
    }

    /// Revenue is orders times their size: which of the two made the change?
    fn period_sentence(
        &self,
        (cents, orders): (i64, u64),
        (before_cents, before_orders): (i64, u64),
    ) -> String {
        let change = self.change_of(cents, before_cents, &self.compared);
        let what = format!("Revenue was {}, {change}", self.money(cents));
        if orders == 0 || before_orders == 0 || cents <= 0 || before_cents <= 0 {
            return format!("{what}.");
        }
        let in_orders = orders as f64 / before_orders as f64;
        let in_size = cents as f64 / before_cents as f64 / in_orders;
        let more = change_in_words(in_orders, ["more orders", "fewer orders", "as many orders"]);
        let larger = change_in_words(in_size, ["larger", "smaller", "of the same size"]);
        let opposed = (in_orders - 1.0) * (in_size - 1.0) < 0.0;
        let but = if opposed && moves(in_orders) && moves(in_size) { "but each" } else { "each" };
        format!("{what}: {more}, {but} {larger}.")
    }

    fn moved_sentence(&self, name: &str, what: &str, cents: i64, before_cents: i64) -> String {
        let change = self.change_of(cents, before_cents, &self.compared);
        let direction = if cents < before_cents { "fell most" } else { "grew most" };
        let (revenue, name) = (self.money(cents), with_capital(name));
        format!("{name} {direction} of all {what}: {revenue}, {change}.")
    }

    /// `12.0 % more than in Jul 2018`. `compared` is what follows “than”.
    fn change_of(&self, cents: i64, before_cents: i64, compared: &str) -> String {
        if before_cents <= 0 {
            return format!("after nothing {compared}");
        }
        let ratio = cents as f64 / before_cents as f64;
        match ratio {
            _ if !moves(ratio) => format!("as much as {compared}"),
            _ if ratio >= MULTIPLE_MIN => format!("{} as much as {compared}", format_times(ratio)),
            _ => {
                let word = if ratio > 1.0 { "more" } else { "less" };
                format!("{} {word} than {compared}", format_percent((ratio - 1.0).abs()))
            }
        }
    }

    fn money(&self, cents: i64) -> String {
        format_money_short(cents as f64, &self.currency_symbol)
    }
}

/// The view that shows a finding.
pub fn link_of(finding: &Finding) -> FindingLink {
    let link = |href, words| FindingLink { href, words };
    let in_segments = |filter| SegmentsUrl::of_filter(filter).link(segments::PATH);
    let of_segments = |segments: &[Segment]| {
        let segments: BTreeSet<Segment> = segments.iter().copied().collect();
        in_segments(CustomerFilter { segments, ..CustomerFilter::default() })
    };
    match finding {
        Finding::OneTimeBuyers { .. } => {
            let orders = Span { min: None, max: Some(1) };
            let filter = CustomerFilter { orders, ..CustomerFilter::default() };
            link(in_segments(filter), "See who they are")
        }
        Finding::MonthChange { month, .. } => {
            let customers = days_of_month(*month).map(|days| customers_href(ordered_in(days)));
            link(customers.unwrap_or_else(|| "#trend-title".to_owned()), "See who ordered")
        }
        Finding::PeriodChange { days, .. } => link(customers_href(ordered_in(*days)), "See who ordered"),
        Finding::CategoryMoved { category, days, .. } => {
            link(customers_href(bought_category_in(*days, category)), "See who bought")
        }
        Finding::StateMoved { state, days, .. } => {
            link(customers_href(of_state_in(*days, state)), "See who ordered")
        }
        Finding::RevenueConcentration { segment, .. } => link(of_segments(&[*segment]), "See this segment"),
        Finding::QuietBigSpenders { .. } => {
            link(of_segments(&[Segment::AtRisk, Segment::CannotLose]), "See how to win them back")
        }
        Finding::UnhappyBestCustomers { .. } => {
            let filter = CustomerFilter { high_value_at_risk: true, ..CustomerFilter::default() };
            link(in_segments(filter), "See whom to call")
        }
    }
}

/// The colour of a finding: good or bad news, or the segments that it is about.
pub fn class_of(finding: &Finding) -> String {
    match finding {
        Finding::RevenueConcentration { segment, .. } => segment_class(*segment),
        Finding::QuietBigSpenders { .. } | Finding::UnhappyBestCustomers { .. } => {
            segment_class(Segment::AtRisk)
        }
        Finding::OneTimeBuyers { .. } => "finding-neutral".to_owned(),
        Finding::MonthChange { revenue_cents: now, previous_cents: before, .. }
        | Finding::PeriodChange { revenue_cents: now, compared_cents: before, .. }
        | Finding::CategoryMoved { revenue_cents: now, compared_cents: before, .. }
        | Finding::StateMoved { revenue_cents: now, compared_cents: before, .. } => {
            let class = if now < before { "finding-worse" } else { "finding-better" };
            class.to_owned()
        }
    }
}

/// `10.0 % more orders`, or the third word where nothing moved.
fn change_in_words(ratio: f64, [more, less, same]: [&str; 3]) -> String {
    match ratio {
        _ if !moves(ratio) => same.to_owned(),
        _ if ratio > 1.0 => format!("{} {more}", format_percent(ratio - 1.0)),
        _ => format!("{} {less}", format_percent(1.0 - ratio)),
    }
}

fn moves(ratio: f64) -> bool {
    (ratio - 1.0).abs() >= CHANGE_RESOLUTION
}

#[cfg(test)]
mod tests;
