use anyhow::Result;
use clap::Args;

#[derive(Args)]
pub struct BenchOptions {}

pub fn bench(_options: &BenchOptions) -> Result<()> {
    Ok(())
}
