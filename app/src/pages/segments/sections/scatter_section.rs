use clientele_charts::{
    ChartKind, ChartSpec, DensityBin, Mark, MarkGroup, ScatterChart, ScatterMarks, ScatterPointMark,
    ValueAxis,
};
use clientele_contract::{
    CustomerFilter, MatrixAxes, Measure, Scatter, ScatterAxis, ScatterBin, ScatterMarks as Answered,
    ScatterPoint, Tier, TierRow,
};
use leptos::prelude::*;

use super::{
    PATH,
    measures::{axis_name, in_words, range_key, unit_of, value_in_words, within, without_range},
    tiers_section::name_of_tier,
};
use crate::{
    components::{Card, ChartFigure, EmptyState, Segmented, SegmentedOption, customers_href},
    error::AppError,
    format::{format_count, format_counted, with_capital},
    url_state::{ScatterView, SegmentsUrl, customer_link},
};

/// Two measures of the customers: where they lie, a part of it, and the way from a part to a filter.
#[component]
pub fn ScatterSection(
    scatter: Result<Scatter, AppError>,
    tiers: Vec<TierRow>,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let title = title_of(&url.scatter);
    let actions = view! { <AxesSwitch url=url.clone()/> }.into_any();
    let (subtitle, content) = match scatter {
        Ok(scatter) => {
            let subtitle = subtitle_of(&scatter);
            (subtitle, view! { <Picture scatter tiers url currency_symbol/> }.into_any())
        }
        Err(error) => (
            "This picture is missing; the rest of the page is complete.".to_owned(),
            view! { <p class="card-empty" role="alert">{format!("It could not be drawn: {error}.")}</p> }
                .into_any(),
        ),
    };
    view! { <Card id="scatter-title" term="density" title subtitle class="card-scatter" actions>{content}</Card> }
}

fn title_of(view: &ScatterView) -> String {
    format!("Where customers lie in {} and {}", in_words(view.x), in_words(view.y))
}

fn subtitle_of(scatter: &Scatter) -> String {
    let marks = match scatter.marks {
        Answered::Bins(_) => {
            "The deeper the colour, the more customers; its tone is the tier of most of them."
        }
        Answered::Customers(_) => "Each point is one customer in the colour of the tier.",
    };
    let part = if scatter.customers < scatter.selected_customers {
        format!(
            " Shown: {} of {}.",
            format_count(scatter.customers),
            format_counted(scatter.selected_customers, "customer", "customers")
        )
    } else {
        " Drag over a part to look closer.".to_owned()
    };
    format!("{marks}{part}")
}

/// Chooses the two measures.
#[component]
fn AxesSwitch(url: SegmentsUrl) -> impl IntoView {
    let current = (url.scatter.x, url.scatter.y);
    let options = MatrixAxes::ALL.map(|axes| {
        let (x, y) = (axes.column(), axes.row());
        let scatter = ScatterView::of_axes(x, y);
        SegmentedOption {
            id: format!("scatter-axes-{}", axes.slug()),
            name: format!("{} × {}", with_capital(in_words(x)), in_words(y)),
            full_name: None,
            href: SegmentsUrl { scatter, ..url.clone() }.link(PATH),
            is_current: (x, y) == current,
        }
    });
    view! { <Segmented label="Axes of the scatter" options/> }
}

#[component]
fn Picture(
    scatter: Scatter,
    tiers: Vec<TierRow>,
    url: SegmentsUrl,
    currency_symbol: String,
) -> impl IntoView {
    let whole = ScatterView::of_axes(url.scatter.x, url.scatter.y);
    let reset_href = SegmentsUrl { scatter: whole, ..url.clone() }.link(PATH);
    if scatter.selected_customers == 0 {
        let clear_href = url.with_filter(CustomerFilter::default()).link(PATH);
        return view! { <EmptyState message="No customer matches, so there is nothing to draw." clear_href/> }
            .into_any();
    }
    if scatter.customers == 0 {
        return view! {
            <div class="state">
                <p>"No selected customer lies in the part that you look at."</p>
                <p><a class="button" href=reset_href data-noscroll="">"Show all of the scatter"</a></p>
            </div>
        }
        .into_any();
    }
    let is_zoomed = url.scatter.is_zoomed();
    let window = is_zoomed.then(|| view! { <WindowLinks customers=scatter.customers url=url.clone()/> });
    let spec = spec_of(scatter, &tiers, &url, &currency_symbol);
    let figure = if is_zoomed {
        view! { <ChartFigure spec height=440 width=760 reset_href/> }.into_any()
    } else {
        view! { <ChartFigure spec height=440 width=760/> }.into_any()
    };
    view! {
        {window}
        {figure}
    }
    .into_any()
}

/// What can be done with the customers of the part that is looked at.
#[component]
fn WindowLinks(customers: u64, url: SegmentsUrl) -> impl IntoView {
    let view = url.scatter;
    let filter = within(&url.filter, view.x, view.x_window);
    let filter = within(&filter, view.y, view.y_window);
    let whole = ScatterView::of_axes(view.x, view.y);
    let filtered = SegmentsUrl { scatter: whole, ..url.with_filter(filter.clone()) }.link(PATH);
    let these = format_counted(customers, "customer", "customers");
    view! {
        <p class="window-links">
            <a id="scatter-filter" class="button button-small" href=filtered data-noscroll="">
                {format!("Filter to these {these}")}
            </a>
            <a class="card-link" href=customers_href(filter)>"Open their list"</a>
        </p>
    }
}

