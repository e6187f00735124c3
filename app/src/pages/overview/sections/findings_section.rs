use std::collections::BTreeSet;

use clientele_contract::{CustomerFilter, Finding, Segment, Span};
use leptos::prelude::*;

use crate::{
    format::{
        format_count, format_counted, format_money_short, format_month, format_percent,
        format_percent_rounded,
    },
    pages::segments,
    url_state::SegmentsUrl,
};

/// What the data says, in up to three sentences, each with the view that shows it.
#[component]
pub fn FindingsSection(findings: Vec<Finding>, currency_symbol: String) -> impl IntoView {
    let sentences = findings
        .iter()
        .map(|finding| {
            let (sentence, link) = (sentence_of(finding, &currency_symbol), link_of(finding));
            view! {
                <li class=format!("finding {}", class_of(finding))>
                    <p>{sentence}</p>
                    <a href=link.href>{link.words}</a>
                </li>
            }
        })
        .collect_view();
    (!findings.is_empty()).then(|| {
        view! {
            <section class="findings" aria-labelledby="findings-title">
                <h2 id="findings-title" class="visually-hidden">"What the data says"</h2>
                <ul>{sentences}</ul>
            </section>
        }
    })
}

struct FindingLink {
    href: String,
    words: &'static str,
}

fn sentence_of(finding: &Finding, currency_symbol: &str) -> String {
    let money = |cents: i64| format_money_short(cents as f64, currency_symbol);
    match finding {
        Finding::OneTimeBuyers { customers, share } => format!(
            "{} of customers ({}) have bought once and not come back.",
            format_percent(*share),
            format_count(*customers)
        ),
        Finding::MonthChange { month, revenue_cents, previous_cents } => {
            let what = format!("{} brought {}", format_month(*month), money(*revenue_cents));
            if *previous_cents <= 0 {
                return format!("{what}, after a month without revenue.");
            }
            let change = *revenue_cents as f64 / *previous_cents as f64 - 1.0;
            let word = if change < 0.0 { "less" } else { "more" };
            format!("{what}, {} {word} than the month before.", format_percent(change.abs()))
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
            money(*revenue_cents),
            if *customers == 1 { "has" } else { "have" }
        ),
        Finding::UnhappyBestCustomers { tier, customers, revenue_cents } => format!(
            "{} who spent {} left a review of 2 or less.",
            format_counted(
                *customers,
                &format!("{} customer", tier.name()),
                &format!("{} customers", tier.name())
            ),
            money(*revenue_cents)
        ),
        Finding::PeriodChange { revenue_cents, .. }
        | Finding::CategoryMoved { revenue_cents, .. }
        | Finding::StateMoved { revenue_cents, .. } => money(*revenue_cents),
    }
}

fn link_of(finding: &Finding) -> FindingLink {
    let filtered = |filter: CustomerFilter, words| FindingLink {
        href: SegmentsUrl::of_filter(filter).link(segments::PATH),
        words,
    };
    let of_segments = |segments: &[Segment], words| {
        let segments: BTreeSet<Segment> = segments.iter().copied().collect();
        filtered(CustomerFilter { segments, ..CustomerFilter::default() }, words)
    };
    match finding {
        Finding::OneTimeBuyers { .. } => {
            let orders = Span { min: None, max: Some(1) };
            filtered(CustomerFilter { orders, ..CustomerFilter::default() }, "See who they are")
        }
        Finding::MonthChange { .. }
        | Finding::PeriodChange { .. }
        | Finding::CategoryMoved { .. }
        | Finding::StateMoved { .. } => {
            FindingLink { href: "#revenue-title".to_owned(), words: "See every month" }
        }
        Finding::RevenueConcentration { segment, .. } => of_segments(&[*segment], "See this segment"),
        Finding::QuietBigSpenders { .. } => {
            of_segments(&[Segment::AtRisk, Segment::CannotLose], "See how to win them back")
        }
        Finding::UnhappyBestCustomers { .. } => {
            let filter = CustomerFilter { high_value_at_risk: true, ..CustomerFilter::default() };
            filtered(filter, "See whom to call")
        }
    }
}

/// The colour of the segments that a finding is about.
fn class_of(finding: &Finding) -> String {
    match finding {
        Finding::RevenueConcentration { segment, .. } => crate::components::segment_class(*segment),
        Finding::QuietBigSpenders { .. } | Finding::UnhappyBestCustomers { .. } => {
            crate::components::segment_class(Segment::AtRisk)
        }
        _ => "seg-none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use clientele_contract::{Month, Tier};

    use super::*;

    fn check(finding: &Finding, sentence: &str, href: &str) {
        assert_eq!(sentence_of(finding, "R$").replace('\u{a0}', " "), sentence);
        assert_eq!(link_of(finding).href, href);
    }

    #[test]
    fn findings_are_sentences_with_a_way_to_look() {
        check(
            &Finding::OneTimeBuyers { customers: 21_611, share: 0.9697 },
            "97.0 % of customers (21,611) have bought once and not come back.",
            "/segments?orders_max=1",
        );
        check(
            &Finding::QuietBigSpenders { customers: 4_407, revenue_cents: 113_900_000 },
            "4,407 customers at risk or not to be lost (R$ 1.14 m spent) have gone quiet.",
            "/segments?segment=at-risk&segment=cannot-lose",
        );
        check(
            &Finding::UnhappyBestCustomers { tier: Tier::Platinum, customers: 1, revenue_cents: 50_000 },
            "1 Platinum customer who spent R$ 500 left a review of 2 or less.",
            "/segments?unhappy=1",
        );
    }

    #[test]
    fn a_month_may_fall_or_start_from_nothing() {
        let month = Month { year: 2018, month: 7 };
        check(
            &Finding::MonthChange { month, revenue_cents: 75_000, previous_cents: 100_000 },
            "Jul 2018 brought R$ 750, 25.0 % less than the month before.",
            "#revenue-title",
        );
        check(
            &Finding::MonthChange { month, revenue_cents: 75_000, previous_cents: 0 },
            "Jul 2018 brought R$ 750, after a month without revenue.",
            "#revenue-title",
        );
    }
}
