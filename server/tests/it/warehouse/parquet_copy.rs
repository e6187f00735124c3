//! The copy as Parquet files.

use std::{fs, process::Command};

use clientele_analytics::open_current;
use clientele_contract::{Analytics, Scope};
use parquet::{
    file::{reader::FileReader, serialized_reader::SerializedFileReader},
    record::RowAccessor,
};
use sha2::Digest;

use crate::published_demo::PublishedDemo;

#[test]
fn the_parquet_copy_is_the_report_and_is_exchanged_whole() {
    let demo = PublishedDemo::of(400);
    let report =
        open_current(&demo.data()).expect("published").engine.report(&Scope::everything()).expect("one");
    demo.edit(
        "source.toml",
        "[source]\nkind = \"files\"\npath = \"../shop\"\n\n[warehouse]\nparquet = \"../tables\"\n",
    );
    let load = || {
        let output = Command::new(env!("CARGO_BIN_EXE_clientele"))
            .args(["warehouse", "--to", "parquet", "--data"])
            .arg(demo.data())
            .output()
            .expect("the program starts");
        (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (succeeded, said) = load();
    assert!(succeeded, "{said}");
    let tables = demo.data().join("../tables");
    let current = tables.join("current");
    let open = |name: &str| {
        let file = fs::File::open(current.join(format!("{name}.parquet"))).expect("the table is there");
        SerializedFileReader::new(file).expect("it is Parquet")
    };
    let customers = open("dim_customer");
    assert_eq!(customers.metadata().file_metadata().num_rows(), report.customers.cast_signed());
    let column = |name: &str| {
        let columns = customers.metadata().file_metadata().schema_descr().columns().to_vec();
        columns.iter().position(|column| column.name() == name).expect("the column is there")
    };
    let (segment, revenue) = (column("segment"), column("revenue"));
    let mut champions = 0;
    let mut cents = 0_i64;
    for row in customers.get_row_iter(None).expect("rows") {
        let row = row.expect("a row");
        champions += u64::from(row.get_string(segment).expect("text") == "Champions");
        let bytes = row.get_decimal(revenue).expect("a decimal").data().to_vec();
        cents += i64::from_be_bytes(bytes.try_into().expect("64 bits"));
    }
    assert_eq!(champions, report.segments.get("Champions").map_or(0, |segment| segment.customers));
    assert_eq!(cents, report.revenue_cents_price_plus_freight);

    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(current.join("manifest.json")).expect("it is there")).expect("JSON");
    assert_eq!(manifest["totals"]["orders"].as_u64(), Some(report.completed_orders));
    for (name, table) in manifest["tables"].as_object().expect("tables") {
        let bytes =
            fs::read(current.join(table["file"].as_str().expect("a name"))).expect("the file is there");
        assert_eq!(table["bytes"].as_u64(), Some(bytes.len() as u64), "{name}");
        let hash: String = sha2::Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(table["sha256"].as_str(), Some(hash.as_str()), "{name}");
    }

    // The copy before stays for whoever reads it; those before that one go.
    let first = fs::canonicalize(&current).expect("a copy");
    assert!(load().0 && first.exists() && fs::canonicalize(&current).expect("a copy") != first);
    fs::create_dir(tables.join("copies/building")).expect("what a crash leaves");
    assert!(load().0);
    assert_eq!(fs::read_dir(tables.join("copies")).expect("copies").count(), 2);
    assert!(!first.exists());

    fs::write(tables.join("thesis.docx"), "mine").expect("written");
    let (succeeded, said) = load();
    assert!(!succeeded && said.contains("thesis.docx"), "{said}");
}

#[test]
fn a_refresh_of_a_source_that_the_command_line_names_copies_too_and_says_so() {
    let demo = PublishedDemo::of(400);
    demo.edit(
        "source.toml",
        "[source]\nkind = \"files\"\npath = \"../shop\"\n\n[warehouse]\nparquet = \"../tables\"\n",
    );
    let orders = demo.data().join("../other.csv");
    fs::write(&orders, "order_id,customer_id,date,line_total\n1,a,2025-01-02,10.50\n2,b,2025-01-03,11.50\n")
        .expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_clientele"))
        .args(["refresh", "--force", "--source"])
        .arg(&orders)
        .arg("--data")
        .arg(demo.data())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("Parquet: "), "{said}");
    let manifest = fs::read(demo.data().join("../tables/current/manifest.json")).expect("it is there");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    assert_eq!(manifest["totals"]["orders"].as_u64(), Some(2));
}
