use std::{fs, io::Write, path::Path};

use anyhow::anyhow;
use clientele_analytics::{Join, RecognisedSource, RecognisedTable, ShopConfig, recognise_source};
use clientele_app::format::format_count;

use crate::{
    config::{RecogniseArgs, unpacking_folder},
    failure::{Failure, FailureKind},
};

/// Letters of a column's name, of samples and of reasons that are shown.
const NAME_WIDTH: usize = 28;

pub(crate) fn run(args: &RecogniseArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    if let Some(out) = args.out.as_deref().filter(|out| out.exists()) {
        return Err(exists_already(out));
    }
    let table = match recognise_source(&args.source, &ShopConfig::default(), &unpacking_folder())? {
        RecognisedSource::Olist => {
            writeln!(stdout, "Olist's nine files: `clientele refresh` reads them without a mapping")?;
            return Ok(());
        }
        RecognisedSource::Table(table) => table,
    };
    write_table(&table, stdout)?;
    if let Some(out) = &args.out {
        write_new_file(out, &table.to_toml())?;
        writeln!(stdout, "\nwrote {}", out.display())?;
    }
    write_next_step(args, &table, stdout)?;
    Ok(())
}

fn write_table(table: &RecognisedTable, out: &mut dyn Write) -> std::io::Result<()> {
    let (file, values) = (&table.mapping.file, &table.mapping.values);
    writeln!(out, "{}: looked at {} rows", table.files.join(", "), format_count(table.rows_seen))?;
    for Join { table, column, to, key } in &table.mapping.joins {
        writeln!(out, "each row of {table} is completed by the row of {to} whose {key} is its {column}")?;
    }
    for note in &table.notes {
        writeln!(out, "note: {note}")?;
    }
    let header = if file.header { "with a header" } else { "without header" };
    writeln!(
        out,
        "{}, fields separated by {}, {header}",
        file.encoding.name(),
        quoted(&file.delimiter.to_string())
    )?;
    let currency = if values.currency.is_empty() { "no currency found" } else { &values.currency };
    let decimal = serde_json::to_string(&values.decimal).unwrap_or_default();
    writeln!(out, "dates {}, decimal mark {decimal}, {currency}\n", values.dates.name())?;
    writeln!(out, "{:<NAME_WIDTH$} {:<17} {:>5}  such as", "column", "meaning", "sure")?;
    for column in &table.columns {
        let meaning = column.meaning.map_or("not used", |meaning| meaning.name());
        let sure = if column.meaning.is_some() { format!("{} %", column.percent) } else { String::new() };
        let name = shortened(&column.name, NAME_WIDTH);
        writeln!(
            out,
            "{name:<NAME_WIDTH$} {meaning:<17} {sure:>5}  {}",
            shortened(&column.samples.join(" | "), 60)
        )?;
        if column.meaning.is_some() {
            writeln!(out, "{:NAME_WIDTH$} {:17} {:>5}  ({})", "", "", "", column.reason)?;
        }
    }
    Ok(())
}

fn write_next_step(
    args: &RecogniseArgs,
    table: &RecognisedTable,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let source = args.source.display();
    let mapping = args.out.as_deref().unwrap_or(Path::new("source.toml")).display();
    if table.doubts.is_empty() {
        return writeln!(out, "\ncertain enough: clientele refresh --source {source}");
    }
    writeln!(out, "\nto settle before it can be read:")?;
    for doubt in &table.doubts {
        writeln!(out, "  - {doubt}")?;
    }
    if args.out.is_none() {
        writeln!(out, "write it down:  clientele recognise --source {source} --out {mapping}")?;
    }
    writeln!(out, "then:           clientele refresh --source {source} --mapping {mapping}")
}

/// A mapping that someone has corrected is never overwritten.
fn write_new_file(path: &Path, text: &str) -> Result<(), Failure> {
    let written = fs::File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => exists_already(path),
        _ => Failure::new(
            FailureKind::Fault,
            anyhow::Error::new(error).context(format!("writing {}", path.display())),
        ),
    })
}

fn exists_already(path: &Path) -> Failure {
    let words = format!("{} exists already; choose another name with --out, or remove it", path.display());
    Failure::new(FailureKind::Usage, anyhow!(words))
}

fn quoted(text: &str) -> String {
    if text.len() == 1 { format!("{text:?}") } else { text.to_owned() }
}

/// Control characters would act on the terminal.
fn shortened(text: &str, width: usize) -> String {
    let visible: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if visible.chars().count() <= width {
        return visible;
    }
    visible.chars().take(width - 1).chain(['…']).collect()
}
