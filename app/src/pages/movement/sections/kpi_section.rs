use clientele_contract::{FlowDirection, FlowSum, Segment, SegmentMovement};
use leptos::prelude::*;

use super::flow_filter::FlowFilters;
use crate::{
    components::{Comparison, KpiTile},
    format::{format_count, format_date, format_money_short, format_percent, or_dash},
};

/// How many stayed, slipped, recovered, and are new. They add up to all customers of the later day.
#[component]
pub fn KpiSection(movement: SegmentMovement, filters: FlowFilters, currency_symbol: String) -> impl IntoView {
    let sum = |direction| movement.sum(|flow| flow.direction() == direction);
    let all = movement.customers;
    let share = |sum: FlowSum| {
        let share = (all > 0).then(|| format_percent(sum.customers as f64 / all as f64));
        format!("{} of all", or_dash(share))
    };
    let money = |cents: i64| format_money_short(cents as f64, &currency_symbol);
    let tile = |label, term, sum: FlowSum, money: String| {
        view! {
            <KpiTile
                label
                term
                value=format_count(sum.customers)
                comparison=Comparison::of_words(share(sum))
                detail=money.into_any()
            />
        }
    };
    let [stayed, slipped, recovered, shifted, new] = [
        FlowDirection::Stayed,
        FlowDirection::Slipped,
        FlowDirection::Recovered,
        FlowDirection::Shifted,
        FlowDirection::New,
    ]
    .map(sum);
    view! {
        <dl class="kpis kpis-movement">
            <KpiTile
                label="Customers"
                term="customer"
                value=format_count(all)
                href=filters.end(&Segment::ALL)
                comparison=Comparison::of_words(format!("on {}", format_date(movement.to)))
                detail="the tiles beside add up to them".into_any()
            />
            {tile("Slipped", "slipped", slipped, format!("had spent {} before", money(slipped.spent_before_cents)))}
            {tile("Recovered", "recovered", recovered, format!("spent {} meanwhile", money(recovered.spent_between_cents)))}
            <KpiTile
                label="New"
                term="new-customer"
                value=format_count(new.customers)
                href=filters.start(None)
                comparison=Comparison::of_words(share(new))
                detail=format!("have spent {}", money(new.spent_between_cents)).into_any()
            />
            {tile("Shifted", "shifted", shifted, format!("spent {} meanwhile", money(shifted.spent_between_cents)))}
            {tile("Stayed", "movement", stayed, format!("spent {} meanwhile", money(stayed.spent_between_cents)))}
        </dl>
    }
}
