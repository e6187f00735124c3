use leptos::prelude::*;

/// The pictures of navigation and buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// Bars.
    Overview,
    /// A cut disc.
    Segments,
    /// Rows that grow shorter.
    Cohorts,
    /// Lines of a list.
    Data,
    /// Half light, half dark.
    SystemTheme,
    /// A sun.
    LightTheme,
    /// A moon.
    DarkTheme,
    /// An arrow into a tray.
    Download,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Self::Overview => "M3 13V8M8 13V3M13 13V6",
            Self::Segments => "M8 2a6 6 0 1 0 6 6H8zM10.5 1.9A6 6 0 0 1 14.1 5.5H10.5z",
            Self::Cohorts => "M2.5 3h11M2.5 6.4h8M2.5 9.7h5M2.5 13h2.5",
            Self::Data => "M2.5 4h11M2.5 8h11M2.5 12h7",
            Self::SystemTheme => "M8 2a6 6 0 1 0 0 12zM8 2a6 6 0 0 1 0 12",
            Self::LightTheme => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1\
                 M13 3l-1 1M4 12l-1 1"
            }
            Self::DarkTheme => "M13.5 9.8A6 6 0 0 1 6.2 2.5 6 6 0 1 0 13.5 9.8z",
            Self::Download => "M8 2v8M4.8 7.2 8 10.4l3.2-3.2M2.5 13.5h11",
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
