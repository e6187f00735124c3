use axum::{
    Form,
    response::{IntoResponse, Redirect, Response},
};
use clientele_app::{THEME_COOKIE, ThemePreference};
use http::{HeaderValue, header};
use serde::Deserialize;

use crate::local_path::is_local;

const YEAR_SECONDS: u32 = 31_536_000;

/// The form of the theme switch.
#[derive(Deserialize)]
pub(super) struct ThemeForm {
    theme: String,
    #[serde(default)]
    return_to: String,
}

/// Keeps the choice in a cookie and goes back to the page. The script of the page sets the same cookie, so it
/// cannot be `HttpOnly`; it holds no secret.
pub(super) async fn set_theme(Form(form): Form<ThemeForm>) -> Response {
    let return_to = if is_local(&form.return_to) { &form.return_to } else { "/" };
    let mut response = Redirect::to(return_to).into_response();
    if let Ok(cookie) = HeaderValue::try_from(theme_cookie(ThemePreference::from_slug(&form.theme))) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// The system's choice is the absence of the cookie.
fn theme_cookie(theme: ThemePreference) -> String {
    let age = if theme == ThemePreference::System { 0 } else { YEAR_SECONDS };
    format!("{THEME_COOKIE}={}; Path=/; Max-Age={age}; SameSite=Lax", theme.slug())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_lasts_a_year_and_the_systems_choice_removes_it() {
        assert_eq!(theme_cookie(ThemePreference::Dark), "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax");
        assert_eq!(theme_cookie(ThemePreference::System), "theme=system; Path=/; Max-Age=0; SameSite=Lax");
    }
}
