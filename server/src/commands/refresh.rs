use std::{fmt::Display, io::Write, path::Path};

use anyhow::anyhow;
use clientele_analytics::{
    Progress, Published, RefreshError, RefreshLock, Rescoring, RuleBook, ShopFigures, SnapshotError,
    current_snapshot_id,
};
use clientele_app::format::{format_count, format_counted};
use clientele_contract::RefreshReason;

use crate::{
    commands::{ReadingTexts, read_toml},
    config::{Reading, RefreshArgs, WarehouseArgs},
    failure::{Failure, FailureKind},
    progress::with_progress,
    refresh::{
        Beginning, Both, History, Plan, RefreshRequest, StepClock, UNPACKING, now, recorded, rehearse,
        rescore, run_refresh, run_source_file, with_source_file,
    },
    source_file::SourceFile,
    warehouse,
};

pub(crate) fn run(args: &RefreshArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let data = &args.folder.data;
    match Plan::of(&args.only).map_err(usage)? {
        Plan::Whole => tell(&refresh(args)?, data, stdout)?,
        Plan::Rehearsal => tell_rehearsed(&rehearse_only(args)?, stdout)?,
        Plan::Rescore => tell(&rescore_only(args)?, data, stdout)?,
        Plan::Copy => {
            let copy = WarehouseArgs { folder: args.folder.clone(), to: None };
            super::warehouse::run(&copy, stdout)?;
        }
    }
    Ok(())
}

fn usage(words: impl Display) -> Failure {
    Failure::new(FailureKind::Usage, anyhow!("{words}"))
}

fn refresh(args: &RefreshArgs) -> Result<Published, Failure> {
    let data = &args.folder.data;
    let (published, file) = match &args.source {
        None => {
            let file = source_file(args)?;
            let published = noted(data, &file.source.in_words(), |lock, progress| {
                run_source_file(data, &file, args.force, lock, progress)
            })?;
            (published, Some(file))
        }
        Some(source) => {
            let file = SourceFile::read(data)?;
            let published = with_named_source(source, args, file.as_ref(), |request| {
                noted(data, &source.display().to_string(), |lock, progress| {
                    run_refresh(request, lock, progress)
                })
            })?;
            (published, file)
        }
    };
    file.iter().for_each(|file| tell_of_copies(file, data));
    Ok(published)
}

fn rehearse_only(args: &RefreshArgs) -> Result<ShopFigures, Failure> {
    let data = &args.folder.data;
    match &args.source {
        Some(source) => with_named_source(source, args, SourceFile::read(data)?.as_ref(), |request| {
            let _lock = RefreshLock::acquire(data)?;
            with_progress(|progress| rehearse(request, progress))
        }),
        None => {
            let file = source_file(args)?;
            let _lock = RefreshLock::acquire(data)?;
            with_progress(|progress| {
                with_source_file(data, &file, args.force, progress, |request| rehearse(request, progress))
            })
        }
    }
}

fn rescore_only(args: &RefreshArgs) -> Result<Published, Failure> {
    let data = &args.folder.data;
    let Reading { mapping, config, rules, as_of } = &args.reading;
    if args.source.is_some() || mapping.is_some() || config.is_some() {
        let words = "score,publish reads no source: leave out --source, --mapping and --config, or add the stage read";
        return Err(usage(words));
    }
    // A mistyped folder is not made.
    if current_snapshot_id(data).is_none() {
        return Err(SnapshotError::None { path: data.clone() }.into());
    }
    let book = rules.as_deref().map(|path| read_toml(Some(path), RuleBook::from_toml)).transpose()?;
    let rescoring = Rescoring { rules: book.as_ref(), as_of: *as_of };
    let file = SourceFile::read(data)?;
    let published = noted(data, "the snapshot in service", |lock, progress| {
        rescore(&rescoring, file.as_ref(), lock, progress)
    })?;
    file.iter().for_each(|file| tell_of_copies(file, data));
    Ok(published)
}

