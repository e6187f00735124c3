//! Several tables, joined as they are found or as a person says.

use clientele_contract::{MappedJoin, TableJoins};

use super::*;

const ITEMS: &str =
    "order_id,product,quantity,price\n1,tea,2,3.50\n1,mug,1,8.00\n2,tea,1,3.50\n3,pot,1,20.00\n";
const ORDERS: &str = "order_id,customer,ordered_at\n1,a,2025-01-02\n2,b,2025-01-13\n3,a,2025-02-03\n";
const CUSTOMERS: &str = "customer,country\na,France\nb,Spain\n";
const ALL: [(&str, &str); 3] = [("items.csv", ITEMS), ("orders.csv", ORDERS), ("customers.csv", CUSTOMERS)];

impl Room {
    fn upload_all(&self, files: &[(&str, &str)]) -> Candidate {
        let mut arrival = self.room.uploads.receive(None).expect("it begins");
        for (name, content) in files {
            arrival.begin_file(name).expect("it begins");
            arrival.write(content.as_bytes()).expect("it is written");
            arrival.end_file().expect("it ends");
        }
        Candidate::Upload(self.room.uploads.keep(arrival, || None).expect("it is kept").id)
    }
}

/// What the form sends back, the fields of joins among it.
fn form_with_joins(table: &TableMapping) -> Vec<(String, String)> {
    let mut form = form_of(table);
    let joins = joins_of(table);
    for (MappedJoin { table, column, to, key, .. }, number) in joins.joins.iter().zip(1..) {
        form.push((format!("join{number}.column"), format!("{table}/{column}")));
        form.push((format!("join{number}.key"), format!("{to}/{key}")));
    }
    add_join(&mut form, joins.joins.len() + 1, "", "");
    form
}

fn add_join(form: &mut Vec<(String, String)>, number: usize, column: &str, key: &str) {
    form.push((format!("join{number}.column"), column.to_owned()));
    form.push((format!("join{number}.key"), key.to_owned()));
}

fn joins_of(table: &TableMapping) -> &TableJoins {
    table.joins.as_ref().expect("there are several tables")
}

fn words_of(table: &TableMapping) -> Vec<String> {
    let word = |join: &MappedJoin| format!("{}.{} = {}.{}", join.table, join.column, join.to, join.key);
    joins_of(table).joins.iter().map(word).collect()
}

fn names_of(table: &TableMapping) -> Vec<&str> {
    table.columns.iter().map(|column| column.name.as_str()).collect()
}

const FOUND: [&str; 2] =
    ["items.csv.order_id = orders.csv.order_id", "orders.csv.customer = customers.csv.customer"];

#[test]
fn what_is_found_is_shown_with_its_share_and_saved_as_it_is() {
    let room = Room::new();
    let candidate = room.upload_all(&ALL);
    let found = room.table(&candidate, &[]);
    assert_eq!(words_of(&found), FOUND);
    assert!(joins_of(&found).joins.iter().all(|join| !join.is_doubtful && join.percent >= 70), "{found:?}");
    assert!(joins_of(&found).joins[0].reason.starts_with("3 of 3 values"), "{found:?}");
    assert_eq!(
        names_of(&found),
        ["order_id", "product", "quantity", "price", "customer", "ordered_at", "country"]
    );
    let again = room.table(&candidate, &form_with_joins(&found));
    assert_eq!(form_with_joins(&again), form_with_joins(&found), "an untouched form changes nothing");
    assert_eq!(again.preview, found.preview);
    room.room.put_in_use(&candidate, &form_with_joins(&found)).expect("nothing is missing");
    let saved: Vec<_> = room.mapping_in_force().joins;
    assert_eq!(
        saved.iter().map(|join| join.to.as_str()).collect::<Vec<_>>(),
        ["orders.csv", "customers.csv"]
    );
}

#[test]
fn a_join_is_removed_and_added_again_by_the_form() {
    let room = Room::new();
    let candidate = room.upload_all(&ALL);
    let found = room.table(&candidate, &[]);
    let mut form = form_with_joins(&found);
    form.push(("join2.out".to_owned(), "true".to_owned()));
    let without = room.table(&candidate, &form);
    assert_eq!(words_of(&without), FOUND[..1]);
    assert!(!names_of(&without).contains(&"country"), "what is not joined is not there");
    assert!(without.notes.iter().any(|note| note.contains("customers.csv is not joined")), "{without:?}");
    assert_eq!(without.problems, Vec::<String>::new());
    room.room.put_in_use(&candidate, &form_with_joins(&without)).expect("it can be read");
    assert_eq!(room.mapping_in_force().joins.len(), 1);

    // What is in use is what the page shows from now on.
    let in_use = room.table(&candidate, &[]);
    assert_eq!(words_of(&in_use), FOUND[..1]);
    let mut form = form_with_joins(&in_use);
    form.retain(|(key, _)| !key.starts_with("join2."));
    add_join(&mut form, 2, "orders.csv/customer", "customers.csv/customer");
    let added = room.table(&candidate, &form);
    assert_eq!(words_of(&added), FOUND);
    assert_eq!(joins_of(&added).joins[1].percent, 100, "both customers are found");
    assert!(names_of(&added).contains(&"country"));
    room.room.put_in_use(&candidate, &form_with_joins(&added)).expect("it can be read");
    assert_eq!(room.mapping_in_force().joins.len(), 2);
}

