//! Files with an address or certificates, as a form names them.

use super::*;

/// A room with a file in each of these folders.
fn room_with_files() -> (Room, [PathBuf; 2], [PathBuf; 2]) {
    let room = Room::new();
    let (data, outside) = (room.data.path(), room.outside.path());
    fs::create_dir(data.join("secrets")).expect("a folder");
    let allowed = [data.join("secrets/url"), outside.join("open/url")];
    let others = [data.join("url"), outside.join("url")];
    allowed.iter().chain(&others).for_each(|path| fs::write(path, "x").expect("written"));
    (room, allowed, others)
}

fn typed(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn only_secrets_and_files_of_open_folders_can_be_named() {
    let (room, [secret, open], others) = room_with_files();
    let kept = |path: &str| room.room.allowed_secret(path).expect("it may be named");
    assert_eq!(kept("secrets/url"), Path::new("secrets/url"));
    assert_eq!(kept(&typed(&secret)), Path::new("secrets/url"), "the data folder can be moved");
    assert_eq!(kept(&typed(&open)), fs::canonicalize(&open).expect("it is there"));
    let around = secret.with_file_name("../url");
    let none = secret.with_file_name("none");
    let paths = others.iter().chain([&around, &none]).map(|path| typed(path));
    let paths = paths.chain(["/etc/passwd", "/no/such/file", "url", "secrets/../url"].map(str::to_owned));
    for path in paths {
        let refused = room.room.allowed_secret(&path);
        assert!(matches!(refused, Err(SourcingError::NotAllowed { .. })), "{path}: {refused:?}");
    }
}

#[test]
fn whether_a_file_exists_that_may_not_be_named_is_not_told() {
    let (room, _, [there, _]) = room_with_files();
    let words = |path: &Path| {
        let refused = room.room.allowed_secret(&typed(path)).expect_err("refused");
        refused.to_string().replace(&typed(path), "…")
    };
    assert_eq!(words(&there), words(&there.with_file_name("not-there")));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_secrets_leads_nowhere() {
    let (room, [secret, _], [other, _]) = room_with_files();
    let link = secret.with_file_name("link");
    std::os::unix::fs::symlink(other, &link).expect("a link");
    let refused = room.room.allowed_secret("secrets/link");
    assert!(matches!(refused, Err(SourcingError::NotAllowed { .. })), "{refused:?}");
}

#[test]
fn a_form_with_another_file_is_refused_before_anything_is_read() {
    let (room, _, [other, _]) = room_with_files();
    let form = DatabaseForm { file: typed(&other), query: "select 1".to_owned(), ..DatabaseForm::default() };
    let Err(TrialFault::Mistake(mistake)) = room.room.try_database(&form, &AtomicBool::new(false)) else {
        panic!("it is refused");
    };
    assert_eq!(mistake.field, Some(clientele_contract::DatabaseField::File));
    assert!(mistake.words.contains("is not a file or folder below"), "{mistake:?}");
    assert!(!room.data.path().join("databases").exists());
}
