//! Orders from a database: a statement or some tables, in bulk by COPY, as files beside the snapshots.

use std::{
    fs::{self, File},
    io::{BufRead, BufWriter, Write},
    path::{Path, PathBuf},
};

use clientele_analytics::{Progress, Stage};
use postgres::{Client, IsolationLevel, Transaction, error::SqlState};

use super::{AddressSource, Connection, PostgresError, bounds::Bounds, quote_name, while_cancellable};

/// Rows between two reports of progress.
const ROWS_A_REPORT: u64 = 50_000;
/// What the first rows of a statement, or of a table, may come to.
const TRIAL_BYTES_MAX: u64 = 64_000_000;
/// Of several tables together, of which more rows are looked at.
const TRIAL_BYTES_OF_TABLES_MAX: u64 = 500_000_000;
/// The name of the file that a statement fills.
const QUERY_FILE: &str = "query.csv";

/// What to read, and from where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FetchRequest<'a> {
    /// Where the address of the database stands.
    pub(crate) address: AddressSource<'a>,
    /// A statement that selects orders or order lines.
    pub(crate) query: Option<&'a str>,
    /// Tables or views, with or without schema, each of which becomes a file.
    pub(crate) tables: &'a [String],
    /// So many rows of the statement or of each table are enough; `None`: all of them.
    pub(crate) rows_max: Option<u64>,
}

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    /// A file, or the folder of several.
    pub(crate) path: PathBuf,
    /// How many rows that are.
    pub(crate) rows: u64,
    /// There may be more rows than were wanted.
    pub(crate) is_cut: bool,
}

/// One statement and the file that it fills.
struct Item {
    /// What messages call it.
    what: String,
    query: String,
    file: String,
}

/// Reads everything as of one moment into files and tells where they are: a file in the folder `staging`, or that
/// folder. Whoever calls removes it in the end, whatever happens.
///
/// # Errors
/// The database cannot be reached or refuses, the statement is wrong or would change something, or the files cannot
/// be written.
pub(crate) fn fetch(
    request: &FetchRequest<'_>,
    data: &Path,
    staging: &Path,
    progress: &dyn Progress,
) -> Result<Fetched, PostgresError> {
    let items = items_of(request)?;
    let address = request.address.read(data)?;
    progress.begin(Stage::Fetching { what: format!("orders from {address}") });
    let mut connection = Connection::open(&address, progress)?;
    make_private_folder(staging)?;
    let place = connection.place.clone();
    let bounds = Bounds::new(progress, staging, bytes_max(request, &items));
    let (rows, is_cut) = while_cancellable(&mut connection, &bounds, |client| {
        fetch_all(client, &place, &items, request.rows_max, staging, &bounds)
    })
    .map_err(|error| error.cancelled_if_asked(progress))?;
    let path = if let [item] = &items[..] { staging.join(&item.file) } else { staging.to_owned() };
    Ok(Fetched { path, rows, is_cut })
}

/// Only what is tried is bounded: a refresh reads all there is.
fn bytes_max(request: &FetchRequest<'_>, items: &[Item]) -> Option<u64> {
    let most = if items.len() > 1 { TRIAL_BYTES_OF_TABLES_MAX } else { TRIAL_BYTES_MAX };
    request.rows_max.map(|_| most)
}

fn items_of(request: &FetchRequest<'_>) -> Result<Vec<Item>, PostgresError> {
    match (request.query, request.tables) {
        (Some(query), []) => {
            // A text that ends in a comment or a semicolon must still fit between brackets.
            let query = query.trim_end_matches(|letter: char| letter == ';' || letter.is_whitespace()).trim_start().to_owned();
            Ok(vec![Item { what: "query".to_owned(), query, file: QUERY_FILE.to_owned() }])
        }
        (None, [_, ..]) => match clash_of_tables(request.tables) {
            Some(words) => Err(PostgresError::Settings(words)),
            None => Ok(request.tables.iter().map(|table| item_of_table(table, request.tables)).collect()),
        },
        _ => Err(PostgresError::Settings(
            "a source of kind \"postgres\" needs either query = \"select …\" or tables = [\"public.orders\", …]"
                .to_owned(),
        )),
    }
}

