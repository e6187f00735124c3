//! What goes wrong with a database. No message holds a password.

use std::{error::Error, io, path::PathBuf};

use clientele_analytics::Progress;
use clientele_app::format::format_bytes;
use postgres::error::{DbError, ErrorPosition, SqlState};

use crate::uploads::UploadError;

/// A database that could not be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PostgresError {
    /// The environment variable is not set.
    #[error(
        "the environment variable {variable} is not set; it must hold the address of the database, such as \
         postgresql://user:password@host:5432/database"
    )]
    NoAddress {
        /// Its name.
        variable: String,
    },
    /// None or two places for the address.
    #[error("say where the address of the database stands: either url_env = \"NAME\" or url_file = \"FILE\"")]
    AddressTwice,
    /// What stands there is no address.
    #[error(
        "{stands} does not hold the address of a PostgreSQL database; expected \
         postgresql://user:password@host:5432/database, in which @ : / ? # and % of user and password are written \
         as %40 %3A %2F %3F %23 and %25"
    )]
    NotAnAddress {
        /// Where it stands.
        stands: String,
    },
    /// Others may read the password.
    #[error(
        "{path} holds a password and has mode {mode:o}: others may read or change it; run chmod 600 {path}"
    )]
    OpenSecret {
        /// The file.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// The settings ask for what cannot be.
    #[error("{0}")]
    Settings(String),
    /// Certificates that cannot be used.
    #[error("{path} holds no certificates (PEM) that can be used: {fault}")]
    Certificates {
        /// The file.
        path: PathBuf,
        /// What was found.
        fault: String,
    },
    /// Nobody answers.
    #[error("cannot reach the database {place}: {fault}")]
    Unreachable {
        /// Host, port and database.
        place: String,
        /// What the system or the server said.
        fault: String,
    },
    /// Wrong user or password.
    #[error("the database {place} refuses the login: {fault}; check user and password in its address")]
    LoginRefused {
        /// Host, port and database.
        place: String,
        /// What the server said.
        fault: String,
    },
    /// The encrypted connection failed.
    #[error(
        "no encrypted connection to the database {place}: {fault}; name the certificates of its authority with \
         ca_file, or add sslmode=disable to the address if nobody else is on the way there"
    )]
    Encryption {
        /// Host, port and database.
        place: String,
        /// What was found.
        fault: String,
    },
    /// The connection ended while something was going on.
    #[error("the connection to the database {place} was lost while {doing}: {fault}")]
    Lost {
        /// Host, port and database.
        place: String,
        /// What was going on.
        doing: String,
        /// What the system or the server said.
        fault: String,
    },
    /// The server ended a statement that it may let end another time: it took too long, or was in the way of another.
    #[error("the database {place} broke off {doing}: {fault}")]
    BrokenOff {
        /// Host, port and database.
        place: String,
        /// What was going on.
        doing: String,
        /// What the server said.
        fault: String,
    },
    /// A statement of the person's own was refused.
    #[error("{what}: {fault}")]
    Query {
        /// What was asked for, such as `query, line 2, column 8`.
        what: String,
        /// What the server said.
        fault: String,
    },
    /// A statement of the person's own would change something.
    #[error(
        "{what} would change the database, which is only read: {fault}; expected a statement that selects"
    )]
    Writes {
        /// What was asked for.
        what: String,
        /// What the server said.
        fault: String,
    },
    /// The server refused something else.
    #[error("the database {place} refused {doing}: {fault}")]
    Refused {
        /// Host, port and database.
        place: String,
        /// What was going on.
        doing: String,
        /// What the server said.
        fault: String,
    },
    /// The first rows, by which a person sees how it is read, are more than is looked at.
    #[error(
        "its first rows are larger than {limit}, which is the most that is read to try it; select fewer columns, or \
         shorten long texts",
        limit = format_bytes(*limit)
    )]
    TooMuch {
        /// Bytes.
        limit: u64,
    },
    /// The disk.
    #[error(transparent)]
    NoRoom(UploadError),
    /// Whoever asked for it does not want it any more.
    #[error("it was cancelled")]
    Cancelled,
    /// Reading or writing a file failed.
    #[error("{action} {path}: {fault}")]
    Io {
        /// What was attempted.
        action: &'static str,
        /// On which file.
        path: PathBuf,
        /// The system's answer.
        fault: io::Error,
    },
}

