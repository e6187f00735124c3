//! The person's choice of light or dark, kept in a cookie so that the server renders the right one.

use leptos::prelude::*;

/// The name of the cookie that keeps the choice.
pub const THEME_COOKIE: &str = "theme";

/// Light, dark, or what the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemePreference {
    /// What the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl ThemePreference {
    /// All choices, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The word for forms, cookies and the `data-theme` attribute.
    pub fn slug(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// What people read.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "As the system",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    /// Reads a slug; anything unknown is the system's choice.
    pub fn from_slug(slug: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.slug() == slug).unwrap_or_default()
    }

    /// The choice in a `Cookie` header: `theme=dark; other=1`.
    pub fn from_cookies(cookies: &str) -> Self {
        let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        let mut themes = pairs.filter(|(name, _)| *name == THEME_COOKIE).map(|(_, value)| value);
        themes.next().map(Self::from_slug).unwrap_or_default()
    }

    /// The value of `data-theme` on the root element; none leaves the choice to the system.
    pub fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then(|| self.slug())
    }

    /// The choice that came with this request, or that the page was rendered with.
    pub fn current() -> Self {
        #[cfg(feature = "ssr")]
        return of_request();
        #[cfg(not(feature = "ssr"))]
        return of_document();
    }

    /// Applies the choice to the open page and keeps it for later ones. Does nothing on the server.
    pub fn apply(self) {
        #[cfg(not(feature = "ssr"))]
        apply_to_document(self);
    }
}

/// The choice in force, to be read and changed by the switch.
#[derive(Debug, Clone, Copy)]
pub struct ThemeSignal(pub RwSignal<ThemePreference>);

/// Provides [`ThemeSignal`].
pub fn provide_theme() {
    provide_context(ThemeSignal(RwSignal::new(ThemePreference::current())));
}

#[cfg(feature = "ssr")]
fn of_request() -> ThemePreference {
    use_context::<http::request::Parts>()
        .and_then(|parts| {
            let cookies = parts.headers.get(http::header::COOKIE)?.to_str().ok()?;
            Some(ThemePreference::from_cookies(cookies))
        })
        .unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn of_document() -> ThemePreference {
    document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"))
        .map(|slug| ThemePreference::from_slug(&slug))
        .unwrap_or_default()
}

#[cfg(not(feature = "ssr"))]
fn apply_to_document(theme: ThemePreference) {
    use leptos::wasm_bindgen::JsCast;

    /// One year.
    const MAX_AGE_SECONDS: u32 = 31_536_000;

    let document = document();
    // Neither call can fail with these fixed names; if a browser refuses, the page keeps its theme.
    if let Some(root) = document.document_element() {
        let _ = match theme.attribute() {
            Some(value) => root.set_attribute("data-theme", value),
            None => root.remove_attribute("data-theme"),
        };
    }
    let age = if theme == ThemePreference::System { 0 } else { MAX_AGE_SECONDS };
    let cookie = format!("{THEME_COOKIE}={}; Path=/; Max-Age={age}; SameSite=Lax", theme.slug());
    if let Some(html) = document.dyn_ref::<web_sys::HtmlDocument>() {
        let _ = html.set_cookie(&cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        assert_eq!(ThemePreference::from_cookies("a=1; theme=dark; b=2"), ThemePreference::Dark);
        assert_eq!(ThemePreference::from_cookies("theme=light"), ThemePreference::Light);
        assert_eq!(ThemePreference::from_cookies("mytheme=dark"), ThemePreference::System);
        assert_eq!(ThemePreference::from_cookies("theme=\"><script>"), ThemePreference::System);
        assert_eq!(ThemePreference::from_cookies(""), ThemePreference::System);
    }
}
