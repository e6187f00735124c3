use clientele_charts::{
    ChartKind, ChartSize, ChartSpec, DataTable, LegendEntry, Swatch, TableCell, legend, mark_count, render,
    table,
};
use leptos::{prelude::*, serde_json};

use crate::components::ScrollRegion;

/// What a chart is drawn for in the first place; the browser draws it anew for the width that it finds. The
/// style sheet shows the drawing that fits best.
const MEDIUM: u32 = 640;
/// For phones.
const NARROW: u32 = 328;
/// A chart whose place is at least as wide as this on a large screen is drawn for that width, too.
const WIDE_MIN: u32 = 800;
/// Above this number of marks, one drawing has to do until the browser draws.
const MARKS_TWICE_MAX: usize = 150;

/// A chart with its legend, its figures as a table, and its downloads. Drawn on the server.
///
/// In the browser, the marks answer to pointer and keyboard, a range can be dragged where the spec has an
/// address for it, and the picture follows the width of its place.
#[component]
pub fn ChartFigure(
    /// What it shows. Its title and description are not written: the card around it does that.
    spec: ChartSpec,
    /// The height of the picture in CSS pixels.
    #[prop(default = 300)]
    height: u32,
    /// The width that its place usually has on a large screen, in CSS pixels.
    #[prop(default = MEDIUM)]
    width: u32,
    /// Where the whole range is shown again, if the chart is zoomed.
    #[prop(optional, into)]
    reset_href: Option<String>,
    /// The colours are explained elsewhere.
    #[prop(optional)]
    without_legend: bool,
) -> impl IntoView {
    let draw = |width| render(&spec, ChartSize { width, height });
    if let ChartKind::Sparkline(_) = spec.kind {
        return view! { <div class="chart-sparkline" inner_html=draw(width)></div> }.into_any();
    }
    let picture = |class, width| view! { <div class=class inner_html=draw(width)></div> };
    let pictures = if mark_count(&spec) > MARKS_TWICE_MAX {
        picture("chart-picture", width).into_any()
    } else {
        let medium = if width < WIDE_MIN { width } else { MEDIUM };
        let wide = (width >= WIDE_MIN).then(|| picture("chart-picture chart-picture-wide", width));
        view! {
            {picture("chart-picture chart-picture-narrow", NARROW.min(medium))}
            {picture("chart-picture chart-picture-medium", medium)}
            {wide}
        }
        .into_any()
    };
    let legend = if without_legend { Vec::new() } else { legend(&spec) };
    view! {
        <figure class="chart-figure" id=spec.id.clone() aria-label=spec.title.clone() data-chart="">
            <div class="chart-box" class:is-brushable=is_brushable(&spec)>{pictures}</div>
            <Legend entries=legend/>
            <div class="chart-tools">
                <TableTwin label=spec.title.clone() figures=table(&spec)/>
                <div class="chart-actions">
                    {reset_href.map(|href| view! { <a href=href data-chart-reset="" data-noscroll="">"Reset zoom"</a> })}
                    <DownloadButton format="svg" name="SVG"/>
                    <DownloadButton format="png" name="PNG"/>
                </div>
            </div>
            <script type="application/json" inner_html=spec_for_page(&spec)></script>
        </figure>
    }
    .into_any()
}

/// Does something only with script, and is shown only then.
#[component]
fn DownloadButton(format: &'static str, name: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="chart-download" data-chart-download=format>
            <span aria-hidden="true">"↓ "</span>
            <span class="visually-hidden">"Download "</span>
            {name}
        </button>
    }
}

fn is_brushable(spec: &ChartSpec) -> bool {
    match &spec.kind {
        ChartKind::Scatter(chart) => chart.brush_href.is_some(),
        ChartKind::Histogram(chart) => chart.brush_href.is_some(),
        _ => false,
    }
}

/// The spec as JSON that no word in it can end early.
fn spec_for_page(spec: &ChartSpec) -> String {
    // Plain data always becomes JSON; without it, the picture of the server stays as it is.
    serde_json::to_string(spec).unwrap_or_default().replace('<', "\\u003c")
}

