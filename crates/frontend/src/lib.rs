//! The WASM entry point: takes over the page that the server rendered.

use clientele_app::App;
use wasm_bindgen::prelude::wasm_bindgen;

/// Room that the split of the bundle needs: moving the constants of a page into the page's own file may add
/// some bytes of padding between them, and without as many bytes that nobody reads, all constants of all
/// pages would stay in the first file. The split leaves these out.
#[used]
static ROOM_FOR_PADDING: [u8; 1024] = [1; 1024];

/// Called by the page once the WASM is loaded.
#[wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_lazy(App);
}
