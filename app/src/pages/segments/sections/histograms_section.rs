use clientele_charts::{ChartKind, ChartSpec, HistogramBar, HistogramChart};
use clientele_contract::{CustomerFilter, Histogram, Measure};
use leptos::prelude::*;

use super::{
    PATH,
    measures::{axis_name, in_words, range_key, unit_of, without_range},
    scatter_section::with_placeholders,
};
use crate::{
    components::{Card, ChartFigure, customers_href},
    error::AppError,
    url_state::SegmentsUrl,
};

/// How recency, orders and spend are distributed; a drag over bars becomes the range of the filter.
#[component]
pub fn HistogramsSection(
    histograms: Result<Vec<Histogram>, AppError>,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let content = match histograms {
        Ok(histograms) => histograms
            .into_iter()
            .map(|histogram| {
                view! { <HistogramPart histogram url=url.clone() currency_symbol=currency_symbol.clone()/> }
            })
            .collect_view()
            .into_any(),
        Err(error) => {
            view! { <p class="card-empty" role="alert">{format!("They could not be drawn: {error}.")}</p> }
                .into_any()
        }
    };
    view! {
        <Card
            id="histograms-title"
            title="How recent, how often, how much"
            subtitle="Customers by value; drag over bars to filter by their range. The pale part fails the range of its own filter."
            class="card-histograms"
        >
            {content}
        </Card>
    }
}

#[component]
fn HistogramPart(histogram: Histogram, url: SegmentsUrl, currency_symbol: String) -> impl IntoView {
    let measure = histogram.measure;
    let without = without_range(&url.filter, measure);
    let clear = (without != url.filter).then(|| {
        let href = url.with_filter(without.clone()).link(PATH);
        let id = format!("clear-{}", range_key(measure));
        let label = format!("Show all values of {}", in_words(measure));
        view! { <a id=id class="card-link" href=href data-noscroll="" aria-label=label>"All values"</a> }
    });
    let spec = spec_of(histogram, &url, without, &currency_symbol);
    view! {
        <div class="histogram-part">
            <div class="histogram-head">
                <h3>{axis_name(measure)}</h3>
                {clear}
            </div>
            <ChartFigure spec height=130 width=440 without_legend=true/>
        </div>
    }
}

fn spec_of(
    histogram: Histogram,
    url: &SegmentsUrl,
    without: CustomerFilter,
    currency_symbol: &str,
) -> ChartSpec {
    let measure = histogram.measure;
    let key = range_key(measure);
    let range = [format!("{key}_min={{x_min}}"), format!("{key}_max={{x_max}}")];
    let bars = histogram
        .bins
        .iter()
        .map(|bin| HistogramBar {
            range: (bin.min, bin.max),
            all: bin.customers,
            selected: bin.selected_customers,
        })
        .collect();
    ChartSpec {
        id: format!("histogram-{key}"),
        title: axis_name(measure).to_owned(),
        description: format!("How many customers have which {}.", in_words(measure)),
        empty: "No customer here".to_owned(),
        kind: ChartKind::Histogram(HistogramChart {
            name: axis_name(measure).to_owned(),
            unit: unit_of(measure, currency_symbol),
            noun: ("customer".to_owned(), "customers".to_owned()),
            bars,
            brush_href: Some(brush_href(url, without.clone(), measure)),
            drill_href: Some(with_placeholders(&customers_href(without), &range)),
        }),
    }
}

/// Where a drag leads: the same view with the range as part of the filter.
fn brush_href(url: &SegmentsUrl, without: CustomerFilter, measure: Measure) -> String {
    let key = range_key(measure);
    let range = [format!("{key}_min={{x_min}}"), format!("{key}_max={{x_max}}")];
    with_placeholders(&url.with_filter(without).link(PATH), &range)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn a_drag_sets_the_range_of_its_measure() {
        let (url, _) = parse_query("segment=new&spent_min=10&names=personas&page=3");
        let without = without_range(&url.filter, Measure::Monetary);
        assert_eq!(
            brush_href(&url, without, Measure::Monetary),
            "/segments?segment=new&names=personas&spent_min={x_min}&spent_max={x_max}"
        );
    }
}
