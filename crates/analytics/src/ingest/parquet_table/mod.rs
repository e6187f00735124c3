//! A Parquet file as a table: batches of typed columns, one after another, so that memory does not grow with the file.

mod cells;
mod kinds;

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use arrow_array::RecordBatch;
use arrow_schema::{Field, Schema};
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{
        ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
    },
};

pub(crate) use self::cells::{Cell, Cells, Form};
use super::source::file_name;
use crate::RefreshError;

const MAGIC: &[u8] = b"PAR1";
/// Rows that are typed at a time.
const BATCH_ROWS: usize = 16_384;

/// True if the file begins as Parquet files do.
pub(crate) fn is_parquet(path: &Path) -> bool {
    let mut start = [0; MAGIC.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == MAGIC
}

/// An open file: its columns are known, none of its rows has been read.
pub(crate) struct ParquetTable {
    path: PathBuf,
    metadata: ArrowReaderMetadata,
    names: Vec<String>,
    /// What each column holds if it has no single value in a row, else `None`.
    foreign: Vec<Option<&'static str>>,
}

impl ParquetTable {
    /// Reads the description at the end of the file.
    ///
    /// # Errors
    /// The file cannot be opened, is cut short or damaged.
    pub(crate) fn open(path: &Path) -> Result<Self, RefreshError> {
        let file = open_file(path)?;
        let load = || ArrowReaderMetadata::load(&file, ArrowReaderOptions::new());
        let metadata = guarded(path, load)?.map_err(|fault| damaged(path, &fault))?;
        let fields = metadata.schema().fields();
        Ok(Self {
            path: path.to_owned(),
            names: fields.iter().map(|field| field.name().trim().to_owned()).collect(),
            foreign: fields.iter().map(|field| kinds::foreign(field.data_type())).collect(),
            metadata,
        })
    }

    /// Rows of the file, as it says itself.
    pub(crate) fn rows(&self) -> u64 {
        u64::try_from(self.metadata.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// Why a column cannot be used: it holds lists, say, rather than a value in each row.
    pub(crate) fn foreign(&self, column: usize) -> Option<&'static str> {
        self.foreign[column]
    }

    /// Begins to read columns, each in the form that is wanted.
    ///
    /// # Errors
    /// The file cannot be opened or is damaged.
    pub(crate) fn batches(&self, wanted: Vec<(usize, Form)>) -> Result<Batches, RefreshError> {
        let file = open_file(&self.path)?;
        let begin = || -> Result<ParquetRecordBatchReader, parquet::errors::ParquetError> {
            let options = ArrowReaderOptions::new().with_schema(self.schema_for(&wanted));
            let metadata = ArrowReaderMetadata::try_new(Arc::clone(self.metadata.metadata()), options)?;
            let roots = wanted.iter().map(|(column, _)| *column);
            let mask = ProjectionMask::roots(metadata.parquet_schema(), roots);
            let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata);
            builder.with_projection(mask).with_batch_size(BATCH_ROWS).build()
        };
        let reader = guarded(&self.path, begin)?.map_err(|fault| damaged(&self.path, &fault))?;
        // The columns come in the order of the file, each once.
        let mut columns: Vec<usize> = wanted.iter().map(|(column, _)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        let place = |column: usize| columns.binary_search(&column).unwrap_or_default();
        let wanted = wanted.into_iter().map(|(column, form)| (place(column), form)).collect();
        Ok(Batches { path: self.path.clone(), reader, wanted })
    }

    /// The file's own types, but texts in the form that is read fastest.
    fn schema_for(&self, wanted: &[(usize, Form)]) -> Arc<Schema> {
        let schema = self.metadata.schema();
        let read_as = |(column, field): (usize, &Arc<Field>)| {
            let form = wanted.iter().find(|(known, _)| *known == column).map(|(_, form)| *form);
            let kind = kinds::read_as(field.data_type(), form == Some(Form::Word));
            Field::clone(field).with_data_type(kind)
        };
        let fields: Vec<Field> = schema.fields().iter().enumerate().map(read_as).collect();
        Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
    }
}

/// The rows of a file, a batch at a time.
pub(crate) struct Batches {
    path: PathBuf,
    reader: ParquetRecordBatchReader,
    /// Position among the columns that are read, and form.
    wanted: Vec<(usize, Form)>,
}

/// Some rows that follow one another.
pub(crate) struct Batch {
    pub(crate) rows: usize,
    /// One for each column that was wanted, in that order.
    pub(crate) cells: Vec<Cells>,
}

impl Iterator for Batches {
    type Item = Result<Batch, RefreshError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?;
        Some(batch.map(|batch| self.cells_of(&batch)).map_err(|fault| damaged(&self.path, &fault)))
    }
}

impl Batches {
    fn cells_of(&self, batch: &RecordBatch) -> Batch {
        let cells = self.wanted.iter().map(|(column, form)| Cells::of(batch.column(*column), *form));
        Batch { rows: batch.num_rows(), cells: cells.collect() }
    }
}

/// The names of the columns of a file, those that cannot be used included.
///
/// # Errors
/// The file cannot be opened, is cut short or damaged.
pub(crate) fn column_names(path: &Path) -> Result<Vec<String>, RefreshError> {
    ParquetTable::open(path).map(|table| table.names)
}

/// The first rows of a file as texts, and which columns they are of: those with a value in each row.
pub(crate) struct TextSample {
    pub(crate) names: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// Looks at the first rows.
///
/// # Errors
/// The file cannot be opened, is cut short or damaged.
pub(crate) fn sample(path: &Path, limit: usize) -> Result<TextSample, RefreshError> {
    let table = ParquetTable::open(path)?;
    let columns: Vec<usize> =
        (0..table.names.len()).filter(|column| table.foreign(*column).is_none()).collect();
    let names = columns.iter().map(|column| table.names[*column].clone()).collect();
    let wanted = columns.iter().map(|column| (*column, Form::Text)).collect();
    let batches = table.batches(wanted)?;
    let rows = guarded(path, move || read_texts(batches, limit))??;
    Ok(TextSample { names, rows })
}

fn read_texts(batches: Batches, limit: usize) -> Result<Vec<Vec<String>>, RefreshError> {
    let mut rows = Vec::new();
    for batch in batches {
        let batch = batch?;
        for row in 0..batch.rows.min(limit - rows.len()) {
            rows.push(batch.cells.iter().map(|cells| cells.text(row).to_owned()).collect());
        }
        if rows.len() == limit {
            break;
        }
    }
    Ok(rows)
}

/// Runs a decoder on its own thread: what a damaged file makes of it ends there and becomes an error.
pub(crate) fn guarded<T: Send>(path: &Path, work: impl FnOnce() -> T + Send) -> Result<T, RefreshError> {
    thread::scope(|scope| scope.spawn(work).join()).map_err(|_| ended_badly(path))
}

/// What is said of a file that the decoder could make nothing of.
pub(crate) fn ended_badly(path: &Path) -> RefreshError {
    damaged(path, &"its parts contradict each other")
}

fn open_file(path: &Path) -> Result<File, RefreshError> {
    File::open(path).map_err(|error| RefreshError::io("opening", path, error))
}

fn damaged(path: &Path, fault: &dyn std::fmt::Display) -> RefreshError {
    RefreshError::DamagedParquet { file: file_name(path), fault: fault.to_string() }
}
