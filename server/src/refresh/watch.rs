//! What a file or folder looks like from outside, and whether it has changed and come to rest.

use std::{
    fs, io,
    path::Path,
    time::{Duration, Instant, UNIX_EPOCH},
};

use sha2::{Digest, Sha256};

use crate::hashed::hexadecimal;

/// A file that nobody has written to for so long is taken to be whole.
const REST: Duration = Duration::from_secs(5);
/// Folders within folders that are looked into.
const DEPTH_MAX: usize = 4;

/// Differs whenever a file came, went, grew, shrank or was written. Reads names, lengths and times alone.
///
/// # Errors
/// It is not there, or may not be looked at.
pub(crate) fn fingerprint(path: &Path) -> io::Result<String> {
    let mut lines = Vec::new();
    collect(path, DEPTH_MAX, &mut lines)?;
    lines.sort();
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line);
        hash.update([0]);
    }
    Ok(hexadecimal(&hash.finalize()[..16]))
}

fn collect(path: &Path, depth: usize, lines: &mut Vec<String>) -> io::Result<()> {
    let about = fs::metadata(path)?;
    if about.is_dir() {
        if depth == 0 {
            return Ok(());
        }
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), depth - 1, lines)?;
        }
        return Ok(());
    }
    let written = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    lines.push(format!("{} {} {written}", path.display(), about.len()));
    Ok(())
}

/// What has been read, and what is waited for to come to rest.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// The fingerprint of what was read last.
    read: Option<String>,
    /// Another one, and since when it is the same.
    resting: Option<(String, Instant)>,
}

impl Watch {
    /// Goes on from what was read before.
    pub(crate) fn from(read: Option<String>) -> Self {
        Self { read, resting: None }
    }

    /// True if what was found differs from what was read, and has been the same for a while. `None`: nothing is
    /// there, which is waited for in silence.
    pub(crate) fn look(&mut self, found: Option<String>, now: Instant) -> bool {
        let Some(found) = found.filter(|found| self.read.as_ref() != Some(found)) else {
            self.resting = None;
            return false;
        };
        match &self.resting {
            Some((resting, since)) if *resting == found => now.duration_since(*since) >= REST,
            _ => {
                self.resting = Some((found, now));
                false
            }
        }
    }

    /// Notes what was read, whatever came of it: the same content is not read again by itself.
    pub(crate) fn has_read(&mut self, fingerprint: String) {
        self.read = Some(fingerprint);
        self.resting = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the watch says second by second of what it finds.
    fn told(watch: &mut Watch, found: &[&str]) -> Vec<bool> {
        let start = Instant::now();
        let look = |(second, text): (u64, &&str)| {
            let found = Some(*text).filter(|text| !text.is_empty()).map(str::to_owned);
            watch.look(found, start + Duration::from_secs(second))
        };
        (0..).zip(found).map(look).collect()
    }

    #[test]
    fn a_file_that_grows_is_waited_for() {
        let mut watch = Watch::from(Some("old".to_owned()));
        let found = ["old", "a", "b", "c", "c", "c", "c", "c", "c"];
        let rest = [false, false, false, false, false, false, false, false, true];
        assert_eq!(told(&mut watch, &found), rest);
    }

    #[test]
    fn what_was_read_is_not_read_again() {
        let mut watch = Watch::from(None);
        watch.has_read("a".to_owned());
        assert!(told(&mut watch, &["a"; 20]).iter().all(|changed| !changed));
    }

    #[test]
    fn what_is_gone_for_a_moment_has_not_changed() {
        let mut watch = Watch::from(Some("a".to_owned()));
        assert!(told(&mut watch, &["a", "", "", "", "", "", "", "", "a"]).iter().all(|changed| !changed));
    }

    #[test]
    fn length_time_and_names_make_the_fingerprint() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let seen = || fingerprint(folder.path()).expect("it is there");
        let empty = seen();
        fs::write(folder.path().join("a.csv"), "one").expect("written");
        let one = seen();
        fs::write(folder.path().join("a.csv"), "longer").expect("written");
        let longer = seen();
        fs::rename(folder.path().join("a.csv"), folder.path().join("b.csv")).expect("renamed");
        let renamed = seen();
        assert_eq!(renamed, seen());
        let different: std::collections::BTreeSet<_> = [empty, one, longer, renamed].into();
        assert_eq!(different.len(), 4);
        assert!(fingerprint(&folder.path().join("nothing")).is_err());
    }
}
