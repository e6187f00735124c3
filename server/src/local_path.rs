//! Addresses within this site.

/// True if a browser that is sent there stays on this site. Browsers read `//host`, `/\host` and paths with
/// control characters as other sites.
pub(crate) fn is_local(path: &str) -> bool {
    let mut characters = path.chars();
    characters.next() == Some('/')
        && !matches!(characters.next(), Some('/' | '\\'))
        && path.chars().all(|character| character.is_ascii_graphic() && character != '\\')
}

/// The address without what it says about a change that was done, which is over.
pub(crate) fn without_done(path: &str) -> String {
    without_key(path, "done")
}

/// The address without the pairs of a key.
pub(crate) fn without_key(path: &str, key: &str) -> String {
    let (page, fragment) = split_fragment(path);
    let (page, query) = page.split_once('?').unwrap_or((page, ""));
    let is_of_key = |pair: &&str| pair.split('=').next() == Some(key);
    let pairs: Vec<_> = query.split('&').filter(|pair| !pair.is_empty() && !is_of_key(pair)).collect();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{page}{mark}{}{fragment}", pairs.join("&"))
}

/// The address with the word for the change that was done.
pub(crate) fn with_done(path: &str, done: &str) -> String {
    let path = without_done(path);
    let (page, fragment) = split_fragment(&path);
    let mark = if page.contains('?') { '&' } else { '?' };
    format!("{page}{mark}done={done}{fragment}")
}

fn split_fragment(path: &str) -> (&str, &str) {
    path.find('#').map_or((path, ""), |start| path.split_at(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_this_site_are_local() {
        for path in ["/", "/segments", "/segments?segment=at-risk&q=%2F%2Fevil"] {
            assert!(is_local(path), "{path:?}");
        }
    }

    #[test]
    fn other_sites_are_not() {
        let hostile = [
            "",
            "segments",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\r\nSet-Cookie: a=b",
            " //evil.example",
            "/é",
        ];
        for path in hostile {
            assert!(!is_local(path), "{path:?}");
        }
    }

    #[test]
    fn what_was_done_is_said_once() {
        for (path, expected) in [
            ("/views", "/views?done=view-saved"),
            ("/views?done=view-deleted", "/views?done=view-saved"),
            ("/segments?r=5&done=x&m=1#matrix", "/segments?r=5&m=1&done=view-saved#matrix"),
        ] {
            assert_eq!(with_done(path, "view-saved"), expected);
        }
        assert_eq!(without_done("/segments?done=x"), "/segments");
        assert_eq!(without_done("/segments?undone=x"), "/segments?undone=x");
    }
}
