use std::{
    fs::{self, File},
    io::{self, BufWriter, IsTerminal, Write},
    path::Path,
};

use anyhow::Context;
use clientele_app::url_state::parse_export_query;
use clientele_contract::{Analytics, CustomerFilter, Scope};

use crate::{
    commands::open_published,
    config::ExportArgs,
    export::write_customers,
    failure::{Failure, FailureKind},
    progress::with_step,
};

const STEP: &str = "writing customers";

pub(crate) fn run(args: &ExportArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let filter = parse_export_query(&args.filter, &[])
        .context("--filter")
        .map_err(|error| Failure::new(FailureKind::Usage, error))?;
    let engine = open_published(&args.folder.data)?;
    if args.out == Path::new("-") {
        let mut write = || write_selection(args, &engine, &filter, stdout);
        // On a terminal the rows themselves show that it goes on.
        if io::stdout().is_terminal() {
            write()?
        } else {
            with_step(STEP, write)?
        };
        return Ok(());
    }
    let customers = with_step(STEP, || write_file(args, &engine, &filter))?;
    writeln!(stdout, "wrote {customers} customers to {}", args.out.display())?;
    Ok(())
}

/// Writes beside the target and renames, so that a half-written file never carries the name.
fn write_file(args: &ExportArgs, engine: &dyn Analytics, filter: &CustomerFilter) -> Result<u64, Failure> {
    let mut partial_name = args.out.file_name().context("--out names no file")?.to_owned();
    partial_name.push(".partial");
    let partial = args.out.with_file_name(partial_name);
    let written = File::create(&partial)
        .with_context(|| format!("creating {}", partial.display()))
        .map_err(Failure::from)
        .and_then(|file| {
            let mut file = BufWriter::new(file);
            let customers = write_selection(args, engine, filter, &mut file)?;
            file.into_inner().map_err(io::Error::from)?.sync_all()?;
            Ok(customers)
        })
        .and_then(|customers| {
            fs::rename(&partial, &args.out).with_context(|| format!("naming {}", args.out.display()))?;
            Ok(customers)
        });
    if written.is_err() {
        // The first error is the one to tell; the leftover carries a name that says what it is.
        let _ = fs::remove_file(&partial);
    }
    written
}

fn write_selection(
    args: &ExportArgs,
    engine: &dyn Analytics,
    filter: &CustomerFilter,
    out: &mut dyn Write,
) -> Result<u64, Failure> {
    let scope = Scope::everything();
    let currency = engine.snapshot(&scope)?.currency_symbol;
    let written =
        write_customers(args.reader, &currency, out, |visit| engine.visit_customers(&scope, filter, visit));
    Ok(written??)
}
