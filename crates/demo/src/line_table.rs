//! The shop as one table of order lines, as CSV and as Parquet.

use std::{
    io::BufWriter,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{
    ArrayRef, Decimal128Array, Int32Array, RecordBatch, TimestampMicrosecondArray, builder::StringBuilder,
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::{
    arrow::ArrowWriter,
    basic::{Compression, ZstdLevel},
    errors::ParquetError,
    file::properties::{EnabledStatistics, WriterProperties},
    schema::types::ColumnPath,
};

use crate::categories::CATEGORIES;
use crate::error::DemoError;
use crate::files::{LINE_TABLE_CSV, LINE_TABLE_PARQUET, OutputFile};
use crate::orders::Order;
use crate::people::Person;
use crate::reviews::Review;
use crate::sampling::HexId;
use crate::shop::{Counts, PeopleGenerator};
use crate::writer::RowBuffer;

const NAMES: [&str; 11] = [
    "order_id",
    "customer_id",
    "order_date",
    "order_status",
    "product_id",
    "category",
    "quantity",
    "unit_price",
    "shipping",
    "state",
    "review_score",
];
/// Rows of a row group: what a reader decodes at a time, some 50 MB.
const ROW_GROUP_ROWS: usize = 1 << 20;
/// Prices are below a million reais.
const MONEY: DataType = DataType::Decimal128(9, 2);

/// One product of one order.
struct Line<'a> {
    person: &'a Person,
    order: &'a Order,
    product_id: &'a HexId,
    /// Empty where the product has none.
    category: &'static str,
    pieces: u64,
    price_cents: u64,
    /// Of the whole order.
    shipping_cents: u64,
    /// Of the order's first review.
    review_score: Option<u64>,
}

/// Hands out the lines of some people.
fn for_each_line(
    people: Range<u64>,
    generator: &PeopleGenerator<'_>,
    mut take: impl FnMut(&Line<'_>),
) -> Counts {
    let mut counts = Counts::default();
    let products = &generator.catalogue().products;
    generator.for_each_person(people, |person, orders, reviews| {
        for (position, order) in orders.iter().enumerate() {
            let review_score = first_score(position, reviews);
            counts.orders += 1;
            counts.reviews += u64::from(review_score.is_some());
            for alike in order.items.chunk_by(|a, b| a.product_index == b.product_index) {
                let product = &products[alike[0].product_index];
                let category = &CATEGORIES[product.category_index];
                counts.items += 1;
                take(&Line {
                    person,
                    order,
                    product_id: &product.id,
                    category: category.english.unwrap_or(category.name),
                    pieces: alike.len() as u64,
                    price_cents: alike[0].price_cents,
                    shipping_cents: order.items.iter().map(|item| item.freight_cents).sum(),
                    review_score,
                });
            }
        }
    });
    counts
}

fn first_score(order: usize, reviews: &[(usize, Review)]) -> Option<u64> {
    let of_order = reviews.iter().find(|(position, _)| *position == order);
    of_order.map(|(_, review)| review.score)
}

/// The lines of some people as text.
pub(crate) fn csv_rows(people: Range<u64>, generator: &PeopleGenerator<'_>) -> (RowBuffer, Counts) {
    let mut rows = RowBuffer::default();
    let counts = for_each_line(people, generator, |line| {
        rows.id(&line.order.id).comma().id(&line.person.unique_id).comma();
        rows.timestamp(line.order.purchased).comma().text(line.order.status.name()).comma();
        rows.id(line.product_id).comma().text(line.category).comma().number(line.pieces).comma();
        rows.cents(line.price_cents).comma().cents(line.shipping_cents).comma();
        rows.text(line.person.place.state().code).comma();
        if let Some(score) = line.review_score {
            rows.number(score);
        }
        rows.end_row();
    });
    (rows, counts)
}

/// The file of text in the making.
pub(crate) struct CsvLines {
    file: OutputFile,
}

impl CsvLines {
    pub(crate) fn create(folder: &Path) -> Result<Self, DemoError> {
        let mut file = OutputFile::create(folder, LINE_TABLE_CSV)?;
        file.append(format!("{}\n", NAMES.join(",")).as_bytes())?;
        Ok(Self { file })
    }

    pub(crate) fn append(&mut self, chunks: &[RowBuffer]) -> Result<(), DemoError> {
        chunks.iter().try_for_each(|rows| self.file.append(rows.as_bytes()))
    }

    pub(crate) fn finish(self) -> Result<(), DemoError> {
        self.file.finish()
    }
}

/// Columns in the making.
#[derive(Default)]
struct LineColumns {
    orders: StringBuilder,
    customers: StringBuilder,
    /// Microseconds since 1970: Parquet knows no whole seconds.
    moments: Vec<i64>,
    statuses: StringBuilder,
    products: StringBuilder,
    categories: StringBuilder,
    pieces: Vec<i32>,
    price_cents: Vec<i128>,
    shipping_cents: Vec<i128>,
    states: StringBuilder,
    review_scores: Vec<Option<i32>>,
}

impl LineColumns {
    fn push(&mut self, line: &Line<'_>) {
        self.orders.append_value(text(&line.order.id));
        self.customers.append_value(text(&line.person.unique_id));
        self.moments.push(line.order.purchased * 1_000_000);
        self.statuses.append_value(line.order.status.name());
        self.products.append_value(text(line.product_id));
        self.categories.append_option(Some(line.category).filter(|name| !name.is_empty()));
        self.pieces.push(line.pieces as i32);
        self.price_cents.push(i128::from(line.price_cents));
        self.shipping_cents.push(i128::from(line.shipping_cents));
        self.states.append_value(line.person.place.state().code);
        self.review_scores.push(line.review_score.map(|score| score as i32));
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let money = |cents: Vec<i128>| Decimal128Array::from(cents).with_data_type(MONEY);
        let columns: [ArrayRef; 11] = [
            Arc::new(self.orders.finish()),
            Arc::new(self.customers.finish()),
            Arc::new(TimestampMicrosecondArray::from(self.moments)),
            Arc::new(self.statuses.finish()),
            Arc::new(self.products.finish()),
            Arc::new(self.categories.finish()),
            Arc::new(Int32Array::from(self.pieces)),
            Arc::new(money(self.price_cents)),
            Arc::new(money(self.shipping_cents)),
            Arc::new(self.states.finish()),
            Arc::new(Int32Array::from(self.review_scores)),
        ];
        RecordBatch::try_new(schema(), columns.to_vec())
    }
}

fn text(id: &HexId) -> &str {
    // Hex digits are UTF-8.
    std::str::from_utf8(id).unwrap_or_default()
}

fn schema() -> SchemaRef {
    let moment = DataType::Timestamp(TimeUnit::Microsecond, None);
    let types: [(DataType, bool); 11] = [
        (DataType::Utf8, false),
        (DataType::Utf8, false),
        (moment, false),
        (DataType::Utf8, false),
        (DataType::Utf8, false),
        (DataType::Utf8, true),
        (DataType::Int32, false),
        (MONEY, false),
        (MONEY, false),
        (DataType::Utf8, false),
        (DataType::Int32, true),
    ];
    let fields = NAMES.iter().zip(types).map(|(name, (kind, nullable))| Field::new(*name, kind, nullable));
    Arc::new(Schema::new(fields.collect::<Vec<_>>()))
}

/// The lines of some people as columns.
pub(crate) fn parquet_rows(
    people: Range<u64>,
    generator: &PeopleGenerator<'_>,
) -> (Result<RecordBatch, ArrowError>, Counts) {
    let mut columns = LineColumns::default();
    let counts = for_each_line(people, generator, |line| columns.push(line));
    (columns.finish(), counts)
}

/// The Parquet file in the making: a row group is in memory, encoded, until it is whole.
pub(crate) struct ParquetLines {
    path: PathBuf,
    writer: ArrowWriter<BufWriter<OutputFile>>,
}

impl ParquetLines {
    pub(crate) fn create(folder: &Path) -> Result<Self, DemoError> {
        let path = folder.join(LINE_TABLE_PARQUET);
        let file = BufWriter::new(OutputFile::create(folder, LINE_TABLE_PARQUET)?);
        let writer = ArrowWriter::try_new(file, schema(), Some(properties()))
            .map_err(|fault| to_demo_error(&path, fault))?;
        Ok(Self { path, writer })
    }

    pub(crate) fn append(&mut self, chunks: &[Result<RecordBatch, ArrowError>]) -> Result<(), DemoError> {
        for chunk in chunks {
            let batch = chunk.as_ref().map_err(|fault| ParquetError::General(fault.to_string()));
            batch
                .and_then(|batch| self.writer.write(batch))
                .map_err(|fault| to_demo_error(&self.path, fault))?;
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Result<(), DemoError> {
        let file = self.writer.into_inner().map_err(|fault| to_demo_error(&self.path, fault))?;
        let file =
            file.into_inner().map_err(|fault| DemoError::io("write", self.path)(fault.into_error()))?;
        file.finish()
    }
}

/// Ids hardly repeat, so no dictionary is tried for them.
fn properties() -> WriterProperties {
    let column = |name: &str| ColumnPath::from(name);
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_statistics_enabled(EnabledStatistics::None)
        .set_column_dictionary_enabled(column("order_id"), false)
        .set_column_dictionary_enabled(column("customer_id"), false)
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .build()
}

fn to_demo_error(path: &Path, fault: ParquetError) -> DemoError {
    DemoError::io("write", path)(std::io::Error::other(fault))
}
