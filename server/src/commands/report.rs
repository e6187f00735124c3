use std::io::Write;

use clientele_analytics::{Engine, build_shop};
use clientele_app::format::{format_count, format_money};
use clientele_contract::{Analytics, Report, Scope, SnapshotInfo};

use crate::{
    commands::{ReadingTexts, open_published},
    config::{ReportArgs, ReportFormat, unpacking_folder},
    failure::Failure,
    progress::with_progress,
};

pub(crate) fn run(args: &ReportArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let engine = match &args.source {
        Some(source) => with_progress(|progress| {
            let read = ReadingTexts::read(&args.reading)?;
            let staging = unpacking_folder();
            let shop = build_shop(&read.request(source, args.reading.as_of, &staging), progress)?;
            Engine::from_shop(shop).map_err(Failure::from)
        })?,
        None => open_published(&args.folder.data)?,
    };
    let scope = Scope::everything();
    let report = engine.report(&scope)?;
    match args.format {
        ReportFormat::Json => {
            serde_json::to_writer_pretty(&mut *stdout, &report).map_err(std::io::Error::from)?;
            writeln!(stdout)?;
        }
        ReportFormat::Text => write_text(&report, &engine.snapshot(&scope)?, stdout)?,
    }
    Ok(())
}

fn write_text(report: &Report, info: &SnapshotInfo, out: &mut dyn Write) -> std::io::Result<()> {
    let money = |cents| format_money(cents, &info.currency_symbol);
    writeln!(out, "as of              {}", report.as_of)?;
    writeln!(out, "customers          {}", format_count(report.customers))?;
    writeln!(out, "  bought again     {}", format_count(report.repeat_customers))?;
    writeln!(out, "completed orders   {}", format_count(report.completed_orders))?;
    writeln!(out, "excluded orders    {}", format_count(report.excluded_orders))?;
    writeln!(out, "revenue            {}", money(report.revenue_cents_price_plus_freight))?;
    writeln!(out)?;
    writeln!(out, "{:<20}{:>12}{:>20}", "segment", "customers", "revenue")?;
    for (name, segment) in &report.segments {
        let (customers, revenue) = (format_count(segment.customers), money(segment.revenue_cents));
        writeln!(out, "{name:<20}{customers:>12}{revenue:>20}")?;
    }
    writeln!(out)?;
    writeln!(out, "{:<38}{:>12}{:>12}{:>12}", "file", "rows", "kept", "refused")?;
    for file in report.quality.iter().flat_map(|quality| &quality.files) {
        let refused = file.rows_read.saturating_sub(file.rows_kept);
        let [read, kept, refused] = [file.rows_read, file.rows_kept, refused].map(format_count);
        writeln!(out, "{:<38}{read:>12}{kept:>12}{refused:>12}", file.file)?;
    }
    Ok(())
}
