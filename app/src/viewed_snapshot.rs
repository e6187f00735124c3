//! An older snapshot that a person looks at: named in the address once, then by a cookie, until they go back.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::query_string::{append_pair, decode_pairs};

/// The name of the cookie, and the key of addresses that choose a snapshot.
pub const SNAPSHOT_KEY: &str = "snapshot";
/// In the place of an identifier: whatever is in service.
pub const NEWEST: &str = "newest";

/// The snapshot in a `Cookie` header: `theme=dark; snapshot=2018-08-30-0a1b2c3d4e5f`.
pub fn snapshot_of_cookies(cookies: &str) -> Option<&str> {
    let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(|(name, value)| *name == SNAPSHOT_KEY && !value.is_empty()).map(|(_, value)| value).next()
}

/// This page, as of another snapshot.
pub(crate) fn address_as_of(path: &str, search: &str, snapshot: &str) -> String {
    let mut query = String::new();
    for (key, value) in decode_pairs(search).filter(|(key, _)| key != SNAPSHOT_KEY) {
        append_pair(&mut query, &key, &value);
    }
    append_pair(&mut query, SNAPSHOT_KEY, snapshot);
    format!("{path}?{query}")
}

/// Loads the page anew when another snapshot was chosen in another window: what this one shows next would be of
/// that snapshot, under a head that speaks of this.
#[component]
pub(crate) fn FollowSnapshotChoice() -> impl IntoView {
    let location = use_location();
    Effect::new(move |began: Option<Option<String>>| {
        location.pathname.track();
        location.search.track();
        let chosen = snapshot_of_document();
        match began {
            Some(began) if began != chosen => {
                // If the browser refuses, the page says what it said before.
                let _ = window().location().reload();
                began
            }
            _ => chosen,
        }
    });
}

#[cfg(not(feature = "ssr"))]
fn snapshot_of_document() -> Option<String> {
    use leptos::wasm_bindgen::JsCast;

    let cookies = document().dyn_ref::<web_sys::HtmlDocument>()?.cookie().ok()?;
    snapshot_of_cookies(&cookies).map(str::to_owned)
}

#[cfg(feature = "ssr")]
fn snapshot_of_document() -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        assert_eq!(snapshot_of_cookies("theme=dark; snapshot=2018-01-01-0a"), Some("2018-01-01-0a"));
        assert_eq!(snapshot_of_cookies("snapshot=; theme=dark"), None);
        assert_eq!(snapshot_of_cookies("mysnapshot=a"), None);
        assert_eq!(snapshot_of_cookies(""), None);
    }

    #[test]
    fn an_address_names_one_snapshot() {
        assert_eq!(address_as_of("/", "", "newest"), "/?snapshot=newest");
        assert_eq!(
            address_as_of("/segments", "?r=5&snapshot=old&q=a+b", "new"),
            "/segments?r=5&q=a+b&snapshot=new"
        );
    }
}
