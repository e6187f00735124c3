use clientele_charts::{ChartKind, ChartSpec, FlowBand, FlowBar, FlowChart, FlowColumn, Mark};
use clientele_contract::{FlowDirection, Segment, SegmentFlow, SegmentMovement};
use leptos::prelude::*;

use super::{
    flow_filter::FlowFilters,
    words::{class_of, name_of, title_of},
};
use crate::{
    components::{Card, ChartFigure, segment_class},
    format::{format_count, format_counted, format_date, format_money, format_percent},
};

/// Who went from which segment to which, as a picture.
#[component]
pub fn FlowSection(
    movement: SegmentMovement,
    filters: FlowFilters,
    currency_symbol: String,
) -> impl IntoView {
    let title = title_of(&movement);
    let subtitle = "Each band is as wide as the customers it stands for, and has the colour of the segment they \
                    went to; who stayed is pale. A click shows them.";
    let spec = ChartSpec {
        id: "movement-flow".to_owned(),
        title: format!("Segments on {} and {}", format_date(movement.from), format_date(movement.to)),
        description: format!("{title}. Segments on two days and who went from which to which."),
        empty: "No customers on these days".to_owned(),
        kind: ChartKind::Flow(flow_chart(&movement, &filters, &currency_symbol)),
    };
    view! {
        <Card id="flow-title" title subtitle term="movement" class="card-flow">
            <ChartFigure spec height=520 width=1040/>
        </Card>
    }
}

fn flow_chart(movement: &SegmentMovement, filters: &FlowFilters, currency_symbol: &str) -> FlowChart {
    let was_all = Segment::ALL.into_iter().map(Some).chain([None]);
    let starts: Vec<Option<Segment>> =
        was_all.filter(|was| movement.flows.iter().any(|flow| flow.was == *was)).collect();
    let ends: Vec<Segment> =
        Segment::ALL.into_iter().filter(|is| movement.flows.iter().any(|flow| flow.is == *is)).collect();
    let start_bar = |was: &Option<Segment>| {
        let customers = movement.sum(|flow| flow.was == *was).customers;
        let name = format!("{} on {}", name_of(*was), format_date(movement.from));
        let mark = bar_mark(name, customers, filters.start(*was)).class(class_of(*was));
        FlowBar { name: name_of(*was).to_owned(), label: format_count(customers), mark }
    };
    let end_bar = |is: &Segment| {
        let customers = movement.sum(|flow| flow.is == *is).customers;
        let name = format!("{} on {}", is.name(), format_date(movement.to));
        let mark = bar_mark(name, customers, filters.end(&[*is])).class(segment_class(*is));
        FlowBar { name: is.name().to_owned(), label: format_count(customers), mark }
    };
    let band = |flow: &SegmentFlow| {
        let from = starts.iter().position(|was| *was == flow.was)?;
        let to = ends.iter().position(|is| *is == flow.is)?;
        Some(FlowBand {
            from,
            to,
            size: flow.customers as f64,
            is_quiet: flow.direction() == FlowDirection::Stayed,
            mark: band_mark(movement, flow, filters, currency_symbol),
        })
    };
    FlowChart {
        from: FlowColumn { name: format_date(movement.from), bars: starts.iter().map(start_bar).collect() },
        to: FlowColumn { name: format_date(movement.to), bars: ends.iter().map(end_bar).collect() },
        bands: movement.flows.iter().filter_map(band).collect(),
    }
}

fn bar_mark(name: String, customers: u64, href: Option<String>) -> Mark {
    Mark { href, ..Mark::new(name, format_counted(customers, "customer", "customers")) }
}

fn band_mark(
    movement: &SegmentMovement,
    flow: &SegmentFlow,
    filters: &FlowFilters,
    currency_symbol: &str,
) -> Mark {
    let money = |cents| format_money(cents, currency_symbol);
    let of_start = movement.sum(|other| other.was == flow.was).customers;
    let share = format_percent(flow.customers as f64 / of_start.max(1) as f64);
    let mut mark = Mark::new(
        format!("{} → {}", name_of(flow.was), flow.is.name()),
        format_counted(flow.customers, "customer", "customers"),
    )
    .note(format!("{share} of {}", name_of(flow.was)))
    .class(segment_class(flow.is));
    if flow.was.is_some() {
        mark = mark.note(format!("{} spent before", money(flow.spent_before_cents)));
    }
    mark = mark.note(format!("{} spent between the days", money(flow.spent_between_cents)));
    Mark { href: filters.flow(flow), ..mark }
}
