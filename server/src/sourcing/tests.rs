mod joins;
mod secrets;

use clientele_analytics::Mapping;
use clientele_contract::{TableMapping, Understanding};
use tempfile::TempDir;

use super::*;

const ORDERS: &str =
    "order_id,customer_id,date,amount\n1,a,2025-01-02,10.50\n2,b,2025-01-03,11.50\n3,a,2025-02-03,7\n";

struct Room {
    data: TempDir,
    outside: TempDir,
    room: SourceRoom,
}

impl Room {
    fn new() -> Self {
        let (data, outside) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
        let limits = UploadLimits { file_bytes: 1_000_000, total_bytes: 1_000_000 };
        let rules = SourcingRules { limits, folders: vec![outside.path().join("open")] };
        fs::create_dir(outside.path().join("open")).expect("a folder");
        let room = SourceRoom::new(data.path(), &rules);
        Self { data, outside, room }
    }

    fn upload(&self, name: &str, content: &str) -> Candidate {
        let mut arrival = self.room.uploads.receive(None).expect("it begins");
        arrival.begin_file(name).expect("it begins");
        arrival.write(content.as_bytes()).expect("it is written");
        arrival.end_file().expect("it ends");
        Candidate::Upload(self.room.uploads.keep(arrival, || None).expect("it is kept").id)
    }

    fn table(&self, candidate: &Candidate, chosen: &[(String, String)]) -> TableMapping {
        match self.room.mapping(candidate, chosen).expect("it is there").understanding {
            Understanding::Table(table) => *table,
            other => panic!("{other:?} is no table"),
        }
    }

    fn mapping_in_force(&self) -> Mapping {
        let file = SourceFile::read(self.data.path()).expect("it is whole").expect("it is written");
        let place = file.source.mapping_path(self.data.path()).expect("it names a mapping");
        let text = fs::read_to_string(place).expect("it is written");
        Mapping::from_toml(&text, "mapping").expect("it is read back")
    }
}

/// What the form of a page sends back if nobody touches it.
fn form_of(table: &TableMapping) -> Vec<(String, String)> {
    let columns =
        table.columns.iter().zip(1..).map(|(column, number)| (format!("c{number}"), column.meaning.clone()));
    let choices = table.choices.iter().map(|choice| (choice.key.clone(), choice.value.clone()));
    let status = table.status.iter().map(|word| (format!("status.{}", word.word), word.meaning.clone()));
    columns.chain(choices).chain(status).collect()
}

fn set(form: &mut [(String, String)], key: &str, value: &str) {
    let field = form.iter_mut().find(|(name, _)| name == key).expect("the form has the field");
    value.clone_into(&mut field.1);
}

#[test]
fn a_column_that_is_answered_to_be_left_out_is_not_used() {
    let room = Room::new();
    let candidate = room.upload("orders.csv", ORDERS);
    let mut form = form_of(&room.table(&candidate, &[]));
    form.push(("q4".to_owned(), "yes".to_owned()));
    assert_ne!(room.table(&candidate, &form).columns[3].meaning, "");
    form.push(("q4".to_owned(), "unused".to_owned()));
    assert_eq!(room.table(&candidate, &form).columns[3].meaning, "");
}

#[test]
fn an_untouched_form_says_what_was_recognised() {
    let room = Room::new();
    let candidate = room.upload("orders.csv", ORDERS);
    let guessed = room.table(&candidate, &[]);
    assert_eq!(guessed.problems, Vec::<String>::new());
    let meanings: Vec<_> = guessed.columns.iter().map(|column| column.meaning.as_str()).collect();
    assert_eq!(meanings[..3], ["order_id", "customer_id", "date"]);
    let again = room.table(&candidate, &form_of(&guessed));
    assert_eq!(form_of(&again), form_of(&guessed));
    assert_eq!(again.preview, guessed.preview);
    room.room.put_in_use(&candidate, &form_of(&guessed)).expect("it is put in use");
    let by_form = room.mapping_in_force();
    room.room.put_in_use(&candidate, &[]).expect("it is put in use");
    assert_eq!(room.mapping_in_force(), by_form, "without a form it is read as in use");
    let desk = room.room.desk();
    assert_eq!(desk.in_use.and_then(|in_use| in_use.candidate), Some(candidate.clone()));
    assert!(desk.uploads.is_empty(), "what is in use does not wait");
    let Candidate::Upload(id) = candidate else { return };
    assert!(matches!(room.room.forget_upload(&id), Err(UploadError::InUse)));
}

