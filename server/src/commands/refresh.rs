use std::io::Write;

use clientele_analytics::{Engine, publish};
use clientele_app::format::format_count;
use clientele_contract::{Analytics, Scope};

use crate::{commands::read_shop, config::RefreshArgs, failure::Failure, progress::with_progress};

pub(crate) fn run(args: &RefreshArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let shop = read_shop(&args.source, &args.reading)?;
    let data = &args.folder.data;
    let published = with_progress(|progress| publish(&shop, data, progress))?;
    let info = Engine::from_shop(shop).snapshot(&Scope::everything())?;
    let (verb, place) = (if published.unchanged { "already published" } else { "published" }, data.display());
    writeln!(
        stdout,
        "{verb} {} in {place}: {} customers, {} completed orders, as of {}",
        published.snapshot_id,
        format_count(info.customers),
        format_count(info.completed_orders),
        info.as_of
    )?;
    Ok(())
}
