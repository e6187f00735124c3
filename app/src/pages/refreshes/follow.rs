//! Follows a refresh while it works. Without script the page shows what was so when it was loaded.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{Element, EventSource, MessageEvent};

use crate::{app::SnapshotResource, behaviour::dom};

/// The element that tells the step to those who hear the page.
pub const STEP_ID: &str = "refresh-step";
/// The element with the steps of the refresh at work.
pub const PROGRESS_ID: &str = "refresh-progress";
/// The element that carries the version of what is drawn, and what every page says of the last refresh.
pub const VERSION_ID: &str = "refresh-version";
/// Where the events come from.
const ADDRESS: &str = "/data/refreshes/events";

/// Shows each step as it is told, and has the page drawn anew when a refresh begins or ends. Ends with the page; does
/// nothing on the server.
pub fn follow_refreshes(redraws: RwSignal<u32>) {
    let snapshot = use_context::<SnapshotResource>().map(|SnapshotResource(snapshot)| snapshot);
    let headed = StoredValue::new(None);
    Effect::new(move |_| {
        let known = snapshot.and_then(|snapshot| snapshot.get()).and_then(Result::ok);
        headed.set_value(known.map(|known| known.refresh_notice));
    });
    Effect::new(move |_| {
        // Without the stream the page stays as it was loaded.
        let Ok(events) = EventSource::new(ADDRESS) else { return };
        let on_version = move |version: &str| {
            let drawn = dom::by_id::<Element>(VERSION_ID);
            // Nothing drawn: what is on its way may have been asked for before this version.
            let is_old = drawn
                .as_ref()
                .is_none_or(|drawn| drawn.get_attribute("data-version").as_deref() != Some(version));
            if is_old {
                redraws.update(|redraws| *redraws += 1);
            }
            // The head of the page may have been read before the end of a refresh that the section tells of.
            let told = drawn.map(|drawn| drawn.get_attribute("data-notice"));
            let is_headed =
                headed.try_get_value().flatten().zip(told).is_none_or(|(headed, told)| headed == told);
            if let Some(snapshot) = snapshot.filter(|_| is_old || !is_headed) {
                snapshot.refetch();
            }
        };
        let listeners = [
            listen(&events, "version", on_version),
            listen(&events, "step", |words| {
                if let Some(place) = dom::by_id::<Element>(STEP_ID) {
                    place.set_text_content(Some(words));
                }
            }),
            listen(&events, "progress", |html| {
                if let Some(place) = dom::by_id::<Element>(PROGRESS_ID) {
                    place.set_inner_html(html);
                }
            }),
        ];
        let kept = StoredValue::new_local((events, listeners));
        on_cleanup(move || {
            // It may be gone with the page already.
            let _ = kept.try_with_value(|(events, _)| events.close());
        });
    });
}

/// A listener that lives as long as it is kept.
type Listener = Closure<dyn Fn(MessageEvent)>;

fn listen(events: &EventSource, name: &str, handle: impl Fn(&str) + 'static) -> Listener {
    let listener = Listener::new(move |event: MessageEvent| {
        handle(&event.data().as_string().unwrap_or_default());
    });
    // Listening to an event of a fixed name cannot fail.
    let _ = events.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
    listener
}
