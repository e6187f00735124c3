use std::io::Write;

use clientele_app::format::format_count;
use clientele_demo::{DemoShop, LineFormat, write_demo_lines, write_demo_shop};

use crate::{
    config::{DemoDataArgs, DemoFormat},
    failure::Failure,
    progress::with_step,
};

pub(crate) fn run(args: &DemoDataArgs, stdout: &mut dyn Write) -> Result<(), Failure> {
    let shop = DemoShop { customers: args.customers, seed: args.seed };
    let written = with_step("writing the made-up shop", || match args.format {
        DemoFormat::Olist => write_demo_shop(&args.out, &shop),
        DemoFormat::CsvLines => write_demo_lines(&args.out, &shop, LineFormat::Csv),
        DemoFormat::Parquet => write_demo_lines(&args.out, &shop, LineFormat::Parquet),
    })?;
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
