//! What the server draws: the browser shows it as it comes.

mod controls;
mod figures;
mod forms;
mod foundations;
mod overlays;
mod states;
mod tables;

use leptos::prelude::*;

use super::charts::ChartSamples;
use controls::{ButtonExamples, ChoiceExamples};
use figures::{BadgeExamples, CardExamples, TileExamples};
use forms::{ChipExamples, FieldExamples, RangeExamples};
use foundations::{ColorExamples, IconExamples, TypeExamples};
use overlays::{OverlayExamples, ToastExamples};
use states::{ProgressExamples, StateExamples};
use tables::TableExamples;

/// A group of parts: its id and its title.
type GroupTitle = (&'static str, &'static str);

const GROUPS: [GroupTitle; 16] = [
    ("colors", "Colours"),
    ("type", "Type"),
    ("icons", "Icons"),
    ("buttons", "Buttons"),
    ("choices", "Tabs, choices and pages"),
    ("fields", "Fields"),
    ("chips", "Filter chips and lists"),
    ("ranges", "Ranges"),
    ("tiles", "Tiles"),
    ("cards", "Cards"),
    ("badges", "Badges and marks"),
    ("tables", "Tables"),
    ("charts", "Charts"),
    ("overlays", "Dialogs, drawers and tooltips"),
    ("toasts", "Notes"),
    ("states", "States"),
];

/// All parts, as HTML.
pub fn draw_kit() -> String {
    view! {
        <nav class="kit-index" aria-label="Parts of the kit">
            <ul>
                {GROUPS
                    .map(|(id, title)| view! { <li><a href=format!("#{id}")>{title}</a></li> })
                    .collect_view()}
            </ul>
        </nav>
        <Group id="colors"><ColorExamples/></Group>
        <Group id="type"><TypeExamples/></Group>
        <Group id="icons"><IconExamples/></Group>
        <Group id="buttons"><ButtonExamples/></Group>
        <Group id="choices"><ChoiceExamples/></Group>
        <Group id="fields"><FieldExamples/></Group>
        <Group id="chips"><ChipExamples/></Group>
        <Group id="ranges"><RangeExamples/></Group>
        <Group id="tiles"><TileExamples/></Group>
        <Group id="cards"><CardExamples/></Group>
        <Group id="badges"><BadgeExamples/></Group>
        <Group id="tables"><TableExamples/></Group>
        <Group id="charts"><div class="kit-example kit-example-wide"><ChartSamples/></div></Group>
        <Group id="overlays"><OverlayExamples/></Group>
        <Group id="toasts"><ToastExamples/></Group>
        <Group id="states"><StateExamples/> <ProgressExamples/></Group>
    }
    .to_html()
}

/// Parts of one kind.
#[component]
fn Group(id: &'static str, children: Children) -> impl IntoView {
    let title = GROUPS.iter().find(|(known, _)| *known == id).map(|(_, title)| *title);
    let title_id = format!("{id}-title");
    view! {
        <section class="kit-group" id=id aria-labelledby=title_id.clone()>
            <h2 id=title_id.clone()>{title}</h2>
            {children()}
        </section>
    }
}

/// A part in one state, under the name of the state.
#[component]
fn Example(name: &'static str, #[prop(optional)] wide: bool, children: Children) -> impl IntoView {
    let class = if wide { "kit-example kit-example-wide" } else { "kit-example" };
    view! {
        <div class=class>
            <h3 class="kit-name">{name}</h3>
            <div class="kit-stage">{children()}</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// All values of an attribute, in order.
    fn values_of(html: &str, attribute: &str) -> Vec<String> {
        let mark = format!(" {attribute}=\"");
        html.split(&mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    }

    #[test]
    fn the_index_leads_to_every_group() {
        let html = draw_kit();
        for (id, title) in GROUPS {
            assert!(html.contains(&format!("href=\"#{id}\"")), "{title}");
            assert!(html.contains(&format!("id=\"{id}\"")), "{title}");
        }
    }

    #[test]
    fn ids_are_unique_and_references_lead_somewhere() {
        let html = draw_kit();
        let ids = values_of(&html, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{ids:?}");
        for attribute in ["aria-labelledby", "aria-describedby", "data-dialog", "for"] {
            for id in values_of(&html, attribute).iter().flat_map(|ids| ids.split(' ')) {
                assert!(unique.contains(&id.to_owned()), "{attribute}={id}");
            }
        }
    }

    #[test]
    fn no_part_has_inline_styles_or_scripts() {
        let html = draw_kit();
        assert_eq!(values_of(&html, "style"), Vec::<String>::new());
        let data = html.matches("<script type=\"application/json\"").count();
        assert_eq!(html.matches("<script").count(), data, "scripts that run");
        assert!(!html.contains(" onclick"));
    }
}
