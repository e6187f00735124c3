use std::io::Write;

use clientele_app::format::format_count;
use clientele_demo::{DemoShop, write_demo_shop};

use crate::{config::DemoDataArgs, failure::Failure, progress::with_step};

pub(crate) fn run(args: &DemoDataArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let shop = DemoShop { customers: args.customers, seed: args.seed };
    let written = with_step("writing the made-up shop", || write_demo_shop(&args.out, &shop))?;
    writeln!(
        stdout,
        "wrote a made-up shop of {} customers and {} orders (seed {}) to {}",
        format_count(written.customers),
        format_count(written.orders),
        args.seed,
        args.out.display()
    )?;
    Ok(())
}