#[test]
fn a_wrong_order_of_day_and_month_is_asked_shown_and_corrected() {
    let room = Room::new();
    let text =
        "order_id,customer_id,date,amount\n1,a,03/04/2025,10.50\n2,b,01/02/2025,11.50\n3,a,05/02/2025,7.25\n";
    let candidate = room.upload("orders.csv", text);
    let guessed = room.table(&candidate, &[]);
    let dates = guessed.choices.iter().find(|choice| choice.key == "dates").expect("it is asked");
    assert!(dates.doubt.is_some(), "nothing tells day and month apart");
    let mut form = form_of(&guessed);
    set(&mut form, "dates", "day-month-year");
    let corrected = room.table(&candidate, &form);
    let first_day =
        |table: &TableMapping| table.preview.as_ref().and_then(|preview| preview.rows.first()?.day);
    assert_eq!(first_day(&guessed).map(|day| day.to_string()).as_deref(), Some("2025-03-04"));
    assert_eq!(first_day(&corrected).map(|day| day.to_string()).as_deref(), Some("2025-04-03"));
    assert!(corrected.choices.iter().all(|choice| choice.doubt.is_none()), "a person has said it");
}

#[test]
fn what_is_missing_is_named_and_nothing_is_written() {
    let room = Room::new();
    let candidate = room.upload("baskets.csv", "transaction_id,item\n1,bread\n1,milk\n2,bread\n");
    let guessed = room.table(&candidate, &[]);
    assert!(
        guessed.problems.iter().any(|problem| problem.contains("date of the order")),
        "{:?}",
        guessed.problems
    );
    let asked: Vec<_> = guessed
        .choices
        .iter()
        .filter(|choice| choice.doubt.is_some())
        .map(|choice| choice.key.as_str())
        .collect();
    assert_eq!(asked, ["customers", "amounts", "day"]);
    let refused = room.room.put_in_use(&candidate, &form_of(&guessed));
    assert!(matches!(refused, Err(SourcingError::Unsettled(_))), "{refused:?}");
    assert!(!room.data.path().join("settings").exists());
    let mut form = form_of(&guessed);
    set(&mut form, "day", "2011-01-30");
    room.room.put_in_use(&candidate, &form).expect("all is said");
    assert_eq!(room.mapping_in_force().rules.date.map(|day| day.to_string()).as_deref(), Some("2011-01-30"));
}

#[test]
fn a_table_that_a_refresh_would_refuse_leaves_the_source_in_use() {
    let room = Room::new();
    let good = room.upload("orders.csv", ORDERS);
    room.room.put_in_use(&good, &[]).expect("it is put in use");
    let amount = |order: u32| if order % 13 == 2 { "much" } else { "11.50" };
    let rows = (1..=40).map(|order| format!("{order},a,2025-01-02,{}\n", amount(order)));
    let text = format!("order_id,customer_id,date,amount\n{}", rows.collect::<String>());
    let bad = room.upload("broken.csv", &text);
    let table = room.table(&bad, &[]);
    let words = table.too_many_refused.clone().expect("the page says it");
    assert!(words.contains("3 of the first 40") && words.contains("first in line 3"), "{words}");
    let refused = room.room.put_in_use(&bad, &form_of(&table));
    assert!(matches!(refused, Err(SourcingError::Unsettled(_))), "{refused:?}");
    assert_eq!(room.room.desk().in_use.and_then(|in_use| in_use.candidate), Some(good));
}

