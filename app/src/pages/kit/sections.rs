//! What the server draws: the browser shows it as it comes.

use leptos::prelude::*;

use super::charts::ChartSamples;
use crate::components::{Card, Dialog, Icon, IconView, Tab, Tabs};

/// All parts, as HTML.
pub fn draw_kit() -> String {
    let tabs = vec![
        Tab::new("Segments", "/kit", true),
        Tab { count: Some("12".to_owned()), ..Tab::new("Rules", "/kit?tab=rules", false) },
    ];
    view! {
        <Tabs label="Tabs" tabs/>
        <Card id="kit-icons" title="Icons" term="recency">
            {Icon::ALL.map(|icon| view! { <IconView icon/> }).collect_view()}
        </Card>
        <ChartSamples/>
        <p><a class="button" href="#kit-dialog" data-dialog="kit-dialog">"Open a dialog"</a></p>
        <Dialog id="kit-dialog" title="A dialog"><p>"Words."</p></Dialog>
    }
    .to_html()
}
