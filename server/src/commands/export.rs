use std::{
    fs::{self, File},
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use clientele_app::{format::format_counted, url_state::parse_export_query};
use clientele_contract::{Analytics, Scope};

use crate::{
    commands::open_published,
    config::{ExportArgs, ExportFormat, Reader},
    export::{
        FileKind,
        list::{CustomerList, parse_columns},
        workbook, write_customers,
    },
    failure::{Failure, FailureKind},
    hashed::Hashed,
    progress::with_step,
};

const STEP: &str = "writing customers";

pub(crate) fn run(args: &ExportArgs, stdout: &mut (dyn Write + Send)) -> Result<(), Failure> {
    let kind = requested_kind(args)?;
    let filter = parse_export_query(&args.filter, &[]).context("--filter").map_err(usage)?;
    let columns = parse_columns(args.columns.iter().map(String::as_str), kind.reader());
    let columns = columns.map_err(|words| usage(anyhow!(words).context("--columns")))?;
    let engine = open_published(&args.folder.data)?;
    let list = CustomerList::describe(&engine, &Scope::everything(), filter, columns)?;
    if kind == FileKind::Workbook && list.customers > workbook::ROWS_MAX {
        let words = "a workbook holds at most 1,048,575 customers; narrow --filter, or use --format csv";
        return Err(usage(anyhow!(words)));
    }
    if args.out == Path::new("-") {
        return write_to_stdout(kind, &list, &engine, stdout);
    }
    let customers = with_step(STEP, || write_file(&args.out, kind, &list, &engine))?;
    let customers = format_counted(customers, "customer", "customers");
    writeln!(stdout, "wrote {customers} to {}", args.out.display())?;
    Ok(())
}

fn usage(error: impl Into<anyhow::Error>) -> Failure {
    Failure::new(FailureKind::Usage, error)
}

fn requested_kind(args: &ExportArgs) -> Result<FileKind, Failure> {
    let format = args.format.map_or_else(|| format_of_name(&args.out), Ok)?;
    match (format, args.reader) {
        (ExportFormat::Csv, reader) => Ok(FileKind::Csv(reader)),
        (ExportFormat::Xlsx, Reader::People) => Ok(FileKind::Workbook),
        (ExportFormat::Xlsx, Reader::Machines) => {
            Err(usage(anyhow!("a workbook is for people; use --format csv with --for machines")))
        }
    }
}

/// What a file is called says what it is; CSV goes to where nothing has a name.
fn format_of_name(out: &Path) -> Result<ExportFormat, Failure> {
    let Some(ending) = out.extension() else { return Ok(ExportFormat::Csv) };
    match ending.to_string_lossy().to_lowercase().as_str() {
        "csv" => Ok(ExportFormat::Csv),
        "xlsx" => Ok(ExportFormat::Xlsx),
        other => Err(usage(anyhow!(
            "{}: nothing is written as .{other}; expected a name that ends with .csv or .xlsx, or say the form with \
             --format csv or --format xlsx",
            out.display()
        ))),
    }
}

fn write_to_stdout(
    kind: FileKind,
    list: &CustomerList,
    engine: &dyn Analytics,
    stdout: &mut (dyn Write + Send),
) -> Result<(), Failure> {
    let is_terminal = io::stdout().is_terminal();
    if is_terminal && kind == FileKind::Workbook {
        return Err(usage(anyhow!("a workbook cannot be shown here; name a file with --out")));
    }
    let mut write = || write_list(kind, list, engine, stdout);
    // On a terminal the rows themselves show that it goes on.
    if is_terminal {
        write()?
    } else {
        with_step(STEP, write)?
    };
    Ok(())
}

/// Writes the file and then what is known about it.
fn write_file(
    path: &Path,
    kind: FileKind,
    list: &CustomerList,
    engine: &dyn Analytics,
) -> Result<u64, Failure> {
    let (customers, sha256) = write_whole(path, |file| {
        let mut hashed = Hashed::new(file);
        let customers = write_list(kind, list, engine, &mut hashed)?;
        Ok((customers, hashed.sha256()))
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let manifest = list.manifest(kind, name).with_sha256(sha256).to_json().context("describing the file")?;
    write_whole(&beside(path, "manifest.json"), |file| Ok(file.write_all(manifest.as_bytes())?))?;
    Ok(customers)
}

/// Writes beside the target and renames, so that a half-written file never carries the name.
fn write_whole<T>(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<File>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    path.file_name().context("--out names no file")?;
    let partial = beside(path, "partial");
    let written = File::create(&partial)
        .with_context(|| format!("creating {}", partial.display()))
        .map_err(Failure::from)
        .and_then(|file| {
            let mut file = BufWriter::new(file);
            let written = write(&mut file)?;
            file.into_inner().map_err(io::Error::from)?.sync_all()?;
            Ok(written)
        })
        .and_then(|written| {
            fs::rename(&partial, path).with_context(|| format!("naming {}", path.display()))?;
            Ok(written)
        });
    if written.is_err() {
        // The first error is the one to tell; the leftover carries a name that says what it is.
        let _ = fs::remove_file(&partial);
    }
    written
}

/// `all.csv.partial` for `all.csv`.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(ending);
    path.with_file_name(name)
}

fn write_list(
    kind: FileKind,
    list: &CustomerList,
    engine: &dyn Analytics,
    out: &mut (dyn Write + Send),
) -> Result<u64, Failure> {
    let visit_all =
        |visit: crate::export::Visit<'_>| engine.visit_customers(&Scope::everything(), &list.filter, visit);
    Ok(write_customers(kind, list, out, visit_all)??)
}
