//! The views that a person looked at lately, kept in this browser alone. Pages of customers are never kept.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
};
use web_sys::{
    Element,
    js_sys::{Object, Reflect},
};

/// The key in the browser's storage.
const KEY: &str = "recent-views";
/// How many views are kept.
const VIEWS_MAX: usize = 8;
/// Address and title of a view stand in one line; an address holds neither of these characters.
const BETWEEN: char = '\t';
const AFTER: char = '\n';

/// Notes the view that is shown now.
pub fn note_view() {
    let location = window().location();
    let (Ok(path), Ok(query)) = (location.pathname(), location.search()) else { return };
    let title = document().title();
    let title = title.strip_suffix(" · Clientele").unwrap_or(&title).to_owned();
    let Some(storage) = storage() else { return };
    let kept = kept_in(&storage);
    if let Some(text) = with_view(&kept, &path, &query, &title) {
        // A full or forbidden storage keeps nothing, and nothing else depends on it.
        let _ = Reflect::set(&storage, &JsValue::from_str(KEY), &JsValue::from_str(&text));
    }
}

/// Draws the views into a part of the list.
pub fn draw_into(part: &Element) {
    part.set_inner_html("");
    let kept = storage().map(|storage| kept_in(&storage)).unwrap_or_default();
    let views: Vec<_> = views_in(&kept).collect();
    if views.is_empty() {
        return;
    }
    // Made element by element: titles and addresses are text, never markup.
    let Some(group) = element("div", "palette-group", None) else { return };
    let _ = group.set_attribute("role", "group");
    let _ = group.set_attribute("aria-label", "Recent views");
    append(&group, element("div", "palette-group-name", Some("Recent views")));
    for (number, (address, title)) in views.into_iter().enumerate() {
        append(&group, option(number, address, title));
    }
    append(part, Some(group));
}

fn option(number: usize, address: &str, title: &str) -> Option<Element> {
    let option = element("div", "palette-option", None)?;
    let detail = address.split_once('?').map_or("", |(_, query)| query).replace(['&', '+'], " ");
    let attributes = [
        ("role", "option"),
        ("aria-selected", "false"),
        ("id", &format!("palette-recent-{number}")),
        ("data-href", address),
        ("data-words", &format!("{title} {detail} recent").to_lowercase()),
    ];
    for (name, value) in attributes {
        option.set_attribute(name, value).ok()?;
    }
    append(&option, element("span", "palette-option-mark palette-option-recent", None));
    append(&option, element("span", "palette-option-name", Some(title)));
    append(&option, element("span", "palette-option-kind", Some(&detail)));
    Some(option)
}

fn element(tag: &str, class: &str, text: Option<&str>) -> Option<Element> {
    let element = document().create_element(tag).ok()?;
    element.set_class_name(class);
    element.set_text_content(text);
    Some(element)
}

fn append(parent: &Element, child: Option<Element>) {
    if let Some(child) = child {
        // Appending a new element cannot fail.
        let _ = parent.append_child(&child);
    }
}

/// The browser's storage, if it allows one.
fn storage() -> Option<Object> {
    Reflect::get(&window(), &JsValue::from_str("localStorage")).ok()?.dyn_into().ok()
}

fn kept_in(storage: &Object) -> String {
    Reflect::get(storage, &JsValue::from_str(KEY)).ok().and_then(|kept| kept.as_string()).unwrap_or_default()
}

fn views_in(kept: &str) -> impl Iterator<Item = (&str, &str)> {
    // Only addresses of this site: what stands in the storage could have been changed. Browsers read a
    // backslash as a slash.
    kept.split(AFTER)
        .filter_map(|line| line.split_once(BETWEEN))
        .filter(|(address, _)| address.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\'])))
        .take(VIEWS_MAX)
}

/// The list with this view at its top; `None` for a page of customers, which is not kept.
fn with_view(kept: &str, path: &str, query: &str, title: &str) -> Option<String> {
    if path.starts_with("/customers") || query.contains("id=") || title.is_empty() {
        return None;
    }
    let address = format!("{path}{query}");
    let others = views_in(kept).filter(|(other, _)| *other != address).take(VIEWS_MAX - 1);
    let title = title.replace([BETWEEN, AFTER], " ");
    let mut lines = vec![format!("{address}{BETWEEN}{title}")];
    lines.extend(others.map(|(address, title)| format!("{address}{BETWEEN}{title}")));
    Some(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_view_is_first_and_each_is_kept_once() {
        let first = with_view("", "/segments", "?segment=new", "Segments").expect("kept");
        let second = with_view(&first, "/", "", "Overview").expect("kept");
        let again = with_view(&second, "/segments", "?segment=new", "Segments").expect("kept");
        let views: Vec<_> = views_in(&again).collect();
        assert_eq!(views, [("/segments?segment=new", "Segments"), ("/", "Overview")]);
    }

    #[test]
    fn no_more_than_eight_are_kept() {
        let mut kept = String::new();
        for number in 0..20 {
            kept = with_view(&kept, "/segments", &format!("?page={number}"), "Segments").expect("kept");
        }
        assert_eq!(views_in(&kept).count(), VIEWS_MAX);
        assert!(kept.starts_with("/segments?page=19\t"));
    }

    #[test]
    fn customers_are_never_kept() {
        assert_eq!(with_view("", "/customers/0a1b", "", "Customer"), None);
        assert_eq!(with_view("", "/customers", "?state=SP", "Customers"), None);
        assert_eq!(with_view("", "/segments", "?id=0a1b", "Segments"), None);
    }

    #[test]
    fn a_storage_that_was_changed_leads_nowhere_else() {
        assert_eq!(
            views_in("//evil.example\tX\nhttps://evil.example\tY\n/\\evil.example\tZ\nnonsense").count(),
            0
        );
    }
}
