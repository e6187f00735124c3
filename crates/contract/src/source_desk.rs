use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{DatabaseForm, RejectCount, TableJoins};

/// Where the orders come from, and what has been handed in but is not in use yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SourceDesk {
    /// The source in use; `None`: none has been chosen.
    pub in_use: Option<SourceInUse>,
    /// Why the description of the source cannot be read, for people.
    pub fault: Option<String>,
    /// What was uploaded and is not in use, newest first.
    pub uploads: Vec<Upload>,
    /// What may be uploaded.
    pub limits: UploadLimits,
    /// Folders of this machine of which a source may be part.
    pub folders: Vec<OpenFolder>,
}

/// A folder of this machine of which a source may be part.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OpenFolder {
    /// Its path.
    pub path: String,
    /// Files of tables and folders in it, by name; not more than a page can show.
    pub entries: Vec<OpenEntry>,
    /// It holds more of them.
    pub has_more: bool,
}

/// A file or folder in an open folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenEntry {
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// The length of a file; `None`: it is a folder.
    pub bytes: Option<u64>,
}

/// The source that a refresh reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInUse {
    /// What it is in a few words: `Uploaded files`, `A folder of this machine`.
    pub kind: String,
    /// Where it is: the names of files, a path, the name of a database.
    pub place: String,
    /// Its files, where it has files.
    pub files: Vec<SourceEntry>,
    /// When it was uploaded, in seconds since 1970-01-01 UTC.
    pub uploaded_at: Option<i64>,
    /// What its mapping is asked for by; `None`: it is not mapped on a page.
    pub candidate: Option<Candidate>,
    /// The database that is asked, where it is one.
    pub database: Option<DatabaseForm>,
    /// The description, as it lies in the data folder: its path and its text.
    pub description: (String, String),
    /// The mapping, likewise; `None`: it is recognised at each refresh.
    pub mapping: Option<(String, String)>,
}

/// A file of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// As its owner called it; text alone, never a path.
    pub name: String,
    /// Its length.
    pub bytes: u64,
}

/// Files that arrived together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Identifier, made by the server.
    pub id: String,
    /// When the last byte arrived, in seconds since 1970-01-01 UTC.
    pub uploaded_at: i64,
    /// The files.
    pub files: Vec<SourceEntry>,
    /// Why it cannot be read, as far as the first bytes of its files say; `None`: it may be.
    pub fault: Option<String>,
}

/// What may be uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct UploadLimits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Bytes of all files that are sent together.
    pub total_bytes: u64,
}

/// Something that could become the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Candidate {
    /// An upload, by its identifier.
    Upload(String),
    /// A file or folder of this machine, by its path.
    Path(String),
    /// A database that was tried, by the identifier of its description.
    Database(String),
}

/// How a candidate would be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MappingDesk {
    /// What is to be read.
    pub candidate: Candidate,
    /// Its files.
    pub files: Vec<SourceEntry>,
    /// What was looked at in place of files, in words: the first rows of a database.
    pub origin: Option<String>,
    /// The database that was tried, where it is one.
    pub database: Option<DatabaseForm>,
    /// Whether it is read again as soon as it has changed; `None`: it does not change by itself.
    pub on_change: Option<bool>,
    /// How it is understood.
    pub understanding: Understanding,
}

/// How a candidate is understood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Understanding {
    /// It says itself how it is read; the text says as what it was recognised.
    Certain(String),
    /// A table whose columns have to be named.
    Table(Box<TableMapping>),
    /// It cannot be read; the text says why and what to do.
    Refused(String),
}

/// A table, and how it would be read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct TableMapping {
    /// Rows that were looked at.
    pub rows_seen: u64,
    /// The tables that became this one; `None`: it is one by itself.
    pub joins: Option<TableJoins>,
    /// Its columns, in their order.
    pub columns: Vec<MappedColumn>,
    /// Everything else that can be chosen, by the keys of a mapping file.
    pub choices: Vec<MappingChoice>,
    /// Each word of the status column, what it means, and whether that was known.
    pub status: Vec<StatusWord>,
    /// What a person should know about how the files were taken.
    pub notes: Vec<String>,
    /// What keeps the table from being read.
    pub problems: Vec<String>,
    /// More rows cannot be used than a refresh leaves out; what was found, and what to do.
    pub too_many_refused: Option<String>,
    /// The first rows as they are understood; `None`: they cannot be, see `problems`.
    pub preview: Option<MappingPreview>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappedColumn {
    /// Its name in the header, or its number.
    pub name: String,
    /// Its first different values.
    pub samples: Vec<String>,
    /// What it means, by the key of a mapping file; empty: it is not used.
    pub meaning: String,
    /// How sure that is, 0–100; `None`: a person said so, or nothing is guessed.
    pub percent: Option<u8>,
    /// Why, in words.
    pub reason: String,
    /// Why it cannot have this meaning; `None`: it can.
    pub mistake: Option<String>,
    /// It is not certain enough.
    pub is_doubtful: bool,
}

/// Something that can be chosen about a table as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingChoice {
    /// The key of a mapping file: `dates`, `decimal`, `customers`.
    pub key: String,
    /// The word of a mapping file.
    pub value: String,
    /// Why it is not certain; `None`: it is.
    pub doubt: Option<String>,
    /// Why what was typed cannot be used; `None`: it can.
    pub mistake: Option<String>,
}

/// A word of the status column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusWord {
    /// The shop's word.
    pub word: String,
    /// `completed`, `open` or `void`.
    pub meaning: String,
    /// Nobody knows the word: the meaning is a guess.
    pub is_doubtful: bool,
}

/// The beginning of a table as a mapping understands it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MappingPreview {
    /// Rows that were read.
    pub rows_read: u64,
    /// Rows that can be used.
    pub rows_usable: u64,
    /// The earliest day in them.
    pub first_day: Option<NaiveDate>,
    /// The latest day in them.
    pub last_day: Option<NaiveDate>,
    /// Why rows cannot be used, most frequent first.
    pub refused: Vec<RejectCount>,
    /// The first rows that can be used.
    pub rows: Vec<PreviewRow>,
}

/// A row as it is understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The day of the order; `None`: another row of the order says it.
    pub day: Option<NaiveDate>,
    /// The order's id; empty where none is read.
    pub order: String,
    /// The customer's id.
    pub customer: Option<String>,
    /// The product, or its category.
    pub product: Option<String>,
    /// What the line or the order came to; below 0 for a return.
    pub amount_cents: Option<i64>,
    /// Goods came back.
    pub is_return: bool,
    /// What its status means; `None`: it says nothing.
    pub status: Option<String>,
}
