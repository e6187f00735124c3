//! A table packed with gzip.

use std::{fs::File, io::BufReader, path::Path};

use flate2::bufread::MultiGzDecoder;

use super::{ContentKind, Origin, TableFile, Unpacked};
use crate::{
    RefreshError, Stage,
    ingest::{olist, source::file_name},
};

impl Unpacked<'_> {
    pub(super) fn unpack_gzip(&mut self, path: &Path) -> Result<TableFile, RefreshError> {
        let of_opening = |error| RefreshError::io("opening", path, error);
        let file = File::open(path).map_err(of_opening)?;
        let packed_bytes = file.metadata().map_err(of_opening)?.len();
        let name = file_name(path);
        self.request.progress.begin(Stage::Reading { file: name.clone() });
        // Olist's files are known by their names.
        let inner = name.strip_suffix(".gz").filter(|inner| olist::is_file_of_it(inner));
        let path = self.new_path(inner.unwrap_or(&name))?;
        let content = MultiGzDecoder::new(BufReader::new(file));
        let kind = self.pour(content, &path, &Origin { name: &name, packed_bytes })?;
        Ok(TableFile { is_parquet: kind == ContentKind::Parquet, ..TableFile::plain(path) })
    }
}
