use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// The refresh at work, those before it, and when the next one is due. Moments are told by the clock of
/// `time_zone`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RefreshDesk {
    /// Differs whenever a refresh began or ended, or the schedule was changed.
    pub version: String,
    /// Where orders are read from, in words; `None`: no source has been chosen.
    pub source: Option<String>,
    /// Why the description of the source cannot be used.
    pub source_fault: Option<String>,
    /// The refresh at work.
    pub at_work: Option<RefreshAtWork>,
    /// When orders are read by themselves; `None`: no source has been chosen.
    pub schedule: Option<RefreshSchedule>,
    /// The next moments of the schedule, at most three.
    pub next: Vec<NaiveDateTime>,
    /// The schedule that a person is choosing.
    pub proposed: Option<ProposedSchedule>,
    /// Another attempt after one that could not reach its source.
    pub retry: Option<NextAttempt>,
    /// Those before, the latest first.
    pub past: Vec<PastRefresh>,
    /// Why those before cannot be read.
    pub past_fault: Option<String>,
    /// Where else the tables are published, and what is there.
    pub warehouse: Vec<WarehouseState>,
    /// What every page says about the last refresh if it did not succeed.
    pub notice: Option<String>,
    /// Whose clock tells the moments.
    pub time_zone: String,
    /// The time zones that can be chosen.
    pub time_zones: Vec<String>,
}

/// A schedule that a person is choosing and has not saved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposedSchedule {
    /// Names and values of the fields of its form.
    pub fields: Vec<(String, String)>,
    /// Its next moments by the clock of its own time zone, at most three; or what is wrong with the fields.
    pub next: Result<Vec<NaiveDateTime>, String>,
}

impl ProposedSchedule {
    /// What stands in a field; nothing if it is not there.
    pub fn field(&self, name: &str) -> &str {
        let found = self.fields.iter().rev().find(|(field, _)| field == name);
        found.map_or("", |(_, value)| value)
    }
}

/// A place where the tables are published for other programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarehouseState {
    /// What kind of place it is: `PostgreSQL` or `Parquet`.
    pub kind: String,
    /// What it holds; `None`: nothing has been published there yet.
    pub held: Option<WarehouseCopy>,
    /// Why the last attempt failed; `None`: it did not.
    pub fault: Option<String>,
    /// What somebody should do.
    pub notes: Vec<String>,
}

/// The tables in a place other than the snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarehouseCopy {
    /// Where it is: a folder, or host, database and schema.
    pub place: String,
    /// The snapshot.
    pub snapshot_id: String,
    /// Rows of all tables.
    pub rows: u64,
    /// When it was published there.
    pub at: NaiveDateTime,
}

/// When orders are read by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshSchedule {
    /// A cron expression of five fields, or "off".
    pub expression: String,
    /// A file that changes is read.
    pub on_change: bool,
}

/// A refresh that is at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshAtWork {
    /// Why it began.
    pub reason: RefreshReason,
    /// From 1; more if the source could not be reached before.
    pub attempt: u32,
    /// How long it has worked, in milliseconds.
    pub milliseconds: u64,
    /// Every step with its state.
    pub steps: Vec<RefreshStepState>,
    /// Its end has been asked for.
    pub is_cancelled: bool,
}

/// One step of a refresh that is at work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshStepState {
    /// Which one.
    pub step: RefreshStep,
    /// How long it took, or has taken so far, in milliseconds; `None`: it has not begun.
    pub milliseconds: Option<u64>,
    /// It is going on.
    pub is_current: bool,
    /// What is known of it: the file that is being read.
    pub detail: Option<String>,
    /// Rows so far, where they are counted.
    pub rows: Option<u64>,
}

/// A further attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextAttempt {
    /// When.
    pub at: NaiveDateTime,
    /// Its number; the first attempt is 1.
    pub attempt: u32,
    /// How many there will be at the most.
    pub attempts: u32,
}

