use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::{
    components::{Icon, IconView},
    theme::{ThemePreference, ThemeSignal},
};

/// Chooses light, dark or the system's theme: at once with WASM, with a form without.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let location = use_location();
    let here = move || {
        let (path, query) = (location.pathname.get(), location.search.get());
        if query.is_empty() { path } else { format!("{path}?{query}") }
    };
    view! {
        <form class="theme-switch" method="post" action="/preferences/theme" aria-label="Colours">
            <input type="hidden" name="return_to" value=here/>
            {ThemePreference::ALL.map(|theme| view! { <ThemeButton theme/> }).collect_view()}
        </form>
    }
}

#[component]
fn ThemeButton(theme: ThemePreference) -> impl IntoView {
    let current = use_context::<ThemeSignal>();
    let is_current = move || current.is_some_and(|ThemeSignal(signal)| signal.get() == theme);
    let icon = match theme {
        ThemePreference::System => Icon::SystemTheme,
        ThemePreference::Light => Icon::LightTheme,
        ThemePreference::Dark => Icon::DarkTheme,
    };
    let choose = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        if let Some(ThemeSignal(signal)) = current {
            signal.set(theme);
        }
        theme.apply();
    };
    view! {
        <button
            type="submit"
            name="theme"
            value=theme.slug()
            data-tip=theme.name()
            aria-label=theme.name()
            aria-pressed=move || if is_current() { "true" } else { "false" }
            on:click=choose
        >
            <IconView icon/>
        </button>
    }
}
