//! What the server draws: the browser shows it as it comes.

mod choices_bar;
mod measure;
mod measure_tiles;
mod point_words;
mod trend_section;

use clientele_contract::{CustomerFilter, SnapshotInfo, TrendQuestion, Trends};
use leptos::prelude::*;

use super::PATH;
use crate::{
    components::{EmptyState, count_of},
    format::{format_date, format_days},
    questions::{TrendView, trend_view},
    url_state::{Notice, SegmentsUrl},
};
use choices_bar::ChoicesBar;
use measure_tiles::MeasureTiles;
use trend_section::TrendSection;

/// The selection in words, and all sections below the filter as HTML.
pub fn draw_trends(trends: Trends, url: &SegmentsUrl, snapshot: &SnapshotInfo) -> (String, String) {
    let TrendView { question, notices } = trend_view(url);
    let count = count_of(trends.customers, snapshot.customers);
    let sections = view! { <Sections trends question notices url=url.clone() snapshot=snapshot.clone()/> };
    (count, sections.to_html())
}

#[component]
fn Sections(
    trends: Trends,
    question: TrendQuestion,
    notices: Vec<Notice>,
    url: SegmentsUrl,
    snapshot: SnapshotInfo,
) -> impl IntoView {
    let figures = if trends.customers == 0 {
        let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
        view! { <EmptyState message="No customer matches these filters." clear_href/> }.into_any()
    } else if trends.period.orders == 0 {
        view! { <NothingInPeriod trends=trends.clone() url=url.clone() snapshot=snapshot.clone()/> }
            .into_any()
    } else {
        let currency_symbol = snapshot.currency_symbol.clone();
        view! {
            <MeasureTiles
                trends=trends.clone()
                question=question.clone()
                url=url.clone()
                currency_symbol=currency_symbol.clone()
            />
            <TrendSection trends=trends.clone() question=question.clone() url=url.clone() currency_symbol/>
        }
        .into_any()
    };
    let items = notices.iter().map(|Notice(text)| view! { <li>{text.clone()}</li> }).collect_view();
    view! {
        <ChoicesBar question trends url snapshot/>
        {(!notices.is_empty()).then(|| view! { <ul class="notices" aria-label="About the choices">{items}</ul> })}
        {figures}
    }
}

/// A period without an order: where the orders are, and the way to them.
#[component]
fn NothingInPeriod(trends: Trends, url: SegmentsUrl, snapshot: SnapshotInfo) -> impl IntoView {
    let reach = format!(
        "The orders of this shop reach from {} to {}.",
        format_date(snapshot.first_order),
        format_date(snapshot.last_order)
    );
    let href = url.with_choice("from", "").with_choice("to", "").with_choice("period", "all").link(PATH);
    view! {
        <div class="state">
            <h2>{format!("These customers have no completed order from {}.", format_days(trends.period.days))}</h2>
            <p>{reach}</p>
            <p><a class="button button-primary" href=href>"Show all time"</a></p>
        </div>
    }
}