/// A refresh that is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRefresh {
    /// Identifier; later ones are greater.
    pub id: i64,
    /// When it began.
    pub began: NaiveDateTime,
    /// How long it worked; `None`: it broke off.
    pub milliseconds: Option<u64>,
    /// Why it began.
    pub reason: RefreshReason,
    /// From 1; more if the source could not be reached before.
    pub attempt: u32,
    /// Where orders were read from, in words.
    pub source: String,
    /// How it ended.
    pub outcome: RefreshOutcome,
    /// The snapshot, or what was wrong.
    pub detail: String,
    /// Rows of all files.
    pub rows_read: Option<u64>,
    /// Rows that could not be used.
    pub rows_refused: Option<u64>,
    /// Rows of the list of those, where nothing was published and the list is kept.
    pub rows_listed: Option<u64>,
    /// How long each step took.
    pub steps: Vec<RefreshStepTime>,
}

/// How long a step took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefreshStepTime {
    /// Which one.
    pub step: RefreshStep,
    /// In milliseconds.
    pub milliseconds: u64,
}

/// A step of a refresh, in the order in which they are done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefreshStep {
    /// The orders are fetched from where they are kept.
    Fetch,
    /// The files are read.
    Read,
    /// Rows become the star schema.
    Model,
    /// Customers are scored and put into segments.
    Score,
    /// Customers are put into tiers.
    Tiers,
    /// What was read is compared with what must hold.
    Check,
    /// The snapshot is written.
    Write,
    /// The snapshot goes into service.
    Publish,
    /// The tables are published for other programs.
    Warehouse,
}

impl RefreshStep {
    /// All of them, in the order in which they are done.
    pub const ALL: [Self; 9] = [
        Self::Fetch,
        Self::Read,
        Self::Model,
        Self::Score,
        Self::Tiers,
        Self::Check,
        Self::Write,
        Self::Publish,
        Self::Warehouse,
    ];
}

/// Why a refresh began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefreshReason {
    /// Somebody pressed the button.
    Person,
    /// Somebody wanted the data to be published whatever the checks say.
    Forced,
    /// It was due.
    Schedule,
    /// A file had changed.
    Change,
    /// `clientele refresh`
    CommandLine,
}

impl RefreshReason {
    const WORDS: [(Self, &'static str); 5] = [
        (Self::Person, "person"),
        (Self::Forced, "forced"),
        (Self::Schedule, "schedule"),
        (Self::Change, "change"),
        (Self::CommandLine, "command-line"),
    ];

    /// The word by which it is stored.
    pub fn slug(self) -> &'static str {
        Self::WORDS.iter().find(|(reason, _)| *reason == self).map_or("", |(_, slug)| slug)
    }

    /// The reason that is stored by a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == slug).map(|(reason, _)| *reason)
    }
}

/// How a refresh ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefreshOutcome {
    /// It has not ended; another process may be at work on it.
    Running,
    /// A new snapshot is in service.
    Published,
    /// What was read is in service already.
    Unchanged,
    /// The input was refused.
    Refused,
    /// The source could not be reached, or a fault of the machine.
    Failed,
    /// Somebody asked for its end.
    Cancelled,
    /// The process ended before it did.
    BrokenOff,
}

impl RefreshOutcome {
    const WORDS: [(Self, &'static str); 7] = [
        (Self::Running, "running"),
        (Self::Published, "published"),
        (Self::Unchanged, "unchanged"),
        (Self::Refused, "refused"),
        (Self::Failed, "failed"),
        (Self::Cancelled, "cancelled"),
        (Self::BrokenOff, "broken-off"),
    ];

    /// The word by which it is stored.
    pub fn slug(self) -> &'static str {
        Self::WORDS.iter().find(|(outcome, _)| *outcome == self).map_or("", |(_, slug)| slug)
    }

    /// The outcome that is stored by a word.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, known)| *known == slug).map(|(outcome, _)| *outcome)
    }

    /// True if what was read is in service.
    pub fn is_success(self) -> bool {
        matches!(self, Self::Published | Self::Unchanged)
    }
}
