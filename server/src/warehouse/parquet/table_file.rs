//! One table as a Parquet file, written block by block.

use std::{io::Write, sync::Arc};

use chrono::NaiveDate;
use clientele_analytics::StoredValue;
use parquet::{
    basic::{Compression, ConvertedType, Repetition, Type as PhysicalType, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type},
    errors::{ParquetError, Result},
    file::{
        properties::WriterProperties,
        writer::{SerializedColumnWriter, SerializedFileWriter},
    },
    schema::types::{Type, TypePtr},
};

use crate::warehouse::star::{ColumnKind, StarColumn, StarTable};

/// Rows of a block; so many are in memory at once.
const BLOCK: usize = 100_000;

/// A file that is being written.
pub(super) struct TableFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: Vec<ColumnBlock>,
    rows_in_block: usize,
    rows: u64,
}

impl<W: Write + Send> TableFile<W> {
    /// Begins a file with the columns of `table`.
    pub(super) fn begin(out: W, table: &StarTable) -> Result<Self> {
        let fields: Result<Vec<TypePtr>> =
            table.columns.iter().map(|column| field(column).map(Arc::new)).collect();
        let schema = Type::group_type_builder(table.name).with_fields(fields?).build()?;
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        let columns = table.columns.iter().map(ColumnBlock::new).collect();
        Ok(Self { writer, columns, rows_in_block: 0, rows: 0 })
    }

    /// Adds a row; its values are in the order of the columns.
    pub(super) fn push(&mut self, values: &[StoredValue]) -> Result<()> {
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(value)?;
        }
        self.rows_in_block += 1;
        if self.rows_in_block == BLOCK { self.write_block() } else { Ok(()) }
    }

    /// Ends the file; tells how many rows it says it has.
    pub(super) fn finish(mut self) -> Result<(W, u64)> {
        self.write_block()?;
        Ok((self.writer.into_inner()?, self.rows))
    }

    fn write_block(&mut self) -> Result<()> {
        if self.rows_in_block == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for column in &mut self.columns {
            let mut out = group.next_column()?.ok_or_else(|| {
                ParquetError::General("the schema has fewer columns than the rows".to_owned())
            })?;
            column.write(&mut out)?;
            out.close()?;
        }
        let written = group.close()?;
        self.rows += u64::try_from(written.num_rows()).unwrap_or_default();
        self.rows_in_block = 0;
        Ok(())
    }
}

fn field(column: &StarColumn) -> Result<Type> {
    let physical = match column.kind {
        ColumnKind::Whole | ColumnKind::Money => PhysicalType::INT64,
        ColumnKind::Ratio => PhysicalType::DOUBLE,
        ColumnKind::Text => PhysicalType::BYTE_ARRAY,
        ColumnKind::Day => PhysicalType::INT32,
    };
    let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
    let builder = Type::primitive_type_builder(column.name, physical).with_repetition(repetition);
    match column.kind {
        ColumnKind::Money => {
            builder.with_converted_type(ConvertedType::DECIMAL).with_precision(18).with_scale(2).build()
        }
        ColumnKind::Text => builder.with_converted_type(ConvertedType::UTF8).build(),
        ColumnKind::Day => builder.with_converted_type(ConvertedType::DATE).build(),
        ColumnKind::Whole | ColumnKind::Ratio => builder.build(),
    }
}

/// The values of a column that are not written yet.
struct ColumnBlock {
    name: &'static str,
    /// Of each row: 1 if its value is known. Only for columns that may lack values.
    known: Option<Vec<i16>>,
    values: Values,
}

enum Values {
    Whole(Vec<i64>),
    Ratio(Vec<f64>),
    Text(Vec<ByteArray>),
    Day(Vec<i32>),
}

impl ColumnBlock {
    fn new(column: &StarColumn) -> Self {
        let values = match column.kind {
            ColumnKind::Whole | ColumnKind::Money => Values::Whole(Vec::new()),
            ColumnKind::Ratio => Values::Ratio(Vec::new()),
            ColumnKind::Text => Values::Text(Vec::new()),
            ColumnKind::Day => Values::Day(Vec::new()),
        };
        Self { name: column.name, known: column.optional.then(Vec::new), values }
    }

    fn push(&mut self, value: &StoredValue) -> Result<()> {
        match (&mut self.values, value) {
            (_, StoredValue::Nothing) if self.known.is_some() => {}
            (Values::Whole(values), StoredValue::Whole(value)) => values.push(*value),
            (Values::Ratio(values), StoredValue::Ratio(value)) => values.push(*value),
            (Values::Text(values), StoredValue::Text(value)) => values.push(ByteArray::from(value.as_str())),
            (Values::Day(values), StoredValue::Day(day)) => values.push(NaiveDate::to_epoch_days(day)),
            _ => return Err(ParquetError::General(format!("{} holds {value:?}", self.name))),
        }
        if let Some(known) = &mut self.known {
            known.push(i16::from(*value != StoredValue::Nothing));
        }
        Ok(())
    }

    fn write(&mut self, out: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let known = self.known.as_deref();
        match &mut self.values {
            Values::Whole(values) => {
                out.typed::<Int64Type>().write_batch(values, known, None)?;
                values.clear();
            }
            Values::Ratio(values) => {
                out.typed::<DoubleType>().write_batch(values, known, None)?;
                values.clear();
            }
            Values::Text(values) => {
                out.typed::<ByteArrayType>().write_batch(values, known, None)?;
                values.clear();
            }
            Values::Day(values) => {
                out.typed::<Int32Type>().write_batch(values, known, None)?;
                values.clear();
            }
        }
        if let Some(known) = &mut self.known {
            known.clear();
        }
        Ok(())
    }
}
