//! Orders in Parquet files.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
    sync::Arc,
};

use arrow_array::{
    ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, RecordBatch,
    StringArray, TimestampMillisecondArray, UInt16Array, builder::ListBuilder, builder::StringBuilder,
    types::Int32Type,
};
use clientele_analytics::{
    BuildRequest, Engine, Mapping, RecognisedSource, RefreshError, RefreshLock, RuleBook, Shop, ShopConfig,
    Silent, build_shop, kept_snapshots, open_current, publish, recognise_source,
};
use clientele_contract::{Analytics, DriftKind, DriftLine, Scope};
use clientele_demo::{DemoShop, LineFormat, write_demo_lines, write_demo_shop};
use parquet::arrow::ArrowWriter;

fn build(path: &Path, mapping: Option<&Mapping>) -> Result<Shop, RefreshError> {
    let (config, rules) = (ShopConfig::default(), RuleBook::default());
    let staging = path.with_file_name("unpacking");
    let request = BuildRequest {
        source: path,
        mapping,
        config: &config,
        rules: &rules,
        as_of: None,
        staging: &staging,
    };
    build_shop(&request, &Silent)
}

/// Customers, completed orders, and revenue in cents.
fn figures(engine: &Engine) -> (u64, u64, i64) {
    let info = engine.snapshot(&Scope::everything()).unwrap();
    let quality = engine.quality(&Scope::everything()).unwrap();
    (info.customers, info.completed_orders, quality.revenue_cents_from_lines)
}

fn figures_of(path: &Path, mapping: Option<&Mapping>) -> Result<(u64, u64, i64), RefreshError> {
    Ok(figures(&Engine::from_shop(build(path, mapping)?)?))
}

/// The hash of each table of the snapshot that is published, and the snapshot's figures once it is opened.
fn published_tables(path: &Path) -> (BTreeMap<String, String>, (u64, u64, i64)) {
    let data = tempfile::tempdir().unwrap();
    let lock = RefreshLock::acquire(data.path()).unwrap();
    let published = publish(&build(path, None).unwrap(), &lock, &Silent).unwrap();
    let manifest = data.path().join("snapshots").join(published.snapshot_id).join("manifest.json");
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(manifest).unwrap()).unwrap();
    let files = manifest["files"].as_object().unwrap();
    let hashes = files.iter().map(|(name, file)| (name.clone(), file["sha256"].to_string())).collect();
    (hashes, figures(&open_current(data.path()).unwrap().engine))
}

#[test]
fn a_shop_gives_the_same_tables_as_csv_and_as_parquet_and_the_figures_of_its_nine_files() {
    let folder = tempfile::tempdir().unwrap();
    let shop = DemoShop { customers: 4_000, seed: 11 };
    let [olist, csv, parquet] = ["olist", "csv", "parquet"].map(|name| folder.path().join(name));
    write_demo_shop(&olist, &shop).unwrap();
    write_demo_lines(&csv, &shop, LineFormat::Csv).unwrap();
    write_demo_lines(&parquet, &shop, LineFormat::Parquet).unwrap();
    let (csv_tables, csv_figures) = published_tables(&csv);
    let (parquet_tables, parquet_figures) = published_tables(&parquet);
    assert_eq!(csv_tables, parquet_tables);
    assert_eq!(csv_figures, parquet_figures);
    assert_eq!(figures_of(&olist, None).unwrap(), csv_figures);
    let info = Engine::from_shop(build(&parquet, None).unwrap()).unwrap();
    assert!(info.snapshot(&Scope::everything()).unwrap().is_demo);
}

