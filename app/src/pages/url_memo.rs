use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::url_state::{Notice, SegmentsUrl, parse_query};

/// What the current address says about the customers shown.
#[derive(Clone, Copy)]
pub struct UrlMemo {
    /// The view.
    pub url: Memo<SegmentsUrl>,
    /// What was left out of the address or changed in it.
    pub notices: Memo<Vec<Notice>>,
}

/// Reads the current address, now and whenever it changes.
pub fn use_url_memo() -> UrlMemo {
    let query = use_location().search;
    let parsed = Memo::new(move |_| query.with(|query| parse_query(query)));
    UrlMemo {
        url: Memo::new(move |_| parsed.with(|(url, _)| url.clone())),
        notices: Memo::new(move |_| parsed.with(|(_, notices)| notices.clone())),
    }
}
