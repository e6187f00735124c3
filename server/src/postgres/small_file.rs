//! Files of a few lines that somebody names: an address, certificates. Anything may lie at such a path.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

/// A file that holds more is another file.
const BYTES_MAX: u64 = 1 << 20;

/// Reads a file, with what the system says of it. Pipes and devices, which may never begin or never end, are refused
/// before they are opened.
///
/// # Errors
/// It is not there, may not be read, is no file, or is too large.
pub(super) fn read_small_file(path: &Path) -> io::Result<(Metadata, Vec<u8>)> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let file = File::open(path)?;
    let found = file.metadata()?;
    let mut bytes = Vec::new();
    // Whatever its length is said to be: files grow, and some that say they are empty are not.
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(io::Error::other("it is larger than 1 MiB"));
    }
    Ok((found, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_a_mebibyte() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("file");
        for (length, is_read) in [(0, true), (1 << 20, true), ((1 << 20) + 1, false)] {
            fs::write(&path, vec![b'x'; length]).expect("written");
            let read = read_small_file(&path);
            assert_eq!(read.is_ok(), is_read, "{length}");
            assert!(read.is_err() || read.is_ok_and(|(_, bytes)| bytes.len() == length), "{length}");
        }
        assert!(read_small_file(folder.path()).is_err(), "a folder");
        assert!(read_small_file(&folder.path().join("none")).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn what_never_ends_or_never_begins_is_not_opened() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (pipe, link) = (folder.path().join("pipe"), folder.path().join("link"));
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().expect("`mkfifo` is there");
        assert!(made.success());
        std::os::unix::fs::symlink("/dev/zero", &link).expect("a link");
        for path in [Path::new("/dev/zero"), &pipe, &link] {
            let fault = read_small_file(path).expect_err("refused").to_string();
            assert!(fault.contains("not a regular file"), "{}: {fault}", path.display());
        }
    }
}
