//! Views with names, kept by real requests.

use clientele_contract::{Desk, SavedView};
use clientele_server::desk::{FolderDesk, VIEWS_MAX};
use http::{StatusCode, header};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{
    browser::{get, post_form, service_over_data},
    published_demo::PublishedDemo,
};

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn views(folder: &TempDir) -> Vec<SavedView> {
    FolderDesk::new(folder.path()).state().expect("the desk can be read").views
}

fn names(folder: &TempDir) -> Vec<String> {
    views(folder).into_iter().map(|view| view.name).collect()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn save(folder: &TempDir, name: &str, address: &str) -> crate::browser::Answer {
    let form = format!("name={}&address={}", encoded(name), encoded(address));
    post_form(service_over_data(folder.path()), "/views/save", form).await
}

#[tokio::test]
async fn a_view_is_kept_and_forgotten() {
    let folder = folder();
    assert_eq!(views(&folder), []);
    assert!(!folder.path().join("clientele.sqlite").exists(), "looking makes nothing");
    let saved = save(&folder, "  Slipping away ", "/segments?segment=at-risk&done=rules-applied").await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text());
    assert_eq!(saved.header(header::LOCATION), "/views?done=view-saved");
    let kept = views(&folder);
    assert_eq!((&*kept[0].name, &*kept[0].address), ("Slipping away", "/segments?segment=at-risk"));

    let form = format!("id={}&back=%2Fsegments%3Ftier%3Dgold", kept[0].id);
    let deleted = post_form(service_over_data(folder.path()), "/views/delete", form.clone()).await;
    assert_eq!(deleted.header(header::LOCATION), "/segments?tier=gold&done=view-deleted");
    assert_eq!(views(&folder), []);
    let again = post_form(service_over_data(folder.path()), "/views/delete", form).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "forgotten twice is forgotten");
}

#[tokio::test]
async fn hostile_names_are_names_and_stay_text() {
    let folder = folder();
    let hostile = [
        "'; DROP TABLE saved_view; --",
        "\" OR 1=1",
        "<script>alert(1)</script>",
        "%s%n",
        "Ça va 日本 🙂",
        "a\u{202e}b",
        &"x".repeat(80),
    ];
    for name in hostile {
        assert_eq!(save(&folder, name, "/segments").await.status, StatusCode::SEE_OTHER, "{name}");
    }
    let mut expected = hostile.map(str::to_owned).to_vec();
    let mut kept = names(&folder);
    expected.sort();
    kept.sort();
    assert_eq!(kept, expected);
    let taken = save(&folder, "<script>alert(1)</script>", "/segments").await;
    assert_eq!(taken.status, StatusCode::CONFLICT);
    assert!(!taken.text().contains("<script>alert"), "shown, but not run");
    assert!(taken.text().contains("&lt;script&gt;alert(1)"), "{}", taken.text());
}

#[tokio::test]
async fn names_and_addresses_that_cannot_be_kept_are_refused_with_a_way_on() {
    let folder = folder();
    let long = "x".repeat(81);
    let refused = [
        ("", "/segments", "no name"),
        ("   ", "/segments", "no name"),
        (&*long, "/segments", "at most 80"),
        ("two\nlines", "/segments", "cannot be shown"),
        ("a", "//evil.example", "not a page of this site"),
        ("a", "https://evil.example/", "not a page of this site"),
        ("a", "/\\evil.example", "not a page of this site"),
        ("a", "javascript:alert(1)", "not a page of this site"),
        ("a", "", "not a page of this site"),
    ];
    for (name, address, expected) in refused {
        let answer = save(&folder, name, address).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name:?} {address:?}");
        assert!(answer.text().contains(expected), "{name:?} {address:?}: {}", answer.text());
        assert!(answer.text().contains("The view was not saved") && answer.text().contains("Go back"));
        assert!(answer.header(header::CONTENT_TYPE).starts_with("text/html"));
    }
    assert_eq!(names(&folder), Vec::<String>::new());
}

#[tokio::test]
async fn a_name_that_is_taken_can_be_typed_anew() {
    let folder = folder();
    save(&folder, "Gold", "/segments?tier=gold").await;
    let answer = save(&folder, "Gold", "/segments?tier=silver").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let text = answer.text();
    assert!(text.contains("value=\"Gold\"") && text.contains("value=\"/segments?tier=silver\""), "{text}");
    assert_eq!(views(&folder).len(), 1);
    assert_eq!(views(&folder)[0].address, "/segments?tier=gold");
}