fn spec_of(scatter: Scatter, tiers: &[TierRow], url: &SegmentsUrl, currency_symbol: &str) -> ChartSpec {
    let view = url.scatter;
    let description = format!(
        "{} by {} across and {} up.",
        format_counted(scatter.customers, "customer", "customers"),
        in_words(view.x),
        in_words(view.y)
    );
    let groups = tiers
        .iter()
        .map(|row| MarkGroup {
            name: name_of_tier(row, url.names).to_owned(),
            class: format!("tier-{}", row.tier.slug()),
        })
        .collect();
    let marks = match scatter.marks {
        Answered::Bins(bins) => ScatterMarks::Bins(bins.iter().map(|bin| density_of(bin, tiers)).collect()),
        Answered::Customers(points) => ScatterMarks::Points(
            points.into_iter().map(|point| point_of(point, &view, currency_symbol)).collect(),
        ),
    };
    ChartSpec {
        id: "scatter".to_owned(),
        title: title_of(&view),
        description,
        empty: "No customer here".to_owned(),
        kind: ChartKind::Scatter(ScatterChart {
            x: axis_of(scatter.x, currency_symbol),
            y: axis_of(scatter.y, currency_symbol),
            noun: ("customer".to_owned(), "customers".to_owned()),
            groups,
            marks,
            brush_href: Some(brush_href(url)),
            drill_href: Some(drill_href(&url.filter, view.x, view.y)),
        }),
    }
}

fn axis_of(axis: ScatterAxis, currency_symbol: &str) -> ValueAxis {
    ValueAxis {
        name: axis_name(axis.measure).to_owned(),
        unit: unit_of(axis.measure, currency_symbol),
        min: axis.min,
        max: axis.max,
        is_logarithmic: axis.is_logarithmic,
    }
}

fn density_of(bin: &ScatterBin, tiers: &[TierRow]) -> DensityBin {
    let position = |tier: Tier| tiers.iter().position(|row| row.tier == tier);
    DensityBin {
        x: bin.x,
        y: bin.y,
        count: bin.customers,
        group: bin.main_tier.and_then(position).and_then(|position| u8::try_from(position).ok()),
    }
}

fn point_of(point: ScatterPoint, view: &ScatterView, currency_symbol: &str) -> ScatterPointMark {
    let value = value_in_words(view.y, point.y, currency_symbol);
    let mut mark = Mark::new(&point.customer_id, value)
        .note(value_in_words(view.x, point.x, currency_symbol))
        .note(point.segment.name())
        .link(customer_link(&point.customer_id));
    if let Some(tier) = point.tier {
        mark = mark.note(tier.name()).class(format!("tier-{}", tier.slug()));
    }
    ScatterPointMark { mark, x: point.x, y: point.y }
}

/// Where a drag leads: the same view with another part of the scatter.
fn brush_href(url: &SegmentsUrl) -> String {
    let whole = ScatterView::of_axes(url.scatter.x, url.scatter.y);
    let link = SegmentsUrl { scatter: whole, ..url.clone() }.link(PATH);
    with_placeholders(&link, &["zx_min={x_min}", "zx_max={x_max}", "zy_min={y_min}", "zy_max={y_max}"])
}

/// Where the customers of a rectangle are listed. It lies within the ranges of the filter, so it takes their place.
fn drill_href(filter: &CustomerFilter, x: Measure, y: Measure) -> String {
    let link = customers_href(without_range(&without_range(filter, x), y));
    let (x, y) = (range_key(x), range_key(y));
    let parts = [
        format!("{x}_min={{x_min}}"),
        format!("{x}_max={{x_max}}"),
        format!("{y}_min={{y_min}}"),
        format!("{y}_max={{y_max}}"),
    ];
    with_placeholders(&link, &parts)
}

/// An address with further pairs, whose placeholders the chart fills in.
pub fn with_placeholders(link: &str, pairs: &[impl AsRef<str>]) -> String {
    let separator = if link.contains('?') { '&' } else { '?' };
    let pairs: Vec<&str> = pairs.iter().map(AsRef::as_ref).collect();
    format!("{link}{separator}{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::url_state::parse_query;

    #[test]
    fn a_drag_changes_the_part_and_nothing_else() {
        let (url, _) = parse_query("segment=new&zx_min=10&zx_max=20");
        assert_eq!(
            brush_href(&url),
            "/segments?segment=new&zx_min={x_min}&zx_max={x_max}&zy_min={y_min}&zy_max={y_max}"
        );
    }

    #[test]
    fn a_mark_opens_its_own_customers() {
        let (url, _) = parse_query("segment=new&recency_min=10&orders_max=2");
        assert_eq!(
            drill_href(&url.filter, Measure::Recency, Measure::Monetary),
            "/customers?segment=new&orders_max=2&recency_min={x_min}&recency_max={x_max}\
             &spent_min={y_min}&spent_max={y_max}"
        );
    }
}
