//! The command line and the environment, read here and nowhere else.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use http::uri::Authority;

use crate::refresh::RefreshStage;
pub use crate::warehouse::TargetKind;

const EXAMPLES: &str = "\
Try it with a made-up shop:
  clientele demo-data --out demo-shop --customers 5000 --seed 1
  clientele refresh --source demo-shop
  clientele serve

Bring your own orders:
  clientele recognise --source orders.csv
  clientele refresh --source orders.csv

Exit codes:
  0  done
  1  fault of the program or of the machine
  2  the command line makes no sense
  3  the input was refused; the message says what to mend
  4  nothing has been published yet";

/// Turns a shop's orders into customer segments people act on.
#[derive(Debug, Parser)]
#[command(name = "clientele", version, after_help = EXAMPLES, max_term_width = 100)]
pub struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub command: RequestedCommand,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum RequestedCommand {
    /// Says how a file of orders would be read, and writes that down to be corrected.
    Recognise(RecogniseArgs),
    /// Reads the shop's order files, scores the customers and publishes the result.
    Refresh(RefreshArgs),
    /// Serves the dashboard. A later `refresh` goes live without a restart.
    Serve(ServeArgs),
    /// Writes a made-up shop in the nine-file schema of Olist. Same seed, same bytes.
    DemoData(DemoDataArgs),
    /// Writes the selected customers as CSV or as an Excel workbook.
    Export(ExportArgs),
    /// Prints all headline figures.
    Report(ReportArgs),
    /// Copies the published data to the warehouse that the settings name: PostgreSQL, Parquet files, or both.
    Warehouse(WarehouseArgs),
}

/// Where the published snapshots lie.
#[derive(Debug, Clone, Args)]
pub struct DataFolder {
    /// Folder of the published snapshots.
    #[arg(long, value_name = "DIR", env = "CLIENTELE_DATA_DIR", default_value = "clientele-data")]
    pub data: PathBuf,
}

/// How a source is understood; published data were understood when they were published.
#[derive(Debug, Clone, Args)]
pub struct Reading {
    /// How a source that is not Olist's is read (TOML), as written by `recognise`; without it as it is recognised.
    #[arg(long, value_name = "FILE", requires = "source")]
    pub mapping: Option<PathBuf>,
    /// Configuration of the shop (TOML): currency, meaning of order statuses, threshold of refused rows.
    #[arg(long, value_name = "FILE", requires = "source")]
    pub config: Option<PathBuf>,
    /// Rules of the next best action (TOML).
    #[arg(long, value_name = "FILE", requires = "source")]
    pub rules: Option<PathBuf>,
    /// The "today" of all figures; without it the day after the last completed order.
    #[arg(long, value_name = "DATE", requires = "source")]
    pub as_of: Option<NaiveDate>,
}

/// `clientele recognise`
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  clientele recognise --source orders.csv --out source.toml
  clientele refresh --source orders.csv --mapping source.toml

