use clientele_charts::{ChartKind, ChartSpec, LineChart, LinePoint, LineSeries, Mark, SeriesLook, Unit};
use clientele_contract::{BestCustomers, CustomerFilter, RevenueConcentration};
use leptos::prelude::*;

use super::super::PATH;
use crate::{
    components::{Card, ChartFigure, Drill, GlossaryMark, ScrollRegion, TooLittleData},
    format::{
        format_count, format_counted, format_money, format_percent, format_percent_rounded, format_score,
        or_dash,
    },
    url_state::SegmentsUrl,
};

/// The part of the customers that the title speaks of, in per cent.
const TITLE_PERCENT: u32 = 20;
/// Of fewer customers one alone is more than the smallest step of the curve.
const CUSTOMERS_MIN: u64 = 20;
/// The title where there is no finding.
const TITLE: &str = "Who brings the revenue?";

/// Who brings the revenue: few or all.
#[component]
pub fn ConcentrationSection(
    concentration: RevenueConcentration,
    customers: u64,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let gini = match measurable(&concentration, customers) {
        Ok(gini) => gini,
        Err(reason) => return view! { <NothingToShareOut reason url/> }.into_any(),
    };
    let title = title_of(&concentration);
    let spec = ChartSpec {
        id: "lorenz".to_owned(),
        title: "Share of revenue by share of customers".to_owned(),
        description: format!("{title}. The customers who spent most come first."),
        empty: "No revenue yet".to_owned(),
        kind: ChartKind::Line(lorenz_chart(&concentration.curve)),
    };
    let rows = concentration
        .best
        .into_iter()
        .map(|best| {
            let filter = filter_of(&url.filter, &best);
            view! { <BestRow best filter currency_symbol=currency_symbol.clone()/> }
        })
        .collect_view();
    let subtitle =
        format!("The {} customers in the order of what they spent, most first", format_count(customers));
    view! {
        <Card id="concentration-title" title subtitle term="lorenz-curve" class="card-concentration">
            <div class="beside">
                <ChartFigure spec height=300 width=820/>
                <div>
                    <ScrollRegion label="What the best customers bring">
                        <table class="table">
                            <thead>
                                <tr>
                                    <th scope="col">"The best"</th>
                                    <th scope="col" class="number">"Customers"</th>
                                    <th scope="col" class="number">"Spent"</th>
                                    <th scope="col" class="number">"Share"</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </ScrollRegion>
                    <p class="card-foot muted">
                        "Gini coefficient " <strong>{format_score(gini)}</strong> <GlossaryMark term="gini"/>
                        ": 0 if all had spent the same, 1 if one had spent everything."
                    </p>
                </div>
            </div>
        </Card>
    }
    .into_any()
}

/// The Gini coefficient, or why nothing is said of the concentration.
fn measurable(concentration: &RevenueConcentration, customers: u64) -> Result<f64, String> {
    if customers < CUSTOMERS_MIN {
        let found = format_counted(customers, "customer is", "customers are");
        return Err(format!(
            "What a part of the customers brings says something from {CUSTOMERS_MIN} customers on; {found} chosen."
        ));
    }
    concentration.gini.ok_or_else(|| reason_without_curve(concentration).to_owned())
}

#[component]
fn NothingToShareOut(reason: String, url: SegmentsUrl) -> impl IntoView {
    let everyone = url.with_filter(CustomerFilter::default());
    let href = everyone.link(PATH);
    let next_step = ("Show all customers".to_owned(), href);
    let content = if everyone == url {
        view! { <TooLittleData reason/> }.into_any()
    } else {
        view! { <TooLittleData reason next_step/> }.into_any()
    };
    view! {
        <Card id="concentration-title" title=TITLE term="lorenz-curve">
            {content}
        </Card>
    }
}

