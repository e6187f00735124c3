//! The form that describes a database, and where in it something is wrong.

use std::path::PathBuf;

use clientele_contract::{DatabaseField, DatabaseForm, DatabaseMistake};

use super::SourcingError;
use crate::{
    postgres::{PostgresError, clash_of_tables, without_logins},
    source_file::Origin,
};

/// How the names of variables begin that a form may name: what others hold, such as the address of a warehouse, is not
/// for whoever can open the page.
const VARIABLES: &str = "CLIENTELE_SOURCE";

/// Finds a file that a form may name, as it is kept.
type FindFile<'a> = &'a dyn Fn(&str) -> Result<PathBuf, SourcingError>;

/// The source that a form describes.
///
/// # Errors
/// Something is missing, is said twice, may not be named, or holds an address with a password.
pub(super) fn origin_of(form: &DatabaseForm, find: FindFile<'_>) -> Result<Origin, DatabaseMistake> {
    refuse_secrets(form)?;
    let (url_env, url_file) = address_of(form, find)?;
    let ca_file = said(form, DatabaseField::Authority);
    let ca_file = ca_file.map(|path| find_file(DatabaseField::Authority, &path, find)).transpose()?;
    let (query, tables) = rows_of(form)?;
    Ok(Origin::Postgres { url_env, url_file, ca_file, query, tables, mapping: None, config: None })
}

/// Where the address stands: a variable or a file.
fn address_of(
    form: &DatabaseForm,
    find: FindFile<'_>,
) -> Result<(Option<String>, Option<PathBuf>), DatabaseMistake> {
    use DatabaseField::{File, Variable};

    match (said(form, Variable), said(form, File)) {
        (None, None) => {
            Err(mistake(Variable, "Say where the address stands: name a variable, or a file below."))
        }
        (Some(_), Some(_)) => {
            Err(mistake(File, "The address stands in one place: name either the variable or the file."))
        }
        (Some(name), None) => {
            check_variable(&name)?;
            Ok((Some(name), None))
        }
        (None, Some(path)) => Ok((None, Some(find_file(File, &path, find)?))),
    }
}

/// What was typed is not told: it may be a password.
fn check_variable(name: &str) -> Result<(), DatabaseMistake> {
    if !is_name_of_variable(name) {
        let words = "That is not the name of a variable, which has letters, digits and _ only.";
        return Err(mistake(DatabaseField::Variable, words));
    }
    if !name.starts_with(VARIABLES) {
        let words = format!(
            "Only variables whose names begin with {VARIABLES} can be named here; others stand in \
             settings/source.toml, which the operator writes."
        );
        return Err(mistake(DatabaseField::Variable, &words));
    }
    Ok(())
}

fn find_file(field: DatabaseField, path: &str, find: FindFile<'_>) -> Result<PathBuf, DatabaseMistake> {
    find(path).map_err(|fault| mistake(field, &fault.to_string()))
}

/// What is read: a statement or tables.
fn rows_of(form: &DatabaseForm) -> Result<(Option<String>, Vec<String>), DatabaseMistake> {
    use DatabaseField::{Query, Tables};

    let (query, tables) = (said(form, Query), tables_of(form));
    match (&query, tables.is_empty()) {
        (None, true) => return Err(mistake(Query, "Say what is read: write a query, or name tables below.")),
        (Some(_), false) => return Err(mistake(Tables, "One of them is read: either the query or tables.")),
        _ => {}
    }
    match clash_of_tables(&tables) {
        Some(words) => Err(mistake(Tables, &words)),
        None => Ok((query.map(|query| query.replace("\r\n", "\n")), tables)),
    }
}

fn said(form: &DatabaseForm, field: DatabaseField) -> Option<String> {
    Some(form.value(field).trim().to_owned()).filter(|text| !text.is_empty())
}

/// The form that describes a source; `None`: it is no database.
pub(super) fn form_of(origin: &Origin) -> Option<DatabaseForm> {
    let Origin::Postgres { url_env, url_file, ca_file, query, tables, .. } = origin else { return None };
    let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    Some(DatabaseForm {
        variable: url_env.clone().unwrap_or_default(),
        file: path(url_file).unwrap_or_default(),
        authority: path(ca_file).unwrap_or_default(),
        query: query.clone().unwrap_or_default(),
        tables: tables.join(", "),
    })
}

/// Nothing can be recognised of what is empty.
pub(super) fn no_rows(form: &DatabaseForm) -> DatabaseMistake {
    mistake(field_of_rows(form), "It brings no rows, so there is nothing to show. Check its conditions.")
}

fn field_of_rows(form: &DatabaseForm) -> DatabaseField {
    if form.query.trim().is_empty() { DatabaseField::Tables } else { DatabaseField::Query }
}

