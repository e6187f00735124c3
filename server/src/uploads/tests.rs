use tempfile::TempDir;

use super::*;

const LIMITS: UploadLimits = UploadLimits { file_bytes: 1000, total_bytes: 1500 };

struct Room {
    folder: TempDir,
    shelf: UploadShelf,
}

impl Room {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let shelf = UploadShelf::new(folder.path(), LIMITS);
        Self { folder, shelf }
    }

    fn receive(&self, files: &[(&str, &str)]) -> Result<Arrived, UploadError> {
        let mut arrival = self.shelf.receive(None)?;
        for (name, content) in files {
            arrival.begin_file(name)?;
            for piece in content.as_bytes().chunks(7) {
                arrival.write(piece)?;
            }
            arrival.end_file()?;
        }
        self.shelf.keep(arrival, || None)
    }

    fn entries(&self) -> usize {
        fs::read_dir(self.folder.path().join("uploads")).map_or(0, Iterator::count)
    }
}

#[test]
fn an_upload_is_found_with_its_files() {
    let room = Room::new();
    let arrived = room.receive(&[("Orders März.csv", "a,b\n1,2\n")]).expect("it is kept");
    let upload = room.shelf.find(&arrived.id).expect("it is there");
    assert_eq!(upload.files, [entry_of("Orders März.csv", 8)]);
    let source = room.shelf.source_of(&arrived.id).expect("it is there");
    assert_eq!(fs::read_to_string(&source).expect("a file"), "a,b\n1,2\n");
    assert_eq!(room.shelf.holding(&source), Some(arrived.id.clone()));
    let several = room.receive(&[("a.csv", "1,2"), ("a.csv", "3,4")]).expect("it is kept");
    assert!(room.shelf.source_of(&several.id).expect("it is there").is_dir());
    assert_eq!(room.shelf.list().len(), 2);
    room.shelf.remove(&arrived.id, || None).expect("it is removed");
    assert!(matches!(room.shelf.find(&arrived.id), Err(UploadError::Unknown)));
}

#[test]
fn the_same_content_is_kept_once() {
    let room = Room::new();
    let first = room.receive(&[("a.csv", "1,2")]).expect("it is kept");
    let again = room.receive(&[("b.csv", "1,2"), ("c.csv", "1,2")]).expect("it is known");
    assert_eq!(again, Arrived { id: first.id, is_known: true });
    assert_eq!(room.entries(), 1);
}

#[test]
fn what_is_not_whole_leaves_nothing() {
    let room = Room::new();
    let large = "x".repeat(1001);
    assert!(matches!(room.receive(&[("a", &large)]), Err(UploadError::FileTooLarge { limit: 1000, .. })));
    let half = "x".repeat(800);
    let other = "y".repeat(800);
    assert!(matches!(
        room.receive(&[("a", &half), ("b", &other)]),
        Err(UploadError::TooLarge { limit: 1500 })
    ));
    assert!(matches!(room.receive(&[("a.csv", "")]), Err(UploadError::Empty { .. })));
    assert!(matches!(room.receive(&[]), Err(UploadError::NoFile)));
    assert!(matches!(room.shelf.receive(Some(u64::MAX)), Err(UploadError::TooLarge { .. })));
    drop(room.shelf.receive(None).expect("it begins"));
    assert_eq!(room.entries(), 0);
}

#[test]
fn what_a_killed_server_left_is_swept_away() {
    let room = Room::new();
    let kept = room.receive(&[("a.csv", "1,2")]).expect("it is kept");
    let left = room.folder.path().join("uploads/incoming-20250101-000000-1/files");
    fs::create_dir_all(left).expect("a folder");
    room.shelf.sweep();
    assert_eq!(room.entries(), 1);
    assert!(room.shelf.find(&kept.id).is_ok());
}

#[test]
fn the_oldest_uploads_make_room_but_never_the_one_in_use() {
    let room = Room::new();
    let first = room.receive(&[("a.csv", "first")]).expect("it is kept");
    for number in 0..KEPT + 3 {
        let mut arrival = room.shelf.receive(None).expect("it begins");
        arrival.begin_file("a.csv").expect("it begins");
        arrival.write(format!("{number}").as_bytes()).expect("it is written");
        arrival.end_file().expect("it ends");
        room.shelf.keep(arrival, || Some(first.id.clone())).expect("it is kept");
    }
    assert!(room.shelf.find(&first.id).is_ok());
    assert_eq!(room.shelf.list().len(), KEPT + 1);
}

#[test]
fn nothing_outside_the_folder_has_an_identifier() {
    let room = Room::new();
    for id in ["", ".", "..", "../uploads", "/etc", "incoming-20250101-000000-1", "20250101-000000-1/../x"] {
        assert!(matches!(room.shelf.find(id), Err(UploadError::Unknown)), "{id}");
        assert!(matches!(room.shelf.remove(id, || None), Err(UploadError::Unknown)), "{id}");
    }
}

#[test]
fn few_uploads_arrive_at_the_same_time() {
    let room = Room::new();
    let arrivals: Vec<_> = (0..ARRIVALS_MAX).map(|_| room.shelf.receive(None).expect("it begins")).collect();
    assert!(matches!(room.shelf.receive(None), Err(UploadError::TooManyArrivals)));
    drop(arrivals);
    assert!(room.shelf.receive(None).is_ok());
}

#[test]
fn what_is_in_use_is_asked_while_nobody_can_change_it() {
    let room = Room::new();
    let arrived = room.receive(&[("a.csv", "1,2")]).expect("it is kept");
    let in_use = || {
        assert!(room.shelf.changing.try_lock().is_err(), "nothing is put in use meanwhile");
        Some(arrived.id.clone())
    };
    assert!(matches!(room.shelf.remove(&arrived.id, in_use), Err(UploadError::InUse)));
    let mut arrival = room.shelf.receive(None).expect("it begins");
    arrival.begin_file("b.csv").and_then(|()| arrival.write(b"3,4")).expect("it is written");
    room.shelf.keep(arrival, in_use).expect("it is kept");
    assert!(room.shelf.find(&arrived.id).is_ok());
}
