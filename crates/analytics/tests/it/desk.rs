//! Source files of a test in a folder of its own, read through the whole engine.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use clientele_analytics::{
    BuildRequest, Engine, Mapping, RecognisedSource, RecognisedTable, RefreshError, RuleBook, ShopConfig,
    Silent, UnpackLimits, build_shop, recognise_source,
};
use clientele_contract::{Analytics, QualityReport, Scope};
use flate2::{Compression, write::GzEncoder};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// A folder of a test, with one for what is unpacked in it.
pub struct Desk {
    folder: tempfile::TempDir,
    pub config: ShopConfig,
}

impl Desk {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), config: ShopConfig::default() }
    }

    pub fn with_limits(limits: UnpackLimits) -> Self {
        Self { config: ShopConfig { unpack: limits, ..ShopConfig::default() }, ..Self::new() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        let folder = self.folder.path().join("source");
        fs::create_dir_all(&folder).unwrap();
        folder.join(name)
    }

    pub fn write(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        path
    }

    pub fn source(&self) -> PathBuf {
        self.folder.path().join("source")
    }

    pub fn staging(&self) -> PathBuf {
        self.folder.path().join("unpacking")
    }

    /// Reads a source, and looks that nothing of what was unpacked is left.
    pub fn read(&self, path: &Path, mapping: Option<&Mapping>) -> Result<Engine, RefreshError> {
        let rules = RuleBook::default();
        let (config, staging) = (&self.config, self.staging());
        let request =
            BuildRequest { source: path, mapping, config, rules: &rules, as_of: None, staging: &staging };
        let result = build_shop(&request, &Silent).and_then(Engine::from_shop);
        self.assert_nothing_is_left();
        result
    }

    pub fn recognise(&self, path: &Path) -> RecognisedTable {
        let recognised = recognise_source(path, &self.config, &self.staging()).unwrap();
        self.assert_nothing_is_left();
        match recognised {
            RecognisedSource::Table(table) => *table,
            RecognisedSource::Olist => unreachable!("taken for Olist's files"),
        }
    }

    pub fn assert_nothing_is_left(&self) {
        let Ok(left) = fs::read_dir(self.staging()) else { return };
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["gate.lock"]);
    }

    pub fn refusal(&self, path: &Path) -> String {
        let error = self.read(path, None).err().unwrap();
        assert!(error.is_bad_input(), "{error}");
        let of_recognition = recognise_source(path, &self.config, &self.staging()).err().unwrap();
        assert_eq!(error.to_string(), of_recognition.to_string());
        self.assert_nothing_is_left();
        error.to_string()
    }
}

pub fn figures(engine: &Engine) -> (u64, u64, i64) {
    let info = engine.snapshot(&Scope::everything()).unwrap();
    (info.customers, info.completed_orders, quality(engine).revenue_cents_from_lines)
}

pub fn quality(engine: &Engine) -> QualityReport {
    engine.quality(&Scope::everything()).unwrap()
}

pub fn real_data(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("CLIENTELE_TEST_DATA").filter(|value| !value.is_empty())?;
    Some(Path::new(&folder).join("data").join(file))
}

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    zip_with(files, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))
}

pub fn zip_with(files: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut packed = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        packed.start_file(*name, options).unwrap();
        packed.write_all(content).unwrap();
    }
    packed.finish().unwrap().into_inner()
}