fn write(path: &Path, columns: &[(&str, ArrayRef)]) {
    let batch = RecordBatch::try_from_iter(columns.iter().cloned()).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

/// Four lines of three orders in types as programs write them, one of them a return.
fn typed_columns(order: [usize; 4]) -> Vec<(&'static str, ArrayRef)> {
    fn pick<T: Copy>(values: [T; 4], order: [usize; 4]) -> Vec<T> {
        order.iter().map(|row| values[*row]).collect()
    }
    let moments = [1_735_689_600_000, 1_735_689_600_000, 1_736_000_000_000, 1_737_000_000_000];
    let products: DictionaryArray<Int32Type> =
        pick(["tea", "cup", "tea", "tea"], order).into_iter().collect();
    let prices = Decimal128Array::from(pick([1_250, 990, 1_250, 1_250], order));
    let customers = pick([7_i64, 7, 8, 8], order);
    vec![
        ("Order ID", Arc::new(Int64Array::from(pick([1001, 1001, 1002, 1003], order))) as ArrayRef),
        ("Customer ID", Arc::new(Int64Array::from(customers))),
        ("Order Date", Arc::new(TimestampMillisecondArray::from(pick(moments, order)).with_timezone("UTC"))),
        ("Product", Arc::new(products)),
        ("Quantity", Arc::new(Int64Array::from(pick([2, 1, 3, -1], order)))),
        ("Unit Price", Arc::new(prices.with_precision_and_scale(12, 2).unwrap())),
    ]
}

/// 2 · 12.50 + 9.90 and (3 − 1) · 12.50.
const TYPED_FIGURES: (u64, u64, i64) = (2, 2, 3_490 + 2_500);

#[test]
fn typed_columns_are_recognised_and_add_up_in_any_order_of_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.parquet");
    let mut tables = Vec::new();
    for order in [[0, 1, 2, 3], [3, 1, 0, 2], [2, 3, 1, 0]] {
        write(&file, &typed_columns(order));
        let (hashes, found) = published_tables(&file);
        assert_eq!(found, TYPED_FIGURES);
        tables.push(hashes);
    }
    assert!(tables.windows(2).all(|pair| pair[0] == pair[1]), "{tables:?}");
}

#[test]
fn a_folder_of_parts_is_one_table_and_another_header_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let columns = typed_columns([0, 1, 2, 3]);
    for (part, (from, rows)) in [(0, 1), (1, 3)].into_iter().enumerate() {
        let part_columns: Vec<(&str, ArrayRef)> =
            columns.iter().map(|(name, column)| (*name, column.slice(from, rows))).collect();
        write(&folder.path().join(format!("part-{part}.parquet")), &part_columns);
    }
    assert_eq!(figures_of(folder.path(), None).unwrap(), TYPED_FIGURES);
    write(&folder.path().join("part-9.parquet"), &columns[1..]);
    let error = figures_of(folder.path(), None).unwrap_err().to_string();
    assert!(error.contains("part-9.parquet"), "{error}");
}

fn mapping(columns: &str) -> Mapping {
    let text = format!(
        "[file]\ndelimiter = \",\"\n[values]\ndates = \"year-month-day\"\ndecimal = \".\"\n[columns]\n{columns}"
    );
    Mapping::from_toml(&text, "source.toml").unwrap()
}

#[test]
fn rows_with_values_that_make_no_sense_are_refused_by_their_number() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.parquet");
    let prices = [10.0, f64::NAN, 5.5, f64::INFINITY].into_iter().chain([1.0; 96]).collect::<Vec<f64>>();
    let mut days = vec![20_000; 100];
    days[4] = -200_000;
    write(
        &file,
        &[
            ("id", Arc::new(UInt16Array::from_iter_values(0..100))),
            ("who", Arc::new(StringArray::from_iter_values((0..100).map(|row| format!("c{}", row % 7))))),
            ("day", Arc::new(Date32Array::from(days))),
            ("price", Arc::new(Float64Array::from(prices))),
        ],
    );
    let mapping =
        mapping("order_id = \"id\"\ncustomer_id = \"who\"\ndate = \"day\"\nline_total = \"price\"\n");
    let shop = build(&file, Some(&mapping)).unwrap();
    let engine = Engine::from_shop(shop).unwrap();
    assert_eq!(figures(&engine), (7, 97, 1_000 + 550 + 95 * 100));
    let quality = engine.quality(&Scope::everything()).unwrap();
    let refused: Vec<(u64, u64)> =
        quality.files[0].rejected.iter().map(|count| (count.rows, count.first_line)).collect();
    assert_eq!(refused, [(2, 2), (1, 5)]);
}

#[test]
fn a_column_of_lists_is_named_and_may_stand_beside_those_that_are_used() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.parquet");
    let mut items = ListBuilder::new(StringBuilder::new());
    for _ in 0..4 {
        items.values().append_value("tea");
        items.append(true);
    }
    let mut columns = typed_columns([0, 1, 2, 3]);
    columns.insert(1, ("items", Arc::new(items.finish())));
    write(&file, &columns);
    assert_eq!(figures_of(&file, None).unwrap(), TYPED_FIGURES);
    let text =
        match recognise_source(&file, &ShopConfig::default(), &folder.path().join("unpacking")).unwrap() {
            RecognisedSource::Table(table) => table.to_toml().replace("\"Product\"", "\"items\""),
            RecognisedSource::Olist => unreachable!("taken for Olist's files"),
        };
    let mapping = Mapping::from_toml(&text, "source.toml").unwrap();
    let error = figures_of(&file, Some(&mapping)).unwrap_err();
    assert!(error.is_bad_input());
    let error = error.to_string();
    assert!(error.contains("\"items\"") && error.contains("lists"), "{error}");
}