impl PostgresError {
    /// True if it may work some time later without anybody changing anything.
    pub(crate) fn is_unreachable(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Lost { .. } | Self::BrokenOff { .. })
    }

    /// True if a person can mend it; false for faults of program, machine or network.
    pub(crate) fn is_bad_input(&self) -> bool {
        !self.is_unreachable() && !matches!(self, Self::Cancelled | Self::NoRoom(_) | Self::Io { .. })
    }

    /// The server names no cause: a statement that it broke off was cancelled only if somebody has asked for that.
    pub(crate) fn cancelled_if_asked(self, progress: &dyn Progress) -> Self {
        match self {
            Self::BrokenOff { .. } if progress.is_cancelled() => Self::Cancelled,
            error => error,
        }
    }

    /// Connecting failed.
    pub(super) fn of_connecting(place: &str, error: &postgres::Error) -> Self {
        let (place, fault) = (place.to_owned(), describe(error));
        match error.as_db_error() {
            Some(refusal) if is_login_refused(refusal) => Self::LoginRefused { place, fault },
            Some(refusal) if is_passing(refusal) => Self::Unreachable { place, fault },
            Some(_) => Self::Refused { place, doing: "the connection".to_owned(), fault },
            // The driver says `authentication error` where the address holds no password.
            None if error.to_string().contains("authentication") || lacks_password(error) => {
                Self::LoginRefused { place, fault }
            }
            None if error.to_string().contains("TLS") => Self::Encryption { place, fault },
            None => Self::Unreachable { place, fault },
        }
    }

    /// Something failed on an open connection; `doing` goes after "while" and "refused".
    pub(crate) fn of(place: &str, doing: &str, error: &postgres::Error) -> Self {
        let (place, doing, fault) = (place.to_owned(), doing.to_owned(), describe(error));
        match error.as_db_error() {
            Some(refusal) if is_broken_off(refusal) => Self::BrokenOff { place, doing, fault },
            Some(refusal) if is_passing(refusal) => Self::Lost { place, doing, fault },
            Some(_) => Self::Refused { place, doing, fault },
            None => Self::Lost { place, doing, fault },
        }
    }

    /// The same, of an error that came through a reader or writer.
    pub(crate) fn of_stream(place: &str, doing: &str, error: &io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<postgres::Error>()) {
            Some(error) => Self::of(place, doing, error),
            None => Self::Lost { place: place.to_owned(), doing: doing.to_owned(), fault: error.to_string() },
        }
    }

    /// A statement of the person's own failed: `text` is where positions count, `what` is what it is called.
    pub(super) fn of_query(place: &str, what: &str, text: &str, error: &postgres::Error) -> Self {
        let of_server = || Self::of(place, &format!("reading {what}"), error);
        let Some(refusal) = error.as_db_error() else { return of_server() };
        if is_passing(refusal) || is_broken_off(refusal) {
            return of_server();
        }
        let (what, fault) = (locate(what, text, refusal), describe(error));
        match *refusal.code() {
            SqlState::READ_ONLY_SQL_TRANSACTION => Self::Writes { what, fault },
            _ => Self::Query { what, fault },
        }
    }
}

fn is_login_refused(refusal: &DbError) -> bool {
    [SqlState::INVALID_PASSWORD, SqlState::INVALID_AUTHORIZATION_SPECIFICATION].contains(refusal.code())
}