What each word of the mapping means is in docs/SOURCES.md.")]
pub struct RecogniseArgs {
    /// File of orders or order lines, or the folder that holds it.
    #[arg(long, value_name = "PATH")]
    pub source: PathBuf,
    /// File to write the mapping to; it must not exist yet.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `clientele refresh`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  clientele refresh --source ~/olist --data clientele-data
  clientele refresh --source orders.csv --mapping source.toml
  clientele refresh --data clientele-data
  clientele refresh --only score,publish --as-of 2026-01-31")]
#[command(group(ArgGroup::new("source").args(["source_path", "only"]).multiple(true)))]
pub struct RefreshArgs {
    /// File of orders, or the folder that holds it or Olist's nine files. Without it the source in the settings of
    /// the data folder.
    #[arg(id = "source_path", long = "source", value_name = "PATH")]
    pub source: Option<PathBuf>,
    /// Do only these stages: `read,score` reads, scores and checks but publishes nothing; `score,publish` scores the
    /// snapshot in service again without reading its source; `warehouse` copies it for other programs again.
    #[arg(long, value_enum, value_name = "STAGES", value_delimiter = ',')]
    pub only: Vec<RefreshStage>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at the type")]
    pub folder: DataFolder,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at the type")]
    pub reading: Reading,
    /// Publish this once even if a check of the data folder fails.
    #[arg(long)]
    pub force: bool,
}

/// `clientele serve`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  clientele serve --address 127.0.0.1:8080")]
pub struct ServeArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at the type")]
    pub folder: DataFolder,
    /// Address to listen on. Anyone who reaches it sees the customers: there is no login.
    #[arg(long, value_name = "HOST:PORT", env = "CLIENTELE_ADDRESS", default_value = "127.0.0.1:3000")]
    pub address: SocketAddr,
    /// Name by which browsers reach the service, beside its address: a proxy's, or that of this machine in its
    /// network. Requests that use another name are refused, as they come from a site that points its name here.
    #[arg(
        long = "host",
        value_name = "NAME",
        env = "CLIENTELE_HOST",
        value_delimiter = ',',
        value_parser = parse_host_name
    )]
    pub hosts: Vec<String>,
    /// Folder of the built site (style sheet, WASM, fonts); without it the one beside the program.
    #[arg(long, value_name = "DIR", env = "LEPTOS_SITE_ROOT")]
    pub site: Option<PathBuf>,
    /// The most that is taken of all files that are uploaded together, such as 500MB or 2GB.
    #[arg(
        long,
        value_name = "SIZE",
        env = "CLIENTELE_UPLOAD_LIMIT",
        default_value = "2GB",
        value_parser = parse_size
    )]
    pub upload_limit: u64,
    /// The most that is taken of one uploaded file; without it as much as of all together.
    #[arg(long, value_name = "SIZE", env = "CLIENTELE_UPLOAD_FILE_LIMIT", value_parser = parse_size)]
    pub upload_file_limit: Option<u64>,
    /// Folder of this machine of which a source may be chosen on the page Source; may be given several times.
    #[arg(
        long = "source-folder",
        value_name = "DIR",
        env = "CLIENTELE_SOURCE_FOLDER",
        value_delimiter = ','
    )]
    pub source_folders: Vec<PathBuf>,
    /// A proxy in front speaks TLS: tell browsers to insist on it.
    #[arg(long, env = "CLIENTELE_BEHIND_TLS")]
    pub behind_tls: bool,
    /// What is logged, such as `info` or `clientele_server=debug`.
    #[arg(long, value_name = "FILTER", env = "CLIENTELE_LOG", default_value = "info")]
    pub log: String,
}

/// `clientele demo-data`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  clientele demo-data --out demo-shop --customers 100000 --seed 1
  clientele demo-data --out demo-lines --customers 1000000 --format parquet")]
pub struct DemoDataArgs {
    /// Folder to write into; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Customers with at least one order.
    #[arg(long, value_name = "N", default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub customers: u32,
    /// Seed of everything random.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// In which form the shop is written.
    #[arg(long, value_enum, value_name = "FORM", default_value_t = DemoFormat::Olist)]
    pub format: DemoFormat,
}

/// In which form a demo shop is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DemoFormat {
    /// Olist's nine CSV files.
    Olist,
    /// One table of order lines, as CSV.
    CsvLines,
    /// One table of order lines, as Parquet.
    Parquet,
}

/// `clientele export`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  clientele export --filter 'segment=at-risk&tier=gold' --out at-risk.csv
  clientele export --for machines --filter 'state=SP&spent_min=200' | head
  clientele export --columns customer_id,segment,spent --out customers.xlsx

A file gets a companion, FILE.manifest.json, that says who is in it, as of when, and how they are scored.
The filter has the words of the dashboard's address: filter there, then copy what follows the question mark.")]
pub struct ExportArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at the type")]
    pub folder: DataFolder,
    /// For whom the file is.
    #[arg(long = "for", value_enum, value_name = "READER", default_value_t = Reader::People)]
    pub reader: Reader,
    /// File to write; `-` is stdout.
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub out: PathBuf,
    /// Which customers; without it all of them.
    #[arg(long, value_name = "QUERY", default_value = "")]
    pub filter: String,
    /// Which columns, by the names that programs get; without it all of them.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// What kind of file; without it what the ending of FILE says, else CSV.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub format: Option<ExportFormat>,
}

/// What kind of file an export is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// An Excel workbook, for people.
    Xlsx,
}