#[component]
fn BestRow(best: BestCustomers, filter: Option<CustomerFilter>, currency_symbol: String) -> impl IntoView {
    let figure = format_count(best.customers);
    let customers = match filter {
        Some(filter) => {
            let of = format!("customers, the best {} %", best.percent);
            view! { <Drill filter figure of/> }.into_any()
        }
        None => {
            let tied =
                "Others have spent just as much as the last of them, so there is no list of exactly these";
            view! { <span title=tied>{figure}</span> }.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{format!("{}\u{a0}%", best.percent)}</th>
            <td class="number">{customers}</td>
            <td class="number">{format_money(best.revenue_cents, &currency_symbol)}</td>
            <td class="number">{or_dash(best.share_of_revenue.map(format_percent))}</td>
        </tr>
    }
}

/// The list of exactly these customers, if there is one.
fn filter_of(filter: &CustomerFilter, best: &BestCustomers) -> Option<CustomerFilter> {
    let mut filter = filter.clone();
    filter.spent_cents.min = filter.spent_cents.min.max(Some(best.spent_from_cents?));
    Some(filter)
}

/// Why there is nothing to draw.
fn reason_without_curve(concentration: &RevenueConcentration) -> &'static str {
    if concentration.has_losses {
        "Some of these customers have brought a loss. The best of the others bring more than all together, so shares \
         of the whole say nothing here."
    } else {
        "None of these customers has spent anything, so there is nothing to share out."
    }
}

fn title_of(concentration: &RevenueConcentration) -> String {
    let best = concentration.best.iter().find(|best| best.percent == TITLE_PERCENT);
    match best.and_then(|best| best.share_of_revenue) {
        Some(share) => {
            format!(
                "The best {TITLE_PERCENT}\u{a0}% of customers bring {} of revenue",
                format_percent_rounded(share)
            )
        }
        None => TITLE.to_owned(),
    }
}

fn lorenz_chart(curve: &[f64]) -> LineChart {
    let steps = curve.len().saturating_sub(1).max(1) as f64;
    let part = |point: usize| point as f64 / steps;
    let labels: Vec<String> = (0..curve.len()).map(|point| format_percent_rounded(part(point))).collect();
    let line_point = |point: usize, share: f64| LinePoint {
        value: Some(share),
        in_progress: false,
        is_cut_off: false,
        mark: Mark::new(
            format!("The best {}", labels[point]),
            format!("{} of revenue", format_percent(share)),
        ),
    };
    let actual = curve.iter().enumerate().map(|(point, &share)| line_point(point, share)).collect();
    let equal = (0..curve.len()).map(|point| line_point(point, part(point))).collect();
    LineChart {
        x_name: "Customers".to_owned(),
        unit: Unit::Percent,
        from_zero: true,
        series: vec![
            LineSeries { name: "Revenue".to_owned(), look: SeriesLook::Line, class: None, points: actual },
            LineSeries {
                name: "If all had spent the same".to_owned(),
                look: SeriesLook::Compared,
                class: None,
                points: equal,
            },
        ],
        labels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(spent_from_cents: Option<i64>) -> BestCustomers {
        BestCustomers {
            percent: 20,
            customers: 600,
            revenue_cents: 58,
            share_of_revenue: Some(0.582),
            spent_from_cents,
        }
    }

    #[test]
    fn the_title_says_what_the_best_fifth_brings() {
        let concentration =
            RevenueConcentration { best: vec![best(None)], ..RevenueConcentration::default() };
        assert_eq!(title_of(&concentration), "The best 20\u{a0}% of customers bring 58\u{a0}% of revenue");
        assert_eq!(title_of(&RevenueConcentration::default()), "Who brings the revenue?");
    }

    #[test]
    fn a_few_customers_have_no_best_fifth() {
        let concentration = RevenueConcentration { gini: Some(0.0), ..RevenueConcentration::default() };
        let found = measurable(&concentration, 1);
        assert!(found.is_err_and(|reason| reason.ends_with("1\u{a0}customer is chosen.")));
        assert_eq!(measurable(&concentration, 20), Ok(0.0));
        assert!(measurable(&RevenueConcentration::default(), 20).is_err());
    }

    #[test]
    fn losses_are_not_taken_for_customers_who_spent_nothing() {
        let losses = RevenueConcentration { has_losses: true, ..RevenueConcentration::default() };
        assert!(reason_without_curve(&losses).contains("a loss"));
        assert!(reason_without_curve(&RevenueConcentration::default()).contains("spent anything"));
    }

    #[test]
    fn a_list_is_linked_only_where_it_holds_exactly_these_customers() {
        let everyone = CustomerFilter::default();
        assert_eq!(filter_of(&everyone, &best(None)), None);
        let list = filter_of(&everyone, &best(Some(12_345)));
        assert_eq!(list.map(|filter| filter.spent_cents.min), Some(Some(12_345)));
    }
}
