use leptos::prelude::*;

#[derive(Clone, Copy)]
struct Hydrated(RwSignal<bool>);

/// Provides what [`is_hydrated`] reads.
pub fn provide_hydrated() {
    let hydrated = RwSignal::new(false);
    // Effects run in the browser only, after the first rendering: the server's HTML and the first
    // rendering in the browser agree.
    Effect::new(move |_| hydrated.set(true));
    provide_context(Hydrated(hydrated));
}

/// True once the page answers without page loads; false on the server and without WASM.
///
/// To be bound to properties (`prop:hidden`), not to attributes: a page that is loaded lazily may come alive
/// after the signal has changed, and attributes of the server's HTML are taken over as they are.
pub fn is_hydrated() -> Signal<bool> {
    let hydrated = use_context::<Hydrated>();
    Signal::derive(move || hydrated.is_some_and(|Hydrated(signal)| signal.get()))
}
