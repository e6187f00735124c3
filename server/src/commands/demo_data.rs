use std::io::Write;

use anyhow::Context;
use clientele_demo::{DemoShop, write_demo_shop};

use crate::{config::DemoDataArgs, failure::Failure};

pub(crate) fn run(args: &DemoDataArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let shop = DemoShop { customers: args.customers, seed: args.seed };
    write_demo_shop(&args.out, &shop).context("writing the made-up shop")?;
    writeln!(
        stdout,
        "wrote a made-up shop of {} customers (seed {}) to {}",
        args.customers,
        args.seed,
        args.out.display()
    )?;
    Ok(())
}