/// Why tables cannot be read together: one is named twice, or two would become the same file.
pub(crate) fn clash_of_tables(tables: &[String]) -> Option<String> {
    let mut files: Vec<(String, &str)> = Vec::new();
    for table in tables {
        let file = item_of_table(table, tables).file;
        match files.iter().find(|(taken, _)| *taken == file) {
            Some((_, other)) if *other == table.as_str() => {
                return Some(format!("the table {table} is named twice; name it once"));
            }
            Some((_, other)) => {
                return Some(format!(
                    "the tables {other} and {table} cannot be read together, as both would become the file {file}; \
                     read one of them through a view with another name"
                ));
            }
            None => files.push((file, table.as_str())),
        }
    }
    None
}

/// The file is named for the table, with its schema only if two tables share a name.
fn item_of_table(table: &str, all: &[String]) -> Item {
    let bare = |table: &str| table.rsplit('.').next().unwrap_or_default().to_owned();
    let is_shared = all.iter().filter(|other| bare(other) == bare(table)).count() > 1;
    let name = if is_shared { table.to_owned() } else { bare(table) };
    let is_plain = |character: char| character.is_alphanumeric() || "_-.".contains(character);
    let name: String =
        name.chars().map(|character| if is_plain(character) { character } else { '_' }).collect();
    let quoted: Vec<String> = table.split('.').map(quote_name).collect();
    Item {
        what: format!("table {table}"),
        query: format!("SELECT * FROM {}", quoted.join(".")),
        file: format!("{}.csv", name.trim_start_matches('.')),
    }
}

/// Everything is read in one transaction that sees one moment and may change nothing. How many rows there are,
/// and whether one of the items may have more than are wanted.
fn fetch_all(
    client: &mut Client,
    place: &str,
    items: &[Item],
    rows_max: Option<u64>,
    folder: &Path,
    bounds: &Bounds<'_>,
) -> Result<(u64, bool), PostgresError> {
    let refused = |error: postgres::Error| PostgresError::of(place, "beginning to read", &error);
    let transaction =
        client.build_transaction().read_only(true).isolation_level(IsolationLevel::RepeatableRead);
    let mut transaction = transaction.start().map_err(refused)?;
    transaction
        .batch_execute("SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL bytea_output = 'hex'")
        .map_err(refused)?;
    let (mut all, mut is_cut) = (0, false);
    for item in items {
        bounds.begin(Stage::Fetching { what: format!("{} from {place}", item.what) });
        let rows = fetch_item(&mut transaction, place, item, rows_max, &folder.join(&item.file), bounds)?;
        all += rows;
        is_cut |= rows_max.is_some_and(|most| rows >= most);
    }
    transaction.commit().map_err(refused)?;
    Ok((all, is_cut))
}

/// Writes the rows of an item; how many there are.
fn fetch_item(
    transaction: &mut Transaction<'_>,
    place: &str,
    item: &Item,
    rows_max: Option<u64>,
    path: &Path,
    bounds: &Bounds<'_>,
) -> Result<u64, PostgresError> {
    let Item { what, query, .. } = item;
    let of_query = |error: postgres::Error| PostgresError::of_query(place, what, query, &error);
    // Alone first: positions in messages are then those of the person's own text, and what is no statement by
    // itself cannot become one between the brackets.
    let statement = transaction.prepare(query).map_err(of_query)?;
    if statement.columns().is_empty() {
        let fault = "it selects no columns".to_owned();
        return Err(PostgresError::Query { what: what.clone(), fault });
    }
    let query = match rows_max {
        Some(rows) => limited(transaction, place, item, rows)?,
        None => query.clone(),
    };
    let copy = format!("COPY (\n{query}\n) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')");
    let rows = transaction.copy_out(&copy).map_err(of_query)?;
    write_rows(rows, path, |error| PostgresError::of_stream(place, &format!("reading {what}"), error), bounds)
}