/// Where a fault of the database can be mended.
pub(super) fn mistake_of(fault: &PostgresError, form: &DatabaseForm) -> DatabaseMistake {
    use PostgresError as Fault;

    let address = if form.variable.trim().is_empty() { DatabaseField::File } else { DatabaseField::Variable };
    let rows = field_of_rows(form);
    let field = match fault {
        Fault::NoAddress { .. }
        | Fault::AddressTwice
        | Fault::NotAnAddress { .. }
        | Fault::OpenSecret { .. }
        | Fault::Unreachable { .. }
        | Fault::LoginRefused { .. } => Some(address),
        Fault::Io { action: "reading", .. } => Some(address),
        Fault::Certificates { .. } | Fault::Encryption { .. } => Some(DatabaseField::Authority),
        Fault::Query { .. }
        | Fault::Writes { .. }
        | Fault::BrokenOff { .. }
        | Fault::TooMuch { .. }
        | Fault::Cancelled => Some(rows),
        Fault::Settings(_)
        | Fault::Lost { .. }
        | Fault::Refused { .. }
        | Fault::NoRoom(_)
        | Fault::Io { .. } => None,
    };
    let words = match fault {
        Fault::NoAddress { .. } => format!("{fault}; set it and start the server again"),
        Fault::Cancelled => {
            "the first rows took longer than a minute; select fewer rows, or leave out what sorts or groups them"
                .to_owned()
        }
        Fault::Io { action: "reading", path, fault } => {
            format!("the file {} cannot be read: {fault}; check its path and who may read it", path.display())
        }
        fault => fault.to_string(),
    };
    DatabaseMistake { field, words }
}

/// The form without what looks like an address or a password, and without what is no name of a variable, as it may be
/// one: such a thing is neither shown again nor kept.
pub(crate) fn without_secrets(mut form: DatabaseForm) -> DatabaseForm {
    for field in DatabaseField::ALL {
        let text = form.value(field);
        let is_other = field == DatabaseField::Variable && !is_name_of_variable(text.trim());
        if is_other || holds_secret(field, text) {
            form.value_mut(field).clear();
        }
    }
    form
}

fn refuse_secrets(form: &DatabaseForm) -> Result<(), DatabaseMistake> {
    let found = DatabaseField::ALL.into_iter().find(|field| holds_secret(*field, form.value(*field)));
    let Some(field) = found else { return Ok(()) };
    let words = "That looks like an address or a password, which is never written down here. Put the address into an \
                 environment variable of the server, or into a file that only its owner may read, and name that.";
    Err(mistake(field, words))
}

fn holds_secret(field: DatabaseField, text: &str) -> bool {
    match field {
        DatabaseField::Query => without_logins(text) != text || holds_settings(text),
        _ => looks_like_address(text),
    }
}

/// No name of a variable, file or table looks like that.
fn looks_like_address(text: &str) -> bool {
    let squeezed: String = text.to_lowercase().split_whitespace().collect();
    text.contains("://") || (text.contains('@') && text.contains(':')) || squeezed.contains("password=")
}

/// True if a statement holds an address that is made of settings: `host=db user=anna password=…`.
fn holds_settings(query: &str) -> bool {
    let query = query.to_lowercase();
    let has_any = |names: &[&str]| names.iter().any(|name| has_setting(&query, name));
    has_any(&["password"]) && has_any(&["host", "hostaddr", "user"])
}

/// True if a value is given to a name that is not a part of another one, such as `reset_password` or `l.password`.
fn has_setting(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(start, _)| {
        let before = text[..start].chars().next_back();
        let is_whole =
            before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_' && letter != '.');
        let value = text[start + name.len()..].trim_start().strip_prefix('=');
        is_whole && value.is_some_and(|value| !value.trim_start().is_empty())
    })
}

fn is_name_of_variable(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    text.bytes().next().is_some_and(is_letter)
        && text.bytes().all(|byte| is_letter(byte) || byte.is_ascii_digit())
}

