//! The form that describes a database, and where in it something is wrong.

use std::path::PathBuf;

use clientele_contract::{DatabaseField, DatabaseForm, DatabaseMistake};

use crate::{
    postgres::{PostgresError, without_logins},
    source_file::Origin,
};

/// The source that a form describes.
///
/// # Errors
/// Something is missing, is said twice, or holds an address with a password.
pub(super) fn origin_of(form: &DatabaseForm) -> Result<Origin, DatabaseMistake> {
    use DatabaseField::{Authority, File, Query, Tables, Variable};

    refuse_secrets(form)?;
    let said = |field| Some(form.value(field).trim().to_owned()).filter(|text| !text.is_empty());
    let (url_env, url_file) = (said(Variable), said(File));
    match (&url_env, &url_file) {
        (None, None) => {
            return Err(mistake(Variable, "Say where the address stands: name a variable, or a file below."));
        }
        (Some(_), Some(_)) => {
            return Err(mistake(
                File,
                "The address stands in one place: name either the variable or the file.",
            ));
        }
        (Some(name), None) if !is_name_of_variable(name) => {
            let words =
                format!("“{name}” is not the name of a variable, which has letters, digits and _ only.");
            return Err(mistake(Variable, &words));
        }
        _ => {}
    }
    let (query, tables) = (said(Query), tables_of(form));
    match (&query, tables.is_empty()) {
        (None, true) => Err(mistake(Query, "Say what is read: write a query, or name tables below.")),
        (Some(_), false) => Err(mistake(Tables, "One of them is read: either the query or tables.")),
        _ => Ok(Origin::Postgres {
            url_env,
            url_file: url_file.map(PathBuf::from),
            ca_file: said(Authority).map(PathBuf::from),
            query: query.map(|query| query.replace("\r\n", "\n")),
            tables,
            mapping: None,
            config: None,
        }),
    }
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
        Fault::Query { .. } | Fault::Writes { .. } | Fault::BrokenOff { .. } | Fault::Cancelled => Some(rows),
        Fault::Settings(_) | Fault::Lost { .. } | Fault::Refused { .. } | Fault::Io { .. } => None,
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

/// The form without what looks like an address or a password: such a thing is neither shown again nor kept.
pub(crate) fn without_secrets(mut form: DatabaseForm) -> DatabaseForm {
    for field in DatabaseField::ALL {
        if holds_secret(field, form.value(field)) {
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
    let squeezed: String = text.to_lowercase().split_whitespace().collect();
    let is_address = match field {
        DatabaseField::Query => without_logins(text) != text,
        _ => text.contains("://"),
    };
    is_address || squeezed.contains("password=")
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
            variable: "SHOP_URL".to_owned(),
            query: "select * from orders".to_owned(),
            ..DatabaseForm::default()
        }
    }

    #[test]
    fn a_form_is_the_source_that_it_describes() {
        let described =
            DatabaseForm { tables: " sales.orders,lines ".to_owned(), query: String::new(), ..form() };
        let origin = origin_of(&described).expect("all is said");
        assert!(matches!(&origin, Origin::Postgres { tables, .. } if tables == &["sales.orders", "lines"]));
        let shown = form_of(&origin).expect("a database");
        assert_eq!(origin_of(&shown), Ok(origin), "what is shown is what is meant");
    }

    #[test]
    fn a_mistake_is_told_at_its_field() {
        use DatabaseField::{File, Query, Tables, Variable};

        type Change = fn(&mut DatabaseForm);
        let changes: [(Change, DatabaseField); 6] = [
            (|form| form.variable.clear(), Variable),
            (|form| form.variable = "MY-URL".to_owned(), Variable),
            (|form| form.variable = "postgresql://anna:s3cr3t@db/shop".to_owned(), Variable),
            (|form| form.file = "/etc/url".to_owned(), File),
            (|form| form.query.clear(), Query),
            (|form| form.tables = "orders".to_owned(), Tables),
        ];
        for (change, field) in changes {
            let mut wrong = form();
            change(&mut wrong);
            let found = origin_of(&wrong).expect_err("refused");
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
                assert!(origin_of(&wrong).is_err(), "{secret}");
                assert!(!format!("{:?}", without_secrets(wrong)).contains("s3cr3t"), "{secret}");
            }
        }
        assert_eq!(without_secrets(form()), form());
    }
}
