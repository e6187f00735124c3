//! Files whose hash is known once they are written.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::manifest::StoredFile;

/// Of a file that is written or read, in memory at a time.
const PIECE_BYTES: usize = 1 << 20;

/// Writes a file, flushes it to the disk, and tells its length and hash.
pub(crate) fn write_hashed<E: From<io::Error>>(
    path: &Path,
    write: impl FnOnce(&mut HashingWriter) -> Result<(), E>,
) -> Result<StoredFile, E> {
    let mut writer = HashingWriter {
        file: BufWriter::with_capacity(PIECE_BYTES, File::create(path)?),
        hash: Sha256::new(),
        bytes: 0,
    };
    write(&mut writer)?;
    let file = writer.file.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(StoredFile { bytes: writer.bytes, sha256: hex(&writer.hash.finalize()) })
}

/// The length and hash of a file, which is read a piece at a time.
pub(crate) fn describe_file(path: &Path) -> io::Result<StoredFile> {
    let mut file = File::open(path)?;
    let mut piece = vec![0; PIECE_BYTES];
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(StoredFile { bytes, sha256: hex(&hash.finalize()) }),
            Ok(read) => {
                hash.update(&piece[..read]);
                bytes += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hashes what passes through.
pub(crate) struct HashingWriter {
    file: BufWriter<File>,
    hash: Sha256,
    bytes: u64,
}

impl Write for HashingWriter {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.file.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