#[component]
fn Legend(entries: Vec<LegendEntry>) -> impl IntoView {
    let items = entries.into_iter().map(|LegendEntry { name, class, swatch }| {
        let shape = match swatch {
            Swatch::Line => "swatch swatch-line".to_owned(),
            Swatch::Compared => "swatch swatch-compared".to_owned(),
            Swatch::Solid => "swatch".to_owned(),
            Swatch::Pale => "swatch swatch-pale".to_owned(),
            Swatch::Step(step) => format!("swatch step-{step}"),
            Swatch::Depth(depth) => format!("swatch depth-{depth}"),
        };
        let class = format!("{shape} {}", class.unwrap_or_default());
        view! { <li><span class=class aria-hidden="true"></span>{name}</li> }
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| view! { <ul class="chart-legend">{items}</ul> })
}

#[component]
fn TableTwin(label: String, figures: DataTable) -> impl IntoView {
    let DataTable { headings, rows } = figures;
    let is_number: Vec<bool> = headings.iter().map(|heading| heading.is_number).collect();
    let heads = headings
        .into_iter()
        .map(|heading| view! { <th scope="col" class:number=heading.is_number>{heading.text}</th> })
        .collect_view();
    let rows = rows
        .into_iter()
        .map(|cells| {
            let cells = cells.into_iter().zip(&is_number).enumerate();
            let cells = cells.map(|(column, (cell, is_number))| table_cell(cell, column == 0, *is_number));
            view! { <tr>{cells.collect_view()}</tr> }
        })
        .collect_view();
    view! {
        <details class="table-twin">
            <summary>"Show as table"</summary>
            <ScrollRegion label=label>
                <table class="table">
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </ScrollRegion>
        </details>
    }
}

fn table_cell(cell: TableCell, is_first: bool, is_number: bool) -> AnyView {
    let content = match cell.href {
        Some(href) => view! { <a href=href>{cell.text}</a> }.into_any(),
        None => cell.text.into_any(),
    };
    if is_first {
        view! { <th scope="row">{content}</th> }.into_any()
    } else {
        view! { <td class:number=is_number>{content}</td> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use clientele_charts::{Bar, BarChart, BarDirection, Mark, Unit};

    use super::*;

    fn spec(name: &str) -> ChartSpec {
        let mark = Mark::new(name, "12 customers").link("/customers?segment=lost");
        ChartSpec {
            id: "bars".to_owned(),
            title: name.to_owned(),
            description: String::new(),
            empty: String::new(),
            kind: ChartKind::Bar(BarChart {
                direction: BarDirection::Horizontal,
                unit: Unit::Count,
                bar_name: "Segment".to_owned(),
                value_name: "Customers".to_owned(),
                part_name: None,
                bars: vec![Bar { mark, value: 12.0, part: None }],
            }),
        }
    }

    #[test]
    fn the_figure_brings_picture_table_and_spec() {
        let html = view! { <ChartFigure spec=spec("Lost")/> }.to_html();
        assert_eq!(html.matches("<svg").count(), 2, "for a phone and for a larger screen");
        assert!(html.contains("<th scope=\"row\">Lost"), "{html}");
        assert_eq!(
            html.matches("href=\"/customers?segment=lost\"").count(),
            3,
            "twice in pictures, once in the table"
        );
        let data = html.split("application/json\">").nth(1).and_then(|rest| rest.split("</script>").next());
        let read: ChartSpec = serde_json::from_str(data.expect("the spec")).expect("what was written");
        assert_eq!(read, spec("Lost"));
    }

    #[test]
    fn no_word_ends_the_spec_early() {
        let hostile = "</script><script>alert(1)</script><!--";
        let html = view! { <ChartFigure spec=spec(hostile)/> }.to_html();
        assert_eq!(html.matches("<script").count(), 1);
        assert!(html.contains("\\u003c/script>"), "{html}");
        assert!(!html.contains("<!--<"), "{html}");
    }
}