#[test]
fn joins_that_make_no_table_are_told_and_can_be_corrected() {
    let room = Room::new();
    let candidate = room.upload_all(&ALL);
    let found = room.table(&candidate, &[]);
    for (column, key, words) in [
        ("items.csv/product", "orders.csv/order_id", "orders.csv is joined more than once"),
        ("orders.csv/order_id", "items.csv/order_id", "must lead from one table"),
    ] {
        let mut form = form_with_joins(&found);
        form.retain(|(name, _)| !name.starts_with("join3."));
        add_join(&mut form, 3, column, key);
        let wrong = room.table(&candidate, &form);
        assert_eq!(joins_of(&wrong).joins.len(), 3, "what was chosen stays to be corrected");
        assert!(wrong.problems.iter().any(|problem| problem.contains(words)), "{:?}", wrong.problems);
        let refused = room.room.put_in_use(&candidate, &form_with_joins(&wrong));
        assert!(matches!(refused, Err(SourcingError::Unsettled(_))), "{refused:?}");
        let mut mended = form_with_joins(&wrong);
        mended.push(("join3.out".to_owned(), "true".to_owned()));
        let mended = room.table(&candidate, &mended);
        assert_eq!((words_of(&mended), names_of(&mended)), (words_of(&found), names_of(&found)));
    }
    let mut form = form_with_joins(&found);
    form.retain(|(name, _)| !name.starts_with("join3."));
    add_join(&mut form, 3, "items.csv/product", "");
    let half = room.table(&candidate, &form);
    assert!(half.problems.iter().any(|problem| problem.contains("two columns")), "{:?}", half.problems);
}

#[test]
fn a_key_that_stands_in_several_rows_is_told_with_its_line() {
    let room = Room::new();
    let candidate = room.upload_all(&ALL);
    let mut form = form_with_joins(&room.table(&candidate, &[]));
    set(&mut form, "join1.key", "orders.csv/customer");
    let wrong = room.table(&candidate, &form);
    assert!(
        wrong
            .problems
            .iter()
            .any(|problem| problem.contains("orders.csv, line 4") && problem.contains("“customer”")),
        "{:?}",
        wrong.problems
    );
    assert_eq!(joins_of(&wrong).joins[0].percent, 0);
}

#[test]
fn tables_that_share_no_name_are_joined_by_hand() {
    let room = Room::new();
    let orders = ORDERS.replace("order_id,customer,", "beleg,kunde,");
    let candidate = room.upload_all(&[("items.csv", ITEMS), ("orders.csv", &orders)]);
    let found = room.table(&candidate, &[]);
    assert_eq!(words_of(&found), Vec::<String>::new());
    assert!(found.problems.iter().any(|problem| problem.contains("how the tables are joined")), "{found:?}");
    let mut form = form_with_joins(&found);
    set(&mut form, "join1.column", "items.csv/order_id");
    set(&mut form, "join1.key", "orders.csv/beleg");
    let joined = room.table(&candidate, &form);
    assert_eq!(joined.problems, Vec::<String>::new());
    assert!(names_of(&joined).contains(&"ordered_at"), "{joined:?}");
    room.room.put_in_use(&candidate, &form_with_joins(&joined)).expect("it can be read");
    assert_eq!(room.mapping_in_force().joins.len(), 1);
}

#[test]
fn a_join_that_is_not_certain_is_asked_and_can_be_denied() {
    let room = Room::new();
    // Six of ten orders are there.
    let items: String = (1..=10).map(|order| format!("{order},tea,2,3.50\n")).collect();
    let orders: String = (1..=6).map(|order| format!("{order},a{order},2025-01-{order:02}\n")).collect();
    let items = format!("order_id,product,quantity,price\n{items}");
    let orders = format!("order_id,customer,ordered_at\n{orders}");
    let candidate = room.upload_all(&[("items.csv", &items), ("orders.csv", &orders)]);
    let found = room.table(&candidate, &[]);
    let join = &joins_of(&found).joins[0];
    assert!(join.is_doubtful && join.percent < 70 && join.reason.contains("6 of 10"), "{join:?}");
    let mut form = form_with_joins(&found);
    form.push(("join1.question".to_owned(), "unused".to_owned()));
    assert_eq!(words_of(&room.table(&candidate, &form)), Vec::<String>::new());
    let answered = room.table(&candidate, &form_with_joins(&found));
    assert!(!joins_of(&answered).joins[0].is_doubtful, "a person has seen it");
}
