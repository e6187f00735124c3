use leptos::prelude::*;

/// The pictures of navigation and buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "ssr"), expect(dead_code, reason = "most are drawn by the server alone"))]
pub enum Icon {
    /// Bars.
    Overview,
    /// A cut disc.
    Segments,
    /// Rows that grow shorter.
    Cohorts,
    /// Lines of a list.
    Data,
    /// A line that goes up.
    Trends,
    /// A coin.
    Value,
    /// A parcel.
    Products,
    /// A pin on a map.
    Places,
    /// Half light, half dark.
    SystemTheme,
    /// A sun.
    LightTheme,
    /// A moon.
    DarkTheme,
    /// An arrow into a tray.
    Download,
    /// A person.
    Customers,
    /// A bookmark.
    Views,
    /// An open book.
    Glossary,
    /// A magnifying glass.
    Search,
    /// Three dots.
    More,
    /// A cross.
    Close,
    /// The letter i in a circle.
    Explain,
    /// A tick.
    Check,
    /// Sliders.
    Filter,
    /// A pen.
    Edit,
    /// A sheet over another.
    Copy,
    /// A basket that is emptied.
    Delete,
    /// An empty tray.
    Empty,
}

impl Icon {
    /// All of them.
    #[cfg(feature = "ssr")]
    pub const ALL: [Self; 25] = [
        Self::Overview,
        Self::Segments,
        Self::Cohorts,
        Self::Data,
        Self::Trends,
        Self::Value,
        Self::Products,
        Self::Places,
        Self::SystemTheme,
        Self::LightTheme,
        Self::DarkTheme,
        Self::Download,
        Self::Customers,
        Self::Views,
        Self::Glossary,
        Self::Search,
        Self::More,
        Self::Close,
        Self::Explain,
        Self::Check,
        Self::Filter,
        Self::Edit,
        Self::Copy,
        Self::Delete,
        Self::Empty,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Overview => "M3 13V8M8 13V3M13 13V6",
            Self::Segments => "M8 2a6 6 0 1 0 6 6H8zM10.5 1.9A6 6 0 0 1 14.1 5.5H10.5z",
            Self::Cohorts => "M2.5 3h11M2.5 6.4h8M2.5 9.7h5M2.5 13h2.5",
            Self::Data => "M2.5 4h11M2.5 8h11M2.5 12h7",
            Self::Trends => "M2.5 12l3.5-4 2.8 2.4L13.5 4M10 4h3.5v3.5",
            Self::Value => {
                "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM10 6.2C9.6 5.4 6 5 6 6.7 6 8.6 10 7.4 10 9.4c0 1.6-3.6 1.4-4 .4M8 4.4v7.2"
            }
            Self::Products => "M2.5 5L8 2.3 13.5 5v6L8 13.7 2.5 11zM2.5 5L8 7.8 13.5 5M8 7.8v5.9",
            Self::Places => {
                "M8 14s4.5-4.4 4.5-7.6a4.5 4.5 0 0 0-9 0C3.5 9.6 8 14 8 14zM8 8.2a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z"
            }
            Self::SystemTheme => "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
            Self::LightTheme => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1\
                 M13 3l-1 1M4 12l-1 1"
            }
            Self::DarkTheme => "M13.5 9.8A6 6 0 0 1 6.2 2.5 6 6 0 1 0 13.5 9.8z",
            Self::Download => "M8 2v8M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11",
            Self::Customers => "M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8zM2.8 13.8a5.2 5.2 0 0 1 10.4 0",
            Self::Views => "M4 2.5h8v11L8 10.4l-4 3.1z",
            Self::Glossary => {
                "M8 4.2C6.8 3.2 5 2.8 2.5 3v9.2c2.5-.2 4.3.2 5.5 1.2M8 4.2c1.2-1 3-1.4 5.5-1.2v9.2\
                 c-2.5-.2-4.3.2-5.5 1.2M8 4.2v9.2"
            }
            Self::Search => "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.3 10.3l3.4 3.4",
            Self::More => "M3.5 8h.01M8 8h.01M12.5 8h.01",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Explain => "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.4v3.4M8 5.1h.01",
            Self::Check => "M3 8.4l3.2 3.2L13 4.8",
            Self::Filter => "M2.5 4.5h11M4.5 8h7M6.5 11.5h3",
            Self::Edit => "M10.8 2.8l2.4 2.4L5.6 12.8l-3.1.7.7-3.1z",
            Self::Copy => "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
            Self::Delete => "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4",
            Self::Empty => "M2.5 9l2-6h7l2 6v4.5h-11zM2.5 9h3.4l1 1.8h2.2l1-1.8h3.4",
        }
    }
}

/// Draws an icon; decoration only, words go beside it.
#[component]
pub fn IconView(
    /// Which one.
    icon: Icon,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d=icon.path()></path>
        </svg>
    }
}