/// What was copied for other programs, and what a reader must know about it.
fn tell_of_copies(file: &SourceFile, data: &Path) {
    let states = warehouse::states_of(&file.warehouse, data);
    for state in states.iter().filter(|state| state.fault.is_none()) {
        if let Some(held) = &state.held {
            let rows = format_counted(held.rows, "row", "rows");
            eprintln!("clientele: {}: {rows} of {} in {}", state.kind, held.snapshot_id, held.place);
        }
    }
    let notes = states.into_iter().flat_map(|state| state.notes);
    for note in warehouse::notice(&file.warehouse, data).into_iter().chain(notes) {
        eprintln!("clientele: note: {note}");
    }
}

/// Hands over how the source that the command line names is read. What holds for every source stands in the settings.
fn with_named_source<T>(
    source: &Path,
    args: &RefreshArgs,
    settings: Option<&SourceFile>,
    work: impl FnOnce(&RefreshRequest<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let data = &args.folder.data;
    // A mistyped source must not leave a data folder behind.
    if !source.exists() {
        return Err(RefreshError::NoSource { path: source.to_owned() }.into());
    }
    let read = ReadingTexts::read(&args.reading)?;
    let staging = data.join(UNPACKING);
    let build = read.request(source, args.reading.as_of, &staging);
    let (checks, keep, warehouse) =
        settings.map(|file| (file.checks, file.keep, file.warehouse.clone())).unwrap_or_default();
    let force = args.force;
    work(&RefreshRequest { data, build, checks: &checks, force, keep: &keep, warehouse: &warehouse })
}

/// What the settings of the data folder name.
fn source_file(args: &RefreshArgs) -> Result<SourceFile, Failure> {
    let data = &args.folder.data;
    let Reading { mapping, config, rules, as_of } = &args.reading;
    if mapping.is_some() || config.is_some() || rules.is_some() || as_of.is_some() {
        return Err(usage(
            "how the source of the settings is read stands there too: give --source, or change them",
        ));
    }
    SourceFile::read(data)?.ok_or_else(|| {
        let path = SourceFile::path(data);
        usage(format_args!(
            "no source is named, and there is none in {}; name one with --source PATH, or choose one on the page Source",
            path.display()
        ))
    })
}

/// Takes the lock, does the work, and writes both into the history.
fn noted(
    data: &Path,
    source: &str,
    work: impl FnOnce(&RefreshLock, &dyn Progress) -> Result<Published, Failure>,
) -> Result<Published, Failure> {
    let lock = RefreshLock::acquire(data)?;
    let clock = StepClock::start();
    let beginning =
        Beginning { at: now(), reason: RefreshReason::CommandLine, attempt: 1, source: source.to_owned() };
    with_progress(|told| {
        recorded(data, &History::new(data), &beginning, &clock, || work(&lock, &Both(told, &clock)))
    })
}

fn tell_rehearsed(figures: &ShopFigures, stdout: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        stdout,
        "nothing was published; it would be {} customers, {} completed orders until {}; {} read, {} refused",
        format_count(figures.customers),
        format_count(figures.completed_orders),
        figures.last_order,
        format_counted(figures.rows_read, "row", "rows"),
        format_count(figures.rows_refused)
    )
}

fn tell(published: &Published, data: &Path, stdout: &mut dyn Write) -> std::io::Result<()> {
    let (verb, place) = (if published.unchanged { "already published" } else { "published" }, data.display());
    writeln!(
        stdout,
        "{verb} {} in {place}: {} customers, {} completed orders, as of {}",
        published.snapshot_id,
        format_count(published.customers),
        format_count(published.completed_orders),
        published.as_of
    )?;
    if let Some(in_service) = &published.held_back_for {
        writeln!(
            stdout,
            "{in_service} stays in service: a person went back to it from these data; other data will end that"
        )?;
    }
    if published.rows_refused > 0 {
        let rows = format_counted(published.rows_refused, "row was", "rows were");
        writeln!(stdout, "{rows} refused; the page Data and rejects.csv of the snapshot say which and why")?;
    }
    Ok(())
}