/// A demo shop in a file of some kilobytes.
fn small_file(folder: &Path) -> PathBuf {
    let out = folder.join("shop");
    write_demo_lines(&out, &DemoShop { customers: 40, seed: 1 }, LineFormat::Parquet).unwrap();
    out.join("order_lines.parquet")
}

#[test]
fn a_file_that_is_cut_short_is_refused_with_words() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(small_file(folder.path())).unwrap();
    let file = folder.path().join("cut.parquet");
    for length in [4, 8, 100, whole.len() / 2, whole.len() - 1] {
        fs::write(&file, &whole[..length]).unwrap();
        let error = figures_of(&file, None).unwrap_err();
        assert!(error.is_bad_input(), "{length} bytes: {error}");
        let error = error.to_string();
        assert!(error.contains("cut.parquet") && error.contains("cut short"), "{length} bytes: {error}");
    }
}

/// Each byte in turn is another one: the file is refused, or what was hit does not matter.
#[test]
fn a_file_with_a_changed_byte_is_read_or_refused_and_never_more() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(small_file(folder.path())).unwrap();
    let file = folder.path().join("bent.parquet");
    // The description at the end decides most.
    let positions = (0..whole.len() - 2_000).step_by(61).chain(whole.len() - 2_000..whole.len());
    for position in positions {
        let mut bent = whole.clone();
        bent[position] ^= 0x55;
        fs::write(&file, &bent).unwrap();
        if let Err(error) = figures_of(&file, None) {
            assert!(error.is_bad_input(), "byte {position}: {error}");
        }
    }
}

#[test]
fn a_column_that_has_gone_is_noticed_also_where_a_mapping_says_how_the_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = (folder.path().join("orders.parquet"), folder.path().join("data"));
    fs::create_dir(&data).unwrap();
    let mapping = mapping(
        "order_id = \"Order ID\"\ncustomer_id = \"Customer ID\"\ndate = \"Order Date\"\nproduct = \"Product\"\nunit_price \
         = \"Unit Price\"\n",
    );
    let mut columns = typed_columns([0, 1, 2, 3]);
    columns[4].0 = "Note";
    for columns in [columns.clone(), [&columns[..4], &columns[5..]].concat()] {
        write(&file, &columns[..]);
        let lock = RefreshLock::acquire(&data).unwrap();
        publish(&build(&file, Some(&mapping)).unwrap(), &lock, &Silent).unwrap();
    }
    let contents: Vec<_> =
        kept_snapshots(&data).unwrap().into_iter().map(|kept| kept.content.unwrap()).collect();
    assert_eq!(contents[0].drift_since(&contents[1]), [DriftLine::of(DriftKind::ColumnGone, "Note")]);
}

#[test]
fn long_ids_in_columns_of_numbers_are_told_apart_and_not_a_number_is_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.parquet");
    let wide = |first: i128| Decimal128Array::from_iter_values((0..100).map(|row| first + row));
    let customers = (0..100).map(|row| match row {
        0..10 => f64::NAN,
        99 => f64::INFINITY,
        row => 4_006_381_333_931.0 + f64::from(row % 9),
    });
    let customers = Float64Array::from_iter_values(customers);
    let mapping =
        mapping("order_id = \"id\"\ncustomer_id = \"who\"\ndate = \"day\"\nline_total = \"price\"\n");
    for first in [4_006_381_333_931, 12_345_678_901_234_567_890] {
        let ids = wide(first).with_precision_and_scale(38, 0).unwrap();
        let columns: [(&str, ArrayRef); 4] = [
            ("id", Arc::new(ids)),
            ("who", Arc::new(customers.clone())),
            ("day", Arc::new(Date32Array::from(vec![20_000; 100]))),
            ("price", Arc::new(Float64Array::from(vec![1.0; 100]))),
        ];
        write(&file, &columns);
        let engine = Engine::from_shop(build(&file, Some(&mapping)).unwrap()).unwrap();
        assert_eq!(figures(&engine), (9, 89, 8_900), "ten orders are of nobody, one row is refused");
        let quality = engine.quality(&Scope::everything()).unwrap();
        assert_eq!(quality.files[0].rejected[0].first_line, 100);
        let customer = engine.customer(&Scope::everything(), "4006381333931").unwrap();
        assert!(customer.is_some());
    }
}