/// For whom an exported file is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Reader {
    /// Spreadsheets: headings in words, and no cell can act as a formula.
    People,
    /// Other programs: fixed column names, values exactly as they are.
    Machines,
}

/// `clientele report`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  clientele report --source ~/olist --format json
  clientele report --data clientele-data")]
pub struct ReportArgs {
    /// File of orders, or the folder that holds it or Olist's nine files; nothing is published. Without it the
    /// published data answer.
    #[arg(long, value_name = "PATH")]
    pub source: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at the type")]
    pub folder: DataFolder,
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at the type")]
    pub reading: Reading,
    /// How it is printed.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReportFormat::Text)]
    pub format: ReportFormat,
}

/// `clientele warehouse`
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  clientele warehouse
  clientele warehouse --to parquet --data my-shop

Where it goes stands in DIR/settings/source.toml under [warehouse]; see docs/WAREHOUSE.md.
A refresh does the same at its end.")]
pub struct WarehouseArgs {
    #[command(flatten)]
    #[expect(missing_docs, reason = "documented at the type")]
    pub folder: DataFolder,
    /// To this kind of target only.
    #[arg(long, value_enum, value_name = "TARGET")]
    pub to: Option<TargetKind>,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// One JSON object.
    Json,
    /// A few lines for people.
    Text,
}

/// A name as in `shop.example`; browsers add the port themselves.
fn parse_host_name(text: &str) -> Result<String, String> {
    match text.parse::<Authority>() {
        Ok(authority) if authority.host() == text => Ok(text.to_owned()),
        _ => Err("expected a name alone, such as shop.example, without http:// and without port".to_owned()),
    }
}

/// A number of bytes as in `500MB`: kB, MB and GB are powers of ten.
fn parse_size(text: &str) -> Result<u64, String> {
    let expected = || format!("{text:?} is not a size above 0; give one such as 500MB or 2GB");
    let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let scale = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        _ => return Err(expected()),
    };
    let bytes = number.parse::<u64>().ok().and_then(|number| number.checked_mul(scale));
    bytes.filter(|bytes| *bytes > 0).ok_or_else(expected)
}

/// The folder of the built site: the one asked for, else the one a build leaves near the program, else
/// `target/site` below the current folder.
pub fn find_site_folder(asked_for: Option<&Path>) -> PathBuf {
    let beside_program = || {
        let folder = program_folder()?;
        let candidates = [folder.join("site"), folder.parent()?.join("site")];
        candidates.into_iter().find(|candidate| candidate.join("pkg").is_dir())
    };
    asked_for.map(Path::to_path_buf).or_else(beside_program).unwrap_or_else(|| PathBuf::from("target/site"))
}

/// The file in which a release build names the hashes of its files, if there is one beside the program.
pub fn find_hash_file() -> Option<PathBuf> {
    program_folder().map(|folder| folder.join("hash.txt")).filter(|file| file.is_file())
}

/// Where packed sources are unpacked by commands that have no data folder.
pub fn unpacking_folder() -> PathBuf {
    std::env::temp_dir().join("clientele-unpacking")
}

/// A secret that the settings name by its variable; `None`: it is not set, or not text.
pub(crate) fn read_secret_variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn program_folder() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.to_path_buf())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn sizes_are_numbers_with_a_unit() {
        for (text, bytes) in [("2GB", 2_000_000_000), ("500 mb", 500_000_000), ("64kB", 64_000), ("10", 10)] {
            assert_eq!(parse_size(text), Ok(bytes), "{text}");
        }
        for text in ["", "0", "GB", "2 GiB", "-1", "1.5GB", "99999999999GB"] {
            assert!(parse_size(text).is_err(), "{text}");
        }
    }

    #[test]
    fn hosts_are_names_alone() {
        for name in ["shop.example", "shop", "192.168.1.5"] {
            assert_eq!(parse_host_name(name).as_deref(), Ok(name));
        }
        for text in ["", "http://shop.example", "shop.example:80", "shop.example/", "a@shop", "a shop"] {
            assert!(parse_host_name(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_site_folder_that_is_asked_for_is_taken_as_it_is() {
        assert_eq!(find_site_folder(Some(Path::new("elsewhere"))), Path::new("elsewhere"));
    }
}