/// The server is starting, stopping or full: it may answer later.
fn is_passing(refusal: &DbError) -> bool {
    let codes = [
        SqlState::CANNOT_CONNECT_NOW,
        SqlState::ADMIN_SHUTDOWN,
        SqlState::CRASH_SHUTDOWN,
        SqlState::TOO_MANY_CONNECTIONS,
        SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
    ];
    // Class 08: the connection failed.
    codes.contains(refusal.code()) || refusal.code().code().starts_with("08")
}

/// By a limit of time, by an administrator or whoever asked, or because of a conflict with others.
fn is_broken_off(refusal: &DbError) -> bool {
    let codes =
        [SqlState::QUERY_CANCELED, SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED];
    codes.contains(refusal.code())
}

fn lacks_password(error: &postgres::Error) -> bool {
    error.source().is_some_and(|source| source.to_string().contains("password"))
}

/// `query, line 2, column 8` if the server says where.
fn locate(what: &str, text: &str, refusal: &DbError) -> String {
    let Some(ErrorPosition::Original(position)) = refusal.position() else { return what.to_owned() };
    // Positions count characters from 1.
    let before: String = text.chars().take((*position as usize).saturating_sub(1)).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    format!("{what}, line {line}, column {column}")
}

/// What the server said, or what happened on the way to it; it goes to logs and pages. The server's details are left
/// out: they hold values of rows, which may be of persons.
fn describe(error: &postgres::Error) -> String {
    if let Some(refusal) = error.as_db_error() {
        // Class 22: a value does not fit, and the message quotes it.
        let quotes_value = refusal.code().code().starts_with("22");
        let message = refusal.message();
        let message = if quotes_value { without_quoted(message) } else { message.to_owned() };
        return std::iter::once(message.as_str()).chain(refusal.hint()).collect::<Vec<_>>().join("; ");
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let said = next.to_string();
        if !text.contains(&said) {
            text = format!("{text}: {said}");
        }
        cause = next.source();
    }
    text
}

/// The text with all from its first quotation mark to its last left out; a value may hold such marks itself.
fn without_quoted(text: &str) -> String {
    // Servers speak other languages, too.
    let marks = ['"', '\'', '«', '»', '„', '“', '”', '‘', '’', '「', '」'];
    let (Some(first), Some((last, mark))) = (text.find(marks), text.rmatch_indices(marks).next()) else {
        return text.to_owned();
    };
    format!("{}…{}", &text[..first], &text[last + mark.len()..])
}

#[cfg(test)]
mod tests {
    use clientele_analytics::Stage;

    use super::*;

    struct Work {
        is_cancelled: bool,
    }

    impl Progress for Work {
        fn begin(&self, _stage: Stage) {}

        fn is_cancelled(&self) -> bool {
            self.is_cancelled
        }
    }

    #[test]
    fn only_what_somebody_asked_to_end_was_cancelled() {
        let text = || "x".to_owned();
        let broken_off = || PostgresError::BrokenOff { place: text(), doing: text(), fault: text() };
        let (wanted, unwanted) = (Work { is_cancelled: false }, Work { is_cancelled: true });
        assert!(matches!(broken_off().cancelled_if_asked(&unwanted), PostgresError::Cancelled));
        assert!(broken_off().cancelled_if_asked(&wanted).is_unreachable(), "it is tried again");
        let other = PostgresError::Settings(text()).cancelled_if_asked(&unwanted);
        assert!(matches!(other, PostgresError::Settings(_)), "another fault stays what it is");
    }

    #[test]
    fn a_value_in_a_message_is_left_out() {
        for (text, told) in [
            (
                r#"invalid input syntax for type integer: "an"na@shop""#,
                "invalid input syntax for type integer: …",
            ),
            (
                r#"value "5551234" is out of range for type integer"#,
                "value … is out of range for type integer",
            ),
            ("Eingabesyntax für Typ integer: „anna@shop“", "Eingabesyntax für Typ integer: …"),
            ("division by zero", "division by zero"),
        ] {
            assert_eq!(without_quoted(text), told);
        }
    }
}