#[test]
fn a_column_that_is_named_goes_before_what_stood_in_for_it() {
    let room = Room::new();
    let candidate =
        room.upload("orders.csv", "order_id,date,amount,xyz\n1,2025-01-02,10.50,p\n2,2025-01-03,11.50,q\n");
    let mut form = form_of(&room.table(&candidate, &[]));
    set(&mut form, "c4", "customer_id");
    let customers =
        room.table(&candidate, &form).choices.into_iter().find(|choice| choice.key == "customers");
    assert_eq!(customers.map(|choice| choice.value).as_deref(), Some("column"));
}

#[test]
fn two_columns_cannot_mean_the_same() {
    let room = Room::new();
    let candidate = room.upload("orders.csv", ORDERS);
    let mut form = form_of(&room.table(&candidate, &[]));
    set(&mut form, "c1", "customer_id");
    let problems = room.table(&candidate, &form).problems;
    assert!(
        problems.iter().any(|problem| problem.contains("Two columns are said to be the customer id")),
        "{problems:?}"
    );
    assert!(room.room.put_in_use(&candidate, &form).is_err());
}

#[test]
fn hostile_words_are_mistakes_and_nothing_worse() {
    let room = Room::new();
    let candidate = room.upload("orders.csv", ORDERS);
    let guessed = form_of(&room.table(&candidate, &[]));
    for (key, word) in [
        ("c1", "nothing"),
        ("dates", "\0"),
        ("decimal", "x"),
        ("customers", "everyone"),
        ("day", "2025-02-30"),
        ("currency", "far too long a currency"),
    ] {
        let mut form = guessed.clone();
        set(&mut form, key, word);
        assert!(!room.table(&candidate, &form).problems.is_empty(), "{key} {word:?}");
    }
    let more =
        [("c0", "date"), ("c99999999999999999999", "date"), ("c999", "date"), ("status.", "x"), ("", "")];
    let more = more.map(|(key, word)| (key.to_owned(), word.to_owned()));
    room.table(&candidate, &more);
}

#[test]
fn columns_of_another_cut_are_guessed_anew() {
    let room = Room::new();
    let candidate = room.upload("orders.csv", ORDERS);
    let mut form = form_of(&room.table(&candidate, &[]));
    set(&mut form, "header", "false");
    let table = room.table(&candidate, &form);
    assert_eq!(table.columns.first().map(|column| column.name.as_str()), Some("column 1"));
    assert_eq!(
        table.choices.iter().find(|choice| choice.key == "header").map(|choice| choice.value.as_str()),
        Some("false")
    );
}

#[test]
fn only_paths_below_open_folders_are_read() {
    let room = Room::new();
    let open = room.outside.path().join("open");
    fs::write(open.join("orders.csv"), ORDERS).expect("written");
    fs::write(room.outside.path().join("secret.csv"), ORDERS).expect("written");
    let inside = Candidate::Path(open.join("orders.csv").display().to_string());
    room.room.put_in_use(&inside, &[]).expect("it is open");
    let secret = room.outside.path().join("secret.csv").display().to_string();
    let around = open.join("../secret.csv").display().to_string();
    for path in [secret.as_str(), around.as_str(), "/etc/passwd", "/no/such/file"] {
        let refused = room.room.mapping(&Candidate::Path(path.to_owned()), &[]);
        assert!(matches!(refused, Err(SourcingError::NotAllowed { .. })), "{path}: {refused:?}");
    }
    let refused = room.room.mapping(&Candidate::Path("orders.csv".to_owned()), &[]);
    assert!(matches!(refused, Err(SourcingError::NotAbsolute { .. })));
}

