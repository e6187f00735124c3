//! Why a command ended without its result, and the exit code that scripts see.

use std::{fmt, io, process::ExitCode};

use clientele_analytics::{ConfigError, RefreshError, RefusedRows, SnapshotError};
use clientele_contract::AnalyticsError;
use clientele_demo::DemoError;

use crate::{desk::DeskError, postgres::PostgresError, refresh::ChecksFailed, warehouse::WarehouseError};

/// What kind of failure it is; the number is the exit code. 2 is clap's, for a wrong command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// A fault of the program or of the machine.
    Fault = 1,
    /// Something on the command line makes no sense.
    Usage = 2,
    /// The input was refused; a person can mend it.
    InputRefused = 3,
    /// Nothing has been published that could answer.
    NoData = 4,
}

/// A command that failed.
#[derive(Debug)]
pub(crate) struct Failure {
    kind: FailureKind,
    error: anyhow::Error,
}

impl Failure {
    pub(crate) fn new(kind: FailureKind, error: impl Into<anyhow::Error>) -> Self {
        Self { kind, error: error.into() }
    }

    /// A source that cannot be reached: it may be tried again by itself.
    pub(crate) fn unreachable(error: impl Into<anyhow::Error>) -> Self {
        Self::new(FailureKind::Fault, error.into().context(Unreachable))
    }

    /// True if trying again may help without anybody mending anything.
    pub(crate) fn is_unreachable(&self) -> bool {
        let is_system = |error: &RefreshError| {
            matches!(
                error,
                RefreshError::Io { .. }
                    | RefreshError::NoSource { .. }
                    | RefreshError::Busy { .. }
                    | RefreshError::Changed { .. }
            )
        };
        self.error.is::<Unreachable>() || self.error.downcast_ref().is_some_and(is_system)
    }

    /// True if the input was refused: it has to be mended.
    pub(crate) fn is_refusal(&self) -> bool {
        self.kind == FailureKind::InputRefused && !self.is_unreachable()
    }

    /// True if whoever asked for the work asked for its end.
    pub(crate) fn is_cancelled(&self) -> bool {
        matches!(self.error.downcast_ref(), Some(RefreshError::Cancelled))
    }

    /// The rows that could not be used, if files were read and nothing was made of them.
    pub(crate) fn refused_rows(&self) -> Option<&RefusedRows> {
        match self.error.downcast_ref() {
            Some(RefreshError::TooManyRejects { refused, .. }) => Some(refused),
            _ => self.error.downcast_ref().map(|failed: &ChecksFailed| &failed.refused),
        }
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.kind as u8)
    }

    /// A person can mend it.
    pub(crate) fn is_refused_input(&self) -> bool {
        self.kind == FailureKind::InputRefused
    }

    pub(crate) fn is_broken_pipe(&self) -> bool {
        let is_broken_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        self.error.chain().filter_map(|cause| cause.downcast_ref()).any(is_broken_pipe)
    }
}

/// What is said before the reason.
#[derive(Debug)]
struct Unreachable;

impl fmt::Display for Unreachable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the source cannot be read now")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.error)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::new(FailureKind::Fault, error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(FailureKind::Fault, error)
    }
}

impl From<RefreshError> for Failure {
    fn from(error: RefreshError) -> Self {
        let kind = if error.is_bad_input() { FailureKind::InputRefused } else { FailureKind::Fault };
        Self::new(kind, error)
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Self::new(FailureKind::InputRefused, error)
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        let kind = match error {
            DeskError::Mistake(_) => FailureKind::InputRefused,
            _ => FailureKind::Fault,
        };
        Self::new(kind, error)
    }
}

impl From<PostgresError> for Failure {
    fn from(error: PostgresError) -> Self {
        match error {
            PostgresError::Cancelled => RefreshError::Cancelled.into(),
            error if error.is_unreachable() => Self::unreachable(error),
            error if error.is_bad_input() => Self::new(FailureKind::InputRefused, error),
            error => Self::new(FailureKind::Fault, error),
        }
    }
}

impl From<WarehouseError> for Failure {
    fn from(error: WarehouseError) -> Self {
        match error {
            WarehouseError::Snapshot(error) => error.into(),
            WarehouseError::Engine(error) => error.into(),
            error if error.is_bad_input() => Self::new(FailureKind::InputRefused, error),
            error => Self::new(FailureKind::Fault, error),
        }
    }
}

impl From<DemoError> for Failure {
    fn from(error: DemoError) -> Self {
        let kind = match error {
            DemoError::Io { .. } => FailureKind::Fault,
            _ => FailureKind::InputRefused,
        };
        Self::new(kind, error)
    }
}

impl From<SnapshotError> for Failure {
    fn from(error: SnapshotError) -> Self {
        let kind = match error {
            SnapshotError::None { .. } => FailureKind::NoData,
            _ => FailureKind::Fault,
        };
        Self::new(kind, error)
    }
}

impl From<AnalyticsError> for Failure {
    fn from(error: AnalyticsError) -> Self {
        let kind = match error {
            AnalyticsError::NoSnapshot => FailureKind::NoData,
            AnalyticsError::InvalidQuestion(_) => FailureKind::Usage,
            AnalyticsError::Internal(_) => FailureKind::Fault,
        };
        Self::new(kind, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_changed_while_it_was_read_is_read_again() {
        let failure = Failure::from(RefreshError::Changed { file: "orders.csv".to_owned() });
        assert!(failure.is_unreachable() && !failure.is_refusal(), "{failure}");
        let failure = Failure::from(RefreshError::NoTable { path: "orders.csv".into() });
        assert!(!failure.is_unreachable() && failure.is_refusal(), "{failure}");
    }
}
