use std::fs;

use axum::body::Body;
use http::{Request, StatusCode, header};
use tempfile::TempDir;

use crate::browser::{Answer, get, send, service, service_with_files};

fn site() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).expect("written");
    fs::create_dir(folder.path().join("pkg")).expect("made");
    write("pkg/clientele.wasm", "plain wasm");
    write("pkg/clientele.wasm.br", "brotli wasm");
    write("pkg/clientele.abcdefghij0123456789AB.js", "script");
    write("favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    folder
}

async fn get_accepting(encoding: &str, address: &str) -> Answer {
    let folder = site();
    let request = Request::get(address).header(header::ACCEPT_ENCODING, encoding);
    send(service_with_files(folder.path()), request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn wasm_comes_as_wasm_and_compressed_beforehand() {
    let plain = get_accepting("identity", "/pkg/clientele.wasm").await;
    assert_eq!(plain.header(header::CONTENT_TYPE), "application/wasm");
    assert_eq!(plain.body, b"plain wasm");
    let compressed = get_accepting("gzip, br", "/pkg/clientele.wasm").await;
    assert_eq!(compressed.header(header::CONTENT_TYPE), "application/wasm");
    assert_eq!(compressed.header(header::CONTENT_ENCODING), "br");
    assert_eq!(compressed.body, b"brotli wasm");
}

#[tokio::test]
async fn only_files_with_a_hash_in_their_name_are_kept_forever() {
    let hashed = get_accepting("", "/pkg/clientele.abcdefghij0123456789AB.js").await;
    assert_eq!(hashed.header(header::CACHE_CONTROL), "public, max-age=31536000, immutable");
    let icon = get_accepting("", "/favicon.svg").await;
    assert_eq!(icon.header(header::CACHE_CONTROL), "public, no-cache");
    assert_eq!(icon.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
}

#[tokio::test]
async fn nothing_outside_the_site_is_served() {
    let folder = site();
    let inner = folder.path().join("pkg");
    for address in ["/../favicon.svg", "/%2e%2e/favicon.svg", "/..%2ffavicon.svg", "/..%5cfavicon.svg"] {
        let answer = get(service_with_files(&inner), address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn pages_are_compressed_on_the_way() {
    let request = Request::get("/segments").header(header::ACCEPT_ENCODING, "br");
    let answer = send(service(), request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.header(header::CONTENT_ENCODING), "br");
}