#[tokio::test]
async fn of_many_who_save_one_name_at_once_one_succeeds() {
    let folder = folder();
    let service = service_over_data(folder.path());
    let saves = (0..8).map(|number| {
        let form = format!("name=Same&address=%2Fsegments%3Fr%3D{number}");
        tokio::spawn(post_form(service.clone(), "/views/save", form))
    });
    let saves: Vec<_> = saves.collect();
    let mut statuses = Vec::new();
    for save in saves {
        statuses.push(save.await.expect("it is answered").status);
    }
    assert_eq!(statuses.iter().filter(|status| **status == StatusCode::SEE_OTHER).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| [StatusCode::SEE_OTHER, StatusCode::CONFLICT].contains(status)));
    assert_eq!(names(&folder), ["Same"]);
}

#[tokio::test]
async fn there_is_an_end_to_the_room() {
    let folder = folder();
    let desk = FolderDesk::new(folder.path());
    for number in 0..VIEWS_MAX {
        desk.save_view(&format!("view {number}"), "/segments").expect("there is room");
    }
    let answer = save(&folder, "one more", "/segments").await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("500 saved views"), "{}", answer.text());
}

#[tokio::test]
async fn a_damaged_store_is_told_and_nothing_else_suffers() {
    let folder = folder();
    std::fs::write(folder.path().join("clientele.sqlite"), "this is no database, whatever it is".repeat(99))
        .expect("written");
    let state = FolderDesk::new(folder.path()).state().expect("the rest can be read");
    let error = state.views_fault.expect("views cannot be read");
    assert!(error.contains("clientele.sqlite") && error.contains("backup"), "{error}");
    let answer = save(&folder, "a", "/segments").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.text().contains("clientele.sqlite"), "{}", answer.text());
    assert_eq!(get(service_over_data(folder.path()), "/segments").await.status, StatusCode::OK);

    let shop = PublishedDemo::of(50);
    std::fs::write(shop.data().join("clientele.sqlite"), "no database".repeat(99)).expect("written");
    let service = service_over_data(&shop.data());
    let views = get(service.clone(), "/views").await;
    assert!(views.text().contains("clientele.sqlite"), "the page of views tells it: {}", views.text());
    for (page, shown) in [("/segments/rules", "Daily deals"), ("/segments/scoring", "Champions")] {
        let answer = get(service.clone(), page).await;
        assert!(answer.text().contains(shown) && !answer.text().contains("clientele.sqlite"), "{page}");
    }
}

#[test]
fn what_a_loss_of_power_left_half_saved_is_taken_back() {
    let (before, after) = (folder(), folder());
    FolderDesk::new(before.path()).save_view("Gold", "/segments?tier=gold").expect("there is room");
    let file = before.path().join("clientele.sqlite");
    let database = Connection::open(&file).expect("a database");
    // More than fits in its memory, so that a part is in the file already and its journal is needed.
    database.execute_batch("PRAGMA cache_size = 1; BEGIN IMMEDIATE").expect("begun");
    for number in 0..1_000 {
        let view = (format!("view {number}"), "/".repeat(1_000));
        database.execute("INSERT INTO saved_view (name, address) VALUES (?1, ?2)", view).expect("inserted");
    }
    for name in ["clientele.sqlite", "clientele.sqlite-journal"] {
        let bytes = std::fs::copy(before.path().join(name), after.path().join(name)).expect("copied");
        assert!(bytes > 0, "{name}");
    }
    assert_eq!(names(&after), ["Gold"]);
}

#[tokio::test]
async fn the_address_of_a_form_leads_to_its_page() {
    let folder = folder();
    for (address, page) in [
        ("/views/save", "/views"),
        ("/settings/rules/apply", "/segments/rules"),
        ("/settings/scoring/undo", "/segments/scoring"),
    ] {
        let answer = get(service_over_data(folder.path()), address).await;
        assert_eq!((answer.status, answer.header(header::LOCATION)), (StatusCode::SEE_OTHER, page));
    }
}
