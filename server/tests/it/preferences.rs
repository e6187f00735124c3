use http::{StatusCode, header};

use crate::browser::{get, post_form, send, service};

#[tokio::test]
async fn the_choice_is_kept_and_the_reader_returns_to_the_page() {
    let answer =
        post_form(service(), "/preferences/theme", "theme=dark&return_to=%2Fsegments%3Ftier%3Dgold").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header(header::LOCATION), "/segments?tier=gold");
    assert_eq!(answer.header(header::SET_COOKIE), "theme=dark; Path=/; Max-Age=31536000; SameSite=Lax");
}

#[tokio::test]
async fn the_server_draws_the_chosen_theme() {
    let request = http::Request::get("/").header(header::COOKIE, "theme=dark");
    let answer = send(service(), request.body(axum::body::Body::empty()).expect("a request")).await;
    assert!(answer.text().contains("data-theme=\"dark\""));
    assert!(!get(service(), "/").await.text().contains("data-theme="));
}

#[tokio::test]
async fn nobody_is_sent_to_another_site() {
    let forms = [
        "theme=dark&return_to=%2F%2Fevil.example",
        "theme=dark&return_to=https%3A%2F%2Fevil.example",
        "theme=dark&return_to=%2F%5Cevil.example",
        "theme=dark&return_to=%2F%09%2Fevil.example",
        "theme=dark",
    ];
    for form in forms {
        let answer = post_form(service(), "/preferences/theme", form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{form}");
        assert_eq!(answer.header(header::LOCATION), "/", "{form}");
    }
}