/// The statement with so many rows at most. What does not select cannot be a part of one that does.
fn limited(
    transaction: &mut Transaction<'_>,
    place: &str,
    item: &Item,
    rows: u64,
) -> Result<String, PostgresError> {
    let Item { what, query, .. } = item;
    let limited = format!("SELECT * FROM (\n{query}\n) AS wanted LIMIT {rows}");
    match transaction.prepare(&limited) {
        Ok(_) => Ok(limited),
        Err(error) if error.code() == Some(&SqlState::SYNTAX_ERROR) => {
            let fault = "expected a statement that selects, such as SELECT … FROM …".to_owned();
            Err(PostgresError::Query { what: what.clone(), fault })
        }
        Err(error) => Err(PostgresError::of_query(place, what, &limited, &error)),
    }
}

/// How many rows were written. Memory does not grow with the rows: what is received is written.
fn write_rows(
    mut rows: impl BufRead,
    path: &Path,
    of_stream: impl Fn(&std::io::Error) -> PostgresError,
    bounds: &Bounds<'_>,
) -> Result<u64, PostgresError> {
    let unwritten = |fault| {
        bounds.stop();
        PostgresError::Io { action: "writing", path: path.to_owned(), fault }
    };
    let mut file = BufWriter::with_capacity(1 << 20, File::create_new(path).map_err(unwritten)?);
    let (mut messages, mut bytes) = (0_u64, 0_u64);
    loop {
        // The server sends a message for each row, after one for the header.
        let part = rows.fill_buf().map_err(|error| of_stream(&error))?;
        let length = part.len();
        if length == 0 {
            break;
        }
        bounds.count(length as u64)?;
        file.write_all(part).map_err(unwritten)?;
        rows.consume(length);
        messages += 1;
        bytes += length as u64;
        if messages.is_multiple_of(ROWS_A_REPORT) {
            bounds.advance(messages - 1, bytes);
            if bounds.is_cancelled() {
                return Err(PostgresError::Cancelled);
            }
        }
    }
    let rows = messages.saturating_sub(1);
    bounds.advance(rows, bytes);
    file.flush().map_err(unwritten)?;
    Ok(rows)
}

/// Orders are personal data: nobody else may read them while they lie there.
fn make_private_folder(folder: &Path) -> Result<(), PostgresError> {
    let unmade = |fault| PostgresError::Io { action: "creating", path: folder.to_owned(), fault };
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(unmade)?;
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(unmade)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(query: Option<&str>, tables: &[&str]) -> Result<Vec<Item>, PostgresError> {
        let tables: Vec<String> = tables.iter().map(|&table| table.to_owned()).collect();
        let address = AddressSource { url_env: Some("X"), url_file: None, ca_file: None };
        items_of(&FetchRequest { address, query, tables: &tables, rows_max: None })
    }

    #[test]
    fn files_are_named_for_their_tables_and_stay_in_their_folder() {
        let found = items(None, &["public.orders", "old.orders", "items", "../../etc.a/b"]).expect("four");
        let files: Vec<&str> = found.iter().map(|item| item.file.as_str()).collect();
        assert_eq!(files, ["public.orders.csv", "old.orders.csv", "items.csv", "a_b.csv"]);
        assert_eq!(found[0].query, "SELECT * FROM \"public\".\"orders\"");
    }

    #[test]
    fn tables_that_would_become_the_same_file_are_refused_in_words() {
        for (tables, words) in [
            (&["orders", "items", "orders"][..], "orders is named twice"),
            (&["sales.orders", "sales.orders"], "sales.orders is named twice"),
            (&["a b", "a_b"], "a b and a_b cannot be read together, as both would become the file a_b.csv"),
            (&["x.a b", "y.a_b"], "x.a b and y.a_b cannot be read together"),
        ] {
            let fault = items(None, tables).err().map(|fault| fault.to_string()).unwrap_or_default();
            assert!(fault.contains(words), "{tables:?}: {fault}");
        }
        assert!(items(None, &["orders", "sales.orders", "items"]).is_ok());
    }

    #[test]
    fn it_is_either_a_statement_or_tables() {
        assert!(items(None, &[]).is_err());
        assert!(items(Some("select 1"), &["orders"]).is_err());
        let one = items(Some(" select 1 ;\n"), &[]).expect("one");
        assert_eq!(one[0].query, "select 1");
    }
}
