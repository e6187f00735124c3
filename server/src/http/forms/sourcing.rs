//! The forms by which a source is chosen.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use clientele_contract::{Candidate, RefreshReason};
use clientele_demo::{DemoShop, write_demo_shop};
use http::StatusCode;

use super::{Fault, Kept, Next, PageForm, PostedForm};
use crate::{
    desk::DeskError, failure::Failure, local_path::with_done, operations::FolderOperations,
    sourcing::SourcingError,
};

const PAGE: &str = "/data/source";
/// Shows how far a refresh has come.
const PROGRESS_PAGE: &str = "/data/refreshes";
/// After this a person wants to see how far it has come.
const PATIENCE: Duration = Duration::from_secs(4);
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// The made-up shop in the data folder.
const DEMO_FOLDER: &str = "demo-shop";
const DEMO_SHOP: DemoShop = DemoShop { customers: 5_000, seed: 1 };

pub(super) const FORMS: [PageForm; 3] = [
    PageForm {
        path: "/data/source/read",
        page: PAGE,
        failed: "The orders were not read",
        kept: Kept::InAddress,
        run: |shared, form| read(&shared.operations, form),
    },
    PageForm {
        path: "/data/source/demo",
        page: PAGE,
        failed: "The made-up shop was not read",
        kept: Kept::Nothing,
        run: |shared, _| make_demo(&shared.operations),
    },
    PageForm {
        path: "/data/source/forget",
        page: PAGE,
        failed: "The upload was not removed",
        kept: Kept::Nothing,
        run: |shared, form| {
            shared.operations.sources.forget_upload(form.one("upload")).map_err(SourcingError::from)?;
            Ok(Next::Back("upload-removed"))
        },
    },
];

/// Makes a candidate the source and reads it.
fn read(room: &FolderOperations, form: &PostedForm) -> Result<Next, Fault> {
    room.refresher().check_idle()?;
    let candidate = candidate_of(form)?;
    match room.sources.put_in_use(&candidate, form.pairs()) {
        // The page names what is to be said, beside the form.
        Err(SourcingError::Unsettled(_)) => {
            return Ok(Next::Page(format!("{PAGE}?{}&not-read=true", form.to_query())));
        }
        settled => settled?,
    }
    refresh(room)
}

/// Makes up a shop and reads it.
fn make_demo(room: &FolderOperations) -> Result<Next, Fault> {
    room.refresher().check_idle()?;
    write_demo_shop(&room.data.join(DEMO_FOLDER), &DEMO_SHOP).map_err(Failure::from)?;
    room.sources.put_folder_in_use(DEMO_FOLDER)?;
    refresh(room)
}

/// Starts to read the source in use; the page that shows it, or how far it has come. Most shops are read before
/// anybody has looked at a page in between.
fn refresh(room: &FolderOperations) -> Result<Next, Fault> {
    let refresher = room.refresher();
    match refresher.start(RefreshReason::Person) {
        Err(DeskError::Occupied(reason)) => {
            let words = format!("the source is saved and is read by the next refresh, but not now: {reason}");
            return Err(DeskError::Occupied(words).into());
        }
        started => started?,
    }
    let begun = Instant::now();
    while refresher.is_at_work() {
        if begun.elapsed() > PATIENCE {
            return Ok(Next::Page(with_done(PROGRESS_PAGE, "refresh-started")));
        }
        sleep(LOOK_EVERY);
    }
    let past = refresher.desk().past;
    let is_published = past.first().is_some_and(|refresh| refresh.outcome.is_success());
    let page = if is_published { with_done("/", "orders-read") } else { PROGRESS_PAGE.to_owned() };
    Ok(Next::Page(page))
}

fn candidate_of(form: &PostedForm) -> Result<Candidate, Fault> {
    match (form.one("upload"), form.one("path")) {
        ("", "") => {
            let words = "it is not said which files are meant".to_owned();
            Err(Fault { status: StatusCode::BAD_REQUEST, words })
        }
        ("", path) => Ok(Candidate::Path(path.to_owned())),
        (id, _) => Ok(Candidate::Upload(id.to_owned())),
    }
}
