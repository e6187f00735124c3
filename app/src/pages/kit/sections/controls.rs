use leptos::prelude::*;

use super::Example;
use crate::{
    components::{Icon, IconView, PageRange, Pager, Segmented, SegmentedOption, Tab, Tabs},
    url_state::SegmentsUrl,
};

/// Class that shows a state as if the pointer or the keyboard were there, and its name.
const STATES: [(&str, &str); 3] = [("", "At rest"), ("is-hovered", "Hovered"), ("is-focused", "Focused")];

#[component]
pub fn ButtonExamples() -> impl IntoView {
    let kinds = [
        ("", "Plain"),
        ("button-primary", "Primary"),
        ("button-quiet", "Quiet"),
        ("button-danger", "Danger"),
    ];
    let examples = kinds.map(|(kind, name)| {
        let states = STATES.map(|(state, words)| {
            view! { <button type="button" class=format!("button {kind} {state}")>{words}</button> }
        });
        view! {
            <Example name>
                {states.collect_view()}
                <button type="button" class=format!("button {kind}") disabled=true>"Disabled"</button>
            </Example>
        }
    });
    view! {
        {examples.collect_view()}
        <Example name="Small, with a picture, busy">
            <a class="button button-small" href="#buttons">"Small link"</a>
            <button type="button" class="button"><IconView icon=Icon::Download/> "Export 4,407 customers"</button>
            <button type="button" class="button is-busy" aria-busy="true">"Exporting"</button>
            <span class="button is-disabled">"No link now"</span>
        </Example>
        <Example name="Picture alone">
            <button type="button" class="icon-button" aria-label="Close"><IconView icon=Icon::Close/></button>
            <button type="button" class="icon-button is-hovered" aria-label="Edit"><IconView icon=Icon::Edit/></button>
            <button type="button" class="icon-button is-focused" aria-label="Copy"><IconView icon=Icon::Copy/></button>
            <button type="button" class="icon-button" aria-label="Delete" disabled=true>
                <IconView icon=Icon::Delete/>
            </button>
        </Example>
        <Example name="Long words">
            <button type="button" class="button">
                "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
            </button>
        </Example>
    }
}

#[component]
pub fn ChoiceExamples() -> impl IntoView {
    let tabs = || {
        vec![
            Tab::new("Segments", "/kit", true),
            Tab::new("Scoring", "/kit?tab=scoring", false),
            Tab { count: Some("11".to_owned()), ..Tab::new("Rules", "/kit?tab=rules", false) },
        ]
    };
    let many =
        (1..=12).map(|number| Tab::new(format!("View number {number}"), "/kit", number == 3)).collect();
    let axes = ["R × M", "R × F", "F × M"].into_iter().enumerate().map(|(index, name)| SegmentedOption {
        id: format!("kit-axes-{index}"),
        name: name.to_owned(),
        full_name: None,
        href: format!("/kit?axes={index}"),
        is_current: index == 0,
    });
    let axes: Vec<_> = axes.collect();
    view! {
        <Example name="Tabs" wide=true><Tabs label="Tabs" tabs=tabs()/></Example>
        <Example name="More tabs than room" wide=true><Tabs label="Many tabs" tabs=many/></Example>
        <Example name="Choice among few"><Segmented label="Axes" options=axes/></Example>
        <Example name="Pages of a table" wide=true>
            <Pager
                path="/customers"
                url=SegmentsUrl::default()
                range=PageRange { page: 2, pages: 177, page_size: 25, rows: 25, all_rows: 4_407 }
            />
        </Example>
    }
}