#[cfg(unix)]
#[test]
fn a_link_out_of_an_open_folder_leads_nowhere() {
    let room = Room::new();
    fs::write(room.outside.path().join("secret.csv"), ORDERS).expect("written");
    let link = room.outside.path().join("open/link.csv");
    std::os::unix::fs::symlink(room.outside.path().join("secret.csv"), &link).expect("a link");
    let refused = room.room.mapping(&Candidate::Path(link.display().to_string()), &[]);
    assert!(matches!(refused, Err(SourcingError::NotAllowed { .. })), "{refused:?}");
}

#[test]
fn another_mapping_leaves_the_one_that_the_source_names_as_it_is() {
    let room = Room::new();
    let candidate = room.upload("orders.csv", ORDERS);
    let source = || SourceFile::read(room.data.path()).expect("it is whole").expect("it is written").source;
    let mappings = || {
        let entries = fs::read_dir(room.data.path().join("settings")).expect("it is there").flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with("mapping")).count()
    };
    let mut form = form_of(&room.table(&candidate, &[]));
    room.room.put_in_use(&candidate, &form).expect("all is said");
    let first = source();
    let place = first.mapping_path(room.data.path()).expect("it names a mapping");
    let text = fs::read_to_string(&place).expect("it is written");
    for (currency, kept) in [("CHF", 2), ("SEK", 2)] {
        set(&mut form, "currency", currency);
        let before = source();
        let read_before = fs::read_to_string(before.mapping_path(room.data.path()).expect("it names one"));
        room.room.put_in_use(&candidate, &form).expect("all is said");
        assert_ne!(source(), before);
        // A refresh that read the source before the change still finds what it names.
        let read_after = fs::read_to_string(before.mapping_path(room.data.path()).expect("it names one"));
        assert_eq!(read_after.expect("it is kept"), read_before.expect("it was there"));
        assert_eq!(room.mapping_in_force().values.currency, currency);
        assert_eq!(mappings(), kept, "what nothing names any more goes");
    }
    assert!(!place.exists() && !text.is_empty());
}

#[test]
fn one_looks_at_a_candidate_after_the_other() {
    let room = Room::new();
    let candidate = room.upload("orders.csv", ORDERS);
    let looking = room.room.looking.lock().expect("nobody looks");
    std::thread::scope(|scope| {
        let (done, ended) = std::sync::mpsc::channel();
        let room = &room;
        scope.spawn(move || {
            room.table(&candidate, &[]);
            done.send(()).expect("the test waits");
        });
        let early = ended.recv_timeout(std::time::Duration::from_millis(300));
        drop(looking);
        assert!(early.is_err(), "it waits for the other one");
        ended.recv().expect("then it is its turn");
    });
}

#[test]
fn words_of_a_status_that_nobody_knows_are_said_before_they_count() {
    let room = Room::new();
    let text = "order_id,customer_id,date,amount,xyz\n1,a,2025-01-02,10.50,qwertz\n\
                2,b,2025-01-03,11.50,completed\n3,a,2025-02-03,7,qwertz\n";
    let candidate = room.upload("orders.csv", text);
    let mut form = form_of(&room.table(&candidate, &[]));
    form.retain(|(key, _)| !key.starts_with("status."));
    set(&mut form, "c5", "status");
    let asked = room.table(&candidate, &form);
    let doubtful: Vec<_> = asked.status.iter().filter(|word| word.is_doubtful).collect();
    assert_eq!(doubtful.iter().map(|word| word.word.as_str()).collect::<Vec<_>>(), ["qwertz"]);
    let refused = room.room.put_in_use(&candidate, &form);
    assert!(
        matches!(&refused, Err(SourcingError::Unsettled(words)) if words[0].contains("qwertz")),
        "{refused:?}"
    );
    form.push(("status.qwertz".to_owned(), doubtful[0].meaning.clone()));
    assert!(room.table(&candidate, &form).status.iter().all(|word| !word.is_doubtful), "it is said");
    room.room.put_in_use(&candidate, &form).expect("all is said");
}
