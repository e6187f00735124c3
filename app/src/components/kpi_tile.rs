use leptos::prelude::*;

use crate::components::{Chart, GlossaryMark};

/// Whether a difference is good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Good news.
    Better,
    /// Bad news.
    Worse,
    /// Neither.
    Neutral,
}

/// Where an arrow points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More than before.
    Up,
    /// Less than before.
    Down,
}

/// The line below a figure: what it is compared with. The words carry the meaning, colour and arrow
/// repeat it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The words before the figure; empty where it comes first.
    pub lead: String,
    /// Whether it is good news.
    pub verdict: Verdict,
    /// The arrow before the figure.
    pub arrow: Option<Direction>,
    /// The figure, such as `8.1 %`; empty where words are enough.
    pub figure: String,
    /// The words after it.
    pub words: String,
}

impl Comparison {
    /// Words alone.
    pub fn of_words(words: impl Into<String>) -> Self {
        Self {
            lead: String::new(),
            verdict: Verdict::Neutral,
            arrow: None,
            figure: String::new(),
            words: words.into(),
        }
    }
}

/// One headline figure.
#[component]
pub fn KpiTile(
    /// What is counted.
    label: &'static str,
    /// The figure, short.
    #[prop(into)]
    value: String,
    /// The exact figure, where the short one is rounded.
    #[prop(optional, into)]
    exact: Option<String>,
    /// What it is compared with.
    comparison: Comparison,
    /// The glossary entry that explains it.
    #[prop(optional)]
    term: Option<&'static str>,
    /// Where the customers or orders behind the figure are.
    #[prop(default = None, into)]
    href: Option<String>,
    /// A line below: what the figure is made of.
    #[prop(default = None, into)]
    detail: Option<AnyView>,
    /// A small line of months.
    #[prop(default = None, into)]
    sparkline: Option<String>,
) -> impl IntoView {
    let verdict = match comparison.verdict {
        Verdict::Better => "kpi-figure better",
        Verdict::Worse => "kpi-figure worse",
        Verdict::Neutral => "kpi-figure",
    };
    let arrow = comparison.arrow.map(|direction| match direction {
        Direction::Up => "▲ ",
        Direction::Down => "▼ ",
    });
    let figure = (!comparison.figure.is_empty()).then(|| {
        view! {
            <span class=verdict>
                {arrow.map(|arrow| view! { <span aria-hidden="true">{arrow}</span> })}
                {comparison.figure}
            </span>
            " "
        }
    });
    view! {
        <div class="kpi">
            <dt class="kpi-label">{label} {term.map(|term| view! { <GlossaryMark term/> })}</dt>
            <dd class="kpi-value" data-tip=exact>{match href {
                Some(href) => view! { <a href=href>{value}</a> }.into_any(),
                None => value.into_any(),
            }}</dd>
            <dd class="kpi-note">{comparison.lead}{figure}{comparison.words}</dd>
            {detail.map(|detail| view! { <dd class="kpi-detail">{detail}</dd> })}
            {sparkline.map(|svg| view! { <dd class="kpi-spark"><Chart svg/></dd> })}
        </div>
    }
}