fn tables_of(form: &DatabaseForm) -> Vec<String> {
    let names = form.tables.split([',', ';', '\n']).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn mistake(field: DatabaseField, words: &str) -> DatabaseMistake {
    DatabaseMistake { field: Some(field), words: words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> DatabaseForm {
        DatabaseForm {
            variable: "CLIENTELE_SOURCE_URL".to_owned(),
            query: "select * from orders".to_owned(),
            ..DatabaseForm::default()
        }
    }

    /// Any file may be named.
    fn described(form: &DatabaseForm) -> Result<Origin, DatabaseMistake> {
        origin_of(form, &|path: &str| Ok(PathBuf::from(path)))
    }

    #[test]
    fn a_form_is_the_source_that_it_describes() {
        let typed =
            DatabaseForm { tables: " sales.orders,lines ".to_owned(), query: String::new(), ..form() };
        let origin = described(&typed).expect("all is said");
        assert!(matches!(&origin, Origin::Postgres { tables, .. } if tables == &["sales.orders", "lines"]));
        let shown = form_of(&origin).expect("a database");
        assert_eq!(described(&shown), Ok(origin), "what is shown is what is meant");
    }

    #[test]
    fn a_mistake_is_told_at_its_field() {
        use DatabaseField::{File, Query, Tables, Variable};

        type Change = fn(&mut DatabaseForm);
        let changes: [(Change, DatabaseField); 9] = [
            (|form| form.variable.clear(), Variable),
            (|form| form.variable = "MY-URL".to_owned(), Variable),
            (|form| form.variable = "postgresql://anna:s3cr3t@db/shop".to_owned(), Variable),
            (|form| form.variable = "CLIENTELE_WAREHOUSE_URL".to_owned(), Variable),
            (|form| form.variable = "anna:s3cr3t@db/shop".to_owned(), Variable),
            (|form| form.file = "/etc/url".to_owned(), File),
            (|form| form.query.clear(), Query),
            (|form| form.tables = "orders".to_owned(), Tables),
            (|form| (form.query, form.tables) = (String::new(), "a b, a_b".to_owned()), Tables),
        ];
        for (change, field) in changes {
            let mut wrong = form();
            change(&mut wrong);
            let found = described(&wrong).expect_err("refused");
            assert_eq!(found.field, Some(field), "{found:?}");
            assert!(!found.words.contains("s3cr3t"), "{found:?}");
        }
    }

    #[test]
    fn a_password_is_neither_taken_nor_shown_again() {
        for secret in [
            "postgresql://anna:s3cr3t@db/shop",
            "host=db password = s3cr3t",
            "select * from dblink('postgresql://anna:s3cr3t@db/shop', 'select 1')",
        ] {
            for field in [DatabaseField::Variable, DatabaseField::Query, DatabaseField::Tables] {
                let mut wrong = form();
                secret.clone_into(wrong.value_mut(field));
                assert!(described(&wrong).is_err(), "{secret}");
                assert!(!format!("{:?}", without_secrets(wrong)).contains("s3cr3t"), "{secret}");
            }
        }
        assert_eq!(without_secrets(form()), form());
    }

    #[test]
    fn what_is_no_name_is_not_shown_again() {
        use DatabaseField::{Authority, File, Tables, Variable};

        for field in [Variable, File, Authority, Tables] {
            let mut wrong = DatabaseForm::default();
            "anna:s3cr3t@db/shop".clone_into(wrong.value_mut(field));
            let found = described(&wrong).expect_err("refused");
            assert_eq!(found.field, Some(field), "{found:?}");
            assert!(!format!("{found:?} {:?}", without_secrets(wrong)).contains("s3cr3t"), "{field:?}");
        }
        let wrong = DatabaseForm { variable: "s3cr3t!".to_owned(), ..form() };
        assert!(!described(&wrong).expect_err("refused").words.contains("s3cr3t"));
        assert_eq!(without_secrets(wrong).variable, "");
    }

    #[test]
    fn a_query_about_passwords_is_no_password() {
        for query in [
            "select * from people where reset_password = true and host = 'shop.example'",
            "select l.password = '' as open, l.user = 'x' from logins l",
            "select * from people where password = true",
            "select * from pages where address like 'https://shop.example/%' and mail = 'a@b'",
        ] {
            let asked = DatabaseForm { query: query.to_owned(), ..form() };
            assert!(described(&asked).is_ok(), "{query}");
            assert_eq!(without_secrets(asked.clone()), asked);
        }
        for query in [
            "select * from dblink('host=db user=anna password=s3cr3t', 'select 1')",
            "select * from dblink($$ Password = 's3cr3t' hostaddr=10.0.0.7 $$, 'select 1')",
        ] {
            let asked = DatabaseForm { query: query.to_owned(), ..form() };
            assert_eq!(described(&asked).expect_err("refused").field, Some(DatabaseField::Query), "{query}");
            assert_eq!(without_secrets(asked).query, "");
        }
    }

    #[test]
    fn a_file_that_may_not_be_named_is_told_at_its_field() {
        let refused = |path: &str| -> Result<PathBuf, SourcingError> {
            Err(SourcingError::NotAbsolute { path: path.to_owned() })
        };
        let file = DatabaseForm { variable: String::new(), file: "url".to_owned(), ..form() };
        let authority = DatabaseForm { authority: "ca.pem".to_owned(), ..form() };
        for (form, field) in [(file, DatabaseField::File), (authority, DatabaseField::Authority)] {
            assert_eq!(origin_of(&form, &refused).expect_err("refused").field, Some(field));
        }
    }
}
